"""Classes whose objects hold routes, with what these objects hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import CLASSES, members
from dupelint.extract.javascript.functions import returned_value
from dupelint.extract.javascript.members import fields, is_open
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import walk_to
from dupelint.extract.javascript.value import BUDGET, Reader
from dupelint.extract.javascript.walks import pass_on
from dupelint.model.facts import (
    App,
    AppPass,
    Blueprint,
    ClassShape,
    Handler,
    Mount,
    Route,
    ValueText,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_HELD = (Route, Mount, App, Blueprint, AppPass, Handler)
_OWN_CALL = lazy(rb"this\.([\w$]+)\s*\(")
_ABOVE = lazy(rb"super(?=\s*\()")
_GIVES = lazy(rb"\breturn\s+(?:this\.|[\"'`])")
_HINTS = (b"constructor(", b" extends ")
_ROUTED = lazy(rb"(?:App|Api|API|Server|Application|Routes?|Routers?|Controllers?)\b")
_PAGE = lazy(rb"extends\s+[\w$.]*(?:Component|Element)\b")  # its `setState` is React's
_MOST_CALLS = 60
_MOST_METHOD = 400  # bytes of one that only gives out a field


def read_shapes(reading: Reading) -> None:
    """Each class that a fact of routing stands in, and each abstract one."""
    holding = {fact.scope for fact in reading.facts if isinstance(fact, _HELD) and fact.scope}
    found = {path[-1].id: path for path in reading.functions.values() if path[-1].type in CLASSES}
    for path in _declared(reading) if any(word in reading.data for word in _HINTS) else ():
        found.setdefault(path[-1].id, path)
    for path in found.values():
        scope = reading.scope(path)
        inside = f"{scope}."
        held = any(one == scope or one.startswith(inside) for one in holding)
        if held or _calls_below(reading, path[-1]) or _extends(reading, path[-1]):
            _read(reading, path, scope)


def _extends(reading: Reading, holder: Node) -> bool:
    """Whether a class extends one that is named like what holds routes."""
    above = next((part for part in holder.children if part.type == "class_heritage"), None)
    if above is None:
        return False
    return _ROUTED.search(reading.data, above.start_byte, above.end_byte) is not None


def _calls_below(reading: Reading, holder: Node) -> bool:
    """Whether a class calls what only one that extends it can define."""
    body = holder.child_by_field_name("body")
    if body is None or _PAGE.search(reading.data, holder.start_byte, body.start_byte) is not None:
        return False
    called = _OWN_CALL.finditer(reading.data, holder.start_byte, holder.end_byte)
    names = {match[1].decode("utf-8", "replace") for match in called}
    if not names:
        return False
    own = {
        name
        for name, parts in members(body, reading.data).items()
        if any(part.type != "abstract_method_signature" for part in parts)
    }
    return any(
        f"this.{name} =".encode() not in reading.data[holder.start_byte : holder.end_byte]
        for name in names - own
    )


def _declared(reading: Reading) -> Iterator[tuple[Node, ...]]:
    """The classes that the module declares."""
    root = reading.tree.root_node
    for node in root.named_children:
        path: tuple[Node, ...] = (root, node)
        if node.type == "export_statement":
            declared = node.child_by_field_name("declaration") or node.child_by_field_name("value")
            path = (root, node, declared) if declared is not None else path
        if path[-1].type in CLASSES:
            yield path


def _read(reading: Reading, path: tuple[Node, ...], scope: str) -> None:
    holder = path[-1]
    reader = Reader(reading.data, BUDGET * 4, opened=True)
    held = (*fields(reader, path), *_given_out(reading, path))
    reading.add(
        ClassShape(
            scope, _said(_base(reading, path)), _said(_above(reading, path)),
            _said(("object", *held)), int(is_open(holder)),
            int(holder.type == "abstract_class_declaration"), span_of(holder),
        ),
        path,
    )  # fmt: skip
    _own_calls(reading, path)


def _base(reading: Reading, path: Sequence[Node]) -> Value:
    heritage = next((part for part in path[-1].children if part.type == "class_heritage"), None)
    node = next(iter(heritage.named_children), None) if heritage is not None else None
    if node is not None and node.type == "extends_clause":
        node = node.child_by_field_name("value")
    if node is None or node.type == "implements_clause":
        return NULL
    return reading.value(node, path[:-1])


def _above(reading: Reading, path: Sequence[Node]) -> Value:
    """What a constructor hands to that of the class above; null where it has none."""
    holder = path[-1]
    for match in _ABOVE.finditer(reading.data, holder.start_byte, holder.end_byte):
        inner = walk_to(path, match.start())
        call = inner[-2]
        if inner[-1].type == "super" and call.type == "call_expression":
            return ("list", *(reading.opened(node, inner[:-1]) for node in arguments(call)))
    return NULL


def _given_out(reading: Reading, path: Sequence[Node]) -> Iterator[tuple[str, Value]]:
    """Getters that give out one value; methods that do are noted as functions."""
    body = path[-1].child_by_field_name("body")
    for part in body.named_children if body is not None else ():
        if part.type != "method_definition" or part.end_byte - part.start_byte > _MOST_METHOD:
            continue
        if _GIVES.search(reading.data, part.start_byte, part.end_byte) is None or body is None:
            continue
        inner = (*path, body, part)
        value = returned_value(reading, inner)
        if value[0] == "unresolved":
            continue
        if any(child.type == "get" for child in part.children):
            yield reading.text(part.child_by_field_name("name")), value
        else:
            reading.note_functions(inner)


def _own_calls(reading: Reading, path: Sequence[Node]) -> None:
    """`this.routes()` where another class may define what that calls."""
    holder = path[-1]
    done = {fact.at for fact in reading.facts if isinstance(fact, AppPass)}
    found = _OWN_CALL.finditer(reading.data, holder.start_byte, holder.end_byte)
    offsets = [match.start(1) for match in found][:_MOST_CALLS]
    for _, inner in descend(reading.tree, offsets):
        if len(inner) < 4 or inner[-2].type != "member_expression":
            continue
        call, above = inner[-3], inner[-4]
        if call.type != "call_expression" or call.child_by_field_name("function") != inner[-2]:
            continue
        if above.type not in ("expression_statement", "await_expression"):
            continue
        if span_of(call) not in done and reading.opened(inner[-2], inner[:-2])[0] == "member":
            pass_on(reading, inner[:-2])


def _said(value: Value) -> ValueText:
    return ValueText(dump(value))
