"""The functions of a route file that requests are handed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.next.methods import read_methods
from dupelint.extract.javascript.next.responses import read_responses
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import module_table
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
    """The path down to each function of the file that it exports under one of these names."""
    root = reading.tree.root_node
    table = module_table(root, reading.data)
    for fact in [fact for fact in reading.facts if type(fact) is Export and fact.name in names]:
        value = load(fact.value)
        declared = table.get(value[1]) if value[0] == "global" else None
        if declared is not None:
            held = declared.value
            path = (root, *declared.path)
            if declared.kind == "function":
                yield path
            elif held is not None and held.type in FUNCTIONS and not declared.pattern:
                yield (*path, held)
        elif value == ("global", "default"):
            yield from _anonymous(root)


def _anonymous(root: Node) -> Iterator[Path]:
    """`export default (req, res) => …`"""
    for part in root.named_children:
        if part.type == "export_statement":
            held = part.child_by_field_name("value") or part.child_by_field_name("declaration")
            if held is not None and held.type in FUNCTIONS:
                yield root, part, held
