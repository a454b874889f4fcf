"""Requests that tags make: forms, htmx, the address of what a tag shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.extract.markup.address import address
from dupelint.extract.unit import Unit
from dupelint.model.facts import HttpCall, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump
from dupelint.syntax.tags import Attributes, attributes, places, tag_end

# What stands in a tag that may make one, in lower case.
_WORDS = (b"hx-get", b"hx-post", b"hx-put", b"hx-patch", b"hx-delete", b"<form", b"/api/")
_PORT = lazy(rb":\d{2,5}[/?\"'#{]")
_TAG = lazy(rb"<([A-Za-z][\w:.-]*)(?=[\s/])")
_HTMX = {
    prefix + verb.lower().encode(): verb
    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE")
    for prefix in (b"hx-", b"data-hx-")
}
_SHOWN = frozenset({b"src", b"href", b"data", b"action"})
_NOT_SHOWN = frozenset({b"script", b"link", b"base", b"meta"})
_AUTHORITY = lazy(
    r"(?:(?:https?|wss?):)?//(?:localhost|127\.0\.0\.1|0\.0\.0\.0|[^/?#\s{}]*:\d{2,5}(?!\d))",
    re.IGNORECASE,
)
# A field or header that says another method than that of the form.
_OVERRIDDEN = lazy(rb"name=[\"']?_method\b|X-HTTP-Method-Override", re.IGNORECASE)
_LISTENED = (b"@submit", b"v-on:submit", b"on:submit", b"onsubmit")  # a script takes it over
_MOST = 2_000  # of one file
_FARTHEST = 5_000  # bytes from the start of a tag to what stands in it


class _Request(NamedTuple):
    client: str
    method: str  # "" if not known


def may_request(data: bytes) -> bool:
    """Whether a tag of the file may make one."""
    lowered = data.lower()
    return any(word in lowered for word in _WORDS) or _PORT.search(data) is not None


def read_requests(unit: Unit, markup: bytes) -> Iterator[HttpCall]:
    """Those whose address is written out, at least where it starts; `markup`: the file's bytes
    without scripts and comments."""
    last = -1
    overridden: bool | None = None
    marks = places(markup.lower(), *_WORDS) + [port.start() for port in _PORT.finditer(markup)]
    for mark in sorted(marks)[:_MOST]:
        start = markup.rfind(b"<", max(0, mark - _FARTHEST), mark + 1)
        opening = _TAG.match(markup, start) if start > last else None
        end = tag_end(markup, opening.end()) if opening is not None else -1
        if opening is None or end <= mark:
            continue
        last = start
        told = attributes(markup, opening.end(), end - 1)
        for attribute, (value, offset) in () if told.conditional else told.items():
            known = address(value, unit.language)
            if known is None:
                continue
            if overridden is None and attribute == b"action":
                overridden = _OVERRIDDEN.search(markup) is not None
            made = _made(opening[1].lower(), attribute, told, known, bool(overridden))
            if made is not None:
                yield HttpCall(
                    made.client, made.method, ValueText(dump(known)), ValueText(dump(NULL)), "",
                    span(offset, offset + len(value)), span(start, end),
                )  # fmt: skip


def _made(
    tag: bytes, attribute: bytes, told: Attributes, known: Value, overridden: bool
) -> _Request | None:
    """The request that an attribute makes."""
    begins: str = known[1] if known[0] == "str" else known[1][1]
    rooted = begins.startswith("/") and not begins.startswith("//")
    if not rooted and _AUTHORITY.match(begins) is None:
        return None
    if attribute in _HTMX:
        return _Request("htmx", _HTMX[attribute])
    if attribute == b"action" and tag == b"form":
        return _of_form(told, overridden)
    if attribute not in _SHOWN or tag in _NOT_SHOWN:
        return None
    if rooted and not begins.startswith("/api/"):
        return None  # a page or a file
    return _Request("attribute", "GET")


def _of_form(told: Attributes, overridden: bool) -> _Request | None:
    if any(name.startswith(_LISTENED) or name in _HTMX for name in told):
        return None
    method = told.get(b"method", (b"", 0))[0].strip().upper()
    if b"{" in method or (method == b"POST" and overridden):
        return _Request("form", "")
    if method == b"DIALOG":
        return None
    return _Request("form", "POST") if method == b"POST" else _Request("attribute", "GET")
