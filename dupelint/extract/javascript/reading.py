"""One JavaScript file while its facts are gathered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS
from dupelint.extract.javascript.scope import arms, scope_path, text
from dupelint.extract.javascript.value import Reader, value
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import Arms, Gap, Span, ValueText, span
from dupelint.model.value import Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

STATEMENTS = frozenset(
    {
        "expression_statement", "lexical_declaration", "variable_declaration", "return_statement",
        "throw_statement", "if_statement", "for_statement", "for_in_statement", "while_statement",
        "do_statement", "switch_statement", "try_statement", "export_statement",
        "import_statement", "class_declaration", "function_declaration", "labeled_statement",
    }
)  # fmt: skip


class Reading:
    """The tree of one file, the facts found so far, the functions they stand in."""

    __slots__ = (
        "broken", "data", "facts", "functions", "leaving", "made", "responds", "returned",
        "tree", "unit", "wraps",
    )  # fmt: skip

    def __init__(self, unit: Unit, tree: Tree) -> None:
        self.unit = unit
        self.tree = tree
        self.data = unit.data
        self.facts: list[Fact] = []
        self.functions: dict[int, tuple[Node, ...]] = {}  # node id → path down to the function
        # Node id of a handler that a function makes → that, the name of what it is made of.
        self.made: dict[int, tuple[Node, str]] = {}
        self.leaving: dict[int, list[tuple[int, Node]]] = {}  # see `guards`
        self.wraps = False  # the file may hold functions that make handlers
        self.responds = False  # it may hold functions that make responses for handlers
        self.returned: dict[int, Value] = {}  # function's node id → what it returns
        self.broken = tree.root_node.has_error

    def text(self, node: Node | None) -> str:
        """Source text of a node, "" for none."""
        return "" if node is None else text(node, self.data)

    def value(self, node: Node, path: Sequence[Node]) -> Value:
        """The value of an expression whose ancestors are `path`."""
        return value(node, path, self.data)

    def opened(self, node: Node, path: Sequence[Node]) -> Value:
        """As `value`; what another class may have put into the object at hand stays a member of
        `("param", "this")`."""
        return Reader(self.data, opened=True).read(node, path)

    def stored(self, node: Node, path: Sequence[Node]) -> ValueText:
        """The value as a store column holds it."""
        return ValueText(dump(value(node, path, self.data)))

    def scope(self, path: Sequence[Node]) -> str:
        """Dotted path of the enclosing functions and classes."""
        return scope_path(path, self.data)

    def arms(self, path: Sequence[Node]) -> Arms:
        """Branch arms of a place."""
        return arms(path, self.data)

    def add(self, fact: Fact, path: Sequence[Node]) -> None:
        """Keep a fact; the functions it stands in become facts too.

        Where the parser recovered from an error around it, what was read is not to be trusted.
        """
        if self.broken and any(node.type == "ERROR" for node in path):
            kind: Any = type(fact)
            self.facts.append(Gap("parse", kind.__name__, fact.at))
            return
        self.facts.append(fact)
        self.note_functions(path)

    def note_functions(self, path: Sequence[Node]) -> None:
        """Functions and classes that hold a fact."""
        for index, node in enumerate(path):
            if node.type in FUNCTIONS or node.type in CLASSES:
                self.functions.setdefault(node.id, tuple(path[: index + 1]))


def span_of(node: Node) -> Span:
    """A node's bytes."""
    return span(node.start_byte, node.end_byte)


def statement(path: Sequence[Node]) -> Node:
    """The statement a node stands in, `export` included; within an arrow function without a
    block, the expression itself. `path` ends with the node."""
    for index in range(len(path) - 1, 0, -1):
        node = path[index]
        if node.type in STATEMENTS:
            above = path[index - 1]
            return above if above.type == "export_statement" else node
        if node.type in FUNCTIONS:
            return path[index + 1] if index + 1 < len(path) else node
    return path[-1]


def listed(names: Sequence[str]) -> str:
    """A JSON list of names."""
    return json.dumps(list(names), ensure_ascii=False, separators=(",", ":"))


def ancestors(path: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """(parent, child) pairs upwards from the last node of `path`."""
    for index in range(len(path) - 1, 0, -1):
        yield path[index - 1], path[index]
