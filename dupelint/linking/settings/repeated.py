"""Keys that stand twice in one mapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dupelint.linking.files import Files
from dupelint.model.facts import EnvDefinition, Process, Span
from dupelint.model.wiring import RepeatedKey
from dupelint.store import Store

_FORMS = frozenset({"dotenv", "compose"})


def link_repeated(store: Store, files: Files) -> None:
    """Fill `repeated_key`."""
    store.fill(RepeatedKey, [*_variables(store, files), *_processes(store, files)])


def _variables(store: Store, files: Files) -> Iterator[RepeatedKey]:
    places: dict[tuple[int, str, str, str], dict[Span, str]] = defaultdict(dict)
    for file, fact in store.facts(EnvDefinition):
        if fact.origin in _FORMS and files.in_force(file):
            places[file, fact.origin, fact.group, fact.name][fact.at] = fact.value
    for (_, form, _, name), found in places.items():
        *earlier, (last, value) = sorted(found.items())
        if _builds_on(name, value):
            continue
        for at, other in earlier:
            yield RepeatedKey(name, form, int(other == value), last, at)


def _builds_on(name: str, value: str) -> bool:
    """`PATH=$PATH:/x` goes on from what stands above."""
    return f"${name}" in value or f"${{{name}" in value


def _processes(store: Store, files: Files) -> Iterator[RepeatedKey]:
    places: dict[tuple[int, str], dict[Span, str]] = defaultdict(dict)
    for file, fact in store.facts(Process):
        if fact.origin == "procfile" and files.in_force(file):
            places[file, fact.name][fact.at] = fact.command
    for (_, name), found in places.items():
        *earlier, (last, command) = sorted(found.items())
        for at, other in earlier:
            yield RepeatedKey(name, "procfile", int(other == command), last, at)
