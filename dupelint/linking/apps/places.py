"""The places that tell events of one statement from each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import zip_longest

from dupelint.linking.apps.event import Event
from dupelint.model.facts import Span


def places(found: Iterable[tuple[Hashable, Event]]) -> dict[tuple[Hashable, int], Span]:
    """(key, event's order) → its place among the events of that key where that is not its
    statement alone: several calls of one function lead there, and one of them to this event."""
    groups: dict[tuple[Hashable, Span], list[Event]] = defaultdict(list)
    for key, event in found:
        groups[key, event.fact.at].append(event)
    return {
        (key, event.order): _place(event, group[0] if event is not group[0] else group[-1])
        for (key, _), group in groups.items()
        if len(group) > 1
        for event in group
    }


def _place(event: Event, other: Event) -> Span:
    ways = zip_longest(event.way, other.way)
    return next((own for own, its in ways if own != its and own is not None), event.fact.at)
