"""Paths of pages: `<Route path="…" element={<Page />} />`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import ClientRoute, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_ROUTE = lazy(rb"<(?:\w*Route)\b")
_TAGS = frozenset({"jsx_self_closing_element", "jsx_opening_element"})
_COMPONENTS = ("element", "component", "Component")
MOST = 500


def read_client_routes(reading: Reading) -> None:
    """Every route of a page that says its path."""
    if b"Route" not in reading.data:
        return
    offsets = [match.start() + 1 for match in _ROUTE.finditer(reading.data)][:MOST]
    for _, path in descend(reading.tree, offsets):
        if not 2 < len(path) < MAX_DEPTH or path[-2].type not in _TAGS:
            continue
        if _name(reading, path[-2]).endswith("Route"):
            _read(reading, path[:-1])


def _read(reading: Reading, path: Sequence[Node]) -> None:
    """`path` ends with the opening tag, or with the tag that closes itself."""
    tag = path[-1]
    own = _text(reading, tag, "path", path)
    if own is None or _attribute(reading, tag, "index") is not None:
        return
    element = len(path) - 1 if tag.type == "jsx_self_closing_element" else len(path) - 2
    above: list[str] = []
    group = tag
    for node in reversed(path[:element]):
        if node.type != "jsx_element":
            if node.type not in ("jsx_fragment", "jsx_expression", "parenthesized_expression"):
                break
            continue
        opening = node.child_by_field_name("open_tag") or node.named_children[0]
        if _name(reading, opening).endswith("Route"):
            outer = _text(reading, opening, "path", path)
            if outer is None and _attribute(reading, opening, "path") is not None:
                return
            above.append(outer or "")
        else:
            group = node
            break
    whole = own if own.startswith("/") else "/".join([*reversed(above), own])
    if path[element].type == "jsx_element" and _holds_routes(reading, path[element]):
        return  # a layout
    exact = int(_attribute(reading, tag, "exact") is not None)
    shown = _component(reading, path[element], tag, path)
    reading.add(
        ClientRoute(
            "/" + whole.strip("/"),
            ValueText(dump(shown)),
            exact,
            span_of(group),
            span_of(path[element]),
        ),
        path,
    )


def _holds_routes(reading: Reading, element: Node) -> bool:
    return _ROUTE.search(reading.data, element.start_byte + 1, element.end_byte) is not None


def _component(reading: Reading, element: Node, tag: Node, path: Sequence[Node]) -> Value:
    """The one component that a route shows."""
    for name in _COMPONENTS:
        given = _attribute(reading, tag, name)
        if given is not None:
            return _of(reading, given, path)
    if element.type == "jsx_element":
        inner = [
            child
            for child in element.named_children
            if child.type in ("jsx_self_closing_element", "jsx_element")
        ]
        if len(inner) == 1:
            return _of(reading, inner[0], path)
    return NULL


def _of(reading: Reading, node: Node, path: Sequence[Node]) -> Value:
    if node.type == "jsx_expression":
        held = [child for child in node.named_children if child.type != "comment"]
        return _of(reading, held[0], path) if held else NULL
    if node.type == "jsx_self_closing_element":
        name = node.child_by_field_name("name")
        return reading.value(name, path) if name is not None else NULL
    return reading.value(node, path) if node.type in ("identifier", "member_expression") else NULL


def _name(reading: Reading, tag: Node) -> str:
    return reading.text(tag.child_by_field_name("name"))


def _attribute(reading: Reading, tag: Node, name: str) -> Node | None:
    """The value of an attribute; the attribute itself where it has none."""
    for part in tag.named_children:
        if part.type == "jsx_attribute" and reading.text(part.named_children[0]) == name:
            return part.named_children[1] if len(part.named_children) > 1 else part
    return None


def _text(reading: Reading, tag: Node, name: str, path: Sequence[Node]) -> str | None:
    node = _attribute(reading, tag, name)
    if node is not None and node.type == "jsx_expression" and node.named_children:
        node = node.named_children[0]
    if node is None or node.type not in ("string", "template_string", "identifier"):
        return None
    value = reading.value(node, path)
    return str(value[1]) if value[0] == "str" else None
