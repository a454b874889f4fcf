"""The rules of each Flask application with their whole paths.

Prefixes, names and subdomains as in Flask's `sansio/blueprints.py` (`register`,
`BlueprintSetupState`), the static route as in `sansio/app.py` and `app.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.mounts import names_itself
from dupelint.linking.apps.sequence import Sequence
from dupelint.linking.routing.api_routes import ApiRoutes, Holder, Page, Resource
from dupelint.linking.routing.served import Served
from dupelint.linking.routing.views import Views
from dupelint.linking.symbols.names import NO_KEY, Names
from dupelint.linking.symbols.values import name_of, path_text, texts
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, ApiMount, App, Blueprint, Registration, Route, Span
from dupelint.model.value import NULL, Value, load

FRAMEWORKS = frozenset({"flask", "quart"})
MAX_NESTING = 8
MAX_ALTERNATIVES = 3
UNKNOWN = "?"  # stands for a blueprint's name that its class decides
Apart = Callable[[Event, Event], bool]


class _State(NamedTuple):
    """What a registration adds to the rules of a blueprint."""

    prefix: str | None
    name: str  # dotted, of the registration
    subdomain: str
    events: tuple[Event, ...]
    own: str = ""  # the blueprint's own name


class FlaskRoutes:
    """Derives the rules, application by application."""

    def __init__(
        self, names: Names, events: Events, sequence: Sequence, apart: Apart, views: Views
    ) -> None:
        self._names = names
        self._events = events
        self._sequence = sequence
        self._apart = apart
        self._views = views
        self._on: dict[tuple[int, int], list[Event]] = defaultdict(list)
        self._ways: dict[tuple[int, int], set[tuple[int, str]]] = defaultdict(set)
        for event in events.found:
            key = (event.owner.file, event.owner.offset)
            self._on[key].append(event)
            if event.owner.through != (0, ""):
                self._ways[key].add(event.owner.through)
        self._apis = ApiRoutes(names, events, sequence, self._hung, views)

    def of(self, number: int, owner: Made, events: Iterable[Event]) -> Iterator[Served]:
        """The rules of one application object in the order they are added."""
        app = self._events.apps[owner.file, owner.offset]
        name = self._events.called(owner)
        make = _Maker(number, name, app.framework)
        static = self._static(owner, app)
        if static is not None:
            yield make.static(static, "static", "", (), app.at)
        taken: dict[str, list[tuple[Event, ...]]] = defaultdict(list)
        for event in self._sequence.sorted(events):
            if isinstance(event.fact, Route):
                yield from self._rule(make, event, _State(None, "", "", ()))
            elif isinstance(event.fact, Registration):
                yield from self._registered(make, event, _State(None, "", "", ()), taken, 0)
            elif isinstance(event.fact, ApiMount):
                yield from self._api(make, event, _State(None, "", "", ()), Holder(None, "", None))

    def alone(self, key: tuple[int, int]) -> Iterator[tuple[Route, str, frozenset[str]]]:
        """(route, path, methods) that a blueprint would give an app, as far as it says so itself.

        Views are not looked up: there may be thousands of them, and nearly all are alone.
        """
        blueprint = self._events.blueprints[key]
        prefix = None
        if load(blueprint.prefix) != NULL:
            prefix = name_of(self._names, Where(key[0], load(blueprint.prefix)))
            if prefix is None or (prefix and prefix[0] not in "/<"):
                return
        for event in self._on.get(key, ()):
            fact = event.fact
            if not isinstance(fact, Route) or fact.framework != "flask" or "host" in fact.options:
                continue
            written = path_text(self._names, Where(event.file, load(fact.path), event.env))
            methods = self._views.methods(event, fact) if written is not None else None
            if written is not None and methods is not None:
                yield fact, _joined(prefix, written) if prefix is not None else written, methods

    def _registered(
        self, make: _Maker, event: Event, above: _State, taken: dict[str, list[tuple[Event, ...]]],
        depth: int,
    ) -> Iterator[Served]:  # fmt: skip
        fact = event.fact
        assert isinstance(fact, Registration)
        found = self._events.blueprint(event)
        key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        blueprint = self._events.blueprints.get(key)
        if blueprint is None or depth > MAX_NESTING or "**" in fact.options:
            return
        state = self._state(event, fact, found, blueprint, above)
        if state is None:
            return
        if UNKNOWN not in state.name and any(
            not self._excludes(other, state.events) for other in taken[state.name]
        ):
            return  # Flask raises: a blueprint of this name is there
        taken[state.name].append(state.events)
        static = self._static(Made(*key), blueprint)
        if static is not None:
            path = _joined(state.prefix, static)
            name = f"{state.name}.static" if UNKNOWN not in state.name else ""
            yield make.static(path, name, state.subdomain, state.events, blueprint.at)
        own = self._sequence.sorted(self._hung(found, key))
        for inner in own:
            if isinstance(inner.fact, Route):
                yield from self._rule(make, inner, state)
            elif isinstance(inner.fact, ApiMount):
                holder = Holder(state.prefix, state.own, state.events[-1])
                yield from self._api(make, inner, state, holder)
        for inner in own:  # Flask registers the children behind the blueprint's own rules
            if isinstance(inner.fact, Registration):
                yield from self._registered(make, inner, state, taken, depth + 1)

    def _hung(self, found: Where, key: tuple[int, int]) -> list[Event]:
        """What hangs on a blueprint: of two that one factory made, on that of this name."""
        events = self._on.get(key, [])
        if len(self._ways.get(key, ())) < 2:
            return events
        bound = {(file, name) for file, name, _ in found.steps}
        return [e for e in events if e.owner.through in bound or e.owner.through == (0, "")]

    def _state(
        self, event: Event, fact: Registration, made: Where, blueprint: Blueprint, above: _State
    ) -> _State | None:
        name = self._text(event.file, fact.name, event)
        known = self._text(made.file, blueprint.name, None, made)
        if name is None:
            name = UNKNOWN if names_itself(self._names, made.file, blueprint) else known
        own: str | None = None
        given = load(fact.prefix)
        if given == NULL:
            if load(blueprint.prefix) != NULL:
                own = self._text(made.file, blueprint.prefix, None, made)
                if own is None:
                    return None
        else:
            own = name_of(self._names, Where(event.file, given, event.env))
            if own is None:
                return None
        if name is None or (own and own[0] not in "/<"):
            return None
        prefix = own
        if above.prefix is not None:
            prefix = above.prefix if own is None else _nested(above.prefix, own)
        host = _option(fact.options, "subdomain") or _shown(
            dict(load(blueprint.options)[1:]).get("subdomain")
        )
        if above.subdomain:
            host = f"{host}.{above.subdomain}" if host else above.subdomain
        dotted = f"{above.name}.{name}".lstrip(".")
        return _State(prefix, dotted, host, (*above.events, event), known or UNKNOWN)

    def _api(
        self, make: _Maker, mount: Event, state: _State, holder: Holder
    ) -> Iterator[Served]:  # fmt: skip
        """What an Api adds to an application or blueprint."""
        for found in self._apis.of(mount, holder):
            if isinstance(found, Page):
                name = f"{state.name}.{found.endpoint}".lstrip(".")
                events = (*state.events, mount)
                path = _joined(state.prefix, found.path)
                yield make.page(path, name, found.name, state.subdomain, events, mount.fact.at)
            else:
                events = (*state.events, *found.via)
                below = _State(found.front, found.name, state.subdomain, events)
                yield from self._rule(make, found.event, below, found)

    def _rule(
        self, make: _Maker, event: Event, state: _State, resource: Resource | None = None
    ) -> Iterator[Served]:
        fact = event.fact
        assert isinstance(fact, Route)
        if fact.framework != "flask":
            return
        written = self._written(event, fact)
        methods = self._views.methods(event, fact) if written else None
        options = dict(load(fact.options)[1:])
        if methods is None or "build_only" in options:
            return
        if "websocket" in options or "WEBSOCKET" in methods:
            return
        name, identity = self._views.view(event, fact)
        endpoint = name
        if resource is not None:
            endpoint, identity = resource.endpoint, _served_by(resource, identity)
        given = self._names.follow(Where(event.file, load(fact.endpoint), event.env))
        if given.value not in (NULL, NO_KEY):
            endpoint = self._text(event.file, fact.endpoint, event) or ""
        known = endpoint and UNKNOWN not in state.name
        dotted = f"{state.name}.{endpoint}".lstrip(".") if known else ""
        host = _shown(options.get("subdomain") or options.get("host")) or state.subdomain
        answered = methods | ({"HEAD"} if "GET" in methods else set())
        if options.get("provide_automatic_options") != ("bool", False):
            answered |= {"OPTIONS"}
        strict = options.get("strict_slashes", NULL) != ("bool", False)
        for text in written:
            path = _joined(state.prefix, text) if state.prefix is not None else text
            if resource is not None:
                path = resource.front + text
            if path.startswith("/"):
                yield make.rule(
                    path, text, host, methods, answered, dotted, identity, name, strict,
                    (*state.events, event), fact.at, len(written) > 1,
                )  # fmt: skip

    def _written(self, event: Event, fact: Route) -> list[str]:
        """The paths that a rule may have, as a setting decides; none where one is not known."""
        where = Where(event.file, load(fact.path), event.env)
        known = path_text(self._names, where)
        if known is not None:
            return [known]
        found = list(dict.fromkeys(text.text for text in texts(self._names, where)))
        several = 1 < len(found) <= MAX_ALTERNATIVES and all("{" not in text for text in found)
        return found if several else []

    def _static(self, made: Made, holder: App | Blueprint) -> str | None:
        """The rule by which an app or blueprint serves its static files, None if it serves none."""
        given = dict(load(holder.options)[1:])
        folder = given.get("static_folder")
        if folder is None:
            if isinstance(holder, Blueprint):
                return None
            folder = ("str", "static")
        if folder == NULL:
            return None
        url = given.get("static_url_path", NULL)
        if url != NULL:
            text = name_of(self._names, Where(made.file, url))
            return None if text is None else text.rstrip("/") + "/<path:filename>"
        text = name_of(self._names, Where(made.file, folder))
        if text is None:
            return None
        base = text.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        return f"/{base}".rstrip("/") + "/<path:filename>"

    def _text(
        self, file: int, value: str, event: Event | None, made: Where | None = None
    ) -> str | None:
        known = load(value)
        if known == NULL:
            return None
        env = event.env if event is not None else made.env if made is not None else None
        return name_of(self._names, Where(file, known, env))

    def _excludes(self, first: tuple[Event, ...], second: tuple[Event, ...]) -> bool:
        return any(self._apart(a, b) for a in first for b in second)


def _served_by(resource: Resource, identity: str) -> str:
    """`class …` as what an Api makes of it."""
    form, _, rest = identity.partition(" ")
    return f"{resource.form} {rest}" if form == "class" else identity


class _Maker(NamedTuple):
    """What all rules of one application have in common."""

    number: int
    name: str
    framework: str

    def static(
        self, path: str, endpoint: str, host: str, events: tuple[Event, ...], at: Span
    ) -> Served:
        """The rule for static files."""
        methods = frozenset({"GET"})
        return Served(
            self.number, self.name, self.framework, host, path, path, methods,
            methods | {"HEAD", "OPTIONS"}, endpoint, f"static {at}", "static", True, "static",
            False, False, events, events[-1].fact.at if events else NO_SPAN, at,
        )  # fmt: skip

    def page(
        self, path: str, endpoint: str, name: str, host: str, events: tuple[Event, ...], at: Span
    ) -> Served:  # fmt: skip
        """A page of the documentation that an extension adds."""
        methods = frozenset({"GET"})
        return Served(
            self.number, self.name, self.framework, host, path, path, methods,
            methods | {"HEAD", "OPTIONS"}, endpoint, f"docs {endpoint} {at}",
            name, True, "docs", False, False, events,
            events[-2].fact.at if len(events) > 1 else NO_SPAN, at,
        )  # fmt: skip

    def rule(
        self, path: str, written: str, host: str, declared: frozenset[str],
        answered: frozenset[str], endpoint: str, view: str, name: str, strict: bool,
        events: tuple[Event, ...], at: Span, alternative: bool,
    ) -> Served:  # fmt: skip
        """A rule of the project's own."""
        through = events[-2].fact.at if len(events) > 1 else NO_SPAN
        return Served(
            self.number, self.name, self.framework, host, path, written, declared, answered,
            endpoint, view, name, strict, "", False, False, events, through, at, (), alternative,
        )  # fmt: skip


def _joined(prefix: str | None, rule: str) -> str:
    if prefix is None:
        return rule
    return "/".join((prefix.rstrip("/"), rule.lstrip("/"))) if rule else prefix


def _nested(above: str, own: str) -> str:
    return above.rstrip("/") + "/" + own.lstrip("/")


def _option(options: str, name: str) -> str:
    """A keyword of a registration as it is written."""
    if name not in options:
        return ""
    for item in options.split(", "):
        key, _, value = item.partition("=")
        if key == name and value != "None":
            return value.strip("\"'")
    return ""


def _shown(value: Value | None) -> str:
    if value is None or value == NULL:
        return ""
    return str(value[1]) if value[0] == "str" else str(value)
