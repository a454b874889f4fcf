"""Registrations and endpoints as they happen on each object → `live_registration`, `live_endpoint`.

The final name of a registration is worked out as Flask does it (sansio/blueprints.py, `register`):
`(name_prefix + "." + options.get("name", self.name)).lstrip(".")`, one namespace per app object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.apps.endpoints import live_endpoints
from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.exclusion import Programs, exclusive, mounted_by
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.places import places
from dupelint.linking.symbols.names import NO_KEY, Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import name_of
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import ApiMount, Blueprint, Registration, table_name
from dupelint.model.value import NAMED_BY_CLASS, NULL, Value, load
from dupelint.model.wiring import Exclusive, LiveEndpoint, LiveRegistration
from dupelint.store import Store, locate, place_span


def link_mounts(store: Store, names: Names, events: Events, reach: Reach, raises: bool) -> None:
    """Fill the tables; `raises`: the Flask in use refuses a name twice (2.1 and later)."""
    registrations = list(_registrations(names, events, raises))
    by_place = [(locate(row.blueprint)[:2], event) for row, event in registrations]
    by_place += _hung(events)
    mounted = mounted_by(by_place, [*events.apps, *events.given], reach)
    registrations = [
        (row, event)
        for row, event in registrations
        if row.form != "register_blueprint" or _is_live(event.owner, events, mounted)
    ]
    _fill(
        store, LiveRegistration, reach, mounted,
        [((row.app, row.identity), row, event) for row, event in registrations],
    )  # fmt: skip
    _fill(
        store, LiveEndpoint, reach, mounted,
        [
            ((row.owner, row.endpoint), row, event)
            for row, event in live_endpoints(names, events)
            if _is_live(event.owner, events, mounted)
        ],
    )  # fmt: skip


def _hung(events: Events) -> Iterator[tuple[tuple[int, int], Event]]:
    """Apis and their namespaces, with what hangs them on something."""
    for event in events.found:
        if isinstance(event.fact, ApiMount):
            found = events.object_of(Where(event.file, load(event.fact.target), event.env))
            if found.form == "new":
                yield (found.file, int(found.value[1])), event


def _is_live(owner: Made, events: Events, mounted: Programs) -> bool:
    """Whether an object is an app, or a blueprint that ends on one: what waits on a blueprint
    that nothing registers never happens."""
    key = (owner.file, owner.offset)
    return key in events.apps or key in events.given or mounted.get(key, 0) != 0


def _fill(
    store: Store,
    kind: type[LiveRegistration] | type[LiveEndpoint],
    reach: Reach,
    mounted: Programs,
    rows: Sequence[tuple[tuple[int, str], LiveRegistration | LiveEndpoint, Event]],
) -> None:
    table = table_name(kind)
    events = [(key, row.id, event) for key, row, event in rows]
    pairs, dropped = exclusive(table, events, reach, mounted)
    at = places((key, event) for key, _, event in rows)
    store.fill(
        kind,
        [
            row._replace(at=place) if (place := at.get((key, event.order))) is not None else row
            for key, row, event in rows
            if row.id not in dropped
        ],
    )
    store.fill(Exclusive, pairs)


class _Registered(NamedTuple):
    """What one event registers, worked out once for all results of a factory."""

    blueprint: tuple[int, int]
    name: str
    adds: str


def _registrations(
    names: Names, events: Events, raises: bool
) -> Iterator[tuple[LiveRegistration, Event]]:
    number = 0
    known: dict[int, _Registered | None] = {}  # by the event's order
    for app, (owner, instance) in enumerate(instances(events), 1):
        called, guard = events.called(owner), events.guard(owner)
        for event in instance:
            fact = event.fact
            if not isinstance(fact, Registration):
                continue
            if event.order not in known:
                known[event.order] = _registered(names, events, event, fact)
            found = known[event.order]
            if found is None:
                continue
            number += 1
            span = place_span(*found.blueprint, found.blueprint[1])
            yield (
                LiveRegistration(
                    number,
                    app,
                    called,
                    span,
                    found.name,
                    found.name if fact.form == "register_blueprint" else f"router {span}",
                    fact.form,
                    event.order,
                    event.guard or guard,
                    found.adds,
                    int(raises and fact.form == "register_blueprint"),
                    fact.call,
                    fact.at,
                ),
                event,
            )


def _registered(
    names: Names, events: Events, event: Event, fact: Registration
) -> _Registered | None:
    made = events.blueprint(event)
    key = (made.file, int(made.value[1])) if made.form == "new" else (0, 0)
    blueprint = events.blueprints.get(key)
    name = _registered_name(names, event, blueprint, made) if blueprint else None
    return None if name is None else _Registered(key, name, _added(names, event, fact))


def _registered_name(names: Names, event: Event, blueprint: Blueprint, made: Where) -> str | None:
    fact = event.fact
    assert isinstance(fact, Registration)
    if fact.form == "include_router":  # routers have no name: the object is its own identity
        return blueprint.variable or None
    option = load(fact.name)
    if option != NULL:
        found = names.follow(Where(event.file, option, event.env))
        if found.value != NO_KEY:  # `**options` without a name
            return name_of(names, found)
    if names.is_assigned(made.file, f"{blueprint.variable}.name"):
        return None
    return (
        None
        if names_itself(names, made.file, blueprint)
        else name_of(names, made._replace(value=load(blueprint.name)))
    )


def names_itself(names: Names, file: int, blueprint: Blueprint) -> bool:
    """Whether the class of a blueprint, maybe one of another file, decides its name."""
    if not names.has_naming_classes:
        return False
    head, *rest = blueprint.class_name.split(".")
    value: Value = ("global", head)
    for part in (*rest, "name"):
        value = ("member", value, part)
    return names.follow(Where(file, value)).value == NAMED_BY_CLASS


def _added(names: Names, event: Event, fact: Registration) -> str:
    prefix = load(fact.prefix)
    if prefix == NULL:
        return fact.options
    text = name_of(names, Where(event.file, prefix, event.env))
    return f"url_prefix={text if text is not None else '?'} {fact.options}".strip()


def instances(events: Events) -> Iterator[tuple[Made, list[Event]]]:
    """The events of each object; what a factory does belongs to every object it made."""
    inner: dict[tuple[int, int], list[Event]] = defaultdict(list)
    outer: dict[Made, list[Event]] = defaultdict(list)
    for event in events.found:
        if event.owner.through == (0, ""):
            inner[event.owner.file, event.owner.offset].append(event)
        else:
            outer[event.owner].append(event)
    owners: dict[tuple[int, int], list[Made]] = defaultdict(list)
    for owner in outer:
        owners[owner.file, owner.offset].append(owner)
    for key, shared in inner.items():
        made = owners.get(key, [])
        if not made:
            yield Made(*key), shared
        for owner in made:
            yield owner, shared + outer[owner]
    for owner, own in outer.items():
        if (owner.file, owner.offset) not in inner:
            yield owner, own
