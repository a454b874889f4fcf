"""What stands around the scripts: requests that tags make, comments for dupelint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dupelint.extract.directives import MARK, from_lines
from dupelint.extract.markup.requests import may_request, read_requests
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, START_BITS, CommentDirective, Span, span
from dupelint.model.pattern import lazy
from dupelint.syntax.scripts import Stretch, blank, stretches
from dupelint.syntax.tags import tag_end

_TAG = lazy(rb"\s*<[A-Za-z][\w:.-]*")


def around(unit: Unit) -> Iterator[Fact]:
    """Facts of the markup."""
    directs = MARK in unit.data
    if not directs and not may_request(unit.data):
        return
    found = stretches(unit.data, unit.language)
    plain = _without(unit.data, found)
    if directs:
        markup = _without(unit.data, [one for one in found if one.name])
        for directive in from_lines(unit._replace(data=markup)):
            yield directive._replace(covers=_over_tags(plain, directive))
    yield from read_requests(unit, plain)


def _without(data: bytes, stretches: Iterable[Stretch]) -> bytes:
    """The bytes with blanks in the place of these."""
    parts = []
    position = 0
    for one in stretches:
        parts += [data[position : one.start], blank(data[one.start : one.end])]
        position = one.end
    return b"".join([*parts, data[position:]])


def _over_tags(markup: bytes, directive: CommentDirective) -> Span:
    """What a comment speaks for: of a tag all its lines."""
    if directive.covers == NO_SPAN:
        return NO_SPAN
    start, end = _ends(directive.covers)
    behind, _ = _ends(directive.at)
    if start <= behind < end:  # the comment ends the line
        tag = markup.rfind(b"<", 0, behind)
        if tag >= 0 and start < tag_end(markup, tag + 1) <= behind:
            start = min(start, tag)
    elif opening := _TAG.match(markup, start):
        end = max(end, tag_end(markup, opening.end()))
    return span(start, end)


def _ends(at: Span) -> tuple[int, int]:
    start = at >> LENGTH_BITS & (1 << START_BITS) - 1
    return start, start + (at & (1 << LENGTH_BITS) - 1)
