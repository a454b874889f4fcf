"""The comment that says which rule switched something off, and what stays in force."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.model.pattern import lazy


class Marker(NamedTuple):
    """`dupelint[DUP101]: switched off, server/app.py:12 stays in force`."""

    code: str
    stays: str  # "server/app.py:12" as it was then; "" if nothing takes over


# `dupelint:` would be a suppression; a bracket right behind the name never is.
_MARKER = lazy(
    r"dupelint\[(?P<code>[A-Z]+[0-9]{3})\]: switched off"
    r"(?:, (?P<stays>[^\r\n]*?) stays in force)?(?![\w,])"
)


def make(code: str, stays: str = "") -> str:
    """The text of the comment, without the comment mark of the language; one line."""
    text = f"dupelint[{code}]: switched off"
    where = " ".join(stays.split())  # a path may hold a line end, or end the comment
    where = where.replace("*/", "* /").replace("-->", "-- >")
    return f"{text}, {where} stays in force" if where else text


def parse(text: str) -> Marker | None:
    """The first marker in a piece of text."""
    found = _MARKER.search(text)
    return Marker(found["code"], found["stays"] or "") if found else None
