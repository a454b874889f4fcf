"""Registrations that share a `try` whose handler swallows → `swallowed_group`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dupelint.linking.apps.events import Events
from dupelint.model.facts import NO_SPAN, Registration, Span
from dupelint.model.wiring import SwallowedGroup


def swallowed_groups(events: Events) -> Iterator[SwallowedGroup]:
    """The groups with two registrations or more, helpers that are called there included."""
    found: dict[tuple[Span, str], dict[Span, None]] = defaultdict(dict)
    for event in events.found:
        fact = event.fact
        if event.attempt == NO_SPAN or not isinstance(fact, Registration):
            continue
        if fact.form == "register_blueprint":
            found[event.attempt, events.called(event.owner)][fact.at] = None
    for (attempt, name), places in found.items():
        if len(places) > 1:
            for place in places:
                yield SwallowedGroup(len(places), name, place, attempt)
