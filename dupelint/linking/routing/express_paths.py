"""Paths of Express as patterns, with paths that they match.

Read both as path-to-regexp 0.1 (Express 4: `:id?`, `*`, `:id(\\d+)`) and as 8 (Express 5:
`*rest`, `{/:id}`); what a version does not know, the other says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dupelint.model.pattern import lazy

_NAME = lazy(r"[A-Za-z_$][\w$]*")
_SIMPLE = lazy(
    r"(?:\\[dw]|\[[\w\\-]{1,20}\])(?:[+*]|\{\d{1,3}(?:,\d{0,3})?\})?|\.[*+]|\w+(?:\|\w+)*"
)
_TRIES = ("7", "4711", "zq~7w", "abc", "zqw", "6f3b1a0c1d2e4f5a8b9c0d1e", "a7")
_MAX_LENGTH = 500
_LITERAL = lazy(r"[\w.~-]+")
_UNKNOWN = lazy(r"\0\d+\0")
_SEGMENT, _REST = "zq~7w", "zq~7w/b2~x"


class Pattern(NamedTuple):
    """One layer: a mount or a route."""

    regex: str  # without anchors
    samples: tuple[str, ...]
    canonical: str
    catches: bool  # takes every path below


@lru_cache(maxsize=50_000)
def pattern(path: str) -> Pattern | None:
    """The pattern of a path, None where it cannot be read."""
    if len(path) > _MAX_LENGTH:
        return None
    path = path.rstrip("/")
    if path == "*":
        path = "/*"
    found = _read(path, 0, "")
    if found is None:
        return None
    regex, samples, canonical, _ = found
    return Pattern(regex, tuple(dict.fromkeys(samples)), canonical, "{**}" in canonical)


def _read(path: str, at: int, end: str) -> tuple[str, list[str], str, int] | None:
    """(regex, samples, canonical form, where it ended) of the text up to `end`."""
    regex, canonical = "", ""
    samples = ["", ""]
    while at < len(path):
        char = path[at]
        if char == end:
            return regex, samples, canonical, at + 1
        if char == "\\" and at + 1 < len(path):
            regex += re.escape(path[at + 1])
            samples = [text + path[at + 1] for text in samples]
            canonical += path[at + 1]
            at += 2
        elif char == ":" and (name := _NAME.match(path, at + 1)):
            at = name.end()
            group, shown = r"[^/\0]+?", "{}"
            values: tuple[str, ...] = (_SEGMENT, "4711")
            if at < len(path) and path[at] == "(":
                close = path.find(")", at)
                inner = path[at + 1 : close]
                if close < 0 or not _SIMPLE.fullmatch(inner):
                    return None
                matching = tuple(text for text in _TRIES if re.fullmatch(inner, text))
                if not matching and not inner.isidentifier():
                    matching = tuple(inner.split("|"))
                if not matching:
                    return None
                group, values, at = inner, matching, close + 1
                shown = "{**}" if inner in (".*", ".+") else f"{{{inner}}}"
            mark = path[at] if at < len(path) and path[at] in "?*+" else ""
            at += len(mark)
            if mark == "?":
                slash = "/" if regex.endswith("/") else ""
                regex = regex.removesuffix("/") if slash else regex
                regex += f"(?:{slash}(?:{group}))?"
                samples = [
                    text + values[0] if index == 0 else text.removesuffix(slash)
                    for index, text in enumerate(samples)
                ]
                canonical += "{?}"
            else:
                many = mark in ("*", "+")
                regex += ".+" if many else f"(?:{group})"
                samples = [
                    text + (_REST if many and index else values[index % len(values)])
                    for index, text in enumerate(samples)
                ]
                canonical += "{**}" if many else shown
        elif char == "*":
            name = _NAME.match(path, at + 1)
            at = name.end() if name else at + 1
            regex += ".+" if name else ".*"
            samples = [text + (_REST if index else _SEGMENT) for index, text in enumerate(samples)]
            canonical += "{**}"
        elif char == "{":
            inner_found = _read(path, at + 1, "}")
            if inner_found is None:
                return None
            inner_regex, inner_samples, inner_canonical, at = inner_found
            regex += f"(?:{inner_regex})?"
            samples = [
                text + (inner_samples[0] if index == 0 else "")
                for index, text in enumerate(samples)
            ]
            canonical += "{?" + inner_canonical + "}"
        elif char in "()[]+?!}":
            return None
        else:
            regex += re.escape(char)
            samples = [text + char for text in samples]
            canonical += char
            at += 1
    return None if end else (regex, samples, canonical, at)


@lru_cache(maxsize=50_000)
def compiled(layers: tuple[str, ...], below: bool) -> re.Pattern[str] | None:
    """The pattern of a route within its mounts; `below`: for every path under it."""
    regex = ""
    for index, layer in enumerate(layers):
        found = pattern(layer)
        if found is None:
            return None
        regex += found.regex
        if index < len(layers) - 1:
            regex += r"(?=/|\Z)"
    return re.compile(regex + (r"(?=/|\Z)" if below else r"/?\Z"), re.IGNORECASE)


@lru_cache(maxsize=50_000)
def samples(layers: tuple[str, ...]) -> tuple[str, ...]:
    """Paths that a route matches."""
    texts = ["", ""]
    for layer in layers:
        found = pattern(layer)
        if found is None:
            return ()
        held = found.samples
        texts = [text + held[index % len(held)] for index, text in enumerate(texts)]
    return tuple(dict.fromkeys(text or "/" for text in texts))


def joined(layers: tuple[str, ...]) -> str:
    """A route's whole path as a person would write it."""
    text = ""
    for layer in layers:
        if layer not in ("", "/"):
            text = text.rstrip("/") + ("" if layer.startswith(("/", "{")) else "/") + layer
    return _UNKNOWN.sub("{…}", text) or "/"


def opaque(number: int) -> str:
    """A path that is not known, equal to itself only."""
    return f"/\0{number}\0"


def head(layers: tuple[str, ...]) -> str:
    """The literal segments that a route starts with, in lower case."""
    segments: list[str] = []
    for segment in joined(layers).strip("/").split("/"):
        if not _LITERAL.fullmatch(segment):
            break
        segments.append(segment.lower())
    return "/".join(segments)


def canonical(layers: tuple[str, ...]) -> str:
    """One form for the paths of all frameworks."""
    return joined(tuple(found.canonical for layer in layers if (found := pattern(layer))))


def is_catch_all(layers: tuple[str, ...]) -> bool:
    """Whether a route takes every path below."""
    return any(found.catches for layer in layers if (found := pattern(layer)))
