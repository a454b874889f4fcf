"""Changes of files as a patch that `git apply` takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from dupelint.model.pattern import lazy

CONTEXT = 3  # lines around a change
_ODD = lazy(rb'[\x00-\x1f\x7f"\\]')
_ESCAPES = {9: b"\\t", 10: b"\\n", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def patch(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bytes:
    """The changes from `before` to `after` of every path of `after`, in order of path."""
    return b"".join(
        file_patch(path, before[path], after[path])
        for path in sorted(after)
        if before[path] != after[path]
    )


def file_patch(path: str, before: bytes, after: bytes) -> bytes:
    """The changes of one file; only `\\n` ends a line, so every other byte stays in its line."""
    old, new = _name("a/" + path), _name("b/" + path)
    head = b"diff --git %s %s\n--- %s%s\n+++ %s%s\n" % (old, new, old, _end(old), new, _end(new))
    return head + b"".join(_hunks(_lines(before), _lines(after)))


def _name(name: str) -> bytes:
    """The name as git writes it: in quotes if a byte of it would be misread."""
    data = name.encode("utf-8", "surrogateescape")
    if not _ODD.search(data):
        return data
    quoted = _ODD.sub(lambda match: _escaped(match[0][0]), data)
    return b'"' + quoted + b'"'


def _escaped(byte: int) -> bytes:
    return _ESCAPES.get(byte) or b"\\%03o" % byte


def _end(name: bytes) -> bytes:
    """A tab behind a name with a blank: else the blank would end it."""
    return b"\t" if b" " in name and not name.startswith(b'"') else b""


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _hunks(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        yield b"@@ -%s +%s @@\n" % (_range(first[1], last[2]), _range(first[3], last[4]))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (_line(b" ", line) for line in old[i1:i2])
            else:
                yield from (_line(b"-", line) for line in old[i1:i2])
                yield from (_line(b"+", line) for line in new[j1:j2])


def _range(start: int, end: int) -> bytes:
    length = end - start
    return b"%d,%d" % (start + (1 if length else 0), length)


def _line(mark: bytes, line: bytes) -> bytes:
    return (
        mark + line if line.endswith(b"\n") else mark + line + b"\n\\ No newline at end of file\n"
    )
