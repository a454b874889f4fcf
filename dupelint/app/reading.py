"""Files → a store that holds their facts, extracted where the cache does not have them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dupelint.app.folder import own_folder
from dupelint.app.stamp import reading_stamp
from dupelint.cache import Cache, Entry, open_cache
from dupelint.discovery import is_binary, is_minified
from dupelint.model.config import Config
from dupelint.model.finding import Outcome
from dupelint.model.hashing import digest
from dupelint.model.source import SourceFile

if TYPE_CHECKING:
    from dupelint.extract.pool import Read
    from dupelint.store import Store

CACHE_FILE = "cache.sqlite3"
FRESH = 2_000_000_000  # ns: a file this young may change again without its time showing it

Progress = Callable[[int, int], None]


def filled(
    root: Path,
    config: Config,
    files: Sequence[SourceFile],
    override: dict[str, bytes],
    outcome: Outcome,
    progress: Progress | None,
    meanwhile: Callable[[], None] | None = None,
) -> Cache:
    """What holds the facts of these files, extracted where the cache does not have them: the store,
    unless nothing has changed.

    `meanwhile` is called once other processes are reading, if there are any.
    With an `override` it is not to be committed: the cache is about what is on disk.
    """
    from dupelint.extract.unit import Words

    words = Words(
        frozenset(config.legacy_ports) | frozenset(config.internal_ports), config.include_docs
    )

    def extracted(stale: Sequence[SourceFile]) -> list[Read]:
        from dupelint.extract.pool import extract_files

        return extract_files(
            str(root), stale, words, config.max_file_size, _reject, config.jobs, override,
            progress, meanwhile, kept=cache is not None,
        )  # fmt: skip

    cache = _cache_path(root) if config.cache else None
    version = "memory"  # what is kept there is never older than its readers
    fresh: list[Read] = []
    if cache is None:
        fresh = extracted(files)
        kept = _opened(None, version)
    else:
        version = reading_stamp() + repr((sorted(words.ports), words.include_docs))
        version = digest(version.encode(), 12).hex()
        kept, note = open_cache(cache, version, _fact_tables)
        if note:
            outcome.notes.append(note)
        kept.begin(writing=False)
        work = _compared(root, kept, files, override)
        if not work.changed:
            return kept  # still in the transaction that it was compared in
        from dupelint.extract.pool import is_forking

        kept.commit()
        if is_forking(config.jobs, work.stale):
            kept.close()  # workers are forked without a connection
            fresh = extracted(work.stale)
            kept = _opened(cache if kept.persistent else None, version)
        elif work.stale:
            fresh = extracted(work.stale)
    if not kept.begin(writing=True):
        kept.close()
        kept = _opened(None, version)  # another process holds the cache: go on without it
        kept.begin(writing=True)
    from dupelint.store import Store

    store = Store.over(kept)
    work = _compared(root, store, files, override)
    read = {one.source.path for one in fresh}
    missing = [source for source in work.stale if source.path not in read]
    fresh += extracted(missing) if missing else []
    _keep(store, fresh, work, outcome)
    return store


def _opened(path: Path | None, version: str) -> Cache:
    return open_cache(path, version, _fact_tables)[0]


def _fact_tables() -> Iterable[str]:
    from dupelint.store.tables import fact_tables

    return fact_tables()


class _Work(NamedTuple):
    """What the store lacks."""

    stale: list[SourceFile]  # whose facts are missing or old
    gone: list[str]  # stored paths that are no file of the run
    dated: list[SourceFile]  # with a new time and the content that is stored

    @property
    def changed(self) -> bool:
        return bool(self.stale or self.gone or self.dated)


def _compared(
    root: Path, kept: Cache, files: Sequence[SourceFile], override: Mapping[str, bytes]
) -> _Work:
    known = kept.known()
    now = time.time_ns()
    work = _Work([], [], [])
    for source in files:
        entry = known.get(source.path)
        if entry is None or entry.size != source.size or source.path in override:
            work.stale.append(source)
        elif not _has_times(entry, source):
            if not _same(root, source, entry.digest):
                work.stale.append(source)
            elif not _has_times(entry, dated := _dated(source, now)):
                work.dated.append(dated)
    work.gone.extend(known.keys() - {source.path for source in files})
    return work


def _has_times(entry: Entry, source: SourceFile) -> bool:
    return entry.mtime_ns == source.mtime_ns and entry.ctime_ns == source.ctime_ns


def _same(root: Path, source: SourceFile, known: bytes) -> bool:
    """Whether a file holds what it held when it was read."""
    from dupelint.extract.pool import read_bytes

    try:
        return digest(read_bytes(str(root), source.path, source.size)) == known
    except OSError:
        return False


def _keep(store: Store, fresh: Sequence[Read], work: _Work, outcome: Outcome) -> None:
    from dupelint.store import Written

    now = time.time_ns()
    unreadable = {one.source.path: one.skipped for one in fresh if not one.digest}
    outcome.skipped_files += unreadable.items()
    if work.gone or unreadable:
        store.forget([*work.gone, *unreadable])
    if work.dated:
        store.date(work.dated)
    if fresh:
        store.write(
            [
                Written(_dated(one.source, now), *one[1:])
                for one in sorted(fresh, key=lambda one: one.source.path)
                if one.digest
            ]
        )


def _dated(source: SourceFile, now: int) -> SourceFile:
    """A file that changed a moment ago is read again next time: its clock may be coarse."""
    if now - max(source.mtime_ns, source.ctime_ns) < FRESH:
        return source._replace(mtime_ns=0, ctime_ns=0)
    return source


def _reject(source: SourceFile, data: bytes) -> str:
    if is_binary(data):
        return "binary"
    return "minified" if is_minified(source.path, source.language, data) else ""


def _cache_path(root: Path) -> Path | None:
    folder = own_folder(root)
    return folder / CACHE_FILE if folder else None
