"""Which route of an Express application answers a path: the first in its stack that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from dupelint.linking.routing.express_paths import compiled, head, samples
from dupelint.linking.routing.served import Apart, Served, apart_from


class Stack:
    """The routes of one application in the order in which they are tried."""

    def __init__(self, served: Sequence[Served]) -> None:
        self._served = served
        self._by_head: dict[str, list[int]] = defaultdict(list)  # routes that end a request
        for index, route in enumerate(served):
            if not route.passes:
                self._by_head[head(route.layers)].append(index)

    def beaten(self, index: int, apart: Apart) -> dict[str, int]:
        """{its method: the route that answers} where each path of a route goes to others."""
        route = self._served[index]
        tries = samples(route.layers)
        own = compiled(route.layers, route.below)
        if route.below or own is None or not tries or not all(map(own.match, tries)):
            return {}
        (method,) = route.declared
        winners = [self._first(path, method, index, apart) for path in tries]
        known = [winner for winner in winners if winner is not None]
        return {method: known[0]} if len(known) == len(winners) else {}

    def _first(self, path: str, method: str, index: int, apart: Apart) -> int | None:
        heads = accumulate(path.lower().strip("/").split("/"), "{}/{}".format)
        keys = dict.fromkeys(["", *heads])
        before = sorted(i for key in keys for i in self._by_head.get(key, ()) if i < index)
        for earlier in before:
            route = self._served[earlier]
            if method not in route.answered and "ALL" not in route.answered:
                continue
            pattern = compiled(route.layers, route.below)
            if pattern is None or not pattern.match(path):
                continue
            if not apart_from(route, self._served[index], apart):
                return earlier
        return None
