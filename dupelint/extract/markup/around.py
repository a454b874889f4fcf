"""What stands around the scripts: requests that tags make, comments for dupelint."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.extract.directives import MARK, from_lines
from dupelint.extract.markup.requests import read_requests
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, START_BITS, CommentDirective, Span, span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.scripts import blank
from dupelint.syntax.tags import tag_end

_CODE = lazy(rb"(?is)<style\b.*?</style|<script\b.*?</script")
_HTML_COMMENT = lazy(rb"(?s)<!--.*?-->")
_COMMENT = lazy(rb"(?s)<!--.*?-->|\{#.*?#\}")
_TAG = lazy(rb"\s*<[A-Za-z][\w:.-]*")


def around(unit: Unit) -> Iterator[Fact]:
    """Facts of the markup."""
    markup = _CODE.sub(lambda found: blank(found[0]), unit.data)
    comments = _COMMENT if unit.language is Language.HTML else _HTML_COMMENT
    plain = comments.sub(lambda found: blank(found[0]), markup)
    if MARK in unit.data:
        for directive in from_lines(unit._replace(data=markup)):
            yield directive._replace(covers=_over_tags(plain, directive))
    yield from read_requests(unit, plain)


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
