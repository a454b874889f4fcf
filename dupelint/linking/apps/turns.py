"""The turns of loops over literal lists, each with the loop's variables bound."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import ApiMount, AppPass, Mount, Registration, Route
from dupelint.model.value import Value, load

Fact = Registration | AppPass | Route | Mount | ApiMount
MAX_UNROLLED = 200
# The values of a fact that a loop may run over.
_VALUES = {
    Registration: attrgetter("receiver", "blueprint", "name"),
    Mount: attrgetter("receiver", "path", "target"),
    ApiMount: attrgetter("receiver", "path", "target"),
    AppPass: attrgetter("callee", "args", "keywords"),
    Route: attrgetter("receiver", "path", "endpoint"),
}


def loops_of(fact: Fact) -> list[Value]:
    """The `("each", …)` parts of a fact's values."""
    texts: tuple[str, ...] = _VALUES[type(fact)](fact)
    return loops(*map(load, texts)) if '["each"' in "".join(texts) else []


def loops(*values: Value) -> list[Value]:
    """The `("each", …)` parts of values, those that others run over first."""
    found: dict[Value, None] = {}
    for value in values:
        _collect(value, found)
    return list(found)


def _collect(value: Value, found: dict[Value, None]) -> None:
    for part in value:
        if isinstance(part, tuple):
            _collect(part, found)
    if value and value[0] == "each":
        found.setdefault(value)


def turns(names: Names, file: int, each: list[Value], env: Env | None) -> Iterator[Env | None]:
    """Once per combination of items; a loop over what is not a literal list leaves its variable
    free, and is passed once."""
    if not each:
        yield env
        return
    first, *rest = each
    items = names.items(Where(file, first[1], env))
    if items is None:
        yield from turns(names, file, rest, env)
        return
    for item in items[:MAX_UNROLLED]:
        yield from turns(names, file, rest, {**(env or {}), first: item})
