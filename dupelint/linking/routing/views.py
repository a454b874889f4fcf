"""What a Flask route calls: the methods it answers, the function it is bound to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from dupelint.linking.apps.event import Event, view_of
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Function, Route, ViewClass
from dupelint.model.value import load
from dupelint.store import Store

MAX_BASES = 20
_BARE = frozenset({"View", "MethodView", "Resource"})  # they answer nothing themselves
_ANY = "*"


class Views:
    """The views of a project."""

    def __init__(self, store: Store, names: Names) -> None:
        self._names = names
        self._classes = {(file, fact.scope): fact for file, fact in store.facts(ViewClass)}
        # Classes that a name may lead to like to a function.
        self.classes = {one.at for one in names.functions.values() if one.form == "class"}
        self._holding = {file for file, _ in self._classes}

    def methods(self, event: Event, fact: Route) -> frozenset[str] | None:
        """The methods that a route is declared for, None where they cannot be said."""
        if fact.methods == _ANY:
            found = self._class(event, fact) if fact.view else None
            return None if found is None else self._answered(found, 0)
        return _split(fact.methods) or frozenset({"GET"})

    def method(self, file: int, scope: str, verb: str, depth: int = 0) -> Function | None:
        """The function that answers a verb: of the class, or of the first base that has it."""
        own = self._names.functions.get((file, f"{scope}.{verb}"))
        fact = self._classes.get((file, scope))
        if own is not None or fact is None or depth > MAX_BASES:
            return own
        for base in self._bases(file, fact):
            found = self.method(base.file, str(base.value[1]), verb, depth + 1)
            if found is not None:
                return found
        return None

    def decorators(self, file: int, scope: str, depth: int = 0) -> Iterator[str]:
        """The names of what is put around the methods of a class or of one of its bases."""
        fact = self._classes.get((file, scope))
        if fact is not None and depth <= MAX_BASES:
            yield from json.loads(fact.decorators)
            for base in self._bases(file, fact):
                yield from self.decorators(base.file, str(base.value[1]), depth + 1)

    def _bases(self, file: int, fact: ViewClass) -> Iterator[Where]:
        """Those that are classes of the project."""
        for base in load(fact.bases)[1:]:
            found = self._names.follow(Where(file, base))
            if found.form == "function":
                yield found

    def view(self, event: Event, fact: Route) -> tuple[str, str]:
        """(name that the endpoint gets, identity: equal texts are one function)."""
        name = fact.view.rpartition(".")[2]
        # A function that stands right here needs no following: that takes most of the time.
        here = fact.view_at >= 0 and event.file not in self._holding
        made = self._class(event, fact) if fact.view and not here else None
        if made is not None:
            name = str(made.value[1]).rpartition(".")[2].partition("@")[0]
            return name, f"class {made.file}:{made.value[1]}"
        if fact.view_at >= 0:
            return name, f"def {fact.view_at}"
        found = self._follow(event, fact)
        if found.form == "function":
            scope = str(found.value[1])
            function = self._names.functions.get((found.file, scope))
            if function is not None:
                return scope.rpartition(".")[2].partition("@")[0], f"def {function.at}"
        return name, f"named {name}"

    def _follow(self, event: Event, fact: Route) -> Where:
        return self._names.follow(view_of(event, fact))

    def _class(self, event: Event, fact: Route) -> Where | None:
        found = self._follow(event, fact)
        if found.form == "function" and (found.file, str(found.value[1])) in self._classes:
            return found
        return None

    def _answered(self, made: Where, depth: int) -> frozenset[str] | None:
        """As Flask's `MethodView.__init_subclass__`: the verbs of the class and of its bases."""
        fact = self._classes[made.file, str(made.value[1])]
        if fact.methods == _ANY or depth > MAX_BASES:
            return None
        if fact.methods:
            return _split(fact.methods)
        verbs = _split(fact.verbs)
        inherited = False
        for base in load(fact.bases)[1:]:
            found = self._names.follow(made.part(base)._replace(env=None))
            if found.form in ("external", "property") and found.value[2] in _BARE:
                continue  # `flask.views.MethodView`, by whatever name
            key = (found.file, str(found.value[1])) if found.form == "function" else (0, "")
            if key not in self._classes:
                if key in self._names.functions:
                    continue  # a class of the project that defines no verb
                return None
            above = self._answered(found, depth + 1)
            if above is None:
                return None
            verbs |= above
            inherited = True
        return verbs or (frozenset() if inherited else frozenset({"GET"}))


@lru_cache(maxsize=1_000)
def _split(methods: str) -> frozenset[str]:
    return frozenset(methods.split(",")) if methods else frozenset()
