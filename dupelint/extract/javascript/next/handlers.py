"""The functions of a route file that requests are handed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import FUNCTIONS, Declaration, Table
from dupelint.extract.javascript.next.methods import read_methods
from dupelint.extract.javascript.next.responses import read_responses
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import module_table
from dupelint.extract.javascript.wrapping import note_wrapped, unwrapped
from dupelint.model.facts import Export
from dupelint.model.value import load

if TYPE_CHECKING:
    from tree_sitter import Node

VERBS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Path = tuple["Node", ...]


def read_verbs(reading: Reading) -> None:
    """The App Router: functions that are exported under the name of a method."""
    done: set[int] = set()
    for path in _exported(reading, VERBS):
        if path[-1].id not in done:
            done.add(path[-1].id)
            reading.note_functions(path)
            read_responses(reading, path)


def read_default(reading: Reading) -> None:
    """The Pages Router: the default export; what it answers is read as of Express."""
    for path in _exported(reading, frozenset({"default"})):
        reading.note_functions(path)
        read_methods(reading, path)


def _exported(reading: Reading, names: frozenset[str]) -> Iterator[Path]:
    """The path down to each function of the file that it exports under one of these names, or that
    what it exports is made of."""
    root = reading.tree.root_node
    table = module_table(root, reading.data)
    for fact in [fact for fact in reading.facts if type(fact) is Export and fact.name in names]:
        value = load(fact.value)
        declared = table.get(value[1]) if value[0] == "global" else None
        if declared is not None:
            path = _function(root, declared)
            held = declared.value
            if path is not None:
                yield path
            elif held is not None and held.type == "call_expression" and not declared.pattern:
                yield from _wrapped(reading, held, (root, *declared.path), table, fact)
        elif value == ("global", "default"):
            yield from _anonymous(root)
        elif fact.name == "default":
            for part in root.named_children:
                held = (
                    part.child_by_field_name("value") if part.type == "export_statement" else None
                )
                if held is not None and held.type == "call_expression":
                    yield from _wrapped(reading, held, (root, part), table, fact)


def _function(root: Node, declared: Declaration) -> Path | None:
    path = (root, *declared.path)
    if declared.kind == "function":
        return path
    held = declared.value
    if held is not None and held.type in FUNCTIONS and not declared.pattern:
        return (*path, held)
    return None


def _wrapped(
    reading: Reading, call: Node, above: Path, table: Table, fact: Export
) -> Iterator[Path]:
    """The function that `wrap(handler)` is made of."""
    found = unwrapped(reading, call, above)
    if found is None:
        return
    inner: Path | None = found[0]
    if found[0][-1].type not in FUNCTIONS:
        declared = table.get(reading.text(found[0][-1]))
        inner = _function(above[0], declared) if declared is not None else None
    if inner is not None:
        note_wrapped(reading, inner[-1], found[1], above, fact.at, fact.name)
        yield inner


def _anonymous(root: Node) -> Iterator[Path]:
    """`export default (req, res) => …`"""
    for part in root.named_children:
        if part.type == "export_statement":
            held = part.child_by_field_name("value") or part.child_by_field_name("declaration")
            if held is not None and held.type in FUNCTIONS:
                yield root, part, held
