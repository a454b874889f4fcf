"""Which route answers a request."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dupelint.model.wiring import LiveCall

LOCAL = frozenset(
    {"", "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "{location.hostname}", "{location.host}"}
)
_HOLE = re.compile(r"<[^<>]*>|\{[^{}]*\}|:\w+\??")
_REST = re.compile(r"<(?:path|re|any)[(:][^<>]*>|\{\*\*\}|\*")


class Offer(NamedTuple):
    """A route as it is offered to requests."""

    node: str
    methods: str  # comma-separated, `*` = every one
    path: str  # whole, prefixes included
    services: tuple[str, ...]
    order: int  # of two that fit equally well the lower one answers


class Answering:
    """Routes, looked up by requests."""

    def __init__(self, offers: Iterable[Offer], ports: Mapping[int, Sequence[str]]) -> None:
        self._ports = ports  # port → the services that open it
        self._exact: dict[int, list[tuple[list[str], Offer]]] = defaultdict(list)
        self._open: list[tuple[list[str], Offer]] = []
        for offer in offers:
            segments = [_canonical(one) for one in offer.path.strip("/").split("/")]
            if "{**}" in segments:
                self._open.append((segments[: segments.index("{**}")], offer))
            else:
                self._exact[len(segments)].append((segments, offer))

    def of(self, call: LiveCall) -> str | None:
        """The node of the route that answers, None where none is known for sure."""
        if call.host not in LOCAL and not call.host.startswith("{"):
            return None
        segments = call.path.strip("/").split("/")
        found: list[tuple[int, int, str]] = []
        for route, offer in (*self._exact.get(len(segments), ()), *self._open):
            fixed = _fits(route, segments)
            if fixed is not None and self._serves(offer, call):
                found.append((-fixed, offer.order, offer.node))
        return min(found)[2] if found else None

    def _serves(self, offer: Offer, call: LiveCall) -> bool:
        if call.port and not set(offer.services) & set(self._ports.get(call.port, ())):
            return False
        if offer.methods == "*" or not call.method:
            return True
        methods = offer.methods.split(",") if offer.methods else ["GET"]
        return call.method in methods or (call.method == "HEAD" and "GET" in methods)


def _canonical(segment: str) -> str:
    """A segment with every variable part as `{}`, or `{**}` where it takes all that follows."""
    return "{**}" if _REST.fullmatch(segment) else _HOLE.sub("{}", segment)


def _fits(route: Sequence[str], call: Sequence[str]) -> int | None:
    """How many segments agree as text; None where one does not fit.

    What a request leaves open never fits a fixed part of a route: it may be something else.
    """
    fixed = 0
    for expected, given in zip(route, call, strict=False):
        if expected == given and "{}" not in expected:
            fixed += 1
        elif not _covers(expected, given):
            return None
    return fixed


def _covers(expected: str, given: str) -> bool:
    if "{}" not in expected:
        return False
    pattern = "[^/]+".join(re.escape(part) for part in expected.split("{}"))
    return re.fullmatch(pattern, given) is not None
