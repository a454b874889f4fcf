"""Reads and extracts many files, on several cores where that pays."""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from dupelint.extract import extract
from dupelint.extract.telling import told
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import FACTS
from dupelint.model.hashing import digest
from dupelint.model.source import Kind, Language, SourceFile

KIND_INDEX = {kind: index for index, kind in enumerate(FACTS)}
WORTH_A_WORKER = 400_000  # bytes of source below which starting a worker costs more than it gives
BATCH = 16_000  # bytes of source that a process takes at a time
COMMON = 8  # files of a language that most likely more than one process meets
MOST_BATCHES = 1_000  # their numbers have to fit into the smallest pipe there is (4 KB)

# Code that is parsed, however small: a fact starts in it.
SAMPLES = {
    Language.PYTHON: b"X = 1\n",
    **dict.fromkeys((Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX), b"fetch('/x')\n"),
    # Most pages hold no script; most components do.
    **dict.fromkeys((Language.VUE, Language.SVELTE), b"<script>\nfetch('/x')\n</script>\n"),
}

Row = tuple[int, tuple[object, ...]]
Reject = Callable[[SourceFile, bytes], str]  # file, its bytes → why it is not read, "" if it is
Progress = Callable[[int, int], None]


class Read(NamedTuple):
    """What became of one file."""

    source: SourceFile
    digest: bytes
    rows: list[Row]
    skipped: str  # why, "" if it was read
    told: bytes = b""  # what they tell, for a store that is kept


def read_bytes(root: str, path: str, limit: int) -> bytes:
    """The bytes of a regular file; never waits on a pipe, never reads past `limit` + 1 bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(os.path.join(root, path), flags)  # noqa: PTH118  hot path
    try:
        # A buffer of the file's size: one of the limit's size takes longer to make than to fill.
        size = min(os.fstat(handle).st_size, limit) + 1
        data = os.read(handle, size)
        while len(data) == size <= limit:  # it grew
            more = os.read(handle, limit + 1 - size)
            if not more:
                break
            data, size = data + more, size + len(more)
        return data
    finally:
        os.close(handle)


def extract_files(
    root: str,
    sources: Sequence[SourceFile],
    words: Words,
    limit: int,
    reject: Reject,
    jobs: int = 0,
    override: dict[str, bytes] | None = None,
    progress: Progress | None = None,
    meanwhile: Callable[[], None] | None = None,
    kept: bool = False,
) -> list[Read]:
    """Facts of every file, in no particular order; `override` stands in for bytes on disk.

    `meanwhile` is called once workers are under way, if there are any. `kept`: with what they tell.
    """
    workers = _workers(jobs, sources)
    work = _Work(root, words, limit, reject, override or {}, kept)
    if workers == 1:
        found = []
        for done, source in enumerate(sources):
            if progress is not None:
                progress(done, len(sources))
            found.append(work.read(source))
        return found
    return _forked(work, sources, workers, progress, meanwhile)


def is_forking(jobs: int, sources: Sequence[SourceFile]) -> bool:
    """Whether other processes will help to read these files."""
    return _workers(jobs, sources) > 1


def _workers(jobs: int, sources: Sequence[SourceFile]) -> int:
    count = len(sources)
    size = sum(source.size for source in sources)
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
    kept: bool

    def read(self, source: SourceFile) -> Read:
        """Read, hash and extract one file."""
        data = self.override.get(source.path)
        if data is None:
            try:
                data = read_bytes(self.root, source.path, self.limit)
            except OSError as error:
                return Read(source, b"", [], f"unreadable: {error.strerror or error}")
        reason = "too large" if len(data) > self.limit else self.reject(source, data)
        if reason:
            return Read(source, digest(data), [], reason)
        unit = Unit(source.path, source.language, source.kind, data, self.words)
        rows = [(KIND_INDEX[type(fact)], tuple(fact)) for fact in extract(unit)]
        said = told(rows, len(data)) if self.kept else b""
        return Read(source, digest(data), rows, "", said)


def _forked(
    work: _Work,
    sources: Sequence[SourceFile],
    workers: int,
    progress: Progress | None,
    meanwhile: Callable[[], None] | None,
) -> list[Read]:
    """Each process, this one too, takes batches until none is left; children send plain tuples."""
    _warm(sources, work.words)
    batches = _batches(sources)
    gc.freeze()
    queue = _queue(len(batches))
    children: list[tuple[int, int]] = []
    parent = os.getpid()
    try:
        for _ in range(1, workers):
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                _child(work, sources, _while_alive(_taken(batches, queue), parent), writer)
            os.close(writer)
            children.append((child, reader))
        if meanwhile is not None:
            meanwhile()
        found = []
        for batch in _taken(batches, queue):
            if progress is not None:
                progress(batch.start, len(sources))
            found += [work.read(sources[index]) for index in batch.files]
        for _, reader in children:
            with os.fdopen(reader, "rb") as stream:
                data = stream.read()
            if not data:
                raise RuntimeError("a worker process ended early")
            for index, *rest in marshal.loads(data):
                found.append(Read(sources[index], *rest))
    finally:
        os.close(queue)
        for child, _ in children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(child, 9)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)
        gc.unfreeze()
    return found


def _warm(sources: Sequence[SourceFile], words: Words) -> None:
    """Load what reads most of these files, so that forked workers share it."""
    for language, count in Counter(source.language for source in sources).items():
        if count >= COMMON:
            extract(Unit("", language, Kind.SOURCE, SAMPLES.get(language, b"\n"), words))


class _Batch(NamedTuple):
    start: int  # files in the batches before it
    files: Sequence[int]


def _batches(sources: Sequence[SourceFile]) -> list[_Batch]:
    """The numbers of all files, the largest first: whoever takes the last ones is soon done."""
    order = sorted(range(len(sources)), key=lambda index: -sources[index].size)
    half = MOST_BATCHES // 2  # one half of them may be full of bytes, the other of files
    least = max(BATCH, sum(source.size for source in sources) // half + 1)
    most = max(16, len(sources) // half + 1)
    found = []
    start = size = 0
    for end, index in enumerate(order, start=1):
        size += sources[index].size
        if size >= least or end - start >= most or end == len(order):
            found.append(_Batch(start, order[start:end]))
            start, size = end, 0
    return found


_NUMBER = struct.Struct("=I")


def _queue(count: int) -> int:
    """The reading end of a pipe that holds the numbers of all batches.

    Processes that read from it each get another one, and nothing once it is empty.
    """
    reader, writer = os.pipe()
    try:
        os.set_blocking(writer, False)
        os.write(writer, b"".join(map(_NUMBER.pack, range(count))))
    finally:
        os.close(writer)
    return reader


def _taken(batches: Sequence[_Batch], queue: int) -> Iterator[_Batch]:
    while number := os.read(queue, _NUMBER.size):
        yield batches[_NUMBER.unpack(number)[0]]


def _while_alive(batches: Iterable[_Batch], parent: int) -> Iterator[_Batch]:
    """The batches, none after the parent was killed: nobody would hear of it."""
    for batch in batches:
        if os.getppid() != parent:
            return
        yield batch


def _child(
    work: _Work,
    sources: Sequence[SourceFile],
    batches: Iterable[_Batch],
    writer: int,
) -> None:
    status = 1
    try:
        found = []
        for batch in batches:
            for index in batch.files:
                read = work.read(sources[index])
                found.append((index, *read[1:]))
        with os.fdopen(writer, "wb") as stream:
            stream.write(marshal.dumps(found))
        status = 0
    finally:
        os._exit(status)
