"""The tags of a page that a template engine may fill."""

from __future__ import annotations

from dupelint.model.pattern import lazy

_STOP = lazy(rb"[>'\"]|\{[{%]")
_CLOSING = {b"'": b"'", b'"': b'"', b"{{": b"}}", b"{%": b"%}"}
_ATTRIBUTE = lazy(rb"([\w:@#.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_LONGEST = 5_000  # bytes of a tag


class Attributes(dict[bytes, tuple[bytes, int]]):
    """Name in lower case → (value without its quotes, where that starts); the first of each name.

    `conditional`: a template decides which of them there are.
    """

    conditional = False


def places(data: bytes, *words: bytes) -> list[int]:
    """Where any of the words stands, in order."""
    found = []
    for word in words:
        position = data.find(word)
        while position >= 0:
            found.append(position)
            position = data.find(word, position + len(word))
    return sorted(found)


def tag_end(data: bytes, position: int) -> int:
    """Behind the `>` of the tag that is open at `position`; -1 where it is not closed."""
    limit = position + _LONGEST
    while (stop := _STOP.search(data, position, limit)) is not None:
        mark = stop[0]
        position = stop.end()
        if mark == b">":
            return position
        closing = data.find(_CLOSING[mark], position, limit)
        if closing >= 0:
            position = closing + len(_CLOSING[mark])
    return -1


def attributes(data: bytes, start: int, end: int) -> Attributes:
    """The attributes in bytes [start, end), which lie between a tag's name and its `>`."""
    found = Attributes()
    before = start
    for match in _ATTRIBUTE.finditer(data, start, end):
        if b"{%" in data[before : match.start()]:
            found.conditional = True
        before = match.end()
        first, last = match.span(2)
        if first < 0:
            first = last = match.end()
        elif data[first : first + 1] in (b'"', b"'"):
            first, last = first + 1, last - 1
        found.setdefault(match[1].lower(), (data[first:last], first))
    if b"{%" in data[before:end]:
        found.conditional = True
    return found
