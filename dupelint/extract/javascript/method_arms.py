"""Requests whose method depends on a condition, arm by arm: `method: id ? "PUT" : "POST"`.

A URL that depends on the same condition has, in each arm, the value that goes with the method.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import binding
from dupelint.extract.javascript.value import Assumed, Reader, condition
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYS = frozenset({"method", "type"})
_VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_MAX_CALL = 4_000  # bytes

Ternary = tuple["Node", Sequence["Node"]]


def arms_of(reading: Reading, path: Sequence[Node], where: Node, whole: bool) -> list[Value]:
    """("list", method, URL) of each arm of the request that `path` ends with; none where its method
    depends on nothing, or on what cannot be told.

    `where` holds the URL; `whole`: the URL is what the call itself gives back.
    """
    call = path[-1]
    data = reading.data
    size = call.end_byte - call.start_byte
    if size > _MAX_CALL or data.find(b"this.", call.start_byte, call.end_byte) >= 0:
        return []
    for given in arguments(call)[:3]:
        chosen = _chosen(reading, given, path)
        if chosen is not None:
            return _arms(reading, chosen, (call, path[:-1]) if whole else (where, path))
    return []


def chosen_arms(reading: Reading, node: Node, path: Sequence[Node], where: Node) -> list[Value]:
    """The same for `axios[method](url)`, where `node` is the method."""
    chosen = ternary(reading, node, path)
    return [] if chosen is None else _arms(reading, chosen, (where, path))


def _chosen(reading: Reading, given: Node, path: Sequence[Node]) -> Ternary | None:
    """The condition that the method in the options of a request depends on."""
    options, above = _bound(reading, given, path)
    if options is None or options.type != "object":
        return None
    for part in options.named_children:
        inner = (*above, options, part)
        if part.type == "shorthand_property_identifier" and reading.text(part) in _KEYS:
            return ternary(reading, part, inner[:-1])
        if part.type == "pair" and reading.text(part.child_by_field_name("key")) in _KEYS:
            value = part.child_by_field_name("value")
            return ternary(reading, value, inner) if value is not None else None
    return None


def _bound(
    reading: Reading, node: Node | None, path: Sequence[Node]
) -> tuple[Node | None, Sequence[Node]]:
    """An expression, or what the constant that it is was bound to."""
    held = peel(node)
    if held is not None and held.type in ("identifier", "shorthand_property_identifier"):
        found = binding(reading.text(held), path, reading.data)
        if found is not None and found.kind == "const" and not found.pattern:
            return peel(found.value), found.path
    return held, path


def ternary(reading: Reading, node: Node, path: Sequence[Node]) -> Ternary | None:
    """The conditional expression that a node is or was bound to, with its ancestors."""
    held, above = _bound(reading, node, path)
    return (held, above) if held is not None and held.type == "ternary_expression" else None


def _arms(reading: Reading, chosen: Ternary, url: tuple[Node, Sequence[Node]]) -> list[Value]:
    asked = chosen[0].child_by_field_name("condition")
    if asked is None:
        return []
    written, _ = condition(asked, reading.data)
    found: list[Value] = []
    for holds in (True, False):
        assumed = Assumed(written, holds)
        method = Reader(reading.data, assumed=assumed).read(*chosen)
        leads = Reader(reading.data, assumed=assumed).read(*url)
        if leads[0] == "object":
            leads = dict(leads[1:]).get("url", ("unresolved", "missing"))
        if method[0] != "str" or method[1].upper() not in _VERBS:
            return []
        found.append(("list", ("str", method[1].upper()), leads))
    return found
