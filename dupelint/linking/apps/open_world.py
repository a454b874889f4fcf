"""Which blueprints are known to be registered, with whether others may be that cannot be named."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.linking.apps.events import Events
from dupelint.model.facts import Gap, Registration
from dupelint.store import Store

Key = tuple[int, int]  # file and offset of the call that makes a blueprint


class Registered(NamedTuple):
    """What the registrations of a project say together."""

    blueprints: frozenset[Key]
    is_open: bool  # some registration cannot be worked out: it may be of any blueprint


def registered(store: Store, events: Events) -> Registered:
    """What all registrations that are met lead to."""
    known: set[Key] = set()
    is_open = bool(events.dynamic)
    for event in events.found:
        if isinstance(event.fact, Registration):
            found = events.blueprint(event)
            if found.form == "new":
                known.add((found.file, int(found.value[1])))
            else:
                is_open = True
    is_open |= any(fact.reason == "dynamic registration" for _, fact in store.facts(Gap))
    return Registered(frozenset(known), is_open)
