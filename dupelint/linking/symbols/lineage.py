"""The JavaScript classes that a class has its methods from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.linking.symbols.objects import MAX_ABOVE, NEW
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import ClassBase
from dupelint.model.value import load

if TYPE_CHECKING:
    from dupelint.linking.symbols.names import Names


def lineage(names: Names, made: Where) -> Iterator[tuple[ClassBase, Where]]:
    """Each class above one, the nearest first, with the statement that extends it."""
    here = made
    for _ in range(MAX_ABOVE):
        base = names.bases.get((here.file, str(here.value[1])))
        if base is None:
            return
        here = names.meant(here.alone(load(base.base)))
        if here.form != "function":
            return
        yield base, here


def of_object(names: Names, instance: Where, made: Where, name: str) -> Where | None:
    """A method or field of an object of the class `made`."""
    held = names.objects.member(names, instance, name)
    if held is not None:
        return held._replace(steps=made.steps)
    return inherited(names, made, name, {NEW: instance})


def inherited(names: Names, made: Where, name: str, env: Env | None) -> Where | None:
    """A method of a class or of one above; `env`: what its code knows of the object at hand."""
    own = (made.file, f"{made.value[1]}.{name}")
    if names.is_function(own):
        return made._replace(value=("function", own[1]), env=env)
    known = env
    for base, above in lineage(names, made):
        if base.constructs:  # what it hands to the class above is not known
            known = None
        method = (above.file, f"{above.value[1]}.{name}")
        if names.is_function(method):
            return above._replace(value=("function", method[1]), env=known)
    return None


def constructing(names: Names, made: Where) -> Where:
    """The class whose constructor makes the objects of a class."""
    for base, above in lineage(names, made):
        if base.constructs:
            break
        made = above
    return made
