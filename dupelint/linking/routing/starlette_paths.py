"""Paths of FastAPI as patterns, with paths that they match.

The semantics are those of Starlette (`starlette/routing.py`, `compile_path`; `convertors.py`): a
route matches the whole path, upper and lower case apart; a mount is a route to `{path:path}`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dupelint.model.pattern import lazy

_VARIABLE = lazy(r"\{([a-zA-Z_]\w*)(?::([a-zA-Z_]\w*))?\}")
_UUID = "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}"
# Converter → what it takes, texts of which some are taken by no narrower one.
_CONVERTERS = {
    "str": (r"[^/\0]+", ("zq~7w", "4711")),
    "path": (r"[^\0]*", ("zq~7w", "zq~7w/b2~x")),
    "int": (r"[0-9]+", ("4711",)),
    "float": (r"[0-9]+(?:\.[0-9]+)?", ("1.5", "4711")),
    "uuid": (_UUID, ("6f3b1a0c-1d2e-4f5a-8b9c-0d1e2f3a4b5c",)),
}
_CANONICAL = {"path": "{**}", "int": "{int}"}
_MAX_LENGTH = 1_000
_OPAQUE = lazy(r"\0\d+\0")


@lru_cache(maxsize=50_000)
def pattern(path: str) -> re.Pattern[str] | None:
    """What a route matches; None for a path that cannot be read: a converter of the project."""
    if len(path) > _MAX_LENGTH:
        return None
    regex, at = "", 0
    for match in _VARIABLE.finditer(path):
        known = _CONVERTERS.get(match[2] or "str")
        if known is None:
            return None
        regex += re.escape(path[at : match.start()]) + f"(?:{known[0]})"
        at = match.end()
    return re.compile(regex + re.escape(path[at:]) + r"\Z")


def compiled(layers: tuple[str, ...], _below: bool) -> re.Pattern[str] | None:
    """The pattern of a route, whose first layer is its whole path."""
    return pattern(layers[0])


@lru_cache(maxsize=50_000)
def samples(layers: tuple[str, ...]) -> tuple[str, ...]:
    """Paths that a route matches: of every kind of text that its converters tell apart."""
    path = layers[0]
    held = [_CONVERTERS.get(match[2] or "str", ("", ()))[1] for match in _VARIABLE.finditer(path)]
    if not all(held):
        return ()
    count = max(map(len, held), default=1)
    between = _VARIABLE.split(path)[::3]  # the texts around the variables
    found: list[str] = []
    for number in range(count):
        filled = (texts[number % len(texts)] for texts in held)
        found.append(between[0] + "".join(map("".join, zip(filled, between[1:], strict=True))))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def head(layers: tuple[str, ...]) -> str:
    """The literal segments that a route starts with, in lower case."""
    segments: list[str] = []
    for segment in layers[0].strip("/").split("/"):
        if "{" in segment or "\0" in segment:
            break
        segments.append(segment.lower())
    return "/".join(segments)


def canonical(layers: tuple[str, ...]) -> str:
    """One form for the paths of all frameworks: `{}` a segment, `{int}` a number, `{**}` a rest.

    A second layer is what may stand before the path: the `root_path` of the application.
    """
    path = _VARIABLE.sub(lambda match: _CANONICAL.get(match[2] or "", "{}"), layers[0])
    before = "".join(f"{{?{layer}}}" for layer in layers[1:])
    return shown(before + path)


def is_catch_all(layers: tuple[str, ...]) -> bool:
    """Whether a route takes every path below a prefix."""
    return any(match[2] == "path" for match in _VARIABLE.finditer(layers[0]))


def shown(path: str) -> str:
    """A path as a person would write it."""
    return _OPAQUE.sub("{…}", path)


def opaque(number: int) -> str:
    """A path that is not known, equal to itself only."""
    return f"/\0{number}\0"
