"""Reads and extracts many files, on several cores where that pays."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import marshal
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import FACTS
from dupelint.model.source import SourceFile

KIND_INDEX = {kind: index for index, kind in enumerate(FACTS)}
WORTH_A_WORKER = 2_000_000  # bytes of source below which starting a worker costs more than it gives

Row = tuple[int, tuple[object, ...]]
Reject = Callable[[str, bytes], str]  # path, bytes → why the file is not read, "" if it is
Progress = Callable[[int, int], None]


class Read(NamedTuple):
    """What became of one file."""

    source: SourceFile
    digest: bytes
    rows: list[Row]
    skipped: str  # why, "" if it was read


def digest(data: bytes) -> bytes:
    """Content hash that the cache compares."""
    return hashlib.blake2b(data, digest_size=16).digest()


def read_bytes(root: str, path: str, limit: int) -> bytes:
    """The bytes of a regular file; never waits on a pipe, never reads past `limit` + 1 bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(os.path.join(root, path), flags)  # noqa: PTH118  hot path
    with os.fdopen(handle, "rb") as stream:
        return stream.read(limit + 1)


def extract_files(
    root: str,
    sources: Sequence[SourceFile],
    words: Words,
    limit: int,
    reject: Reject,
    jobs: int = 0,
    override: dict[str, bytes] | None = None,
    progress: Progress | None = None,
) -> list[Read]:
    """Facts of every file, in no particular order; `override` stands in for bytes on disk."""
    total = sum(source.size for source in sources)
    workers = _workers(jobs, total, len(sources))
    work = _Work(root, words, limit, reject, override or {})
    if workers == 1:
        found = []
        for done, source in enumerate(sources):
            if progress is not None:
                progress(done, len(sources))
            found.append(work.read(source))
        return found
    return _forked(work, sources, workers, progress)


def _workers(jobs: int, size: int, count: int) -> int:
    if not hasattr(os, "fork") or size < WORTH_A_WORKER or count < 8:
        return 1
    if jobs:
        return min(jobs, count)
    if os.environ.get("PRE_COMMIT") == "1":  # it runs hooks side by side itself
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), 8)) if hasattr(os, "sched_getaffinity") else 2


class _Work(NamedTuple):
    root: str
    words: Words
    limit: int
    reject: Reject
    override: dict[str, bytes]

    def read(self, source: SourceFile) -> Read:
        """Read, hash and extract one file."""
        data = self.override.get(source.path)
        if data is None:
            try:
                data = read_bytes(self.root, source.path, self.limit)
            except OSError as error:
                return Read(source, b"", [], f"unreadable: {error.strerror or error}")
        reason = "too large" if len(data) > self.limit else self.reject(source.path, data)
        if reason:
            return Read(source, digest(data), [], reason)
        unit = Unit(source.path, source.language, source.kind, data, self.words)
        rows = [(KIND_INDEX[type(fact)], tuple(fact)) for fact in extract(unit)]
        return Read(source, digest(data), rows, "")


def _forked(
    work: _Work, sources: Sequence[SourceFile], workers: int, progress: Progress | None
) -> list[Read]:
    """The parent takes a share itself; each child sends its results once, as plain tuples."""
    from dupelint.syntax.grammar import warm

    order = sorted(range(len(sources)), key=lambda index: -sources[index].size)
    warm({source.language for source in sources})
    gc.freeze()
    children: list[tuple[int, int]] = []
    try:
        for worker in range(1, workers):
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                _child(work, sources, order[worker::workers], writer)
            os.close(writer)
            children.append((child, reader))
        own = order[0::workers]
        found = []
        for done, index in enumerate(own):
            if progress is not None:
                progress(done * workers, len(sources))
            found.append(work.read(sources[index]))
        for _, reader in children:
            with os.fdopen(reader, "rb") as stream:
                data = stream.read()
            if not data:
                raise RuntimeError("a worker process ended early")
            for index, key, rows, skipped in marshal.loads(data):
                found.append(Read(sources[index], key, rows, skipped))
    finally:
        for child, _ in children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, 9)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)
        gc.unfreeze()
    return found


def _child(work: _Work, sources: Sequence[SourceFile], share: Sequence[int], writer: int) -> None:
    status = 1
    try:
        found = []
        for index in share:
            read = work.read(sources[index])
            found.append((index, read.digest, read.rows, read.skipped))
        with os.fdopen(writer, "wb") as stream:
            stream.write(marshal.dumps(found))
        status = 0
    finally:
        os._exit(status)


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """(path, size, time) of every module in a folder and the folders in it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif "." not in entry.name and entry.name != "__pycache__":
                yield from _stamps(entry.path)


def stamp() -> str:
    """Changes whenever the extractors or the grammars do; part of the cache's version."""
    import importlib.util

    found = []
    package = Path(__file__).parent.parent
    for folder in ("extract", "syntax", "model", "discovery"):
        found += sorted(_stamps(os.path.join(package, folder)))  # noqa: PTH118  at every start
    spec = importlib.util.find_spec("tree_sitter")
    if spec is not None and spec.origin is not None:
        found.append(("site", 0, Path(spec.origin).parent.parent.stat().st_mtime_ns))
    return repr(found)
