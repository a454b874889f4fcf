"""The imports of a Python file that is not parsed, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.extract.python.imports import bound_names
from dupelint.model.facts import NO_ARMS, Import, span
from dupelint.model.pattern import lazy

UNKNOWN_SCOPE = "?"  # an indented import: which function it stands in was not read

_FUTURE = b"__future__"  # binds nothing that anything leads to; to the grammar it is no import
_ONE = lazy(rb"from ([\w.]+) import (\w+)(?=[\r\n])")  # most of them
_STATEMENT = lazy(
    rb"([ \t]*)(?:from[ \t]+([.\w][.\w \t]*?)[ \t]+)?import\b[ \t]*"
    rb"(\((?:[^()]*)\)|(?:\\\r?\n|[^\r\n])*)"
)
_QUOTES = lazy(rb"\"\"\"|'''|[#\"'\n]")


def scan_imports(data: bytes, encoding: str) -> Iterator[Import]:
    """Module-level and indented imports; those in comments and long strings are no imports."""
    offset = data.find(b"import")
    skip = counted = 0
    start = looked = 0  # where the line starts, how far its start was looked for
    quotes = [0, 0]  # triple quotes of either kind before `counted`
    texts: list[tuple[int, int]] | None = None
    while offset >= 0:
        if offset >= skip:
            start = max(start, skip, data.rfind(b"\n", looked, offset) + 1)
            start = max(start, data.rfind(b"\r", max(start, looked), offset) + 1)
            looked = offset
            one = _ONE.match(data, start)
            match = one or _STATEMENT.match(data, start)
            if match is not None:
                quotes[0] += data.count(b'"""', counted, start)
                quotes[1] += data.count(b"'''", counted, start)
                counted = start
                inside = False
                if quotes[0] % 2 or quotes[1] % 2:
                    texts = _long_strings(data) if texts is None else texts
                    inside = any(begin < start < end for begin, end in texts)
                if not inside:
                    skip = match.end()
                    if one is None:
                        yield from _names(match, encoding)
                    elif one[1] != _FUTURE:
                        name = one[2].decode()
                        yield Import(
                            name, one[1].decode(), name, "", "from", 0, NO_ARMS, span(*one.span(2))
                        )
        offset = data.find(b"import", offset + 6)


def _names(match: re.Match[bytes], encoding: str) -> Iterator[Import]:
    if match[2] == _FUTURE:
        return
    start = match.end(1)
    text = match[0][start - match.start() :]
    if not match[3].startswith(b"("):
        text = text.partition(b";")[0]
    scope = UNKNOWN_SCOPE if match[1] else ""
    yield from bound_names(text, start, encoding, scope, 0, NO_ARMS)


def _long_strings(data: bytes) -> list[tuple[int, int]]:
    """Where triple-quoted strings stand."""
    found: list[tuple[int, int]] = []
    if b'"""' not in data and b"'''" not in data:
        return found
    position = 0
    while match := _QUOTES.search(data, position):
        mark = match[0]
        position = match.end()
        if mark == b"#":
            end = data.find(b"\n", position)
            position = len(data) if end < 0 else end
        elif len(mark) == 3:
            end = data.find(mark, position)
            end = len(data) if end < 0 else end + 3
            found.append((match.start(), end))
            position = end
        elif mark != b"\n":
            position = _short_string_end(data, position, mark)
    return found


def _short_string_end(data: bytes, position: int, quote: bytes) -> int:
    pattern = _DOUBLE if quote == b'"' else _SINGLE
    match = pattern.match(data, position)
    return match.end() if match else position


_DOUBLE = lazy(rb"(?:[^\"\\\n]|\\.)*(?:\"|(?=\n)|$)", re.DOTALL)
_SINGLE = lazy(rb"(?:[^'\\\n]|\\.)*(?:'|(?=\n)|$)", re.DOTALL)
