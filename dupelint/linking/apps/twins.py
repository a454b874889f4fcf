"""Modules whose routes another live module serves, too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dupelint.model.wiring import LiveRoute, ShadowedRoute
from dupelint.store import locate

NEARLY_ALL = 0.7
LEAST = 2  # routes that two modules must share


class Pair(NamedTuple):
    """Two modules on one app that do one job."""

    app: int
    twin: int  # file
    keeper: int  # file
    shared: tuple[int, ...]  # ids of the twin's routes that the keeper serves, too
    total: int  # of the twin's routes


def twins(
    routes: Mapping[int, LiveRoute], shadowed: Iterable[ShadowedRoute], canonical: frozenset[int]
) -> list[Pair]:
    """Every live module with the one whose twin it is."""
    members: dict[int, set[int]] = defaultdict(set)
    for row in shadowed:
        members[row.winner] |= {row.winner, row.route}
    count: Counter[tuple[int, int]] = Counter()
    for route in routes.values():
        if not route.implicit:
            count[route.app, _file(route)] += 1
    shared: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    lost: Counter[tuple[int, int, int]] = Counter()
    for group in members.values():
        for one in group:
            for other in group:
                if _file(routes[one]) != _file(routes[other]):
                    key = (routes[one].app, _file(routes[one]), _file(routes[other]))
                    if not routes[one].implicit and not routes[other].implicit:
                        shared[key].add(one)
                        lost[key] += routes[one].rank > routes[other].rank
    found: dict[tuple[int, int], Pair] = {}
    for (app, twin, keeper), ids in sorted(shared.items()):
        total = count[app, twin]
        if not _covered(len(ids), total) or _is_canonical(twin, keeper, canonical):
            continue
        back = shared[app, keeper, twin]
        if _covered(len(back), count[app, keeper]) and not _is_canonical(keeper, twin, canonical):
            mine, theirs = lost[app, twin, keeper], lost[app, keeper, twin]
            if (mine, -total, twin) < (theirs, -count[app, keeper], keeper):
                continue  # the other one is its twin
        pair = Pair(app, twin, keeper, tuple(sorted(ids)), total)
        before = found.get((app, twin))
        if before is None or _rank(pair, canonical) > _rank(before, canonical):
            found[app, twin] = pair
    return list(_without_chains(found))


def _without_chains(found: Mapping[tuple[int, int], Pair]) -> Iterator[Pair]:
    """Of modules that are all twins of each other, one stays."""
    for (app, _), pair in found.items():
        back = found.get((app, pair.keeper))
        if back is None or back.keeper != pair.twin or pair.twin > pair.keeper:
            yield pair


def _rank(pair: Pair, canonical: frozenset[int]) -> tuple[int, int, int]:
    return int(pair.keeper in canonical), len(pair.shared), -pair.keeper


def _covered(shared: int, total: int) -> bool:
    return shared >= LEAST and shared >= total * NEARLY_ALL


def _is_canonical(one: int, other: int, canonical: frozenset[int]) -> bool:
    """Whether the configuration says that of these two this one stays."""
    return one in canonical and other not in canonical


def _file(route: LiveRoute) -> int:
    return locate(route.at)[0]
