"""Which route answers a path where the first that matches does: in Express, in FastAPI."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from dupelint.linking.routing import express_paths, starlette_paths
from dupelint.linking.routing.served import Apart, Served, apart_from

Layers = tuple[str, ...]


class Paths(NamedTuple):
    """How a framework reads its paths."""

    compiled: Callable[[Layers, bool], re.Pattern[str] | None]
    samples: Callable[[Layers], tuple[str, ...]]
    head: Callable[[Layers], str]
    canonical: Callable[[Layers], str]
    is_catch_all: Callable[[Layers], bool]


EXPRESS = Paths(
    express_paths.compiled, express_paths.samples, express_paths.head, express_paths.canonical,
    express_paths.is_catch_all,
)  # fmt: skip
STARLETTE = Paths(
    starlette_paths.compiled, starlette_paths.samples, starlette_paths.head,
    starlette_paths.canonical, starlette_paths.is_catch_all,
)  # fmt: skip


class Stack:
    """The routes of one application in the order in which they are tried."""

    def __init__(self, served: Sequence[Served], paths: Paths) -> None:
        self._served = served
        self._paths = paths
        self._by_head: dict[str, list[int]] = defaultdict(list)  # routes that end a request
        for index, route in enumerate(served):
            if not route.passes:
                self._by_head[paths.head(route.layers)].append(index)

    def beaten(self, index: int, apart: Apart) -> dict[str, int]:
        """{method: the route that answers} where each path of a route goes to others."""
        route = self._served[index]
        tries = () if route.below else self._paths.samples(route.layers)
        before = [self._before(path, index) for path in tries]
        found: dict[str, int] = {}
        for method in sorted(route.declared):
            rivals = [[one for one in each if self._takes(one, method)] for each in before]
            if not rivals or not all(rivals):
                continue
            own = self._paths.compiled(route.layers, route.below)
            if own is None or not all(map(own.match, tries)):
                return {}
            pairs = zip(tries, rivals, strict=True)
            winners = [self._first(path, each, index, apart) for path, each in pairs]
            known = [winner for winner in winners if winner is not None]
            if len(known) == len(winners):
                found[method] = known[0]
        return found

    def _before(self, path: str, index: int) -> list[int]:
        """Earlier routes whose paths begin as this one does."""
        heads = accumulate(path.lower().strip("/").split("/"), "{}/{}".format)
        keys = dict.fromkeys(["", *heads])
        return sorted(i for key in keys for i in self._by_head.get(key, ()) if i < index)

    def _takes(self, index: int, method: str) -> bool:
        answered = self._served[index].answered
        return method in answered or "ALL" in answered

    def _first(self, path: str, rivals: Sequence[int], index: int, apart: Apart) -> int | None:
        for earlier in rivals:
            route = self._served[earlier]
            pattern = self._paths.compiled(route.layers, route.below)
            if pattern is None or not pattern.match(path):
                continue
            if not apart_from(route, self._served[index], apart):
                return earlier
        return None
