"""What the objects of JavaScript classes hold, with what the classes above give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.linking.symbols.constants import Key
from dupelint.linking.symbols.where import Env, Where, bind
from dupelint.model.facts import ClassShape
from dupelint.model.value import NULL, Value, load

if TYPE_CHECKING:
    from dupelint.linking.symbols.names import Names

NEW = "new"  # in an `Env`: the call that ran the constructor of the class at hand
THIS = "this"  # likewise: the call that made the object at hand, maybe of a class below
MAX_ABOVE = 6  # classes that extend one another


class Part(NamedTuple):
    """One class of an object: its own, or one above."""

    file: int
    scope: str
    env: Env  # what its methods know of the object


class Objects:
    """The classes that facts tell the shape of."""

    def __init__(self, shapes: Iterable[tuple[int, ClassShape]]) -> None:
        self.shapes: dict[Key, ClassShape] = {(file, shape.scope): shape for file, shape in shapes}
        self._fields: dict[Key, dict[str, Value]] = {}

    def fields(self, key: Key) -> dict[str, Value]:
        """What the constructor of a class leaves in an object."""
        known = self._fields.get(key)
        if known is None:
            shape = self.shapes.get(key)
            known = self._fields[key] = {} if shape is None else dict(load(shape.fields)[1:])
        return known

    def holder(self, file: int, scope: str) -> str:
        """The innermost class with a shape that a scope is or lies in, "" if none."""
        while scope:
            if (file, scope) in self.shapes:
                return scope
            scope = scope.rpartition(".")[0]
        return ""

    def parts(self, names: Names, instance: Where) -> Iterator[Part]:
        """The classes of the object that a call makes, its own first."""
        own = instance
        for _ in range(MAX_ABOVE):
            if own.form != "call":
                return
            made = names.meant(own.part(own.value[1]))
            scope = str(made.value[1])
            if made.form != "function" or not names.is_class(made.file, scope):
                return
            yield Part(made.file, scope, {NEW: own, THIS: instance})
            shape = self.shapes.get((made.file, scope))
            if shape is None or load(shape.base) == NULL:
                return
            own = self._above(names, own, made, shape)

    def _above(self, names: Names, own: Where, made: Where, shape: ClassShape) -> Where:
        """The call that a constructor makes of the one above; without a constructor, that gets
        everything."""
        above = load(shape.above)
        env: Env = {NEW: own}
        args: Value = tuple(above[1:])
        if above == NULL:
            for number, arg in enumerate(own.value[2]):
                env[f"#{number}"] = own.part(arg)
            args = tuple(("param", f"#{number}") for number in range(len(own.value[2])))
        else:
            env |= self.given(names, Part(made.file, shape.scope, env))
        return made._replace(value=("call", load(shape.base), args, ()), env=env)

    def given(self, names: Names, part: Part) -> Env:
        """What the parameters of a constructor stand for."""
        own = part.env[NEW]
        constructor = names.functions.get((part.file, f"{part.scope}.constructor"))
        if constructor is None:
            return {}
        return bind(part.file, constructor, own, own.value[2], own.value[3])

    def member(self, names: Names, instance: Where, name: str) -> Where | None:
        """A method or field of an object, None where no class of the project gives it."""
        for part in self.parts(names, instance):
            if (part.file, f"{part.scope}.{name}") in names.functions:
                value: Value | None = ("function", f"{part.scope}.{name}")
            else:
                value = self.fields((part.file, part.scope)).get(name)
            if value is not None:
                return instance._replace(file=part.file, value=value, env=part.env)
        return None


def made_by(method: Where, caller: Where) -> Env:
    """The object that a method belongs to: the one it was found on, else the caller's own."""
    for where in (method, caller):
        if where.env and NEW in where.env:
            return {key: where.env[key] for key in (NEW, THIS) if key in where.env}
    return {}
