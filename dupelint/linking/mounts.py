"""Registrations and endpoints as they happen on each object → `live_registration`, `live_endpoint`.

The final name of a registration is worked out as Flask does it (sansio/blueprints.py, `register`):
`(name_prefix + "." + options.get("name", self.name)).lstrip(".")`, one namespace per app object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from dupelint.linking.events import Event, Events, Made
from dupelint.linking.names import Names, Where
from dupelint.linking.reach import Reach
from dupelint.linking.values import name_of
from dupelint.model.facts import App, Blueprint, Registration, Route
from dupelint.model.value import NULL, load
from dupelint.model.wiring import Exclusive, LiveEndpoint, LiveRegistration
from dupelint.store import Store, place_span

MAX_PAIRS = 2_000


def link_mounts(store: Store, names: Names, events: Events, reach: Reach, raises: bool) -> None:
    """Fill the tables; `raises`: the Flask in use refuses a name twice (2.1 and later)."""
    registrations = list(_registrations(names, events, raises))
    store.fill(LiveRegistration, [row for row, _ in registrations])
    store.fill(
        Exclusive,
        _exclusive(
            "live_registration",
            [((row.app, row.identity), row.id, event) for row, event in registrations],
            reach,
        ),
    )
    mounted = {row.blueprint for row, _ in registrations}
    endpoints = list(_endpoints(names, events, mounted))
    store.fill(LiveEndpoint, [row for row, _ in endpoints])
    store.fill(
        Exclusive,
        _exclusive(
            "live_endpoint",
            [((row.owner, row.endpoint), row.id, event) for row, event in endpoints],
            reach,
        ),
    )


def _registrations(
    names: Names, events: Events, raises: bool
) -> Iterator[tuple[LiveRegistration, Event]]:
    number = 0
    for app, (owner, instance) in enumerate(instances(events), 1):
        for event in instance:
            fact = event.fact
            if not isinstance(fact, Registration):
                continue
            made = events.blueprint(event)
            key = (made.file, int(made.value[1])) if made.form == "new" else (0, 0)
            blueprint = events.blueprints.get(key)
            if blueprint is None:
                continue
            name = _registered_name(names, event, blueprint, key[0])
            if name is None:
                continue
            number += 1
            span = place_span(*key, key[1])
            yield (
                LiveRegistration(
                    number,
                    app,
                    called(events, owner),
                    span,
                    name,
                    name if fact.form == "register_blueprint" else f"router {span}",
                    fact.form,
                    event.order,
                    event.guard,
                    _added(names, event, fact),
                    int(raises and fact.form == "register_blueprint"),
                    fact.call,
                    fact.at,
                ),
                event,
            )


def _registered_name(names: Names, event: Event, blueprint: Blueprint, file: int) -> str | None:
    fact = event.fact
    assert isinstance(fact, Registration)
    if fact.form == "include_router":  # routers have no name: the object is its own identity
        return blueprint.variable or None
    option = load(fact.name)
    if option != NULL:
        return name_of(names, Where(event.file, option, event.env))
    return name_of(names, Where(file, load(blueprint.name)))


def _added(names: Names, event: Event, fact: Registration) -> str:
    prefix = load(fact.prefix)
    if prefix == NULL:
        return fact.options
    text = name_of(names, Where(event.file, prefix, event.env))
    return f"url_prefix={text if text is not None else '?'} {fact.options}".strip()


def called(events: Events, owner: Made) -> str:
    app: App | None = events.apps.get((owner.file, owner.offset))
    if app is not None:
        bound = "" if owner.through[1].endswith("()") else owner.through[1]
        return bound or app.name or "the app"
    return events.blueprints[owner.file, owner.offset].variable or "the blueprint"


def instances(events: Events) -> Iterator[tuple[Made, list[Event]]]:
    """The events of each object; what a factory does belongs to every object it made."""
    inner: dict[tuple[int, int], list[Event]] = defaultdict(list)
    outer: dict[Made, list[Event]] = defaultdict(list)
    for event in events.found:
        if event.owner.through == (0, ""):
            inner[event.owner.file, event.owner.offset].append(event)
        else:
            outer[event.owner].append(event)
    for key, shared in inner.items():
        made = [owner for owner in outer if (owner.file, owner.offset) == key]
        if not made:
            yield Made(*key), shared
        for owner in made:
            yield owner, shared + outer[owner]
    for owner, own in outer.items():
        if (owner.file, owner.offset) not in inner:
            yield owner, own


def _exclusive(
    table: str, keyed: Sequence[tuple[tuple[int, str], int, Event]], reach: Reach
) -> Iterator[Exclusive]:
    groups: dict[tuple[int, str], list[tuple[int, Event]]] = defaultdict(list)
    for key, number, event in keyed:
        groups[key].append((number, event))
    for group in groups.values():
        for (a, first), (b, second) in islice(combinations(group, 2), MAX_PAIRS):
            if apart(first, second, reach):
                yield Exclusive(table, a, b)
                yield Exclusive(table, b, a)


def apart(first: Event, second: Event, reach: Reach) -> bool:
    arms = {(file, branch): arm for file, branch, arm in first.arms}
    if any(arms.get((file, branch), arm) != arm for file, branch, arm in second.arms):
        return True
    return not reach.meet(first.start, second.start)


def _endpoints(
    names: Names, events: Events, mounted: set[int]
) -> Iterator[tuple[LiveEndpoint, Event]]:
    number = 0
    seen: set[tuple[Made, int]] = set()
    for event in events.found:
        fact = event.fact
        if not isinstance(fact, Route) or fact.framework != "flask":
            continue
        owner = event.owner
        span = place_span(owner.file, owner.offset, owner.offset)
        if (owner.file, owner.offset) in events.blueprints and span not in mounted:
            continue
        if (owner, fact.at) in seen:
            continue
        seen.add((owner, fact.at))
        view = _view(names, event, fact)
        endpoint = _endpoint(names, event, fact)
        if view is None or endpoint is None:
            continue
        number += 1
        yield (
            LiveEndpoint(number, span, called(events, owner), endpoint, view, event.order, fact.at),
            event,
        )


def _endpoint(names: Names, event: Event, fact: Route) -> str | None:
    option = load(fact.endpoint)
    if option != NULL:
        return name_of(names, Where(event.file, option, event.env))
    return fact.view.rpartition(".")[2] or None


def _view(names: Names, event: Event, fact: Route) -> str | None:
    """Which function object the endpoint is bound to; equal texts are one object."""
    if fact.form == "as_view":
        return f"as_view {fact.at}"
    if fact.view_at >= 0:
        return f"def {fact.view_at}"
    value: tuple[object, ...] = ("global", fact.view)
    if "." in fact.view:
        head, _, last = fact.view.rpartition(".")
        value = ("member", ("global", head), last)
    found = names.follow(Where(event.file, value, event.env))
    if found.form != "function":
        return None
    function = names.functions.get((found.file, str(found.value[1])))
    return f"def {function.at}" if function else f"{found.file}:{found.value[1]}"
