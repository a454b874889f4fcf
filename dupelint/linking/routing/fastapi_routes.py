"""The routes of each FastAPI application, in the order in which they are tried.

Prefixes as in `fastapi/routing.py` (`include_router`, `add_api_route`): that of the router that
includes, that of the call, that of the router that is included, the path, one behind the other as
they are written. An included router has its place where it is included; what it gets afterwards
counts (since FastAPI 0.137; before, it was left out).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.sequence import Sequence
from dupelint.linking.routing.served import Served
from dupelint.linking.routing.starlette_paths import opaque, shown
from dupelint.linking.routing.views import Views
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import path_text
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, App, Mount, Registration, Route, Span
from dupelint.model.value import NULL, Value, load

ASGI = frozenset({"fastapi", "starlette"})
MAX_NESTING = 8
MAX_ROUTES = 5_000
ALL = frozenset({"ALL"})
Key = tuple[int, int]

# Routes that an application has from the start, by the option that moves or removes them.
_OWN = {
    "openapi_url": ("/openapi.json", "openapi"),
    "docs_url": ("/docs", "swagger_ui_html"),
    "swagger_ui_oauth2_redirect_url": ("/docs/oauth2-redirect", "swagger_ui_redirect"),
    "redoc_url": ("/redoc", "redoc_html"),
}
_SWITCHED_OFF = (NULL, ("str", ""))
_NEEDED = {"swagger_ui_oauth2_redirect_url": ("docs_url",)}


class _Above(NamedTuple):
    """What stands in front of the routes of a router."""

    prefix: str
    events: tuple[Event, ...]
    inside: frozenset[Key]


class FastapiRoutes:
    """Derives the routes, application by application."""

    def __init__(self, names: Names, events: Events, sequence: Sequence, views: Views) -> None:
        self._names = names
        self._events = events
        self._sequence = sequence
        self._views = views
        self._on: dict[Key, list[Event]] = defaultdict(list)
        self.mounted: dict[Key, str] = {}  # application of the project → where another one has it
        for event in events.found:
            key = (event.owner.file, event.owner.offset)
            self._on[key].append(event)
            if isinstance(event.fact, Mount) and events.framework(event.owner) in ASGI:
                target = self._application(event, event.fact)
                if target is not None and target[0] != key:
                    self.mounted[target[0]] = self._path(
                        event, event.fact.path, event.fact.at
                    ).rstrip("/")

    def of(self, number: int, owner: Made, events: Iterable[Event]) -> Iterator[Served]:
        """The routes of one application object, those tried first first."""
        key = (owner.file, owner.offset)
        if key in self.mounted:
            return  # they are those of the application that it is mounted on
        options = _options(self._events.apps[key])
        make = _Maker(
            number, self._events.called(owner), self._root(key, options),
            options.get("redirect_slashes") == ("bool", False), self._events.apps[key].framework,
        )  # fmt: skip
        above = _Above("", (), frozenset({key}))
        found = self._application_routes(make, self._events.apps[key], key, events, above)
        for count, route in enumerate(found):
            if count >= MAX_ROUTES:
                return
            yield route

    def _root(self, key: Key, options: dict[str, Value]) -> tuple[str, ...]:
        """What requests may have in front of every path (`starlette/_utils.py`)."""
        value = options.get("root_path", NULL)
        if value == NULL:
            return ()
        text = path_text(self._names, Where(key[0], value))
        if text is None:
            return (opaque(self._events.apps[key].at),)
        return (text.rstrip("/"),) if text.startswith("/") and text != "/" else ()

    def _application_routes(
        self, make: _Maker, app: App, key: Key, events: Iterable[Event], above: _Above
    ) -> Iterator[Served]:
        options = _options(app)
        yield from self._listed(make, Where(key[0], options.get("routes", NULL)), above)
        for option, (usual, view) in _OWN.items():
            if app.framework != "fastapi" or any(
                options.get(needed) in _SWITCHED_OFF
                for needed in ("openapi_url", *_NEEDED.get(option, ()))
            ):
                continue
            given = options.get(option, ("str", usual))
            path = path_text(self._names, Where(key[0], given)) if given != NULL else None
            if path:
                yield make.own(above.prefix + path, view, above.events, app.at)
        yield from self._stack(make, events, above)

    def _listed(self, make: _Maker, listed: Where, above: _Above) -> Iterator[Served]:
        """The items of a list of routes, as far as they are known."""
        for item in self._names.items(listed) or ():
            found = self._names.follow(item)
            key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
            made = self._events.blueprints.get(key)
            if made is not None and made.framework == "starlette" and key not in above.inside:
                below = above._replace(inside=above.inside | {key})
                yield from self._stack(make, self._hung(found, key), below)

    def _stack(self, make: _Maker, events: Iterable[Event], above: _Above) -> Iterator[Served]:
        for event in _as_run(self._sequence.sorted(events)):
            fact = event.fact
            if isinstance(fact, Route):
                yield self._route(make, event, fact, above)
            elif isinstance(fact, Registration):
                yield from self._included(make, event, fact, above)
            elif isinstance(fact, Mount):
                yield from self._mount(make, event, fact, above)

    def _route(self, make: _Maker, event: Event, fact: Route, above: _Above) -> Served:
        written = path_text(self._names, Where(event.file, load(fact.path), event.env))
        path = above.prefix + (opaque(fact.at) if written is None else written)
        methods = self._views.methods(event, fact)
        name, identity = self._views.view(event, fact)
        if fact.framework == "starlette":
            methods = self._plain(fact, methods, identity)
        return make.route(
            path, written or "", ALL if methods is None else methods, identity, name,
            written is None or methods is None, (*above.events, event), fact.framework,
        )  # fmt: skip

    def _plain(
        self, fact: Route, methods: frozenset[str] | None, identity: str
    ) -> frozenset[str] | None:
        """The methods of a route of Starlette itself: only a function has GET for its default."""
        if methods is None or (not fact.methods and not self._is_function(identity)):
            return None
        return methods | {"HEAD"} if "GET" in methods else methods

    def _is_function(self, identity: str) -> bool:
        form, _, at = identity.partition(" ")
        return form == "def" and int(at) not in self._views.classes

    def _included(
        self, make: _Maker, event: Event, fact: Registration, above: _Above
    ) -> Iterator[Served]:
        found = self._events.blueprint(event)
        key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        router = self._events.blueprints.get(key)
        if router is None or key in above.inside or len(above.events) > MAX_NESTING:
            return
        given = opaque(fact.at) if "**" in fact.options else self._path(event, fact.prefix, fact.at)
        own = load(router.prefix)
        prefix = path_text(self._names, found._replace(value=own)) if own != NULL else ""
        whole = above.prefix + given + (opaque(router.at) if prefix is None else prefix)
        below = _Above(whole, (*above.events, event), above.inside | {key})
        yield from self._hanging(make, found, key, below)

    def _hanging(self, make: _Maker, found: Where, key: Key, above: _Above) -> Iterator[Served]:
        """What a router is given when it is made, then what is put on it."""
        options = dict(load(self._events.blueprints[key].options)[1:])
        yield from self._listed(make, found._replace(value=options.get("routes", NULL)), above)
        yield from self._stack(make, self._hung(found, key), above)

    def _mount(self, make: _Maker, event: Event, fact: Mount, above: _Above) -> Iterator[Served]:
        path = self._path(event, fact.path, fact.at)
        target = self._application(event, fact)
        below = _Above(above.prefix + path.rstrip("/"), (*above.events, event), above.inside)
        found = self._names.follow(Where(event.file, load(fact.target), event.env))
        if len(above.events) > MAX_NESTING:
            return
        if self._names.items(found) is not None:
            yield from self._listed(make, found, below)
            return
        router = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        if router in self._events.blueprints:
            if router not in above.inside:
                below = below._replace(inside=above.inside | {router})
                yield from self._hanging(make, found, router, below)
            return
        if target is None:
            whole = above.prefix + path.rstrip("/") + "/{path:path}"
            yield make.mounted(whole, _is_static(load(fact.target)), (*above.events, event))
            return
        key, app = target
        if app.framework not in ASGI or key in above.inside:
            return
        below = below._replace(inside=above.inside | {key})
        yield from self._application_routes(make, app, key, self._on.get(key, ()), below)

    def _application(self, event: Event, fact: Mount) -> tuple[Key, App] | None:
        """The application of the project that is mounted, maybe within `WSGIMiddleware(…)`, or
        within what asks a function of the project for it."""
        found = self._names.follow(Where(event.file, load(fact.target), event.env))
        if found.form == "call" and found.value[2]:
            given = found.part(found.value[2][0])
            getter = self._names.defined_at(given)
            if getter is not None:
                got = list(self._got(*getter))
                return got[0] if len(got) == 1 else None
            found = self._names.follow(given)
        return self._app(found)

    def _got(self, file: int, name: str) -> Iterator[tuple[Key, App]]:
        """The applications that functions make which a function imports for itself: a getter
        that makes the application when it is first asked for it."""
        for fact in self._names.imports.get(file, ()):
            if fact.scope == name:
                value: Value = ("import", fact.module, fact.symbol)
                maker = self._names.follow(Where(file, value))
                for key, app in self._events.apps.items():
                    if maker.form == "function" and (key[0], app.scope) == (
                        maker.file,
                        maker.value[1],
                    ):
                        yield key, app

    def _app(self, found: Where) -> tuple[Key, App] | None:
        key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        app = self._events.apps.get(key)
        return None if app is None else (key, app)

    def _path(self, event: Event, written: str, at: Span) -> str:
        """A prefix as far as it is known."""
        value = load(written)
        if value in (NULL, ("str", "")):
            return ""
        text = path_text(self._names, Where(event.file, value, event.env))
        return opaque(at) if text is None else text

    def _hung(self, found: Where, key: Key) -> list[Event]:
        """What hangs on a router: of two that one function made, on the one that is bound here."""
        events = self._on.get(key, [])
        through = {event.owner.through for event in events} - {(0, "")}
        if len(through) < 2:
            return events
        bound = {(file, name) for file, name, _ in found.steps}
        return [e for e in events if e.owner.through in bound or e.owner.through == (0, "")]


class _Maker(NamedTuple):
    """What all routes of one application have in common."""

    number: int
    name: str
    root: tuple[str, ...]  # what may stand in front of every path
    strict: bool  # no redirect to the path with or without a slash at its end
    framework: str

    def own(self, path: str, view: str, events: tuple[Event, ...], at: Span) -> Served:
        """A route that the framework adds by itself: a plain one of Starlette, with HEAD."""
        methods = frozenset({"GET", "HEAD"})
        return self._served(path, path, methods, view, view, "docs", False, events, at)

    def route(
        self, path: str, written: str, methods: frozenset[str], view: str, name: str, vague: bool,
        events: tuple[Event, ...], framework: str,
    ) -> Served:  # fmt: skip
        """A route of the project; a `vague` one keeps no other from being reached."""
        at = events[-1].fact.at
        served = self._served(path, written, methods, view, name, "", vague, events, at)
        return served._replace(framework=framework if framework in ASGI else "fastapi")

    def mounted(self, path: str, static: bool, events: tuple[Event, ...]) -> Served:
        """Everything below the path of a mount."""
        at = events[-1].fact.at
        kind = "static" if static else "middleware"
        return self._served(path, path, ALL, f"mount {at}", kind, kind, False, events, at)

    def _served(
        self, path: str, written: str, methods: frozenset[str], view: str, name: str,
        implicit: str, passes: bool, events: tuple[Event, ...], at: Span,
    ) -> Served:  # fmt: skip
        through = events[-2].fact.at if len(events) > 1 else NO_SPAN
        return Served(
            self.number, self.name, self.framework, "", shown(path), written, methods, methods, "",
            view, name, self.strict, implicit, passes, False, events, through, at,
            (path, *self.root),
        )  # fmt: skip


def _as_run(events: Iterable[Event]) -> Iterator[Event]:
    """Of decorators above one function the lowest runs first."""
    for _, group in groupby(events, _decorated):
        yield from reversed(list(group))


def _decorated(event: Event) -> tuple[int, ...]:
    fact = event.fact
    if isinstance(fact, Route) and fact.form == "decorator" and fact.view_at >= 0:
        return fact.view_at, event.call
    return (-event.order,)


def _options(app: App) -> dict[str, Value]:
    return dict(load(app.options)[1:])


def _is_static(target: Value) -> bool:
    """`StaticFiles(directory=…)`, or what is derived of it."""
    match target:
        case ("call", ("global" | "import" | "member", *_, str(name)), *_):
            return name.endswith("StaticFiles")
    return False
