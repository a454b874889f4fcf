"""Routes of every application, which of them answers → `live_route` and what rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence as Ordered
from functools import lru_cache
from itertools import chain

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.mounts import instances
from dupelint.linking.apps.open_world import registered
from dupelint.linking.apps.places import places
from dupelint.linking.apps.sequence import Sequence
from dupelint.linking.apps.shadow_modules import idle_blueprints, live_twins
from dupelint.linking.apps.swallowing import swallowed_groups
from dupelint.linking.apps.twins import twins
from dupelint.linking.routing import starlette_paths, werkzeug
from dupelint.linking.routing.collisions import collisions
from dupelint.linking.routing.express_routes import ExpressRoutes
from dupelint.linking.routing.fastapi_routes import ASGI, FastapiRoutes
from dupelint.linking.routing.flask_routes import FRAMEWORKS, FlaskRoutes
from dupelint.linking.routing.hidden import hidden
from dupelint.linking.routing.served import Apart, Served, apart_from, is_conditional
from dupelint.linking.routing.stack import EXPRESS, STARLETTE, Paths, Stack
from dupelint.linking.routing.views import Views
from dupelint.linking.routing.wrapping import Wrapping, answered_before
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.wiring import (
    LiveRoute,
    RouteCollision,
    ShadowedRoute,
    ShadowModule,
    SwallowedGroup,
)
from dupelint.store import Store

Beaten = dict[str, int]  # method → index of the route that answers it


def link_routes(
    store: Store, names: Names, events: Events, reach: Reach, apart: Apart,
    canonical: frozenset[int],
) -> None:  # fmt: skip
    """Fill the tables; `apart`: whether two events never happen in one run; `canonical`: files."""
    sequence = Sequence(names, reach, events.found)
    views = Views(store, names)
    flask = FlaskRoutes(names, events, sequence, apart, views)
    fastapi = FastapiRoutes(names, events, sequence, views)
    express = ExpressRoutes(store, names, events, sequence)
    rows: list[LiveRoute] = []
    shadowed: list[ShadowedRoute] = []
    all_flask: list[Served] = []
    wrapping = Wrapping(store, names.files, names, events)
    for number, (owner, found) in enumerate(chain(instances(events), _listing(events)), 1):
        key = (owner.file, owner.offset)
        app = events.apps.get(key)
        if app is None:
            continue
        if app.framework in FRAMEWORKS:
            served = _placed(list(flask.of(number, owner, found)))
            all_flask += served
            before = wrapping.before(key, number, events.called(owner), app.framework)
            prefix = wrapping.prefix(key) or starlette_paths.shown(fastapi.mounted.get(key, ""))
            _flask(served, before, prefix, apart, rows, shadowed)
        elif app.framework == "express":
            served = _placed(list(express.of(number, owner, found)))
            _in_order(served, EXPRESS, apart, rows, shadowed)
        elif app.framework in ASGI:
            served = _placed(list(fastapi.of(number, owner, found)))
            _in_order(served, STARLETTE, apart, rows, shadowed)
    store.fill(LiveRoute, rows)
    store.fill(ShadowedRoute, shadowed)
    by_id = {row.id: row for row in rows}
    pairs = twins(by_id, shadowed, canonical)
    known = registered(store, events)
    told = list(collisions(by_id, shadowed, canonical, pairs))
    last = told[-1].number if told else 0
    store.fill(RouteCollision, told)
    store.fill(RouteCollision, hidden(flask, events, all_flask, known, last))
    store.fill(ShadowModule, live_twins(by_id, pairs, names))
    store.fill(ShadowModule, idle_blueprints(store, names, events, by_id, known))
    store.fill(SwallowedGroup, swallowed_groups(events))


def _listing(events: Events) -> Iterator[tuple[Made, list[Event]]]:
    """Applications that have nothing but the routes they are made with."""
    owners = {(event.owner.file, event.owner.offset) for event in events.found}
    for key, app in events.apps.items():
        if app.framework in ASGI and '"routes"' in app.options and key not in owners:
            yield Made(*key), []


def _placed(served: list[Served]) -> list[Served]:
    """Of routes that one statement puts there twice, each with the call that does."""
    keys = [(route.path, route.at) for route in served]
    there = [route.events[-2:][0] if route.events else None for route in served]
    found = list(zip(served, keys, there, strict=True))
    at = places((key, event) for _, key, event in found if event is not None)
    return [
        route
        if event is None
        or (place := at.get((key, event.order), event.fact.at)) in (route.through, route.at)
        else route._replace(through=place)
        for route, key, event in found
    ]


def _flask(
    served: list[Served],
    before: list[Served],
    prefix: str,
    apart: Apart,
    rows: list[LiveRoute],
    shadowed: list[ShadowedRoute],
) -> None:
    """`before`: what wrappers answer; `prefix`: where another application has this one."""
    matcher = werkzeug.Matcher()
    known: list[Served] = list(before)
    for route in served:
        rule = werkzeug.Rule(len(known), route.host, route.path, route.answered, route.strict)
        if route.alternative:
            if werkzeug.parts(route.path) is not None:
                known.append(route)
        elif matcher.add(rule):
            known.append(route)
    ranks = matcher.ranks()
    beaten: list[Beaten] = [{} for _ in before]
    for index in range(len(before), len(known)):
        if known[index].alternative:
            beaten.append({})
            continue
        lost = _answered_before(known[index], before)
        if index not in matcher.unrivalled:
            lost |= _beaten(matcher, known, index, apart, frozenset(lost))
        beaten.append(lost)
    first = len(rows) + 1
    for index, route in enumerate(known):
        canonical = werkzeug.canonical(prefix + route.path)
        catches = werkzeug.is_catch_all(route.path)
        rank = ranks.get(index, index - len(before))
        whole = route._replace(path=prefix + route.path) if prefix else route
        rows.append(_row(first + index, whole, beaten[index], canonical, rank, catches))
        shadowed += _shadows(known, index, beaten[index], first)


def _in_order(
    served: list[Served],
    paths: Paths,
    apart: Apart,
    rows: list[LiveRoute],
    shadowed: list[ShadowedRoute],
) -> None:
    """Of a framework whose routes are tried one after the other."""
    first = len(rows) + 1
    stack = Stack(served, paths)
    beaten = [stack.beaten(index, apart) for index in range(len(served))]
    for index, route in enumerate(served):
        canonical = paths.canonical(route.layers)
        catches = route.below or paths.is_catch_all(route.layers)
        rows.append(_row(first + index, route, beaten[index], canonical, index + 1, catches))
        shadowed += _shadows(served, index, beaten[index], first)


def _answered_before(route: Served, before: Ordered[Served]) -> Beaten:
    """The methods for which a wrapper takes all paths of a route: HEAD and GET, …"""
    if not before or route.host or route.implicit:
        return {}
    samples = werkzeug.samples(route.path)
    found: Beaten = {}
    for method in route.declared:
        taken = [answered_before(sample, method, before) for sample in samples]
        if taken and min(taken) >= 0:
            found[method] = taken[0]
    return found


def _beaten(
    matcher: werkzeug.Matcher,
    served: list[Served],
    index: int,
    apart: Apart,
    known: frozenset[str],
) -> Beaten:
    """The methods for which a route never answers: each path it matches goes to another. Those
    `known` are left out."""
    route = served[index]
    found: Beaten = {}
    lost = set(route.declared - known)
    for sample in werkzeug.samples(route.path):
        if not lost:
            break
        open_methods = set(lost)
        for rule in matcher.candidates(route.host, sample):
            if rule.number == index:
                break
            taken = open_methods & rule.methods
            if taken and not apart_from(served[rule.number], route, apart):
                open_methods -= taken
                for method in taken:
                    found.setdefault(method, rule.number)
        else:
            return {}  # a converter that is not known
        lost -= open_methods
    return {method: found[method] for method in lost if method in found}


def _row(
    number: int, route: Served, beaten: Beaten, canonical: str, rank: int, catches: bool
) -> LiveRoute:
    return LiveRoute(
        number, route.app, route.app_name, route.framework, _listed(route.declared),
        _listed(route.declared.difference(beaten)), route.host, route.path, canonical,
        route.written, route.endpoint, route.view, route.view_name, rank, int(route.strict),
        int(catches), route.implicit, int(route.passes), route.through, route.at,
    )  # fmt: skip


def _shadows(
    served: Ordered[Served], index: int, beaten: Beaten, first: int
) -> Iterator[ShadowedRoute]:
    if not beaten:
        return
    winners: dict[int, set[str]] = defaultdict(set)
    for method, winner in beaten.items():
        winners[winner].add(method)
    route = served[index]
    wholly = int(set(beaten) == route.declared)
    for winner, methods in sorted(winners.items()):
        same = int(served[winner].view == route.view)
        sometimes = int(is_conditional(served[winner], route))
        yield ShadowedRoute(
            first + index, first + winner, _listed(frozenset(methods)), wholly, same, sometimes
        )


@lru_cache(maxsize=1_000)
def _listed(methods: frozenset[str]) -> str:
    return ",".join(sorted(methods))
