"""What path a file of a Next.js project serves.

https://nextjs.org/docs/app/getting-started/project-structure#routing-files
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dupelint.model.pattern import lazy

_APP_FILE = lazy(r"(?:(?P<folder>.*)/)?(?P<form>route|page)\.[jt]sx?")
_PAGES_FILE = lazy(r"(?P<path>.*?)(?<!\.d)\.[jt]sx?")
_OPTIONAL_REST = lazy(r"\[\[\.\.\.[^\[\]]+\]\]")
_REST = lazy(r"\[\.\.\.[^\[\]]+\]")
_ONE = lazy(r"\[[^\[\]]+\]")
_INTERCEPTS = lazy(r"\((?:\.{1,3})\)")
_ERRORS = frozenset({"/404", "/500"})


class Place(NamedTuple):
    """A path that a file serves."""

    path: str  # as Next.js writes it: `/users/[id]`
    canonical: str  # as in `live_route`
    is_page: bool


def of_app(path: str) -> Place | None:
    """By its path below the folder `app`; None if it serves none of its own."""
    found = _APP_FILE.fullmatch(path)
    if found is None:
        return None
    parts: list[str] = []
    for part in (found["folder"] or "").split("/"):
        if part.startswith("_") or _INTERCEPTS.match(part):
            return None  # a private folder; a page in another page's place
        if part and not part.startswith("@") and not (part[0] == "(" and part[-1] == ")"):
            parts.append(re.sub("%5[Ff]", "_", part))
    return _place(parts, found["form"] == "page")


def of_pages(path: str) -> Place | None:
    """By its path below the folder `pages`; None if it serves none."""
    found = _PAGES_FILE.fullmatch(path)
    if found is None:
        return None
    parts = found["path"].split("/")
    if parts[-1] == "index":
        parts.pop()
    is_page = parts[:1] != ["api"]
    if is_page and parts and parts[-1].startswith("_"):
        return None
    place = _place(parts, is_page)
    return None if place.path in _ERRORS else place


def _place(parts: list[str], is_page: bool) -> Place:
    return Place("/" + "/".join(parts), "/" + "/".join(map(_canonical, parts)), is_page)


def _canonical(part: str) -> str:
    if _OPTIONAL_REST.fullmatch(part):
        return "{?{**}}"
    if _REST.fullmatch(part):
        return "{**}"
    return "{}" if _ONE.fullmatch(part) else part


def rank(canonical: str) -> tuple[int, ...]:
    """Sorts paths as Next.js tries them: what is written out first, a rest last."""
    return tuple(
        3 if part.startswith("{?") else 2 if part == "{**}" else 1 if part == "{}" else 0
        for part in canonical.split("/")[1:]
    )


# `:id`, `:id(\\d+)`, `:path*` of a pattern in next.config; a group that has no name.
_NAMED = lazy(r":(\w+)(?:\((?:[^()]|\([^()]*\))*\))?([*+?]?)")
_GROUP = lazy(r"\((?:[^()]|\([^()]*\))*\)")


def of_pattern(source: str) -> str:
    """The canonical path of a pattern of next.config, "" for one that may match every path."""
    text = _NAMED.sub(lambda one: "{**}" if one[2] else "{}", source)
    text = _GROUP.sub("{**}", text)
    first = text.lstrip("/").partition("/")[0]
    return "" if "{" in first or not first else text
