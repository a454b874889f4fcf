"""The route that a request which none serves was most likely meant for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from dupelint.linking.contract.patterns import segments
from dupelint.model.wiring import LiveCall, LiveRoute

MIN_LIKENESS = 0.6
ALMOST = 0.8
MISSING_PREFIX = 0.7  # likeness of a route that only has something more in front


def nearest(call: LiveCall, routes: Sequence[LiveRoute]) -> LiveRoute | None:
    """The route whose path is most like that of the request, None if none is near."""
    wanted = segments(call.path)
    best: tuple[float, int, LiveRoute] | None = None
    for route in routes:
        offered = segments(route.canonical)
        if not set(wanted) & set(offered) - {"{}"} and not _misspelt(wanted, offered):
            continue
        likeness = _likeness(wanted, offered)
        if call.method and call.method in route.methods.split(","):
            likeness += 0.01  # of two that are as near, the one for the same method
        if best is None or (likeness, -route.id) > best[:2]:
            best = (likeness, -route.id, route)
    return best[2] if best is not None and best[0] >= MIN_LIKENESS else None


def _likeness(wanted: tuple[str, ...], offered: tuple[str, ...]) -> float:
    """1 where two paths are equal: whole segments first, letters within them after."""
    total = max(len(wanted), len(offered)) or 1
    start = 0
    while start < min(len(wanted), len(offered)) and _same(wanted[start], offered[start]):
        start += 1
    end = 0
    while end < min(len(wanted), len(offered)) - start and _same(
        wanted[-1 - end], offered[-1 - end]
    ):
        end += 1
    rest = min(len(wanted), len(offered)) - start - end
    letters = sum(
        _letters(a, b) for a, b in zip(wanted[start:][:rest], offered[start:][:rest], strict=True)
    )
    likeness = (start + end + letters) / total
    return max(likeness, MISSING_PREFIX) if end == len(wanted) < len(offered) else likeness


def _misspelt(wanted: tuple[str, ...], offered: tuple[str, ...]) -> bool:
    """Whether the first segments differ in a few letters."""
    return bool(wanted and offered) and _letters(wanted[0], offered[0]) > ALMOST


def _same(a: str, b: str) -> bool:
    return a == b or (a[:1] == "{" and b[:1] == "{")


@lru_cache(maxsize=50_000)
def _letters(a: str, b: str) -> float:
    if "{" in a or "{" in b:
        return 0.3
    return SequenceMatcher(None, a, b).ratio()
