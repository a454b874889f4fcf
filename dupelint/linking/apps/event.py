"""What a walk meets: one registration or route on one object."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.linking.apps.known import Made
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import ApiMount, Mount, Registration, Route, Span
from dupelint.model.value import NULL, Value, load

Arm = tuple[int, int, str, int]  # (file, branch, arm, walk that met it)


class Event(NamedTuple):
    """One registration or route, met on one object."""

    owner: Made
    order: int  # of meeting, over all walks
    start: int  # file whose scope the walk started in: a program that has the event runs it
    arms: tuple[Arm, ...]
    file: int
    fact: Registration | Route | Mount | ApiMount
    env: Env | None
    call: int  # number of the walk through the scope: each call of a function is another
    guard: str
    attempt: Span  # the `try` that swallows its failure, around it or around a call on the way
    way: tuple[Span, ...]  # the calls that led to its statement, outermost first


def view_of(event: Event, fact: Route) -> Where:
    """The expression that a route has its view from; where it is only named, that name."""
    value: Value = load(fact.target)
    if value == NULL:
        head, *keys = fact.view.split(".")
        value = ("global", head)
        for key in keys:
            value = ("member", value, key)
    return Where(event.file, value, event.env)
