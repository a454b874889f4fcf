"""Requests joined to routes → `call_route`, `unserved_call`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.bases import LOCAL, Bases, ports_of
from dupelint.linking.contract.fronts import known_segments, with_usual_front
from dupelint.linking.contract.lookup import Entry, Fit, Lookup
from dupelint.linking.contract.nearest import Offers
from dupelint.linking.contract.openness import Openness
from dupelint.linking.contract.patterns import UNKNOWN, segments
from dupelint.linking.files import Files
from dupelint.linking.next.projects import FIRST_APP
from dupelint.linking.next.world import World
from dupelint.model.facts import NO_SPAN
from dupelint.model.pattern import lazy
from dupelint.model.wiring import (
    CallRoute,
    LiveCall,
    LiveListener,
    LiveRoute,
    ServiceFile,
    Starts,
    UnservedCall,
)
from dupelint.store import Store, locate

# What they open is no plain request, or the address is only a part of one.
_NOT_REQUESTS = frozenset({"WebSocket", "io", "base-url", "default-base-url"})
# What App Service, Vercel, Netlify and Cloudflare answer in front of an application.
_OF_PLATFORMS = frozenset({".auth", "_vercel", ".netlify", "cdn-cgi"})
_FILE = lazy(r"\.(?!\{)[A-Za-z][A-Za-z0-9]{0,7}$")


class Verdict(Enum):
    """What is known of one address of a request."""

    SERVED = auto()
    MAYBE = auto()
    METHOD = auto()  # the path is served, with other methods only
    NONE = auto()
    ELSEWHERE = auto()


class Judged(NamedTuple):
    """One address of a request with its verdict."""

    call: LiveCall
    verdict: Verdict
    methods: frozenset[str]  # with which the path is served
    others: tuple[LiveRoute, ...]  # the routes of the path that are for other methods
    withheld: str


class Joining:
    """The join of all requests with all routes."""

    def __init__(
        self, store: Store, files: Files, requests: Requests, openness: Openness,
        routes: Sequence[LiveRoute], reached: Collection[int], world: World,
    ) -> None:  # fmt: skip
        self._store = store
        self._world = world
        self._requests = requests
        self._openness = openness
        self._reached = reached
        self._routes = {route.id: route for route in routes}
        self._lookup = Lookup(
            Entry(
                route.id,
                route.canonical,
                bool(route.strict_slashes),
                route.framework != "express",
            )
            for route in routes
        )
        self._pages = frozenset(route.id for route in routes if route.implicit == "page")
        self._bases = Bases(store, files)
        self._ports = _ports(store, routes)
        self._offers: dict[frozenset[int], Offers] = {}  # by the applications they are of
        self._fits: dict[tuple[str, bool], dict[int, Fit]] = {}

    @cached_property
    def _last(self) -> dict[int, int]:
        """Application → the rank of its last route."""
        found: dict[int, int] = {}
        for route in self._routes.values():
            found[route.app] = max(found.get(route.app, 0), route.rank)
        return found

    @cached_property
    def _whole(self) -> dict[int, str]:
        """Place of a route → its path, of those of one segment."""
        routes = self._routes.values()
        return {one.at: one.canonical for one in routes if len(segments(one.canonical)) < 2}

    @cached_property
    def _firsts(self) -> dict[int, set[str]]:
        """Application → the first segments of its routes."""
        found: dict[int, set[str]] = defaultdict(set)
        for route in self._routes.values():
            found[route.app].update(segments(route.canonical)[:1])
        return found

    def fill(self) -> list[CallRoute]:
        """Fill the tables; returns the pairs."""
        wanted = [call for call in self._requests.calls if self._is_request(call)]
        pairs: list[CallRoute] = []
        sockets = [one for one in self._requests.calls if one.client == "WebSocket"]
        sockets = [call for call in sockets if self._is_own(call)]
        for call in (*wanted, *sockets):
            pairs += self._paired(call, self._bases.is_hanging(call))
        calls = {call.id: call for call in (*wanted, *sockets)}
        pairs = with_usual_front(pairs, calls, self._routes)
        self._store.fill(CallRoute, pairs)
        by_place: dict[tuple[int, int], list[LiveCall]] = defaultdict(list)
        for call in wanted:
            by_place[call.at, call.arm].append(call)
        judged = {at: [self._judge(call) for call in calls] for at, calls in by_place.items()}
        for found in judged.values():
            for one in found:
                if one.verdict is Verdict.NONE and not one.withheld:
                    self._bases.tallies[self._bases.of(one.call)].unserved.add(one.call.at)
        self._store.fill(UnservedCall, self._unserved(judged))
        return pairs

    def _is_request(self, call: LiveCall) -> bool:
        return call.client not in _NOT_REQUESTS and self._is_own(call)

    def _is_own(self, call: LiveCall) -> bool:
        """Whether it may be meant for an application of the project, by its address."""
        if not call.path.strip("/{}"):
            return False
        if call.client == "attribute" and not call.path.startswith("/api/"):
            return False
        parts = segments(call.path)
        if call.method == "OPTIONS" or any(part[0] == ":" for part in parts):
            return False
        if parts[0] in _OF_PLATFORMS:
            return False
        return not self._bases.is_external(call)

    # --- pairs -----------------------------------------------------------------------------

    def _fit(self, path: str, hanging: bool) -> dict[int, Fit]:
        key = (path, hanging)
        if key not in self._fits:
            self._fits[key] = self._lookup.fits(path, hanging)
        return self._fits[key]

    def _paired(self, call: LiveCall, hanging: bool) -> Iterator[CallRoute]:
        """The routes that a request leads to; the base learns from those that serve it."""
        found: dict[int, Fit] = {}
        for path in self._bases.paths(call):
            for number, fit in self._fit(path, hanging).items():
                if number not in self._pages and self._may_reach(call, self._routes[number]):
                    found[number] = max(fit, found.get(number, Fit.NEVER))
        tally = self._bases.tallies[self._bases.of(call)]
        served: dict[int, LiveRoute] = {}  # by application: the first that is tried
        for number, fit in found.items():
            if fit is not Fit.EXACT:
                continue
            route = self._routes[number]
            if _for_method(call, route) and not _is_rest(route):
                best = served.get(route.app, route)
                served[route.app] = min(best, route, key=_order)
        own = self._own(call)
        if own & served.keys():  # what its own project serves is not asked of another
            served = {app: route for app, route in served.items() if app in own}
            found = {n: fit for n, fit in found.items() if self._routes[n].app in own}
        for app, route in served.items():
            tally.served.add(call.at)
            tally.apps[app] += 1
            if hanging:
                tally.prefixes[_front(route.canonical, call.path)] += 1
        for number, fit in sorted(found.items()):
            route = self._routes[number]
            if fit is not Fit.EXACT and route.app in served:
                continue
            if not _for_method(call, route):
                if call.client == "WebSocket":
                    continue  # what serves it may be no route
                if fit is Fit.EXACT and not _is_rest(route) and route.app not in served:
                    yield _pair(call, route, "other-method")
            elif fit is Fit.REST or _is_rest(route):
                if not served:
                    yield _pair(call, route, "catch-all")
            elif served.get(route.app) is route:
                yield _pair(call, route, "serves")
            elif fit in (Fit.OPEN, Fit.LOOSE) and route.app not in served:
                yield _pair(call, route, "may-serve")

    def _may_reach(self, call: LiveCall, route: LiveRoute) -> bool:
        """Whether the application opens the port of the request, as far as that is known; one of
        Next.js is asked by its own pages."""
        if call.port:
            return route.app in self._ports.get(call.port, (route.app,))
        if route.framework != "next":
            return True
        if call.host not in LOCAL:
            return not route.implicit or route.app in self._bases.tallies[self._bases.of(call)].apps
        if route.implicit and route.canonical.startswith("/{") and _is_api(call.path):
            return False  # a page is no answer to a request of data
        owners = self._world.owners(locate(call.at)[0])
        return not owners or route.app in owners

    def _own(self, call: LiveCall) -> frozenset[int]:
        """The projects of Next.js that a relative request goes back to."""
        if not self._world or call.port or call.host not in LOCAL:
            return frozenset()
        if self._bases.is_passed_on(call):
            return frozenset()
        return self._world.owners(locate(call.at)[0])

    # --- verdicts --------------------------------------------------------------------------

    def _judge(self, call: LiveCall) -> Judged:
        prefix = self._bases.prefix(self._bases.of(call))
        hanging = prefix is None
        methods: set[str] = set()
        others: list[LiveRoute] = []
        withheld = ""
        for path in self._bases.paths(call):
            for number, fit in self._fit((prefix or "") + path, hanging).items():
                route = self._routes[number]
                if not self._may_reach(call, route):
                    continue
                serving = _for_method(call, route)
                if fit is Fit.REST or _is_rest(route):
                    if serving and not self._is_fallback(route):
                        withheld = f"{_shown(route)} takes every path below"
                elif fit is Fit.EXACT:
                    if serving:
                        return Judged(call, Verdict.SERVED, frozenset(), (), "")
                    if route.implicit == "page":
                        withheld = withheld or f"there is a page {route.path}"
                        continue
                    methods.update(route.methods.split(","))
                    others.append(route)
                elif serving:
                    withheld = withheld or _open_reason(fit, route)
        if withheld:
            return Judged(call, Verdict.MAYBE, frozenset(), (), withheld)
        verdict = Verdict.METHOD if others else Verdict.NONE
        return Judged(call, verdict, frozenset(methods), tuple(others), "")

    def _is_fallback(self, route: LiveRoute) -> bool:
        """Whether a catch-all is what answers if nothing else does: the page of an application of
        one page, or an answer that there is nothing."""
        # A rule of which a setting decides what stands before it is one with the bare one.
        bare = self._whole.get(route.at, "?") if route.framework != "express" else "?"
        whole = len(segments(route.canonical)) <= 1 or route.canonical.endswith(bare)
        if route.implicit == "static":
            return whole and route.framework in ("fastapi", "starlette")  # files, or else 404
        if route.framework == "express":
            return self._last.get(route.app) == route.rank or (whole and route.methods == "GET")
        return whole and route.methods == "GET"

    # --- claims ----------------------------------------------------------------------------

    def _unserved(self, judged: dict[tuple[int, int], list[Judged]]) -> Iterator[UnservedCall]:
        for (at, _), found in judged.items():
            if at in self._requests.partly:
                continue
            if any(one.verdict in (Verdict.SERVED, Verdict.ELSEWHERE) for one in found):
                continue
            told = next((one for one in found if one.verdict is Verdict.NONE), found[0])
            if _FILE.search(told.call.path) and told.verdict is not Verdict.METHOD:
                continue  # a file
            withheld = next((one.withheld for one in found if one.withheld), "")
            claim = self._claim(told, withheld)
            if claim is not None:
                yield claim

    def _claim(self, told: Judged, withheld: str) -> UnservedCall | None:
        call = told.call
        base = self._bases.of(call)
        tally = self._bases.tallies[base]
        own = self._own(call)
        apps = set(tally.apps) or own or self._meant(call)
        if self._bases.is_passed_on(call):
            apps = {app for app in apps if app < FIRST_APP} or apps
        if not apps:
            return None
        method = told.verdict is Verdict.METHOD
        if not withheld and not method and tally.leads_elsewhere:
            withheld = "most requests of this client lead to a server that is not known"
        withheld = withheld or self._openness.reason(call.path, apps | own)
        # Behind what is learnt of its base address: that is what was compared.
        whole = call._replace(path=(self._bases.prefix(base) or "") + call.path)
        near = told.others[0] if method else self._nearest(whole, frozenset(apps))
        severity = "error" if call.at in self._reached else "info"
        return UnservedCall(
            "method" if method else "path", call.method, whole.path,
            ",".join(sorted(told.methods)), _shown(near) if near else "", severity, withheld,
            near.at if near else NO_SPAN, call.url_at,
        )  # fmt: skip

    def _nearest(self, call: LiveCall, apps: frozenset[int]) -> LiveRoute | None:
        if apps not in self._offers:
            self._offers[apps] = Offers(
                route for route in self._routes.values() if route.app in apps and not route.implicit
            )
        return self._offers[apps].nearest(call)

    def _meant(self, call: LiveCall) -> set[int]:
        """The applications that a request is meant for, where none of its kind is served."""
        if self._bases.is_hanging(call):
            return set()
        first = segments(call.path)[:1]
        apps = {app for app, heads in self._firsts.items() if heads.issuperset(first)}
        if self._bases.is_passed_on(call):
            apps = {app for app in apps if app < FIRST_APP}
        if call.port:
            return apps & self._ports.get(call.port, set())
        return apps if len(self._firsts) == 1 else set()


def _pair(call: LiveCall, route: LiveRoute, kind: str) -> CallRoute:
    return CallRoute(call.id, route.id, kind, route.framework, route.at)


def _is_api(path: str) -> bool:
    return segments(path)[:1] == ("api",)


def _order(route: LiveRoute) -> tuple[bool, int, int]:
    """The one of which more is known is meant, of two such the one that is tried first."""
    known = known_segments(route)
    return known > 0, -known, route.rank


def _for_method(call: LiveCall, route: LiveRoute) -> bool:
    if call.client == "WebSocket" or route.methods == "WEBSOCKET":
        return call.client == "WebSocket" and route.methods == "WEBSOCKET"
    if not call.method or route.methods == "ALL":
        return True
    methods = route.methods.split(",")
    if call.method == "HEAD" and route.framework != "fastapi":  # which does not add it
        return "HEAD" in methods or "GET" in methods
    return call.method in methods


def _is_rest(route: LiveRoute) -> bool:
    return bool(route.catch_all) or route.implicit == "middleware"


def _open_reason(fit: Fit, route: LiveRoute) -> str:
    if fit is Fit.SLASH:
        return f"only a slash at its end is different from {_shown(route)}"
    return f"what is not known of its path may lead to {_shown(route)}"


def _shown(route: LiveRoute) -> str:
    return f"{route.methods.replace(',', '/')} {route.path}"


def _front(canonical: str, path: str) -> str:
    """What a route has in front of the path of a request."""
    parts = segments(canonical)
    if UNKNOWN in parts:
        return ""
    return "".join(f"/{part}" for part in parts[: max(0, len(parts) - len(segments(path)))])


def _ports(store: Store, routes: Sequence[LiveRoute]) -> dict[int, set[int]]:
    """Port → the applications behind it."""
    files: dict[int, set[int]] = defaultdict(set)  # file → applications it has routes of
    for route in routes:
        files[locate(route.at)[0]].add(route.app)
    apps: dict[int, set[int]] = defaultdict(set)
    for row in store.rows(ServiceFile):
        apps[row.service] |= files.get(row.file, set())
    opened = {(one.port, one.service) for one in store.rows(LiveListener) if one.port}
    started = {(one.port, one.service) for one in store.rows(Starts) if one.port and one.service}
    return ports_of(sorted(opened | started), apps)
