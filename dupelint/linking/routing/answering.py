"""Which route answers a request."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dupelint.model.pattern import lazy
from dupelint.model.wiring import LiveCall

LOCAL = frozenset(
    {"", "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "{location.hostname}", "{location.host}"}
)
# The parts of a canonical path that are not text, and what they take. A hole of the request stands
# for some text, so it is taken by them too.
_TAKES = {"{}": r"[^/]+", "{int}": r"(?:\d+|\{\})"}
_PART = lazy(r"(\{\w*\})")


class Offer(NamedTuple):
    """A route as it is offered to requests."""

    node: str
    app: int
    methods: str  # for which it is reached, comma-separated; ALL = every one
    canonical: str  # whole path, as in `live_route`
    rank: int  # in the order in which the framework tries the routes of the app
    services: tuple[str, ...]


class Answering:
    """Routes, looked up by requests."""

    def __init__(self, offers: Iterable[Offer], ports: Mapping[int, Sequence[str]]) -> None:
        self._ports = ports  # port → the services that open it
        self._exact: dict[int, list[tuple[list[str], Offer]]] = defaultdict(list)
        self._rest: list[tuple[list[str], Offer]] = []
        for offer in offers:
            segments = offer.canonical.strip("/").split("/")
            if segments[-1] == "{**}":
                if any("{" not in one for one in segments):  # else it says nothing of the path
                    self._rest.append((segments[:-1], offer))
            else:
                self._exact[len(segments)].append((segments, offer))

    def of(self, call: LiveCall) -> list[str]:
        """The node of the route that answers, one for each application that has one."""
        if call.host not in LOCAL and not call.host.startswith("{"):
            return []
        segments = call.path.strip("/").split("/")
        first: dict[int, tuple[int, str]] = {}
        longer = [one for one in self._rest if len(one[0]) < len(segments)]
        for route, offer in (*self._exact.get(len(segments), ()), *longer):
            if _fits(route, segments) and self._serves(offer, call):
                found = (offer.rank, offer.node)
                first[offer.app] = min(first.get(offer.app, found), found)
        return [node for _, node in sorted(first.values())]

    def _serves(self, offer: Offer, call: LiveCall) -> bool:
        if call.port and not set(offer.services) & set(self._ports.get(call.port, ())):
            return False
        if offer.methods == "ALL" or (not call.method and offer.methods):
            return True
        methods = offer.methods.split(",")
        return call.method in methods or (call.method == "HEAD" and "GET" in methods)


def _fits(route: Sequence[str], call: Sequence[str]) -> bool:
    """What a request leaves open never fits the text of a route: it may be something else."""
    return all(_takes(expected, given) for expected, given in zip(route, call, strict=False))


def _takes(expected: str, given: str) -> bool:
    if "{" not in expected:
        return expected == given
    pattern = "".join(
        _TAKES.get(part, re.escape(part)) if number % 2 else re.escape(part)
        for number, part in enumerate(_PART.split(expected))
    )
    return re.fullmatch(pattern, given) is not None
