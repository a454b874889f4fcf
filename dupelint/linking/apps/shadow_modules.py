"""Twin modules, live and switched off → `shadow_module`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dupelint.linking.apps.events import Events
from dupelint.linking.apps.open_world import Key, Registered
from dupelint.linking.apps.twins import Pair
from dupelint.linking.routing.werkzeug import canonical as canonical_path
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import name_of
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, Blueprint, Route, Span
from dupelint.model.value import NULL, load
from dupelint.model.wiring import LiveRoute, ShadowModule
from dupelint.store import Store, locate


def live_twins(
    routes: Mapping[int, LiveRoute], pairs: Sequence[Pair], names: Names
) -> Iterator[ShadowModule]:
    """One row for each place of each live twin."""
    for pair in pairs:
        own = [routes[key] for key in pair.shared]
        kept = [r for r in routes.values() if r.app == pair.app and _file(r) == pair.keeper]
        at, also = _put_there(own), _put_there(kept)
        if at == also:  # both hang on one blueprint or right on the app
            at, also = own[0].at, kept[0].at
        module, keeper = names.files.path(pair.twin), names.files.path(pair.keeper)
        told = f"{len(own)} of its {pair.total} routes" if len(own) < pair.total else "its routes"
        yield ShadowModule("live", module, keeper, told, "", "the one that stays", also, at)
        for route in own:
            label = f"{route.methods} {route.path} is there twice"
            yield ShadowModule("live", module, keeper, told, "", label, route.at, at)


def _put_there(routes: Sequence[LiveRoute]) -> Span:
    """The registration that most of these routes came by; a route where they came by none."""
    through = Counter(route.through for route in routes if route.through != NO_SPAN)
    return through.most_common(1)[0][0] if through else routes[0].at


def idle_blueprints(
    store: Store,
    names: Names,
    events: Events,
    routes: Mapping[int, LiveRoute],
    registered: Registered,
) -> Iterator[ShadowModule]:
    """Blueprints with routes that nothing registers: imported, or a twin that is switched off."""
    hung: dict[Key, list[tuple[int, Route]]] = defaultdict(list)
    for file, fact in store.facts(Route):
        found = names.follow(Where(file, load(fact.receiver)))
        if found.form == "new":
            hung[found.file, int(found.value[1])].append((file, fact))
    idle = {
        key: blueprint
        for key, blueprint in events.blueprints.items()
        if key not in registered.blueprints and blueprint.framework in ("flask", "quart")
        and hung[key] and not blueprint.scope
    }  # fmt: skip
    if not idle or not any(row.through != NO_SPAN for row in routes.values()):
        return
    importers = _importers(names, idle)
    for key, blueprint in sorted(idle.items()):
        if any(not names.files.in_force(file) for file in importers.get(key, {})):
            continue  # what a test or an example needs may be for others to register
        keeper = _keeper(names, key, blueprint, hung[key], routes)
        module = names.files.path(key[0])
        if importers.get(key):
            why = (
                "blueprints are registered that cannot be worked out" if registered.is_open else ""
            )
            for span in importers[key].values():
                yield ShadowModule(
                    "imported", module, "", blueprint.variable, why, "imported here", span,
                    blueprint.at,
                )  # fmt: skip
        elif keeper is not None and not registered.is_open:
            yield ShadowModule(
                "idle", module, names.files.path(_file(keeper)), "its routes", "",
                "the one that stays", _put_there([keeper]), blueprint.at,
            )  # fmt: skip


def _importers(names: Names, idle: Mapping[Key, Blueprint]) -> dict[Key, dict[int, Span]]:
    """Blueprint → files that import it by name, with the place of the import."""
    found: dict[Key, dict[int, Span]] = defaultdict(dict)
    variables = {blueprint.variable for blueprint in idle.values()}
    for file, facts in names.imports.items():
        for fact in facts:
            if fact.symbol not in variables or fact.type_only:
                continue
            meant = names.follow(Where(file, ("import", fact.module, fact.symbol)))
            if meant.form == "new" and (meant.file, int(meant.value[1])) in idle:
                key = (meant.file, int(meant.value[1]))
                if not _gives_out(names, file) and file != meant.file:
                    found[key].setdefault(file, fact.at)
    return found


def _gives_out(names: Names, file: int) -> bool:
    """A package's `__init__.py` imports for others."""
    return names.files.path(file).rpartition("/")[2] == "__init__.py"


def _keeper(
    names: Names, key: Key, blueprint: Blueprint, hung: Sequence[tuple[int, Route]],
    routes: Mapping[int, LiveRoute],
) -> LiveRoute | None:  # fmt: skip
    """The live route of the module that serves all paths that the blueprint would."""
    prefix = name_of(names, Where(key[0], load(blueprint.prefix)))
    if load(blueprint.prefix) != NULL and prefix is None:
        return None
    served: dict[tuple[str, str], list[LiveRoute]] = defaultdict(list)
    for route in routes.values():
        for method in route.reached.split(","):
            served[method, route.canonical].append(route)
    files: Counter[int] = Counter()
    first: dict[int, LiveRoute] = {}
    for file, fact in hung:
        path = name_of(names, Where(file, load(fact.path)))
        if path is None or fact.methods == "*":
            return None
        whole = (prefix or "").rstrip("/") + "/" + path.lstrip("/") if path else prefix or ""
        found = served.get(((fact.methods or "GET").split(",")[0], canonical_path(whole)), [])
        for other in {_file(route): route for route in found if _file(route) != key[0]}.values():
            files[_file(other)] += 1
            first.setdefault(_file(other), other)
    full = [file for file, count in files.items() if count == len(hung)]
    return first[min(full)] if full else None


def _file(route: LiveRoute) -> int:
    return locate(route.at)[0]
