"""The route that a request which none serves was most likely meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from dupelint.linking.contract.patterns import segments
from dupelint.model.wiring import LiveCall, LiveRoute

MIN_LIKENESS = 0.6
ALMOST = 0.8
MISSING_PREFIX = 0.7  # likeness of a route that only has something more in front


class Offers:
    """The routes that some requests may be meant for."""

    def __init__(self, routes: Iterable[LiveRoute]) -> None:
        self._routes: dict[tuple[str, ...], list[LiveRoute]] = defaultdict(list)
        for route in routes:
            self._routes[segments(route.canonical)].append(route)
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_part: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for path in self._routes:
            for part in {*path} - {"{}"}:
                self._by_part[part].append(path)
            if path:
                self._by_first[path[0]].append(path)

    def nearest(self, call: LiveCall) -> LiveRoute | None:
        """The route whose path is most like that of the request, None if none is near."""
        wanted = segments(call.path)
        near = {path for part in {*wanted} - {"{}"} for path in self._by_part.get(part, ())}
        for first, paths in self._by_first.items():
            if wanted and _letters(wanted[0], first) > ALMOST:  # misspelt
                near.update(paths)
        best: tuple[float, int, LiveRoute] | None = None
        for path in near:
            likeness = _likeness(wanted, path)
            for route in self._routes[path]:
                # Of two that are as near, the one for the same method.
                same = call.method and call.method in route.methods.split(",")
                value = (likeness + 0.01 if same else likeness, -route.id)
                if best is None or value > best[:2]:
                    best = (*value, route)
        return best[2] if best is not None and best[0] >= MIN_LIKENESS else None


def nearest(call: LiveCall, routes: Iterable[LiveRoute]) -> LiveRoute | None:
    """The same for one request."""
    return Offers(routes).nearest(call)


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


def _same(a: str, b: str) -> bool:
    return a == b or (a[:1] == "{" and b[:1] == "{")


@lru_cache(maxsize=50_000)
def _letters(a: str, b: str) -> float:
    if "{" in a or "{" in b:
        return 0.3
    return SequenceMatcher(None, a, b).ratio()
