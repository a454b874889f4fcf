"""What may serve a path though no route that is known does: claims are then withheld."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NamedTuple

from dupelint.linking.apps.events import Events
from dupelint.linking.contract.lookup import Entry, Fit, Lookup
from dupelint.linking.contract.patterns import UNKNOWN, segments
from dupelint.linking.files import Files, parent
from dupelint.linking.next.world import OUTSIDE_API, World
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import name_of, texts
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import (
    ApiMount,
    App,
    Blueprint,
    Dependency,
    Gap,
    Handler,
    HttpCall,
    Mount,
    PathText,
    Registration,
    Route,
)
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import NULL, Value, dump, load
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store, locate

# Servers whose routes are not read, by the packages that a project declares for them.
OTHER_SERVERS = frozenset(
    {
        "django", "tornado", "sanic", "falcon", "bottle", "connexion", "flask-appbuilder",
        "apache-superset", "@nestjs/core", "koa", "fastify", "hono", "@hapi/hapi", "nuxt",
        "@sveltejs/kit", "@remix-run/node", "@remix-run/express", "json-server", "msw",
        "@strapi/strapi", "flask-restless", "flask-graphql", "apollo-server-express",
        "@apollo/server", "next", "payload", "flask-classful", "flask-classy", "flask-potion",
        "flask-rest-jsonapi", "flask-resty", "eve", "safrs", "vite-plugin-mock",
        "vite-plugin-mock-dev-server", "mockjs", "miragejs", "axios-mock-adapter",
    }
)  # fmt: skip
# Of these, those that answer nothing unless a file loads them.
_LOADED = frozenset({"koa", "fastify", "hono", "@hapi/hapi"})
UNREAD = frozenset({"koa", "fastify", "hono", "hapi", "nest", "restify", "polka"})
# The modules of those that Flask is extended by; a project may declare none of them.
_MODULES = (
    "flask_classful", "flask_classy", "flask_appbuilder", "flask_restless", "flask_potion",
    "flask_rest_jsonapi", "flask_resty", "connexion", "eve", "safrs", "superset",
)  # fmt: skip
# Blueprints and routers that a registration or mount leads to.
_PLAIN = frozenset({"flask", "quart", "fastapi", "express"})
# Packages whose middleware hands every request on, or answers files only.
_MIDDLEWARE = lazy(
    r"(?:express-rate-limit|rate-limiter-flexible|cors|helmet|body-parser|compression|morgan|multer"
    r"|csurf|passport|cookie-parser|cookie-session|express-session|express-slow-down|hpp|xss-clean"
    r"|express-mongo-sanitize|express-fileupload|connect-\w+|serve-static|serve-favicon|express"
    r"|express-validator|response-time|method-override|express-winston|pino-http|errorhandler"
    r"|connect-history-api-fallback|express-async-errors|swagger-ui-express|winston|nocache)\Z"
)
_ROUTING = lazy(r"(?i)rout|api|proxy|controller|endpoint")
_VARIABLE = lazy(r"<[^<>]*>|\{[^{}]*\}|\$\{[^{}]*\}|:[A-Za-z_]\w*")


class Evidence(NamedTuple):
    """Something of which it is not known what it serves."""

    reason: str
    at: int
    words: frozenset[str] = frozenset()  # the segments of its path that are written out
    app: int = 0  # the only application that it bears on, 0 = any
    is_prefix: bool = False  # routes that are known stand below it: that is what it is for


class Openness:
    """Everything that may serve what no route serves."""

    def __init__(
        self, store: Store, files: Files, names: Names, events: Events,
        runtimes: Mapping[int, str], routes: Collection[LiveRoute], world: World,
    ) -> None:  # fmt: skip
        self._files = files
        self._world = world
        self._names = names
        self._events = events
        self._look = partial(self._found, store, runtimes, routes)
        self._evidence: list[Evidence] = []
        self.everywhere = ""  # why no claim can be made at all
        self._of_app: dict[int, str] = {}  # application → why none can be made about it
        self._pages: dict[int, str] = {}  # likewise, but about what is below `/api`

    @cached_property
    def _lookup(self) -> Lookup:
        """Everything is looked for once something is not served: mostly all is."""
        entries: list[Entry] = []
        for path, evidence in self._look():
            if path:
                words = frozenset(part for part in segments(path) if "{" not in part)
                entries.append(Entry(len(self._evidence), path, False, False))
                self._evidence.append(evidence._replace(words=words))
            elif evidence.app:
                self._of_app.setdefault(evidence.app, evidence.reason)
            elif not self.everywhere:
                self.everywhere = evidence.reason
        return Lookup(entries)

    def reason(self, path: str, apps: Collection[int] = ()) -> str:
        """What may serve a path of one of these applications, "" if nothing may."""
        lookup = self._lookup  # it also tells the rest
        if self.everywhere:
            return self.everywhere
        is_api = segments(path)[:1] == ("api",)
        for app in apps:
            known = self._of_app.get(app) or ("" if is_api else self._pages.get(app))
            if known:
                return known
        written = {part for part in segments(path) if "{" not in part}
        for number, fit in sorted(lookup.fits(path).items()):
            evidence = self._evidence[number]
            if evidence.app and evidence.app not in apps:
                continue
            loose = written & evidence.words and not evidence.is_prefix
            if fit in (Fit.EXACT, Fit.REST) or loose:
                return evidence.reason
        return ""

    def _found(
        self, store: Store, runtimes: Mapping[int, str], routes: Collection[LiveRoute]
    ) -> Iterator[tuple[str, Evidence]]:
        """(canonical path, what may serve it); no path: it may serve every one."""
        yield from self._servers(store)
        yield from self._gaps(store, runtimes)
        yield from self._registrations(store)
        yield from self._mounts(store, runtimes)
        yield from self._apis(store)
        yield from self._lists(store)
        yield from self._routes(store, {route.at for route in routes})
        yield from self._path_texts(store, runtimes, _prefixes(routes))
        for hidden in self._world.hidden():
            if hidden.path == OUTSIDE_API:
                self._pages.setdefault(hidden.app, hidden.reason)
            else:
                yield hidden.path, Evidence(hidden.reason, hidden.at, app=hidden.app)

    def _servers(self, store: Store) -> Iterator[tuple[str, Evidence]]:
        loaded = {
            name
            for facts in self._names.imports.values()
            for fact in facts
            for name in _LOADED
            if fact.module == name or fact.module.startswith(name + "/")
        }
        for file, dependency in store.facts(Dependency):
            if dependency.name == "next" and self._world.covers(parent(self._files.path(file))):
                continue
            if dependency.name in _LOADED and dependency.name not in loaded:
                continue
            if dependency.name in OTHER_SERVERS and self._files.in_force(file):
                reason = f"the project has a server of another kind ({dependency.name})"
                yield "", Evidence(reason, dependency.at)
        for file, facts in self._names.imports.items():
            for fact in facts:
                if fact.module.startswith(_MODULES) and self._is_server(file, fact.module):
                    reason = f"the project has a server of another kind ({fact.module})"
                    yield "", Evidence(reason, fact.at)
        for file, app in store.facts(App):
            if app.framework in UNREAD and self._files.in_force(file):
                reason = f"the project has a server of another kind ({app.framework})"
                yield "", Evidence(reason, app.at)

    def _is_server(self, file: int, module: str) -> bool:
        python = self._files.language(file) is Language.PYTHON and self._files.in_force(file)
        return python and module.partition(".")[0] in _MODULES

    def _gaps(self, store: Store, runtimes: Mapping[int, str]) -> Iterator[tuple[str, Evidence]]:
        for file, gap in store.facts(Gap):
            if runtimes.get(file) == "browser" or not self._files.in_force(file):
                continue
            if gap.subject in ("file", "route", "Route", "app", "registration", "Mount", "call"):
                reason = f"{self._files.path(file)} could not be read ({gap.reason})"
                yield "", Evidence(reason, gap.at)
        for fact in self._events.cut:
            yield "", Evidence("a call was one of too many to follow", fact.at)

    def _registrations(self, store: Store) -> Iterator[tuple[str, Evidence]]:
        for file, fact in self._events.dynamic:
            yield "", Evidence(f"{self._place(file)} registers what is not literal", fact.at)
        met = set()
        for event in self._events.found:
            if isinstance(event.fact, Registration):
                met.add(event.fact.at)
                found = self._events.blueprint(event)
                key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
                if key not in self._events.blueprints:
                    yield self._registered(event.file, event.fact.prefix, event.fact.at)
        for file, fact in store.facts(Registration):
            if fact.at not in met and self._files.in_force(file):
                yield self._registered(file, fact.prefix, fact.at)

    def _registered(
        self, file: int, written: str, at: int, how: str = "registers"
    ) -> tuple[str, Evidence]:
        evidence = Evidence(f"{self._place(file)} {how} something that is not known", at)
        prefix = load(written)
        known = name_of(self._names, Where(file, prefix)) if prefix != NULL else None
        if known is None or not known.strip("/"):
            return "", evidence
        return _below(canonical(known)), evidence

    def _mounts(self, store: Store, runtimes: Mapping[int, str]) -> Iterator[tuple[str, Evidence]]:
        handlers = {(file, fact.scope): fact for file, fact in store.facts(Handler)}
        met: dict[int, list[Env | None]] = defaultdict(list)
        for event in self._events.found:
            if isinstance(event.fact, Mount):
                met[event.fact.at].append(event.env)
        for file, fact in store.facts(Mount):
            if not self._files.in_force(file) or runtimes.get(file) == "browser":
                continue  # `createApp(App).use(router)` of Vue is no server's
            if self._files.path(file).rpartition("/")[2].startswith("setupProxy."):
                continue  # of the development server of Create React App
            if self._files.language(file) is Language.PYTHON:
                if fact.at not in met:
                    yield self._registered(file, fact.path, fact.at, "mounts")
                continue
            for env in met.get(fact.at) or (None,):
                yield from self._mounted(file, fact, env, handlers)

    def _mounted(
        self, file: int, fact: Mount, env: Env | None, handlers: Mapping[tuple[int, str], Handler]
    ) -> Iterator[tuple[str, Evidence]]:
        """What one mount of Express may serve, where it is not known what is mounted."""
        found = self._events.object_of(Where(file, load(fact.target), env))
        if found.form in ("new", "function") or fact.hands_on >= 0:
            return  # a function is a middleware, or told by its route
        if self._is_middleware(found) or (found.file, _scope(found)) in handlers:
            return
        evidence = Evidence(f"{self._place(file)} mounts something that is not known", fact.at)
        items = self._names.items(Where(file, load(fact.path), env))
        paths = items if items is not None else [Where(file, load(fact.path), env)]
        for where in paths:
            path = name_of(self._names, where)
            if path is not None and path.strip("/"):
                yield _below(canonical(path)), evidence
            elif _ROUTING.search(_words(load(fact.target))):
                yield "", evidence

    def _apis(self, store: Store) -> Iterator[tuple[str, Evidence]]:
        """Namespaces that an Api has and that are not known."""
        for file, fact in store.facts(ApiMount):
            if fact.form == "add_namespace" and self._files.in_force(file):
                found = self._events.object_of(Where(file, load(fact.target)))
                if found.form != "new":
                    reason = f"{self._place(file)} adds a namespace that is not known"
                    path = name_of(self._names, Where(file, load(fact.path)))
                    known = path if path is not None and path.strip("/") else ""
                    yield (_below(canonical(known)) if known else ""), Evidence(reason, fact.at)

    def _lists(self, store: Store) -> Iterator[tuple[str, Evidence]]:
        """Lists of routes that are not known, or hold what is not."""
        kinds: tuple[type[App] | type[Blueprint], ...] = (App, Blueprint)
        for kind in kinds:
            for file, fact in store.facts(kind):
                routes = dict(load(fact.options)[1:]).get("routes", NULL)
                if routes == NULL or not self._files.in_force(file):
                    continue
                items = self._names.items(Where(file, routes))
                if items is None or any(self._names.follow(i).form != "new" for i in items):
                    reason = f"{self._place(file)} has routes in a list that is not known"
                    yield "", Evidence(reason, fact.at)

    def _is_middleware(self, found: Where) -> bool:
        value: Value = found.value
        while value and value[0] in ("call", "property", "member"):
            inner = self._names.follow(found.part(value[1]))
            found, value = inner, inner.value
            if value[0] == "function":
                return True
        return value[0] == "external" and _MIDDLEWARE.match(str(value[1])) is not None

    def _routes(self, store: Store, live: Collection[int]) -> Iterator[tuple[str, Evidence]]:
        """Routes on something that no application is known to have."""
        for file, fact in store.facts(Route):
            if fact.at in live or not self._files.in_force(file):
                continue
            owner = self._events.object_of(Where(file, load(fact.receiver)))
            key = (owner.file, int(owner.value[1])) if owner.form == "new" else (0, 0)
            made = self._events.blueprints.get(key)
            plain = made is not None and made.framework in _PLAIN
            if plain and self._is_known(file, fact):
                continue  # nothing registers it
            reason = f"a route of {self._place(file)} hangs on what is not known"
            evidence = Evidence(reason, fact.at)
            items = self._names.items(Where(file, load(fact.path)))
            for where in items if items is not None else [Where(file, load(fact.path))]:
                for text in texts(self._names, where):
                    path = canonical(text.text)
                    yield ("" if path == "/{}" else f"/{UNKNOWN}{path}"), evidence

    def _is_known(self, file: int, fact: Route) -> bool:
        """Whether a route's own path is; its blueprint is then simply registered nowhere."""
        items = self._names.items(Where(file, load(fact.path)))
        wanted = items if items is not None else [Where(file, load(fact.path))]
        return fact.methods != "*" and all(
            name_of(self._names, where) is not None for where in wanted
        )

    def _path_texts(
        self, store: Store, runtimes: Mapping[int, str], prefixes: Collection[str]
    ) -> Iterator[tuple[str, Evidence]]:
        told = _Inside()
        kinds: tuple[type[Any], ...] = (Route, HttpCall, Mount, Registration, Blueprint, App)
        routes: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for kind in kinds:
            for file, fact in store.facts(kind):
                told.add(fact.at)
                if kind is Route:
                    routes[file].append((locate(fact.at)[1], fact.path))
        for file, found in store.facts(PathText):
            server = self._files.language(file) is Language.PYTHON or (
                runtimes.get(file) in ("node", "both", "unknown")
            )
            if server and self._files.in_force(file) and not told.holds(found.at):
                behind = routes.get(file, [])
                first = bisect_left(behind, (locate(found.at)[2], ""))
                if behind[first : first + 1] and behind[first][1] == dump(("str", found.text)):
                    continue  # `app.route("/a").get(…)`
                path = canonical(found.text)
                if any("{" not in part for part in path.split("/") if part):
                    reason = f"{self._place(file)} holds the text {found.text!r}"
                    evidence = Evidence(reason, found.at, is_prefix=path in prefixes)
                    yield f"/{UNKNOWN}{path}", evidence

    def _place(self, file: int) -> str:
        return self._files.path(file)


class _Inside:
    """Places within other places, file by file."""

    def __init__(self) -> None:
        self._spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._sorted: dict[int, tuple[list[int], list[int]]] = {}

    def add(self, at: int) -> None:
        """One more place that holds others."""
        file, start, end = locate(at)
        self._spans[file].append((start, end))

    def holds(self, at: int) -> bool:
        """Whether a place lies within one that was added; none is added afterwards."""
        file, start, end = locate(at)
        if file not in self._sorted:
            spans = sorted(self._spans.get(file, ()))
            ends = list(accumulate((last for _, last in spans), max))
            self._sorted[file] = ([first for first, _ in spans], ends)
        starts, ends = self._sorted[file]
        index = bisect_right(starts, start)
        return index > 0 and ends[index - 1] >= end


def canonical(text: str) -> str:
    """A path of any framework with its variable parts as `{}`."""
    path = re.split(r"[?#]", text, maxsplit=1)[0]
    return "/" + _VARIABLE.sub("{}", path).strip("/").replace("*", "{**}")


def _prefixes(routes: Iterable[LiveRoute]) -> frozenset[str]:
    """What routes have in front, whole segments of it."""
    paths = {route.canonical for route in routes}
    return frozenset(
        front
        for path in paths
        for front in accumulate(segments(path)[:-1], "{}/{}".format, initial="")
    )


def _below(path: str) -> str:
    """Every path below one, wherever that is mounted."""
    return f"/{UNKNOWN}{path}/{{**}}"


def _scope(found: Where) -> str:
    return str(found.value[1]) if found.form == "function" else "?"


def _words(value: Value) -> str:
    """Every name in an expression."""
    return " ".join(
        _words(part) if isinstance(part, tuple) else part if isinstance(part, str) else ""
        for part in value
    )
