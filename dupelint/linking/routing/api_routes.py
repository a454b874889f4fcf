"""Where the Apis of flask-restful and flask-restx put their resources.

Paths as in `Api._complete_url`, `_register_view` and `_deferred_blueprint_init` of both: texts one
after the other, no slash is added or left out. flask-restx also serves its documentation
(`_register_specs`, `_register_doc`). What flask-smorest registers is a blueprint of the application
(`Events`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.sequence import Sequence
from dupelint.linking.routing.views import Views
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import name_of
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import ApiMount, Blueprint, Route
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, load

_APIS = frozenset({"restful", "restx"})
_FIRST_CAP = lazy(r"(.)([A-Z][a-z]+)")
_ALL_CAP = lazy(r"([a-z0-9])([A-Z])")
_SAFE = lazy(r"(?i)\w*(?:auth|login|jwt|token|permission|cors|origin|limit|admin|require)\w*")

Taken = dict[int | str, str]  # place of a call → its endpoint; endpoints that are there
Hung = Callable[[Where, tuple[int, int]], list[Event]]  # what hangs on an object


class Holder(NamedTuple):
    """The application or blueprint that an Api hangs on."""

    prefix: str | None  # of the blueprint as it is registered
    name: str  # of the blueprint itself, "" of an application
    registration: Event | None  # of the blueprint


class Resource(NamedTuple):
    """One route of an Api."""

    event: Event
    front: str  # what stands before its own path
    endpoint: str  # where it names none
    name: str  # of the blueprint, in front of the endpoint
    form: str  # what its answers become: resource, represented, opaque
    via: tuple[Event, ...]  # the mounts that put it there


class Page(NamedTuple):
    """One page of an Api's documentation."""

    path: str
    endpoint: str
    name: str  # for people


class ApiRoutes:
    """The routes of the Apis of a project, Api by Api."""

    def __init__(
        self, names: Names, events: Events, sequence: Sequence, hung: Hung, views: Views
    ) -> None:
        self._names = names
        self._events = events
        self._sequence = sequence
        self._hung = hung
        self._views = views
        self._given = {  # Apis whose constructor is given what they hang on
            (event.file, int(load(event.fact.target)[1]))
            for event in events.found
            if isinstance(event.fact, ApiMount) and event.fact.form == "Api"
        }

    def of(self, mount: Event, holder: Holder) -> Iterator[Resource | Page]:
        """The rules that an Api adds to what it hangs on, in order."""
        fact = mount.fact
        assert isinstance(fact, ApiMount)
        found = self._events.object_of(Where(mount.file, load(fact.target), mount.env))
        key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        api = self._events.blueprints.get(key)
        if api is None or api.framework not in _APIS:
            return
        if fact.form == "init_app" and key in self._given:
            return  # flask-restful has nothing left to add; flask-restx raises
        prefix = self._text(found, api.prefix)
        if prefix is None:
            return
        taken: Taken = {}
        if api.framework == "restx":
            taken["specs"] = ""
            yield from _pages(api, prefix)
        for event in self._sequence.sorted(self._hung(found, key)):
            place = self._place(api, prefix, holder, mount, event)
            if place is None:
                continue
            if isinstance(event.fact, Route):
                form = _form(api, None)
                yield self._resource(api, event, place, holder, form, (mount,), "", taken)
            elif isinstance(event.fact, ApiMount) and api.framework == "restx":
                yield from self._namespace(api, event, place, holder, mount, taken)

    def _place(
        self, api: Blueprint, prefix: str, holder: Holder, mount: Event, event: Event
    ) -> str | None:
        """What stands before the paths that an event adds; None where they never are added, or it
        cannot be said."""
        base = holder.prefix or ""
        fact = mount.fact
        assert isinstance(fact, ApiMount)
        there = holder.registration
        if there is not None and event.call == there.call and event.order > there.order:
            return base  # put right on the application
        if fact.form == "Api":
            return base + prefix
        together = event.call == mount.call
        if together and event.order > mount.order:  # flask-restful forgets what comes later
            if there is None:
                return None if api.framework == "restful" else prefix
            return base + (prefix if api.framework == "restx" else "")
        if there is None:
            return prefix
        return base if together or not prefix else None

    def _namespace(
        self, api: Blueprint, mounted: Event, place: str, holder: Holder, mount: Event,
        taken: Taken,
    ) -> Iterator[Resource]:  # fmt: skip
        fact = mounted.fact
        assert isinstance(fact, ApiMount)
        found = self._events.object_of(Where(mounted.file, load(fact.target), mounted.env))
        key = (found.file, int(found.value[1])) if found.form == "new" else (0, 0)
        space = self._events.blueprints.get(key)
        if space is None or space.framework != "namespace":
            return
        name, own = (
            name_of(self._names, found.part(load(space.name))),
            self._text(found, space.prefix),
        )
        given = self._text(Where(mounted.file, NULL, mounted.env), fact.path)
        if given is None or own is None or (not own and not name):
            return
        front = place + (given or (own or f"/{name}").rstrip("/"))
        for event in self._sequence.sorted(self._hung(found, key)):
            if isinstance(event.fact, Route):
                yield self._resource(
                    api, event, front, holder, _form(api, space), (mount, mounted), name or "?",
                    taken,
                )  # fmt: skip

    def _resource(
        self, api: Blueprint, event: Event, front: str, holder: Holder, form: str,
        via: tuple[Event, ...], space: str, taken: Taken,
    ) -> Resource:  # fmt: skip
        fact = event.fact
        assert isinstance(fact, Route)
        title = self._views.view(event, fact)[0]
        endpoint = title.lower()
        if api.framework == "restx":
            endpoint = _dashed(title)
            if load(fact.endpoint) == NULL:
                endpoint = _free(f"{space}_{endpoint}" if space else endpoint, fact.at, taken)
        return Resource(event, front, endpoint, holder.name, form, via)

    def _text(self, where: Where, value: str) -> str | None:
        """A text that is fully known; "" for none."""
        given = load(value)
        return "" if given == NULL else name_of(self._names, where.part(given))


def _pages(api: Blueprint, prefix: str) -> Iterator[Page]:
    options: dict[str, Value] = dict(load(api.options)[1:])
    file = options.get("default_swagger_filename", ("str", "swagger.json"))
    if file[0] == "str":
        yield Page(f"{prefix}/{file[1]}", "specs", "the specification of the Api")
    doc = options.get("doc", ("str", "/"))
    if doc[0] == "str" and doc[1]:
        yield Page(doc[1], "doc", "the documentation of the Api")
    yield Page(prefix or "/", "root", "the root of the Api")


def _form(api: Blueprint, space: Blueprint | None) -> str:
    """What becomes of the answers of a resource."""
    options: dict[str, Value] = dict(load(api.options)[1:])
    around = [options.get("decorators", NULL)]
    if space is not None:
        around.append(dict(load(space.options)[1:]).get("decorators", NULL))
    if "default_mediatype" in options or not all(map(_lets_pass, around)):
        return "opaque"
    return "represented" if "answers" in options else "resource"


def _lets_pass(decorators: Value) -> bool:
    """Whether what is put around all resources lets a good answer through as it is."""
    if decorators == NULL:
        return True
    items = decorators[1:] if decorators[0] == "list" else (decorators,)
    return all(_SAFE.fullmatch(_last(item)) is not None for item in items)


def _last(value: Value) -> str:
    match value:
        case ("call", callee, *_):
            return _last(callee)
        case ("global" | "param", str(name)) | ("member" | "import", _, str(name)):
            return name
    return ""


def _dashed(name: str) -> str:
    """As `camel_to_dash` of flask-restx."""
    return str(_ALL_CAP.sub(r"\1_\2", _FIRST_CAP.sub(r"\1_\2", name))).lower()


def _free(endpoint: str, at: int, taken: Taken) -> str:
    """As `Api.default_endpoint` of flask-restx: `x_2` where `x` is there. The paths of one call
    share one."""
    if at not in taken:
        free, suffix = endpoint, 2
        while free in taken:
            free, suffix = f"{endpoint}_{suffix}", suffix + 1
        taken[free] = taken[at] = free
    return taken[at]
