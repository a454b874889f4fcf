"""What each request may be answered, by the routes that serve it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.route_answers import RouteAnswers
from dupelint.model.wiring import CallRoute, RouteAnswer


class Reply(NamedTuple):
    """The answers of the routes that a request leads to, and how it is written."""

    request: str
    answers: tuple[RouteAnswer, ...]  # of any status
    apps: Mapping[int, int]  # route → application, where the request may be meant for several

    @property
    def good(self) -> tuple[RouteAnswer, ...]:
        """Those that have no error status."""
        return tuple(one for one in self.answers if one.status < 400)

    def for_sure(self, some: Sequence[RouteAnswer]) -> Sequence[RouteAnswer]:
        """These answers where the request may get one of them whichever application it goes to,
        else none."""
        got = {self.apps[one.route] for one in some if self.apps}
        return some if got == set(self.apps.values()) else ()


class Answered(NamedTuple):
    """What is known of the answers to requests, by the span of the URL expression."""

    replies: Mapping[int, Reply]  # of requests each address of which a route serves
    statuses: Mapping[int, Sequence[int]]  # of all routes that a request leads to, ascending


def for_method(method: str, answers: Iterable[RouteAnswer]) -> list[RouteAnswer]:
    """Those of a route's answers that a request with this method may get."""
    asked = "GET" if method == "HEAD" else method
    return [answer for answer in answers if answer.method in ("", asked)]


def answered(
    requests: Requests,
    pairs: Sequence[CallRoute],
    answers: RouteAnswers,
    apps: Mapping[int, int],
) -> Answered:
    """What the routes answer that requests lead to; a reply has only what goes nowhere else.
    `apps` by route."""
    routes: dict[int, list[int]] = defaultdict(list)
    unsure: set[int] = set()
    for pair in pairs:
        if pair.kind == "serves":
            routes[pair.call].append(pair.route)
        elif pair.kind in ("may-serve", "catch-all"):
            unsure.add(pair.call)
    found: dict[int, list[RouteAnswer]] = defaultdict(list)
    left_out: set[int] = set()
    written: dict[int, str] = {}
    several: dict[int, dict[int, int]] = {}
    for call in requests.calls:
        own = routes.get(call.id, [])
        if not own or call.id in unsure or not call.method or call.at in requests.partly:
            left_out.add(call.url_at)
        # Of several behind one port, only one can run: which, is another matter.
        if not call.port and len({apps[route] for route in own}) > 1:
            several.setdefault(call.url_at, {}).update((route, apps[route]) for route in own)
        for route in own:
            found[call.url_at] += for_method(call.method, answers.of(route))
        written.setdefault(call.url_at, f"{call.method} {call.path}")
    return Answered(
        {
            at: Reply(written[at], tuple(dict.fromkeys(rows)), several.get(at, {}))
            for at, rows in found.items()
            if at not in left_out
        },
        {at: sorted({row.status for row in rows}) for at, rows in found.items()},
    )
