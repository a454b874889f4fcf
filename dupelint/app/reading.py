"""Files → a store that holds their facts, extracted where the cache does not have them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dupelint.discovery import is_binary, is_minified
from dupelint.model.config import Config
from dupelint.model.finding import Outcome
from dupelint.model.source import SourceFile
from dupelint.store import Store, Written, open_store, schema_version

if TYPE_CHECKING:
    from dupelint.extract.pool import Read

CACHE_FOLDER = ".dupelint"
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
) -> Store:
    """The store with the facts of these files, extracted where the cache does not have them.

    `meanwhile` is called once other processes are reading, if there are any.
    """
    from dupelint.extract.pool import extract_files, stamp
    from dupelint.extract.unit import Words

    words = Words(
        frozenset(config.legacy_ports) | frozenset(config.internal_ports), config.include_docs
    )

    def extracted(stale: Sequence[SourceFile], jobs: int) -> list[Read]:
        return extract_files(
            str(root), stale, words, config.max_file_size, _reject, jobs, override, progress,
            meanwhile,
        )  # fmt: skip

    cache = _cache_path(root) if config.cache and not override else None
    version = "memory"  # what is kept there is never older than its readers
    if cache is not None:
        version = schema_version(stamp() + repr((sorted(words.ports), words.include_docs)))
    store, note = open_store(cache, version)
    if note:
        outcome.notes.append(note)
    stale, gone = _stale(store, files)
    fresh: list[Read] = []
    if stale:
        store.close()  # workers are forked without a connection
        fresh = extracted(stale, config.jobs)
        store, _ = open_store(cache if store.persistent else None, version)
    if not store.begin(writing=bool(stale or gone)):
        store.close()
        store, _ = open_store(None, version)  # another process holds the cache: go on without it
        store.begin(writing=True)
    read = {one.source.path for one in fresh}
    stale, gone = _stale(store, files)
    fresh += extracted([source for source in stale if source.path not in read], config.jobs)
    _keep(store, fresh, gone, outcome)
    store.begin_run(files)
    outcome.skipped_files += store.skipped()
    return store


def _keep(store: Store, fresh: Sequence[Read], gone: Sequence[str], outcome: Outcome) -> None:
    now = time.time_ns()
    unreadable = {one.source.path: one.skipped for one in fresh if not one.digest}
    outcome.skipped_files += unreadable.items()
    store.forget([*gone, *unreadable])
    store.write(
        [
            Written(_dated(one.source, now), one.digest, one.rows, one.skipped)
            for one in sorted(fresh, key=lambda one: one.source.path)
            if one.digest
        ]
    )


def _stale(store: Store, files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[str]]:
    """Files whose facts are missing or old, and stored paths that are no file of the run."""
    known = store.known()
    stale = []
    for source in files:
        entry = known.pop(source.path, None)
        if entry is None or (entry[1], entry[2]) != (source.size, source.mtime_ns):
            stale.append(source)
    return stale, list(known)


def _dated(source: SourceFile, now: int) -> SourceFile:
    """A file that changed a moment ago is read again next time: its clock may be coarse."""
    return source._replace(mtime_ns=0) if now - source.mtime_ns < FRESH else source


def _reject(path: str, data: bytes) -> str:
    if is_binary(data):
        return "binary"
    return "minified" if is_minified(path, data) else ""


def _cache_path(root: Path) -> Path | None:
    folder = root / CACHE_FOLDER
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            (folder / "CACHEDIR.TAG").write_text(
                "Signature: 8a477f597d28d172789f06886806bc55\n", encoding="utf-8"
            )
        if folder.is_symlink() or not os.access(folder, os.W_OK):
            return None
    except OSError:
        return None
    return folder / CACHE_FILE
