"""One parsed Python file: its bytes, tree, scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.imports import bound_names
from dupelint.extract.python.scope import Scope, Statement
from dupelint.model.facts import Import, Span, ValueText, span
from dupelint.model.value import NULL, Value, dump
from dupelint.syntax.python_encoding import Code

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from dupelint.extract.python.gate import Marks
    from dupelint.extract.unit import Unit

_NULL = ValueText(dump(NULL))
_SIMPLE = frozenset({"expression_statement", "return_statement"})
_CHANGES = (b".append(", b".extend(", b".insert(", b".remove(", b".update(", b" += ")


class Source:
    """What every reader of facts is given. Offsets are those of the file's own bytes."""

    __slots__ = ("_encoding", "_last", "data", "marks", "root", "tree", "unit")

    def __init__(self, unit: Unit, code: Code, tree: Tree, marks: Marks) -> None:
        self.unit = unit
        self.marks = marks
        self.data = code.data
        self.tree = tree
        self.root = Scope(tree.root_node, code.data)
        self._last: tuple[Scope, Statement] | None = None  # located last, if it holds no other
        self._encoding = code.encoding

    def raw(self, node: Node) -> bytes:
        """The bytes of a node."""
        return self.data[node.start_byte : node.end_byte]

    def text(self, node: Node) -> str:
        """The text of a node, in the file's own encoding."""
        return self.decode(node.start_byte, node.end_byte)

    def decode(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.unit.data[start:end].decode(self._encoding, "replace")

    def imported(self, statement: Statement, scope: str) -> list[Import]:
        """The names that an import statement binds."""
        text = self.unit.data[statement.start : statement.end]
        context = statement.context
        return bound_names(
            text, statement.start, self._encoding, scope, int(context.type_only), context.arms
        )

    def locate(self, offset: int) -> tuple[Scope, Statement | None]:
        """The innermost scope and statement that hold the byte at `offset`."""
        last = self._last
        if last is not None and last[1].start <= offset < last[1].end:
            return last
        scope, statement = self.root.locate(offset)
        if statement is not None and statement.kind in _SIMPLE:
            self._last = scope, statement
        return scope, statement


def span_of(node: Node) -> Span:
    """The place of a node."""
    return span(node.start_byte, node.end_byte)


def said(value: Value) -> ValueText:
    """A value as facts hold it."""
    return _NULL if value == NULL else ValueText(dump(value))


def argument_nodes(source: Source, call: Node) -> tuple[list[Node], dict[str, Node], bool]:
    """Positional arguments, keyword arguments, whether `*a` or `**k` adds some that are not known.

    Positional arguments behind a `*a` are left out: their number is not known.
    """
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    spread = False
    arguments = call.child_by_field_name("arguments")
    if arguments is None:
        return positional, keywords, spread
    if arguments.type == "generator_expression":
        return [arguments], keywords, spread
    for child in arguments.named_children:
        kind = child.type
        if kind == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                keywords[source.text(name)] = value
        elif kind in ("list_splat", "dictionary_splat"):
            spread = True
        elif kind != "comment" and not spread:
            positional.append(child)
    return positional, keywords, spread


def is_mutated(source: Source, name: str) -> bool:
    """Whether a list or dict of this name is changed after it was written, anywhere in the file."""
    word = name.encode()
    return any(word + change in source.data for change in _CHANGES)
