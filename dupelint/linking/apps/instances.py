"""Which objects of JavaScript classes a project makes.

Two objects of one class that are given the same do the same, and count as one.
"""

from __future__ import annotations

from typing import Any

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.objects import NEW, THIS, Part
from dupelint.linking.symbols.where import Where
from dupelint.model.value import NULL, Value, load, unresolved

Key = tuple[int, str]  # file and scope of a class
MAX_OBJECTS = 2_000
_DEEP = 6
_NOT_SEEN = unresolved("not seen")


class Instances:
    """Every object met, by the call that makes it and what that is given."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._objects = names.objects
        self.found: list[Where] = []  # the calls, by number from 1
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._made: set[Key] = set()  # classes of which there is an object
        self.extended = {base for base in map(self._base, self._objects.shapes) if base}

    def is_class(self, key: Key) -> bool:
        """Whether the objects of a class have a shape."""
        return key in self._objects.shapes

    def holder(self, file: int, scope: str) -> str:
        """The class that a scope is or lies in, "" for none."""
        return self._objects.holder(file, scope)

    def number(self, instance: Where) -> tuple[int, bool]:
        """(number of an object, whether it is new); 0 where there are too many."""
        parts = self.parts(instance)[:1]
        given = tuple(_frozen(instance.part(arg), 0) for arg in instance.value[2])
        key = (*((part.file, part.scope) for part in parts), given)
        known = self._numbers.get(key)
        if known is not None:
            return known, False
        if len(self.found) >= MAX_OBJECTS:
            return 0, False
        self.found.append(instance)
        self._numbers[key] = len(self.found)
        self._made |= {(part.file, part.scope) for part in parts}
        return len(self.found), True

    def parts(self, instance: Where) -> list[Part]:
        """The classes of an object, its own first."""
        return list(self._objects.parts(self._names, instance))

    def constructed(self, instance: Where) -> list[Part]:
        """The classes whose constructors run, that of the uppermost first; without one whose
        statements say other than what happens, as a class below sets what they ask for."""
        found: list[Part] = []
        below: set[str] = set()
        for part in self.parts(instance):
            shape = self._objects.shapes.get((part.file, part.scope))
            names = self._objects.fields((part.file, part.scope)).keys()
            if shape is not None and (shape.is_open or not below & names):
                given = self._objects.given(self._names, part)
                found.append(part._replace(env={**given, **part.env}))
            below |= names
        return found[::-1]

    def overridden(self, here: Where, target: Where) -> Where:
        """The method of the object at hand that a call of `this.method()` goes to."""
        instance = (here.env or {}).get(THIS)
        if instance is None or here.value[0] != "global" or target.form != "function":
            return target
        scope, _, method = str(target.value[1]).rpartition(".")
        if (target.file, scope) not in self._objects.shapes:
            return target
        if all((part.file, part.scope) != (target.file, scope) for part in self.parts(instance)):
            return target
        return self._objects.member(self._names, instance, method) or target

    def object_at(self, found: Where, scope: str) -> Where | None:
        """The object that holds what its class makes, given in the scope."""
        if not found.env or not self.holder(found.file, scope):
            return None
        return found.env.get(THIS) or found.env.get(NEW)

    def unmade(self, key: Key) -> Where | None:
        """An object of a class that nothing is seen to make, of which no argument is known."""
        shape = self._objects.shapes[key]
        if shape.is_abstract or key in self._made or key in self.extended:
            return None
        file, scope = key
        constructor = self._names.functions.get((file, f"{scope}.constructor"))
        count = constructor.params.count('"') // 2 if constructor is not None else 0
        return Where(file, ("call", ("global", scope), (_NOT_SEEN,) * count, ()))

    def _base(self, key: Key) -> Key | None:
        base = load(self._objects.shapes[key].base)
        if base == NULL:
            return None
        found = self._names.meant(Where(key[0], base))
        return (found.file, str(found.value[1])) if found.form == "function" else None


def _frozen(where: Where, depth: int) -> tuple[Any, ...]:
    """What a call says, with what stands for the parameters in it."""
    names: dict[Value, None] = {}
    _free(where.value, names)
    known = where.env or {}
    given: list[Any] = []
    for value in names if depth < _DEEP else ():
        name = value if value[0] == "each" else str(value[1])
        if name == THIS or (isinstance(name, str) and name.startswith(f"{NEW} ")):
            name = name if name in known else NEW
        if name in known:
            given.append((value, _frozen(known[name], depth + 1)))
    return where.file, where.value, tuple(given)


def _free(value: Value, found: dict[Value, None]) -> None:
    if value and value[0] in ("param", "each"):
        found.setdefault(value)
    for part in value:
        if isinstance(part, tuple):
            _free(part, found)
