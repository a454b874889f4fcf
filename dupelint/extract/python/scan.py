"""The imports of a Python file that is not parsed, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.model.facts import NO_ARMS, Import, span

_STATEMENT = re.compile(
    rb"([ \t]*)(?:from[ \t]+([.\w][.\w \t]*?)[ \t]+)?import\b[ \t]*"
    rb"(\((?:[^()]*)\)|(?:\\\r?\n|[^\r\n])*)"
)
_COMMENT = re.compile(rb"#[^\r\n]*")
_PIECE = re.compile(rb"[^,]+")
_NAME = re.compile(rb"([\w.]+|\*)(?:\s+as\s+(\w+))?")
_QUOTES = re.compile(rb"\"\"\"|'''|[#\"'\n]")


def scan_imports(data: bytes, encoding: str) -> Iterator[Import]:
    """Module-level and indented imports; those in comments and long strings are no imports."""
    offset = data.find(b"import")
    skip = -1
    texts = _long_strings(data) if offset >= 0 else []
    while offset >= 0:
        if offset > skip:
            start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
            match = _STATEMENT.match(data, start)
            if (
                match is not None
                and match.start(3) - 6 <= offset + match.start(3)
                and not any(a < start < b for a, b in texts)
            ):
                skip = match.end()
                yield from _names(match, encoding)
        offset = data.find(b"import", offset + 6)


def _names(match: re.Match[bytes], encoding: str) -> Iterator[Import]:
    module = b"".join((match[2] or b"").split()).decode(encoding, "replace")
    scope = "?" if match[1] else ""
    body = match[3].strip(b"()") if match[3].startswith(b"(") else match[3].partition(b";")[0]
    base = match.start(3) + (1 if match[3].startswith(b"(") else 0)
    clean = _COMMENT.sub(lambda comment: b" " * len(comment[0]), body).replace(b"\\", b" ")
    for piece in _PIECE.finditer(clean):
        found = _NAME.match(clean, piece.start() + _blank(piece[0]))
        if found is None:
            continue
        name = found[1].decode(encoding, "replace")
        alias = (found[2] or b"").decode(encoding, "replace")
        at = span(base + found.start(), base + found.end())
        if module:
            bound = "" if name == "*" else alias or name
            yield Import(bound, module, name, scope, "from", 0, NO_ARMS, at)
        elif name != "*":
            bound = alias or name.partition(".")[0]
            yield Import(bound, name, "", scope, "import", 0, NO_ARMS, at)


def _blank(piece: bytes) -> int:
    return len(piece) - len(piece.lstrip())


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


_DOUBLE = re.compile(rb"(?:[^\"\\\n]|\\.)*(?:\"|(?=\n)|$)", re.DOTALL)
_SINGLE = re.compile(rb"(?:[^'\\\n]|\\.)*(?:'|(?=\n)|$)", re.DOTALL)
