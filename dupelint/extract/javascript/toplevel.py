"""Module-level statements: imports, exports, constants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS, extended, members, names
from dupelint.extract.javascript.dependencies import dependencies
from dupelint.extract.javascript.functions import note_simple
from dupelint.extract.javascript.imports import read_import, read_reexport
from dupelint.extract.javascript.instances import Client, client_of_value
from dupelint.extract.javascript.listeners import read_default_server
from dupelint.extract.javascript.literals import string_text
from dupelint.extract.javascript.modules import origin_of, peel
from dupelint.extract.javascript.next.responses import read_responder
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.rtk.bases import base_of_api, base_of_query
from dupelint.extract.javascript.scope import Binding, memory_of, module_table
from dupelint.extract.javascript.unparsed import EXTENDED_ANYWHERE
from dupelint.extract.javascript.value import Reader
from dupelint.extract.javascript.wrapping import may_wrap, read_defined, read_wrapper
from dupelint.model.facts import (
    NO_ARMS,
    Assignment,
    ClassBase,
    Export,
    Import,
    RuntimeHint,
    Span,
    ValueText,
)
from dupelint.model.next_paths import ROUTE_HANDLER
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_CONSTANT = 4_000  # bytes: larger literals are data, not wiring
_MAX_EXPORTS = 20_000
_MAX_MEMBER = 400
_MAX_OBJECTS = 4  # object literals in each other
_TYPED = ("as_expression", "satisfies_expression")
_REACT_OWN = (".propTypes", ".defaultProps", ".displayName", ".contextTypes")
_RTK = (b"createApi(", b"injectEndpoints(", b"fetchBaseQuery(")
_DIRECTIVES = {"use client": "use-client", "use server": "use-server"}


def read_module(reading: Reading) -> None:
    """Facts of the statements that stand directly in the module."""
    root = reading.tree.root_node
    statements = root.named_children
    reading.wraps = may_wrap(reading.data)
    reading.responds = b"Response" in reading.data and not ROUTE_HANDLER.search(reading.unit.path)
    _imports(reading, statements)
    prologue = True
    for node in statements:
        if node.type == "comment" or node.type == "hash_bang_line":
            continue
        prologue = prologue and _directive(reading, node)
        match node.type:
            case "export_statement":
                _export(reading, node)
                read_default_server(reading, node)
            case "expression_statement":
                _expression(reading, node)
            case "function_declaration" | "generator_function_declaration":
                _function(reading, (root, node))
            case "class_declaration" | "abstract_class_declaration":
                _class(reading, (root, node))
    _constants(reading)


def _imports(reading: Reading, statements: Sequence[Node]) -> None:
    for node in statements:
        if node.type == "import_statement":
            read_import(reading, node)
    imported = {fact.module for fact in reading.facts if type(fact) is Import}
    memory = memory_of(reading.tree.root_node, reading.data)
    memory.dependencies = dependencies(reading.data, imported)


def _directive(reading: Reading, node: Node) -> bool:
    if node.type != "expression_statement" or not node.named_children:
        return False
    inner = node.named_children[0]
    if inner.type != "string":
        return False
    hint = _DIRECTIVES.get(string_text(inner, reading.data))
    if hint is not None:
        reading.add(RuntimeHint(hint, span_of(node)), ())
    return True


def _constants(reading: Reading) -> None:
    """Every module-level binding whose value can be said."""
    root = reading.tree.root_node
    for name, found in module_table(root, reading.data).items():
        if found.kind not in ("const", "let", "var"):
            continue
        path = (root, *found.path)
        bound = Binding(
            name, found.kind, found.node, found.value, found.pattern, path, found.default, 1
        )
        node = found.value
        if found.node.type == "enum_declaration":
            _enum(reading, name, found.node)
            continue
        if node is not None and node.type in FUNCTIONS:
            _function(reading, (*path, node))
            continue
        if node is not None and node.type in CLASSES:
            _class(reading, (*path, node))
            continue
        if origin_of(bound, reading.data) is not None:
            continue
        if node is not None and node.type == "call_expression" and not found.pattern:
            _defined(reading, name, node, path)
        base = _rtk_base(reading, node, path)
        if base is not None:
            _assignment(reading, name, ("object", ("baseURL", base)), path, span_of(found.node))
            continue
        if node is not None and node.end_byte - node.start_byte > _MAX_CONSTANT:
            continue
        made = client_of_value(node, path, reading.data) if node is not None else None
        known = _settings(made) if made is not None else Reader(reading.data).follow(bound)
        _assignment(reading, name, known, path, span_of(found.node))
        if node is not None:
            _methods(reading, path, node)


def _function(reading: Reading, path: Sequence[Node]) -> None:
    """A function of the module: what it returns, what it makes, what it answers."""
    note_simple(reading, path)
    if reading.wraps and path[-1].type in FUNCTIONS:
        read_wrapper(reading, tuple(path))
    if reading.responds:
        read_responder(reading, tuple(path))


def _defined(reading: Reading, name: str, node: Node, path: Sequence[Node]) -> None:
    if reading.wraps:
        read_defined(reading, name, node, tuple(path))


def _rtk_base(reading: Reading, node: Node | None, path: Sequence[Node]) -> Value | None:
    """An API of RTK Query, or a base query, reads as the address that is in front of it."""
    if not any(word in reading.data for word in _RTK):
        return None
    if node is None or node.type not in ("call_expression", "as_expression"):
        return None
    source = reading.data[node.start_byte : node.start_byte + _MAX_MEMBER]
    if b"fetchBaseQuery(" in source and not source.startswith(b"createApi"):
        return base_of_query(node, path, reading.data)
    return base_of_api(node, path, reading.data)


def _settings(client: Client) -> Value:
    """An HTTP client instance reads as the settings it was made with."""
    base = ("baseURL", ("str", "") if client.base == NULL else client.base)
    if client.library != "axios":
        return ("object", base)
    return ("object", base, ("withCredentials", ("str", client.credentials)))


def _methods(reading: Reading, path: Sequence[Node], holder: Node, depth: int = 0) -> None:
    """Functions of an object literal, and of those in it: `const api = {url: (p) => BASE + p}`."""
    if holder.type in _TYPED and holder.named_children:
        path, holder = (*path, holder), holder.named_children[0]
    if holder.type != "object" or depth > _MAX_OBJECTS:
        return
    for part in holder.named_children:
        if part.type == "method_definition":
            note_simple(reading, (*path, holder, part))
        elif part.type == "pair":
            value = part.child_by_field_name("value")
            if value is None:
                continue
            if value.type in FUNCTIONS:
                note_simple(reading, (*path, holder, part, value))
            elif value.type in ("object", *_TYPED):
                _methods(reading, (*path, holder, part), value, depth + 1)


def _assignment(reading: Reading, name: str, known: Value, path: Sequence[Node], at: Span) -> None:
    if known[0] != "unresolved" and known != ("global", name):
        arms = reading.arms(path)
        reading.add(Assignment(name, ValueText(dump(known)), arms, at), path)


def _enum(reading: Reading, name: str, node: Node) -> None:
    body = node.child_by_field_name("body")
    pairs: list[tuple[str, Value]] = []
    following = 0
    for part in body.named_children if body is not None else ():
        if part.type == "enum_assignment":
            value = part.child_by_field_name("value")
            key = reading.text(part.child_by_field_name("name")).strip("'\"")
            if value is not None:
                known = reading.value(value, (reading.tree.root_node, node))
                pairs.append((key, known))
                following = known[1] + 1 if known[0] == "num" else following
        elif part.type in ("property_identifier", "string"):
            pairs.append((reading.text(part).strip("'\""), ("num", following)))
            following += 1
    path = (reading.tree.root_node, node)
    value_text = ValueText(dump(("object", *pairs)))
    reading.add(Assignment(name, value_text, NO_ARMS, span_of(node)), path)


def _class(reading: Reading, path: Sequence[Node]) -> None:
    """Static fields with plain values; methods that return one simple value."""
    holder = path[-1]
    body = holder.child_by_field_name("body")
    name = reading.scope(path)
    _base(reading, path, name)
    for part in body.named_children if body is not None else ():
        inner = (*path, body) if body is not None else path
        if part.type == "method_definition":
            note_simple(reading, (*inner, part))
        elif part.type in ("public_field_definition", "field_definition"):
            label = part.child_by_field_name("name") or part.child_by_field_name("property")
            value = part.child_by_field_name("value")
            if value is None or label is None:
                continue
            if value.type in FUNCTIONS:
                note_simple(reading, (*inner, part, value))
            elif f".{reading.text(label)}" in _REACT_OWN:
                continue
            elif any(child.type == "static" for child in part.children):
                known = reading.value(value, (*inner, part))
                _assignment(reading, f"{name}.{reading.text(label)}", known, inner, span_of(part))


def _base(reading: Reading, path: Sequence[Node], name: str) -> None:
    clause = extended(path[-1])
    if clause is None or clause.type not in ("identifier", "member_expression"):
        return
    value = reading.value(clause, path[:-1])
    if value[0] == "unresolved" or EXTENDED_ANYWHERE.match(reading.text(clause).encode()):
        return
    body = path[-1].child_by_field_name("body")
    held = members(body, reading.data) if body is not None else {}
    constructs = int("constructor" in held)
    reading.facts.append(ClassBase(name, ValueText(dump(value)), constructs, span_of(clause)))


# --- exports -------------------------------------------------------------------------------------


def _export(reading: Reading, node: Node) -> None:
    root = reading.tree.root_node
    if node.child_by_field_name("source") is not None:
        read_reexport(reading, node)
        return
    declared = node.child_by_field_name("declaration")
    default = any(child.type == "default" for child in node.children)
    value = node.child_by_field_name("value")
    if declared is not None:
        if declared.type in ("function_declaration", "generator_function_declaration"):
            _function(reading, (root, node, declared))
        elif declared.type in CLASSES:
            _class(reading, (root, node, declared))
        for name in _declared(reading, declared):
            _give(reading, "default" if default else name, ("global", name), node)
        return
    if value is not None:
        _give(reading, "default", _given(reading, value, (root, node)), node)
        if value.type in FUNCTIONS:
            _function(reading, (root, node, value))
        return
    for part in node.named_children:
        for item in part.named_children if part.type == "export_clause" else ():
            name = reading.text(item.child_by_field_name("name"))
            alias = reading.text(item.child_by_field_name("alias")).strip("'\"")
            if name:
                _give(reading, alias or name, ("global", name), node)
        if part.type == "identifier":  # TypeScript's `export = x`
            _give(reading, "default", ("global", reading.text(part)), node)


def _declared(reading: Reading, declared: Node) -> list[str]:
    if declared.type in ("lexical_declaration", "variable_declaration"):
        found: list[str] = []
        for part in declared.named_children:
            target = part.child_by_field_name("name")
            if part.type == "variable_declarator" and target is not None:
                found += [name for name, _, _ in names(target, reading.data)]
        return found
    if declared.type in ("interface_declaration", "type_alias_declaration"):
        return []
    name = declared.child_by_field_name("name")
    return [reading.text(name) if name is not None else "default"]


def _given(reading: Reading, node: Node, path: Sequence[Node]) -> Value:
    peeled = peel(node)
    if peeled is not None and (peeled.type in FUNCTIONS or peeled.type in CLASSES):
        return ("global", reading.scope((*path, node) if peeled == node else path) or "default")
    made = client_of_value(node, path, reading.data)
    return _settings(made) if made is not None else reading.value(node, path)


def _give(reading: Reading, name: str, value: Value, node: Node) -> None:
    path = (reading.tree.root_node, node)
    if name:
        reading.add(Export(name, ValueText(dump(value)), span_of(node)), path)


def _expression(reading: Reading, node: Node) -> None:
    """`module.exports = …`, `exports.a = …`, `config.port = 3000`."""
    inner = node.named_children[0] if node.named_children else None
    path: tuple[Node, ...] = (reading.tree.root_node, node)
    targets: list[str] = []
    while inner is not None and inner.type == "assignment_expression" and len(path) < 10:
        left = inner.child_by_field_name("left")
        if left is None or left.type not in ("member_expression", "identifier"):
            return
        targets.append(reading.text(left))
        path = (*path, inner)
        inner = inner.child_by_field_name("right")
    if inner is None or not targets:
        return
    if targets[-1].endswith(_REACT_OWN):
        return
    exported = any(target.startswith(("module.exports", "exports")) for target in targets)
    if inner.end_byte - inner.start_byte > (_MAX_EXPORTS if exported else _MAX_MEMBER):
        return
    if inner.type in FUNCTIONS or inner.type in CLASSES:
        value: Value = ("global", reading.scope((*path, inner)))
        _function(reading, (*path, inner))
    else:
        value = reading.value(inner, path)
        if inner.type == "call_expression":
            _defined(reading, targets[-1], inner, path)
    for target in targets:
        if target in ("module.exports", "exports", "module.exports.default", "exports.default"):
            _methods(reading, path, inner)
            _give(reading, "default", value, node)
        elif target.startswith(("module.exports.", "exports.")):
            _give(reading, target.rpartition(".")[2], value, node)
        elif "." in target and len(target) < 100 and not target.startswith("this."):
            _assignment(reading, target, value, path[:2], span_of(node))
