"""Services that crash, or cannot be asked whether they live → `open_crash`, `no_health`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import CrashHandler, Gap, Import, Mount, Span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import (
    LiveListener,
    LiveRoute,
    NoHealth,
    OpenCrash,
    Rival,
    Run,
    Starts,
)
from dupelint.store import Store, locate

_EVENTS = ("unhandledRejection", "uncaughtException")
_NODE = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})
# Packages whose `init` handles both: https://docs.sentry.io/platforms/javascript/guides/node/configuration/integrations/onuncaughtexception/
_CATCHING = lazy(
    r"(?:@sentry/(?:node|nestjs|bun)|@bugsnag/(?:js|node)|newrelic|dd-trace|elastic-apm-node)\Z"
)
_ALIKE = lazy(
    r"(?:.*/)?(?:health\w*|healthcheck|health-check|livez?|readyz?|alive|ping|_health|up)/?\Z"
)
_ELSEWHERE = ("external", "property")
_READING = frozenset({"timeout", "decode", "parse", "deep"})


# Launchers that give what they start a name.
_NAMING = frozenset({"procfile", "compose"})

Withheld = Callable[[dict[int, int]], str]


class Started(NamedTuple):
    """A service that a launcher starts."""

    number: int
    name: str
    entry: int


def link_signs_of_life(
    store: Store, files: Files, names: Names, reach: Reach, dynamic: bool
) -> None:
    """Fill both; `dynamic`: routes may be registered that cannot be worked out."""
    services = list(_services(store, files))
    hidden = {file: fact.reason for file, fact in store.facts(Gap) if fact.reason in _READING}
    unfound = {file for file, _ in reach.unfound}

    def withheld(reached: dict[int, int]) -> str:
        for file in reached:
            if file in hidden:
                return f"{files.path(file)} could not be read"
            if file in unfound:
                return f"{files.path(file)} imports what was not found"
        return ""

    store.fill(OpenCrash, _crashes(store, files, reach, services, withheld))
    opaque = frozenset(_opaque_mounts(store, names))

    def unknown(reached: dict[int, int]) -> str:
        if dynamic or not opaque.isdisjoint(reached):
            return "routes are registered that cannot be worked out"
        return withheld(reached)

    store.fill(NoHealth, _silent(store, reach, services, unknown))


def _opaque_mounts(store: Store, names: Names) -> Iterator[int]:
    """Files that mount what may be a router and cannot be worked out."""
    for file, fact in store.facts(Mount):
        value = load(fact.target)
        if value[0] == "unresolved":  # a function that stands here
            continue
        found = names.follow(Where(file, value))
        if found.form == "call":  # middleware that a package makes
            found = names.follow(found.part(found.value[1]))
            known = found.form in _ELSEWHERE
        else:
            known = found.form in (*_ELSEWHERE, "new", "function")
        if not known:
            yield file


def _services(store: Store, files: Files) -> Iterator[Started]:
    """What some launcher starts that no other launcher's service replaces."""
    rivals = {row.at for row in store.rows(Rival)}
    named = {run.id: run.kind in _NAMING for run in store.rows(Run)}
    rows = [row for row in store.rows(Starts) if row.service > 0 and row.run in named]
    rows.sort(key=lambda row: (row.service, not named[row.run], row.id))
    standing = {row.service for row in rows if row.command not in rivals}
    for row in rows:
        entry = files.ids.get(row.entry)
        if row.service in standing and entry is not None and files.in_force(entry):
            standing.discard(row.service)
            yield Started(row.service, row.process if named[row.run] else row.entry, entry)


def _crashes(
    store: Store, files: Files, reach: Reach, services: list[Started], withheld: Withheld
) -> Iterator[OpenCrash]:
    handlers: dict[int, list[CrashHandler]] = defaultdict(list)
    for file, fact in store.facts(CrashHandler):
        handlers[file].append(fact)
    catching = {
        file for file, fact in store.facts(Import) if _CATCHING.match(fact.module)
    }  # fmt: skip
    listeners: dict[int, list[LiveListener]] = defaultdict(list)
    for listener in sorted(store.rows(LiveListener), key=lambda one: (-one.stands, one.id)):
        listeners[listener.service].append(listener)
    told: set[int] = set()
    for service in services:
        reached = reach.closure(service.entry)
        opened = [one for one in listeners[service.number] if locate(one.at)[0] in reached]
        if files.language(service.entry) not in _NODE or not opened or catching & reached.keys():
            continue
        found = [fact for file in reached for fact in handlers.get(file, ())]
        missing = [
            event for event in _EVENTS
            if not any(fact.event == event and not fact.empty for fact in found)
        ]  # fmt: skip
        empty = sorted(fact.at for fact in found if fact.empty and fact.event in missing)
        at = Span(empty[0] if empty else opened[0].at)
        if missing and at not in told:
            told.add(at)
            events = " and ".join(missing)
            yield OpenCrash(service.name, events, int(bool(empty)), withheld(reached), at)


def _silent(
    store: Store, reach: Reach, services: list[Started], withheld: Withheld
) -> Iterator[NoHealth]:
    routes: dict[int, list[LiveRoute]] = defaultdict(list)
    for route in sorted(
        (route for route in store.rows(LiveRoute) if route.implicit != "static"),
        key=lambda one: (one.at, one.id),
    ):
        routes[locate(route.at)[0]].append(route)
    told: set[int] = set()
    for service in services:
        reached = reach.closure(service.entry)
        own = sorted(
            (route for file in reached for route in routes.get(file, ())), key=lambda one: one.at
        )
        told_by = [one for one in own if not one.implicit]
        if not told_by or any(_is_health(route) for route in own):
            continue
        entry = [one for one in told_by if reached[locate(one.at)[0]] == 0]
        at = (entry or told_by)[0].at
        if at not in told:
            told.add(at)
            alike = next(
                (one.path for one in told_by if _answers(one) and _ALIKE.match(one.path)), ""
            )
            yield NoHealth(service.name, alike, withheld(reached), at)


def _is_health(route: LiveRoute) -> bool:
    """Whether a route answers `GET /healthz` by its own path."""
    if route.catch_all or route.canonical.rstrip("/") != "/healthz":
        return False
    return _answers(route)


def _answers(route: LiveRoute) -> bool:
    return bool({"GET", "ALL"} & set(route.methods.split(",")))
