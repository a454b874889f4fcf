"""Calls that a Python file makes when it is run, outside of every function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.looked_up import ENTRIES
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import Listener, ModuleCall

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_CALLS = 300  # of one file


def module_calls(reader: Reader) -> Iterator[ModuleCall]:
    """Of a file that looks like the start of a program: its statements that are calls."""
    stem = reader.source.unit.path.rpartition("/")[2].removesuffix(".py")
    listens = any(type(fact) is Listener and fact.scope for fact in reader.facts)
    if not listens and stem not in ENTRIES and b"__main__" not in reader.source.data:
        return
    count = 0
    for statement in reader.source.root.statements.items:
        if statement.kind != "expression_statement" or statement.context.type_only:
            continue
        call = _call(statement.node)
        callee = call.child_by_field_name("function") if call is not None else None
        if call is None or callee is None:
            continue
        count += 1
        if count > _MAX_CALLS:
            return
        positional, keywords, _ = argument_nodes(reader.source, call)
        guard = "main" if statement.context.main else "test" if statement.context.test else ""
        yield ModuleCall(
            reader.source.text(callee)[:200], said(reader.values.of(callee)),
            len(positional) + len(keywords), 0, guard, span_of(call),
        )  # fmt: skip


def _call(statement: Node) -> Node | None:
    """The call that a statement is, `await` and an assignment left aside."""
    node = statement.named_children[0] if statement.named_children else None
    while node is not None and node.type in ("assignment", "await", "parenthesized_expression"):
        right = node.child_by_field_name("right")
        node = right if node.type == "assignment" else next(iter(node.named_children), None)
    return node if node is not None and node.type == "call" else None
