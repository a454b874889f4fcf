"""The routes of each Express application, in the order in which its stack is tried.

A mounted router is tried where it is mounted, with all its own routes, whenever they were added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dupelint.linking.apps.event import Event, view_of
from dupelint.linking.apps.events import Events
from dupelint.linking.apps.known import Made
from dupelint.linking.apps.sequence import Sequence
from dupelint.linking.routing.express_paths import joined, opaque
from dupelint.linking.routing.served import Served
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import path_text
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, Handler, Mount, Route
from dupelint.model.value import Value, load
from dupelint.store import Store

MAX_NESTING = 8
MAX_ROUTES = 5_000
Key = tuple[int, int]


class ExpressRoutes:
    """Derives the routes, application by application."""

    def __init__(self, store: Store, names: Names, events: Events, sequence: Sequence) -> None:
        self._names = names
        self._events = events
        self._sequence = sequence
        self._handlers = {(file, fact.scope): fact for file, fact in store.facts(Handler)}
        self._on: dict[Key, list[Event]] = defaultdict(list)
        for event in events.found:
            self._on[event.owner.file, event.owner.offset].append(event)

    def of(self, number: int, owner: Made, events: Iterable[Event]) -> Iterator[Served]:
        """The routes of one application object, those tried first first."""
        name = self._events.called(owner)
        made = (owner.file, owner.offset)
        for count, route in enumerate(self._stack(number, name, events, (), (), {made})):
            if count >= MAX_ROUTES:
                return
            yield route

    def _stack(
        self, app: int, name: str, events: Iterable[Event], layers: tuple[str, ...],
        via: tuple[Event, ...], inside: set[Key],
    ) -> Iterator[Served]:  # fmt: skip
        for event in self._sequence.sorted(events):
            fact = event.fact
            if isinstance(fact, Route) and fact.framework == "express":
                view, title, passes = self._handler(event, fact)
                for path in self._paths(event, load(fact.path)):
                    yield self._served(
                        app, name, (*layers, path), path, fact.methods, view, title, passes, False,
                        (*via, event),
                    )  # fmt: skip
            elif isinstance(fact, Mount):
                yield from self._mounted(app, name, event, fact, layers, via, inside)

    def _mounted(
        self, app: int, name: str, event: Event, fact: Mount, layers: tuple[str, ...],
        via: tuple[Event, ...], inside: set[Key],
    ) -> Iterator[Served]:  # fmt: skip
        target = self._events.object_of(Where(event.file, load(fact.target), event.env))
        if target.form == "new":
            key = (target.file, int(target.value[1]))
            known = key in self._events.blueprints or key in self._events.apps
            if known and key not in inside and len(via) < MAX_NESTING:
                # Below a path that is not known, routes are still told from each other.
                paths = self._paths(event, load(fact.path)) or [opaque(fact.at)]
                for path in paths:
                    yield from self._stack(
                        app, name, self._hung(target, key), (*layers, path), (*via, event),
                        inside | {key},
                    )  # fmt: skip
            return
        hands = fact.hands_on
        if hands < 0:
            found = self._handlers.get((target.file, _scope(target)))
            hands = 1 if found is None else found.hands_on
        if hands == 0:
            for path in self._paths(event, load(fact.path)):
                yield self._served(
                    app, name, (*layers, path), path, "ALL", f"use {fact.at}", "middleware", False,
                    True, (*via, event),
                )  # fmt: skip

    def _hung(self, found: Where, key: Key) -> list[Event]:
        """What is on a router: of two that one function made, on the one that was bound here."""
        events = self._on.get(key, [])
        owner = self._events.owner(found)
        if owner is not None:
            return [event for event in events if event.owner.through in (owner.through, (0, ""))]
        through = {event.owner.through for event in events} - {(0, "")}
        if len(through) < 2:
            return events
        bound = {(file, name) for file, name, _ in found.steps}
        return [e for e in events if e.owner.through in bound or e.owner.through == (0, "")]

    def _paths(self, event: Event, value: Value) -> list[str]:
        """Every path of a list of paths; none where one is not known."""
        items = self._names.items(Where(event.file, value, event.env))
        wanted = items if items is not None else [Where(event.file, value, event.env)]
        texts = [path_text(self._names, item) for item in wanted]
        return [text for text in texts if text is not None]

    def _handler(self, event: Event, fact: Route) -> tuple[str, str, bool]:
        """(identity, name, whether it may go on to the next route)."""
        if fact.view_at != NO_SPAN or not fact.view:
            return (
                f"def {fact.view_at}" if fact.view_at != NO_SPAN else f"at {fact.at}",
                "",
                (fact.hands_on != 0),
            )
        found = self._events.object_of(view_of(event, fact))
        name = fact.view.rpartition(".")[2]
        known = self._handlers.get((found.file, _scope(found))) or self._defined(found, name)
        if known is None:
            return f"named {fact.view}", name, fact.hands_on != 0
        passes = known.hands_on != 0 if fact.hands_on < 0 else fact.hands_on != 0
        return f"def {known.at}", name, passes

    def _defined(self, found: Where, name: str) -> Handler | None:
        """`const list = wrap(async (req, res) => …)`, `exports.list = wrap(…)`"""
        if found.form != "call":
            return None
        names = [found.steps[-1][1]] if found.steps and found.steps[-1][0] == found.file else []
        for scope in (*names, name, f"exports.{name}", f"module.exports.{name}"):
            known = self._handlers.get((found.file, scope))
            if known is not None:
                return known
        return None

    def _served(
        self, app: int, name: str, layers: tuple[str, ...], written: str, methods: str, view: str,
        title: str, passes: bool, below: bool, events: tuple[Event, ...],
    ) -> Served:  # fmt: skip
        declared = frozenset({methods})
        answered = declared | ({"HEAD"} if methods == "GET" else set())
        through = events[-2].fact.at if len(events) > 1 else NO_SPAN
        return Served(
            app, name, "express", "", joined(layers), written, declared, answered, "", view, title,
            False, "middleware" if below else "", passes, below, events, through,
            events[-1].fact.at, layers,
        )  # fmt: skip


def _scope(found: Where) -> str:
    return str(found.value[1]) if found.form == "function" else "?"
