"""Routes that keep each other from being reached, as findings show them → `route_collision`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dupelint.linking.apps.twins import Pair
from dupelint.model.facts import NO_SPAN, Span
from dupelint.model.wiring import LiveRoute, RouteCollision, ShadowedRoute
from dupelint.store import locate

_AUTOMATIC = frozenset({"HEAD", "OPTIONS"})


def groups(shadowed: Iterable[ShadowedRoute]) -> dict[int, list[ShadowedRoute]]:
    """Winner's id → what it keeps from being reached."""
    found: dict[int, list[ShadowedRoute]] = defaultdict(list)
    for row in shadowed:
        found[row.winner].append(row)
    return found


def collisions(
    routes: Mapping[int, LiveRoute], shadowed: Sequence[ShadowedRoute],
    canonical: frozenset[int], twins: Iterable[Pair],
) -> Iterator[RouteCollision]:  # fmt: skip
    """One row for each further place of each collision.

    A route of a module that is another one's twin is a collision of its own: it is told with the
    module, the rest is not.
    """
    reached = {_told_apart(route) for route in routes.values() if route.reached}
    shadowed = [
        row
        for row in shadowed
        if _counts(row, routes) and not (row.wholly and _told_apart(routes[row.route]) in reached)
    ]
    twin_files = {(pair.app, pair.twin) for pair in twins}
    faults: dict[tuple[Span, ...], list[_Group]] = defaultdict(list)
    for winner, rows in groups(shadowed).items():
        by_route = {row.route: row for row in rows}
        members = sorted({winner, *by_route}, key=lambda key: (key != winner, routes[key].rank))
        kept = next((key for key in members if _file(routes[key]) in canonical), winner)
        alone = [
            key
            for key in members
            if key != kept and (routes[key].app, _file(routes[key])) in twin_files
        ]
        together = [key for key in members if key != kept and key not in alone]
        for others in ([together] if together else []) + [[key] for key in alone]:
            group = _Group(winner, kept, others, by_route)
            faults[_places(group, routes)].append(group)
    for number, same in enumerate(faults.values(), 1):
        paths = {(routes[one.others[0]].methods, routes[one.others[0]].path) for one in same}
        grave = any(_is_grave(one, routes) for one in same)
        yield from _rows(number, routes, same[0], grave, len(paths) - 1)


class _Group(NamedTuple):
    """Routes of which one answers."""

    winner: int
    kept: int  # the one that stays
    others: Sequence[int]
    by_route: Mapping[int, ShadowedRoute]


def _places(group: _Group, routes: Mapping[int, LiveRoute]) -> tuple[Span, ...]:
    """Equal for groups that one edit repairs: a router that is mounted twice has a group for each
    of its routes, and one of a factory has them for each app."""
    first, kept = routes[group.others[0]], routes[group.kept]
    rest = [_place(routes[key], first) for key in (group.kept, *group.others[1:])]
    return (_place(first, kept), *rest)


def _told_apart(route: LiveRoute) -> tuple[int, Span, Span]:
    """Equal for the paths of one call: `router.get(['/', '/:id'], show)` is reached by either."""
    return route.app, route.through, route.at


def _counts(row: ShadowedRoute, routes: Mapping[int, LiveRoute]) -> bool:
    """Not one function under two paths; not a route that only does not get to answer OPTIONS; not
    documentation that is hidden."""
    route, winner = routes[row.route], routes[row.winner]
    if route.implicit == "docs":
        return False
    if row.same and route.canonical != winner.canonical:
        return False
    return bool(row.wholly) or not set(row.methods.split(",")) <= _AUTOMATIC


def _is_grave(group: _Group, routes: Mapping[int, LiveRoute]) -> bool:
    lost = [group.by_route[key] for key in (group.kept, *group.others) if key in group.by_route]
    return any(
        row.wholly and not row.same and not row.sometimes and not routes[row.route].implicit
        for row in lost
    )


def _rows(
    number: int, routes: Mapping[int, LiveRoute], group: _Group, grave: bool, more: int
) -> Iterator[RouteCollision]:
    winner, kept, others, by_route = group
    first = others[0]
    told = by_route.get(first) or by_route.get(kept) or next(iter(by_route.values()))
    at = _place(routes[first], routes[kept])
    for key in (kept, *others[1:]):
        also = _place(routes[key], routes[first])
        if key == winner:
            label = "this one answers"
        elif key == kept:
            label = "this one is canonical, and is not reached"
        else:
            label = "not reached either"
        yield RouteCollision(
            number, "error" if grave else "warning", told.methods, routes[told.route].path,
            more, routes[winner].view_name or "the handler",
            routes[first].view_name or "the handler",
            told.sometimes, int(first == winner), label, "", also, at,
        )  # fmt: skip


def _place(route: LiveRoute, other: LiveRoute) -> Span:
    """The route; of one that is there twice, the registration that tells it from the other."""
    if route.at == other.at and route.through != NO_SPAN and route.through != other.through:
        return route.through
    return route.at


def _file(route: LiveRoute) -> int:
    return locate(route.at)[0]
