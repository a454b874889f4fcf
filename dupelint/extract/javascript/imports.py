"""Imports, requires, re-exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import names
from dupelint.extract.javascript.import_text import plain_import
from dupelint.extract.javascript.literals import string_text
from dupelint.extract.javascript.modules import loaded
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import NO_ARMS, Import

if TYPE_CHECKING:
    from tree_sitter import Node

_TRANSPARENT = frozenset(
    {"await_expression", "parenthesized_expression", "as_expression", "satisfies_expression",
     "non_null_expression"}
)  # fmt: skip


def read_import(reading: Reading, node: Node) -> None:
    """An `import` statement."""
    if not reading.broken:
        plain = plain_import(reading.data[node.start_byte : node.end_byte])
        if plain is not None:
            module, at = plain.module, span_of(node)
            reading.facts += [
                Import(name, module, symbol, "", "import", gone, NO_ARMS, at)
                for name, symbol, gone in plain.names
            ]
            return
    source = node.child_by_field_name("source")
    type_only = int(any(child.type == "type" for child in node.children))
    at, path = span_of(node), (reading.tree.root_node, node)
    required = next((c for c in node.named_children if c.type == "import_require_clause"), None)
    if required is not None:
        inner = required.child_by_field_name("source")
        if inner is not None:
            name = reading.text(required.named_children[0])
            module = string_text(inner, reading.data)
            reading.add(Import(name, module, "", "", "require", type_only, NO_ARMS, at), path)
        return
    if source is None:
        return
    module = string_text(source, reading.data)
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    found = list(_clause(reading, clause)) if clause is not None else [("", "", 0)]
    for name, symbol, is_type in found or [("", "", 0)]:
        gone = int(type_only or is_type)
        reading.add(Import(name, module, symbol, "", "import", gone, NO_ARMS, at), path)


def _clause(reading: Reading, clause: Node) -> Iterator[tuple[str, str, int]]:
    """(local name, symbol, type only)."""
    for part in clause.named_children:
        if part.type == "identifier":
            yield reading.text(part), "default", 0
        elif part.type == "namespace_import":
            yield reading.text(part.named_children[-1] if part.named_children else None), "", 0
        elif part.type == "named_imports":
            for item in part.named_children:
                if item.type == "import_specifier":
                    yield _specifier(reading, item)


def _specifier(reading: Reading, item: Node) -> tuple[str, str, int]:
    name = reading.text(item.child_by_field_name("name")).strip("'\"")
    alias = reading.text(item.child_by_field_name("alias")).strip("'\"")
    is_type = int(any(child.type in ("type", "typeof") for child in item.children))
    return alias or name, name, is_type


def read_reexport(reading: Reading, node: Node) -> None:
    """`export … from "module"`."""
    source = node.child_by_field_name("source")
    if source is None:
        return
    module, at = string_text(source, reading.data), span_of(node)
    gone = int(any(child.type == "type" for child in node.children))
    path = (reading.tree.root_node, node)
    rows: list[tuple[str, str, int]] = []
    for part in node.children:
        if part.type == "*":
            rows.append(("", "*", 0))
        elif part.type == "namespace_export":
            rows.append((reading.text(part.named_children[-1]).strip("'\""), "", 0))
        elif part.type == "export_clause":
            rows += [
                _specifier(reading, item)
                for item in part.named_children
                if item.type == "export_specifier"
            ]
    for name, symbol, is_type in rows:
        kind = int(gone or is_type)
        reading.add(Import(name, module, symbol, "", "reexport", kind, NO_ARMS, at), path)


def read_load(reading: Reading, path: Sequence[Node]) -> None:
    """`require("x")` or `import("x")` wherever it stands; `path` ends with the callee."""
    while len(path) > 2 and path[-2].type == "import":  # the keyword within its node
        path = path[:-1]
    if len(path) < 2 or path[-2].type != "call_expression":
        return
    call = path[-2]
    module = loaded(call, reading.data)
    if not module:
        return
    form = "dynamic" if path[-1].type == "import" else "require"
    above = list(path[:-1])
    keys: list[str] = []
    while len(above) > 1:
        outer = above[-2]
        if outer.type == "member_expression" and outer.child_by_field_name("object") == above[-1]:
            keys.append(reading.text(outer.child_by_field_name("property")))
        elif outer.type not in _TRANSPARENT:
            break
        above.pop()
    parent = above[-2] if len(above) > 1 else None
    scope, arms = reading.scope(path), reading.arms(path)
    target = None
    if parent is not None and parent.type == "variable_declarator":
        target = parent.child_by_field_name("name")
    at = span_of(call)
    symbol = keys[0] if keys else ""
    rows = [("", symbol)]
    if target is not None:
        bound = [(name, [*keys, *inner]) for name, inner, _ in names(target, reading.data)]
        rows = [(name, whole[0] if whole else "") for name, whole in bound if len(whole) < 2]
        rows = [(n, "" if s == "..." else s) for n, s in rows] or [("", "")]
    for name, found in rows:
        reading.add(Import(name, module, found, scope, form, 0, arms, at), path)
