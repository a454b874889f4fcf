"""A route as an application has it, whatever its framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dupelint.linking.apps.event import Event
from dupelint.model.facts import Span

Apart = Callable[[Event, Event], bool]


class Served(NamedTuple):
    """One handler on one path of one application object."""

    app: int  # number of the application object
    app_name: str
    framework: str
    host: str  # subdomain or host, "" for the default
    path: str  # whole, in the framework's own syntax
    written: str  # as the code writes it, without any prefix
    declared: frozenset[str]  # the methods it is for; `ALL` in Express
    answered: frozenset[str]  # those and what the framework adds: HEAD, OPTIONS
    endpoint: str
    view: str  # identity of the function object: equal = same function
    view_name: str
    strict: bool  # strict_slashes
    implicit: str  # as in `live_route`
    passes: bool  # may go on to the next route that matches
    below: bool  # answers every path below its own: `app.use(handler)`
    events: tuple[Event, ...]  # that put it there: registrations or mounts, then the route itself
    through: Span  # the last registration or mount, NO_SPAN if none
    at: Span
    layers: tuple[str, ...] = ()  # Express: the paths of its mounts, then its own
    alternative: bool = False  # one of several paths, of which a setting decides: it hides none


def is_conditional(first: Served, second: Served) -> bool:
    """Whether the first is there only in a branch that the second does not lie in."""
    arms = {arm for event in second.events for arm in event.arms}
    return any(arm not in arms for event in first.events for arm in event.arms)


def apart_from(first: Served, second: Served, apart: Apart) -> bool:
    """Whether two routes are never there in one run."""
    return any(apart(a, b) for a in first.events for b in second.events)
