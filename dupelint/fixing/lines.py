"""The lines of a file around a place, as bytes."""

from __future__ import annotations

import re
from collections import Counter

from dupelint.model.pattern import lazy
from dupelint.syntax.position import BOM

_INDENTED = lazy(rb"^(\t+| {2,8})(?=[^\s*])", re.MULTILINE)
_SPACES = lazy(rb"^( *)(?=[^\s;])", re.MULTILINE)
_SAMPLE = 100_000  # bytes that tell how a file is indented


def start_of_line(data: bytes, offset: int) -> int:
    """Where the line of this byte starts, behind a byte order mark."""
    if data[offset - 1 : offset + 1] == b"\r\n":
        offset -= 1
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    return start + len(BOM) if start == 0 and data.startswith(BOM) else start


def end_of_line(data: bytes, offset: int) -> int:
    """Where the line of this byte ends, before its line end."""
    ends = [end for mark in (b"\n", b"\r") if (end := data.find(mark, offset)) >= 0]
    return min(ends, default=len(data))


def indentation(data: bytes, offset: int) -> bytes:
    """The blanks that the line of this byte starts with."""
    start = start_of_line(data, offset)
    line = data[start : end_of_line(data, start)]
    return line[: len(line) - len(line.lstrip(b" \t\f"))]


def newline(data: bytes, offset: int) -> bytes:
    """How the lines around this byte end."""
    end = end_of_line(data, offset)
    if end == len(data):
        end = start_of_line(data, offset)
        end -= 2 if data[end - 2 : end] == b"\r\n" else 1
    for mark in (b"\r\n", b"\n", b"\r"):
        if end >= 0 and data.startswith(mark, end):
            return mark
    return b"\n"


def indent_unit(data: bytes, default: bytes) -> bytes:
    """One step of indentation, as the file has it most often."""
    sample = data[:_SAMPLE]
    outer = min((len(match[1]) for match in _SPACES.finditer(sample)), default=0)
    if outer:  # a script in a page
        sample = re.sub(rb"^ {%d}" % outer, b"", sample, flags=re.MULTILINE)
    widths = Counter(match[1] for match in _INDENTED.finditer(sample))
    if not widths:
        return default
    if sum(count for width, count in widths.items() if width.startswith(b"\t")) * 2 > sum(
        widths.values()
    ):
        return b"\t"
    spaces = [width for width in widths if not width.startswith(b"\t")]
    return min(spaces, default=default)


def trimmed(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The range without blanks and line ends around it."""
    text = data[start:end]
    stripped = text.strip()
    start += len(text) - len(text.lstrip()) if stripped else 0
    return start, start + len(stripped)


def quote(data: bytes) -> str:
    """The quotation mark that the file uses more often."""
    return '"' if data.count(b'"') > data.count(b"'") else "'"
