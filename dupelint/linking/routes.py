"""Routes of every application, which of them answers → `live_route`, `shadowed_route`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Sequence as Ordered

from dupelint.linking import werkzeug
from dupelint.linking.events import Event, Events
from dupelint.linking.flask_routes import FRAMEWORKS, FlaskRoutes
from dupelint.linking.mounts import instances
from dupelint.linking.names import Names
from dupelint.linking.sequence import Sequence
from dupelint.linking.served import Served
from dupelint.linking.views import Views
from dupelint.model.wiring import LiveRoute, ShadowedRoute
from dupelint.store import Store

Apart = Callable[[Event, Event], bool]
Beaten = dict[str, int]  # method → index of the route that answers it


def link_routes(store: Store, names: Names, events: Events, apart: Apart) -> None:
    """Fill the tables; `apart`: whether two events never happen in one run."""
    flask = FlaskRoutes(names, events, Sequence(names, events.found), apart, Views(store, names))
    rows: list[LiveRoute] = []
    shadowed: list[ShadowedRoute] = []
    for number, (owner, found) in enumerate(instances(events), 1):
        app = events.apps.get((owner.file, owner.offset))
        if app is None:
            continue
        if app.framework in FRAMEWORKS:
            served = list(flask.of(number, owner, found))
            _flask(served, apart, rows, shadowed)
    store.fill(LiveRoute, rows)
    store.fill(ShadowedRoute, shadowed)


def _flask(
    served: list[Served], apart: Apart, rows: list[LiveRoute], shadowed: list[ShadowedRoute]
) -> None:
    matcher = werkzeug.Matcher()
    known: list[Served] = []
    for route in served:
        rule = werkzeug.Rule(len(known), route.host, route.path, route.answered, route.strict)
        if matcher.add(rule):
            known.append(route)
    ranks = matcher.ranks()
    beaten = [_beaten(matcher, known, index, apart) for index in range(len(known))]
    first = len(rows) + 1
    for index, route in enumerate(known):
        canonical = werkzeug.canonical(route.path)
        catches = werkzeug.is_catch_all(route.path)
        rows.append(_row(first + index, route, beaten[index], canonical, ranks[index], catches))
        shadowed += _shadows(known, index, beaten[index], first)


def _beaten(matcher: werkzeug.Matcher, served: list[Served], index: int, apart: Apart) -> Beaten:
    """The methods for which a route never answers: each path it matches goes to another."""
    route = served[index]
    found: Beaten = {}
    lost = set(route.declared)
    for sample in werkzeug.samples(route.path):
        if not lost:
            break
        open_methods = set(lost)
        for rule in matcher.candidates(route.host, sample):
            if rule.number == index:
                break
            taken = open_methods & rule.methods
            if taken and not are_apart(served[rule.number], route, apart):
                open_methods -= taken
                for method in taken:
                    found.setdefault(method, rule.number)
        else:
            return {}  # a converter that is not known
        lost -= open_methods
    return {method: found[method] for method in lost if method in found}


def are_apart(first: Served, second: Served, apart: Apart) -> bool:
    """Whether two routes are never there in one run."""
    return any(apart(a, b) for a in first.events for b in second.events)


def _row(
    number: int, route: Served, beaten: Beaten, canonical: str, rank: int, catches: bool
) -> LiveRoute:
    return LiveRoute(
        number, route.app, route.app_name, route.framework, _listed(route.declared),
        _listed(route.declared - set(beaten)), route.host, route.path, canonical, route.written,
        route.endpoint, route.view, route.view_name, rank, int(route.strict), int(catches),
        route.implicit, int(route.passes), route.through, route.at,
    )  # fmt: skip


def _shadows(
    served: Ordered[Served], index: int, beaten: Beaten, first: int
) -> Iterator[ShadowedRoute]:
    winners: dict[int, set[str]] = defaultdict(set)
    for method, winner in beaten.items():
        winners[winner].add(method)
    route = served[index]
    wholly = int(set(beaten) == route.declared)
    for winner, methods in sorted(winners.items()):
        same = int(served[winner].view == route.view)
        yield ShadowedRoute(first + index, first + winner, _listed(methods), wholly, same)


def _listed(methods: Iterable[str]) -> str:
    return ",".join(sorted(methods))
