"""Objects of client classes: what their constructors were given."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.objects import NEW
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import Export, HttpCall
from dupelint.model.value import load
from dupelint.store import Store

MOST = 4  # objects of one class that are told apart
_GIVEN = '["param","new '
_MADE = '["call",["global",'


class Instances:
    """The objects of each class whose requests depend on what its constructor is given."""

    def __init__(self, store: Store, names: Names) -> None:
        self._made: dict[tuple[int, str], list[Env]] = defaultdict(list)
        classes = {
            (file, call.scope.rpartition(".")[0])
            for file, call in store.facts(HttpCall)
            if _GIVEN in call.url or _GIVEN in call.base
        }
        if not classes:
            return
        given = ((file, fact.value) for file, fact in names.assigned.telling)
        exported = ((file, fact.value) for file, fact in store.facts(Export))
        for file, text in chain(given, exported):
            if text.startswith(_MADE):
                value = load(text)
                called = names.follow(Where(file, value[1]))
                key = (called.file, str(called.value[1]))
                if called.form == "function" and key in classes and names.is_class(*key):
                    self._made[key].append({NEW: Where(file, value)})

    def of(self, file: int, scope: str) -> list[Env]:
        """What is in force in a method: for each object of its class what that was given. Nothing
        where there are too many, or none."""
        found = self._made.get((file, scope.rpartition(".")[0])) if self._made else None
        return found if found is not None and len(found) <= MOST else []
