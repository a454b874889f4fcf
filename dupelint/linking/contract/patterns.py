"""The canonical path of a route as alternatives of segments."""

from __future__ import annotations

import re
from functools import lru_cache

from dupelint.model.pattern import lazy

REST = "{**}"
HOLE = "{}"
MAX_ALTERNATIVES = 16
_OPTIONAL = lazy(r"/?\{\?((?:[^{}]|\{[^{}]*\})*)\}")
# What a variable part takes; a part that is not listed is a pattern of Express or a converter of
# the project's own.
_TAKES = {"": r"[^/]+", "int": r"\d+"}
_PART = lazy(r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
UNKNOWN = "{…}"  # what a router is mounted below, where that is not known
_ANYTHING = lazy(r".+")


@lru_cache(maxsize=50_000)
def alternatives(canonical: str) -> tuple[tuple[str, ...], ...]:
    """The segments of a route, once with and once without each optional part."""
    if "{?" not in canonical:
        return (segments(canonical),)
    texts = [canonical]
    while (match := _OPTIONAL.search(texts[0])) and len(texts) < MAX_ALTERNATIVES:
        inner = match[1] or HOLE
        slash = "/" if match[0].startswith("/") and not inner.startswith("/") else ""
        found: list[str] = []
        for text in texts:
            one = _OPTIONAL.search(text)
            if one is None:
                found.append(text)
            else:
                found.append(text[: one.start()] + slash + inner + text[one.end() :])
                found.append(text[: one.start()] + text[one.end() :])
        texts = found
    return tuple(dict.fromkeys(segments(text) for text in texts))


def segments(path: str) -> tuple[str, ...]:
    """The parts between slashes, empty ones left out."""
    return tuple(filter(None, path.split("/")))


def is_rest(segment: str) -> bool:
    """Whether a segment of a route stands for any number of segments."""
    return REST in segment


@lru_cache(maxsize=20_000)
def taken_by(segment: str) -> re.Pattern[str]:
    """What a variable segment of a route takes."""
    pattern = "".join(
        f"(?:{_TAKES.get(part, part)})" if number % 2 else re.escape(part)
        for number, part in enumerate(_PART.split(segment))
    )
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error:
        return _ANYTHING


@lru_cache(maxsize=20_000)
def as_pattern(segment: str) -> re.Pattern[str]:
    """What a segment of a request may be, its holes filled in."""
    return re.compile(".*".join(map(re.escape, segment.split(HOLE))), re.IGNORECASE)
