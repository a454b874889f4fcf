"""The JavaScript classes that a class has its methods from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.model.facts import ClassBase
from dupelint.model.value import load

if TYPE_CHECKING:
    from dupelint.linking.symbols.names import Env, Names, Where

MAX_LINEAGE = 6  # classes that extend each other


def lineage(names: Names, made: Where) -> Iterator[tuple[ClassBase, Where]]:
    """Each class above one, the nearest first, with the statement that extends it."""
    here = made
    for _ in range(MAX_LINEAGE):
        base = names.bases.get((here.file, str(here.value[1])))
        if base is None:
            return
        here = names.follow(here.alone(load(base.base)))
        if here.form != "function":
            return
        yield base, here


def inherited(names: Names, made: Where, name: str, env: Env) -> Where | None:
    """A method that the objects of a class have from one above; `env`: the object at hand."""
    known: Env | None = env
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
