"""Which routes go without protection against forged requests → `csrf_hole`, `csrf_wall`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.hardening.csrf_callers import refused_calls
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import name_of
from dupelint.linking.symbols.where import Where
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, CsrfStatement, Route, Span
from dupelint.model.value import load
from dupelint.model.wiring import CsrfHole, CsrfWall, LiveRoute
from dupelint.store import Store

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_FLASK = ("flask", "quart")
_NAMED = 3  # routes named in one finding


class Lifted(NamedTuple):
    """What one exemption covers."""

    fact: CsrfStatement
    what: str  # as a person would call it
    routes: tuple[LiveRoute, ...]


def link_csrf(store: Store, files: Files, names: Names, config: Config) -> None:
    """Fill both."""
    facts = [(file, fact) for file, fact in store.facts(CsrfStatement) if files.in_force(file)]
    facts = [(file, fact) for file, fact in facts if fact.standing != "test"]
    if not facts:
        return
    routes = _routes(store)
    lifting = _Lifting(store, names, routes)
    exemptions = [lifting.of(file, fact) for file, fact in facts if fact.form.startswith("exempt")]
    known = [one for one in exemptions if one is not None]
    holes = [*_holes(known, config), *_switched_off(fact for _, fact in facts)]
    store.fill(CsrfHole, holes)
    wall = _wall(facts, known, len(known) < len(exemptions), routes)
    if wall is not None:
        store.fill(CsrfWall, _shut_out(wall, routes, config))
        allowed = allowed_paths(config)  # what is inside is told once, at the route
        outside = {route.id for route in routes if not allowed.match(route.path)}
        guarded = outside - wall.exempt
        store.fill(CsrfWall, refused_calls(store, files, names, guarded, wall.why, wall.put_up))


def _routes(store: Store) -> list[LiveRoute]:
    return [
        route for route in store.rows(LiveRoute) if not route.implicit and route.framework in _FLASK
    ]


class _Lifting:
    """Finds the routes that an exemption speaks of."""

    def __init__(self, store: Store, names: Names, routes: Iterable[LiveRoute]) -> None:
        self._names = names
        self._live: dict[int, list[LiveRoute]] = defaultdict(list)
        for route in routes:
            self._live[route.at].append(route)
        self._hung: dict[tuple[int, int], list[Route]] = defaultdict(list)  # on a blueprint
        self._views: dict[tuple[int, str], list[Route]] = defaultdict(list)
        self._defs: dict[int, list[Route]] = defaultdict(list)
        for file, fact in store.facts(Route):
            if fact.framework != "flask":
                continue
            owner = names.follow(Where(file, load(fact.receiver)))
            if owner.form == "new":
                self._hung[owner.file, int(owner.value[1])].append(fact)
            self._views[file, fact.view].append(fact)
            if fact.view_at != NO_SPAN:
                self._defs[fact.view_at].append(fact)

    def of(self, file: int, fact: CsrfStatement) -> Lifted | None:
        """What a statement exempts; None where that cannot be worked out."""
        value = load(fact.subject)
        if fact.form == "exempt-urls":
            return self._below(fact, [Where(file, value)])
        if fact.view_at != NO_SPAN:
            return self._lifted(fact, str(value[1]), self._defs.get(fact.view_at, ()))
        items = [Where(file, value)]
        if value[0] == "each":
            found = self._names.items(Where(file, value[1]))
            if found is None:
                return None
            items = found
        facts: list[Route] = []
        for item in items:
            routes = self._of_one(item)
            if routes is None:
                return None
            facts += routes
        return self._lifted(fact, _called(value), facts)

    def _of_one(self, where: Where) -> list[Route] | None:
        found = self._names.follow(where)
        if found.form == "new":
            return self._hung.get((found.file, int(found.value[1])), [])
        if found.form == "function":
            return self._views.get((found.file, str(found.value[1])), [])
        if found.form == "str":
            name = str(found.value[1]).rpartition(".")[2]
            return [
                fact for (_, view), facts in self._views.items() if view == name for fact in facts
            ]
        defined = self._names.defined_at(where)
        return self._views.get(defined) if defined is not None else None

    def _below(self, fact: CsrfStatement, wheres: list[Where]) -> Lifted | None:
        """SeaSurf leaves out every path that starts with one of these texts."""
        items = self._names.items(wheres[0]) or wheres
        texts = [name_of(self._names, item) for item in items]
        if None in texts:
            return None
        starts = tuple(text for text in texts if text is not None)
        found = [
            route for routes in self._live.values() for route in routes
            if route.path.startswith(starts)
        ]  # fmt: skip
        return Lifted(fact, ", ".join(starts), tuple(found))

    def _lifted(self, fact: CsrfStatement, what: str, facts: Iterable[Route]) -> Lifted:
        places = dict.fromkeys(one.at for one in facts)
        return Lifted(fact, what, tuple(r for at in places for r in self._live.get(at, ())))


def _called(value: tuple[object, ...]) -> str:
    """An expression as a person would call it."""
    match value:
        case ("global" | "param", str(name)) | ("member", _, str(name)) | ("import", _, str(name)):
            return name
        case ("str", str(text)):
            return text
    return "this"


def _holes(lifted: Iterable[Lifted], config: Config) -> Iterator[CsrfHole]:
    allowed = allowed_paths(config)
    for one in lifted:
        outside = [route for route in one.routes if not allowed.match(route.path)]
        if not outside:
            continue
        writing = [route for route in outside if _WRITES & set(route.methods.split(","))]
        named = list(dict.fromkeys(map(_said, writing or outside)))
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        severity = "error" if writing else "info"
        for route in writing or outside:
            yield CsrfHole(
                "exempt",
                severity,
                one.what,
                ", ".join(named[:_NAMED]) + more,
                route.at,
                one.fact.at,
            )


def _said(route: LiveRoute) -> str:
    methods = [one for one in route.methods.split(",") if one in _WRITES] or ["GET"]
    return f"{'/'.join(methods)} {route.path}"


def _switched_off(facts: Iterable[CsrfStatement]) -> Iterator[CsrfHole]:
    """Settings that switch protection off for every route."""
    given = list(facts)
    by_hand = any(fact.form == "by-hand" for fact in given)
    made = any(fact.form == "protect" for fact in given)
    for fact in given:
        if fact.form == "off" or (fact.form == "unchecked" and made and not by_hand):
            severity = "info" if fact.standing == "development" else "error"
            yield CsrfHole("off", severity, fact.detail, "", NO_SPAN, fact.at)


class Wall(NamedTuple):
    """Protection that is in force."""

    exempt: frozenset[int]  # ids of routes
    why: str  # why some other route may be exempt or not protected, "" if none may
    put_up: Span


def _wall(
    facts: list[tuple[int, CsrfStatement]], lifted: list[Lifted], unknown: bool,
    routes: list[LiveRoute],
) -> Wall | None:  # fmt: skip
    made = [fact for _, fact in facts if fact.form == "protect"]
    if not made or any(fact.form in ("off", "unchecked") for _, fact in facts):
        return None
    why = ""
    if unknown or any(fact.form == "unknown" for _, fact in facts):
        why = "what is exempt cannot all be worked out"
    elif len({route.app for route in routes}) > 1 or len(made) > 1:
        why = "there are several applications, and one may not be protected"
    views = {route.view for one in lifted for route in one.routes if one.fact.view_at != NO_SPAN}
    exempt = {route.id for one in lifted for route in one.routes}
    exempt |= {route.id for route in routes if route.view in views}
    return Wall(frozenset(exempt), why, made[0].at)


def _shut_out(wall: Wall, routes: list[LiveRoute], config: Config) -> Iterator[CsrfWall]:
    """Routes for machines that are protected all the same."""
    allowed = allowed_paths(config)
    for route in routes:
        methods = sorted(_WRITES & set(route.reached.split(",")))
        if methods and allowed.match(route.path) and route.id not in wall.exempt:
            name = f"{'/'.join(methods)} {route.path}"
            yield CsrfWall("route", name, wall.why, wall.put_up, Span(route.at))


def allowed_paths(config: Config) -> re.Pattern[str]:
    """The paths that may go without protection."""
    globs = [
        ".*".join(re.escape(part) for part in glob.split("*")) + ("" if "*" in glob else "/?")
        for glob in config.csrf_exempt
    ]
    return re.compile(rf"(?:{'|'.join(globs)})\Z" if globs else r"(?!)")
