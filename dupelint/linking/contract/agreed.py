"""Which routes answer a declared endpoint, and what is not known of that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from dupelint.linking.contract.lookup import Entry, Fit, Lookup
from dupelint.linking.contract.nearest import nearest
from dupelint.linking.contract.openness import canonical
from dupelint.model.facts import NO_SPAN
from dupelint.model.wiring import LiveCall, LiveRoute
from dupelint.store import locate


class Answering(NamedTuple):
    """The routes that answer a method and path."""

    routes: tuple[LiveRoute, ...]  # one for each application
    others: tuple[LiveRoute, ...]  # for the path, with other methods only
    withheld: str  # what may serve it all the same, "" if nothing may


class Agreed:
    """Declared paths, looked up among the routes of every application."""

    def __init__(self, routes: Sequence[LiveRoute], keepers: Collection[int]) -> None:
        """`keepers`: ids of the files that the configuration says stay in force."""
        self._routes = {route.id: route for route in routes}
        self._keepers = keepers
        self._lookup = Lookup(
            Entry(one.id, one.canonical, bool(one.strict_slashes), one.framework != "express")
            for one in routes
        )

    def answering(self, method: str, path: str) -> Answering:
        """The routes that are tried first; where some stand in a file that stays, only these."""
        first: dict[int, LiveRoute] = {}
        others: list[LiveRoute] = []
        withheld = ""
        for number, fit in self._lookup.fits(canonical(path)).items():
            route = self._routes[number]
            rest = bool(route.catch_all) or route.implicit == "middleware" or fit is Fit.REST
            if not _is_for(method, route):
                if fit is Fit.EXACT and not rest:
                    others.append(route)
            elif fit is Fit.EXACT and not rest:
                first[route.app] = min(first.get(route.app, route), route, key=_rank)
            elif not (rest and _is_last_resort(route)):
                withheld = withheld or f"{shown(route)} {route.path} may serve it"
        found = list(first.values())
        kept = [route for route in found if locate(route.at)[0] in self._keepers]
        return Answering(tuple(kept or found), tuple(others), withheld)

    def nearest(self, method: str, path: str, elsewhere: Collection[int]) -> LiveRoute | None:
        """The route most like a path in the applications that are not `elsewhere`."""
        wanted = LiveCall(
            0, "", method, path, "", 0, canonical(path), "", NO_SPAN, NO_SPAN
        )  # fmt: skip
        own = [
            route
            for route in self._routes.values()
            if not route.implicit and route.app not in elsewhere
        ]
        return nearest(wanted, own)


def is_same_path(declared: str, path: str) -> bool:
    """Whether a path with holes is surely one that a declared path stands for."""
    return _declared(declared).fits(path).get(0) is Fit.EXACT


def may_be_same_path(declared: str, path: str) -> bool:
    """Whether it may be, once its holes are filled in."""
    return _declared(declared).fits(path, hanging=True).get(0, Fit.NEVER) > Fit.SLASH


@lru_cache(maxsize=500)
def _declared(path: str) -> Lookup:
    return Lookup([Entry(0, canonical(path), False, False)])


def shown(route: LiveRoute) -> str:
    """The methods of a route as messages tell them."""
    return route.methods.replace(",", "/")


def _rank(route: LiveRoute) -> int:
    return route.rank


def _is_for(method: str, route: LiveRoute) -> bool:
    methods = route.methods.split(",")
    return "ALL" in methods or method in methods or (method == "HEAD" and "GET" in methods)


def _is_last_resort(route: LiveRoute) -> bool:
    """Whether it takes every path: a page for browsers, an answer that there is nothing."""
    return route.canonical.count("/") <= 1
