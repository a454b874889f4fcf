"""Views as they are bound to endpoint names → rows of `live_endpoint`.

Flask keeps one function object per endpoint (sansio/app.py, `add_url_rule`); a function that is
defined in a helper is another object in each call of it, and each `add_resource` makes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.libraries import APIS, dotted, library
from dupelint.linking.symbols.names import NO_KEY, Names
from dupelint.linking.symbols.values import name_of
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Route, Span
from dupelint.model.value import NULL, load
from dupelint.model.wiring import LiveEndpoint
from dupelint.store import place_span


def live_endpoints(names: Names, events: Events) -> Iterator[tuple[LiveEndpoint, Event]]:
    """Every view bound to an app or blueprint, with its event."""
    number = 0
    defined = {
        (event.file, event.fact.view): event.fact.view_at
        for event in events.found
        if isinstance(event.fact, Route) and event.fact.view_at >= 0 and not event.fact.scope
    }
    owners: dict[Made, _Owner] = {}
    for event in events.found:
        fact = event.fact
        if not isinstance(fact, Route) or fact.framework != "flask":
            continue
        owner = owners.get(event.owner)
        if owner is None:
            owner = owners[event.owner] = _owner(names, events, event.owner)
        if owner.framework == "fastapi":
            continue
        is_default = _is_default(names, event, fact)
        if owner.rules in _NUMBERED and (owner.rules == "smorest" or is_default):
            continue  # an endpoint that is there gets a number
        view = _view(names, events, event, fact, defined, owner.rules)
        if view is None:
            continue
        name, identity = view
        if not is_default:
            given = name_of(names, Where(event.file, load(fact.endpoint), event.env))
            if given is None:
                continue
            name = given
        number += 1
        yield (
            LiveEndpoint(
                number, owner.at, owner.name, name, identity, event.order, fact.at,
            ),
            event,
        )  # fmt: skip


class _Owner(NamedTuple):
    """What all endpoints on one object have in common."""

    framework: str
    rules: str  # of the extension that it follows
    at: Span  # of the object that keeps its endpoints
    name: str  # of that


def _owner(names: Names, events: Events, made: Made) -> _Owner:
    blueprint = events.blueprints.get((made.file, made.offset))
    root = _root(events, made)
    return _Owner(
        events.framework(made), library(names, made.file, blueprint),
        place_span(root.file, root.offset, root.offset), events.called(root),
    )  # fmt: skip


_NUMBERED = frozenset({"restx", "namespace", "smorest"})


def _is_default(names: Names, event: Event, fact: Route) -> bool:
    """Whether a route names no endpoint, `**options` without one included."""
    given = load(fact.endpoint)
    if given[0] != "member":
        return given == NULL
    return names.follow(Where(event.file, given, event.env)).value in (NULL, NO_KEY)


def _root(events: Events, owner: Made) -> Made:
    """The object that keeps the endpoints: an Api and its namespaces have those of what they hang
    on, where that is one."""
    for _ in range(_MAX_HANGING):
        held = events.hanging.owners((owner.file, owner.offset))
        if len(held) != 1:
            break
        owner = held.pop()
    return owner


_MAX_HANGING = 3  # a namespace on an Api on a blueprint


def _view(
    names: Names, events: Events, event: Event, fact: Route,
    defined: dict[tuple[int, str], Span], rules: str,
) -> tuple[str, str] | None:  # fmt: skip
    """(name of the function, identity of the function object: equal texts are one object)."""
    if rules in APIS:
        title = fact.view.rpartition(".")[2]
        if load(fact.target)[0] == "param":
            found = names.follow(Where(event.file, load(fact.target), event.env))
            if found.form != "function":
                return None
            title = str(found.value[1]).rpartition(".")[2].partition("@")[0]
        return title.lower(), f"resource {fact.at}{_call(events, event)}"
    if fact.form == "as_view":  # each makes a function
        return fact.view, f"as_view {fact.at}{_call(events, event)}"
    if fact.view_at >= 0:
        inside = _call(events, event) if fact.form == "decorator" else ""
        return fact.view, f"def {fact.view_at}{inside}"
    where = Where(event.file, dotted(fact.view), event.env)
    found = names.follow(where)
    if found.form == "function":
        scope = str(found.value[1])
        function = names.functions.get((found.file, scope))
        if function is not None:
            return scope.rpartition(".")[2].partition("@")[0], f"def {function.at}"
    place = names.defined_at(where)
    if place is None:
        return None
    return place[1], f"def {defined[place]}" if place in defined else f"{place[0]}:{place[1]}"


def _call(events: Events, event: Event) -> str:
    """Which call of the function around it made the view.

    A blueprint that the same function makes is another object in each call, too.
    """
    fact, owner = event.fact, event.owner
    made = events.blueprints.get((owner.file, owner.offset))
    if not fact.scope or (made is not None and made.scope):
        return ""
    return f" in call {event.call}"
