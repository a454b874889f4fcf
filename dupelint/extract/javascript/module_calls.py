"""Calls that run when the module is loaded, outside of every function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.creations import framework
from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS
from dupelint.extract.javascript.guards import guard
from dupelint.extract.javascript.modules import loaded
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import ModuleCall, ValueText
from dupelint.model.value import dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_NESTING = 12
_MAX_CALLS = 300  # of one file; more is generated, or a table
_MAX_CALLEE = 80
_CALLS = frozenset({"call_expression", "new_expression"})
_SKIPPED = (
    FUNCTIONS
    | CLASSES
    | {"import_statement", "string", "template_string", "comment", "interface_declaration",
       "type_alias_declaration", "arguments", "object", "array", "jsx_element"}
)  # fmt: skip
_HARMLESS = frozenset({"require", "Number", "String", "parseInt", "Boolean", "Symbol"})


def read_module_calls(reading: Reading) -> None:
    """A fact for the outermost call of every expression at module level."""
    root = reading.tree.root_node
    waiting: list[tuple[Node, ...]] = [(root, node) for node in reversed(root.named_children)]
    count = 0
    while waiting and count < _MAX_CALLS:
        path = waiting.pop()
        node = path[-1]
        if node.type in _CALLS:
            count += _emit(reading, path)
        elif node.type not in _SKIPPED and len(path) < _MAX_NESTING:
            waiting.extend((*path, child) for child in reversed(node.named_children))


def _emit(reading: Reading, path: tuple[Node, ...]) -> int:
    """One fact, none for a call that only loads or makes something known."""
    call = path[-1]
    inner = call
    for _ in range(8):  # `main().catch(…)`: what is called first
        callee = inner.child_by_field_name("function") or inner.child_by_field_name("constructor")
        owner = callee.child_by_field_name("object") if callee is not None else None
        if owner is None or owner.type not in _CALLS or loaded(owner, reading.data):
            break
        inner = owner
    callee = inner.child_by_field_name("function") or inner.child_by_field_name("constructor")
    if callee is None or loaded(inner, reading.data):
        return 0
    if framework(inner, path, reading.data):
        return 0
    written = "(…)"
    value = unresolved("call")
    short = callee.end_byte - callee.start_byte <= _MAX_CALLEE
    if short and callee.type in ("identifier", "member_expression"):
        written = reading.text(callee)
        value = reading.value(callee, path)
    if written in _HARMLESS:
        return 0
    given = len(arguments(inner))
    fact = ModuleCall(
        written, ValueText(dump(value)), given, int(inner.type == "new_expression"),
        guard(reading, path), span_of(call),
    )  # fmt: skip
    reading.add(fact, path)
    return 1
