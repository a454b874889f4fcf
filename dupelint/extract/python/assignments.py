"""Module-level bindings, class attributes whose value can be said."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.looked_up import SETTINGS
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope, Statement, definition, definition_name
from dupelint.extract.python.source import is_mutated, said, span_of
from dupelint.model.facts import NO_ARMS, Assignment
from dupelint.model.value import NAMED_BY_CLASS, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_VALUE = 4_000  # bytes of the expression

_KINDS = frozenset(
    {"string", "concatenated_string", "integer", "float", "unary_operator", "true", "false",
     "none", "list", "tuple",
     "dictionary", "call", "identifier", "attribute", "subscript", "boolean_operator",
     "binary_operator", "conditional_expression", "parenthesized_expression", "await", "set"}
)  # fmt: skip
_OUTSIDE = sys.stdlib_module_names


def read_assignments(reader: Reader) -> None:
    """Every binding of the module and of the classes that hold settings."""
    _read_scope(reader, reader.source.root, "")
    _read_again(reader)
    _read_own_names(reader)
    for scope in _classes(reader):
        _read_scope(reader, scope, scope.path + ".", _is_settings(reader, scope))


def _is_settings(reader: Reader, scope: Scope) -> bool:
    """Whether the environment may give each field of a class another value (pydantic)."""
    bases = scope.node.child_by_field_name("superclasses") if scope.node is not None else None
    return bases is not None and b"BaseSettings" in reader.source.raw(bases)


def _classes(reader: Reader) -> list[Scope]:
    """Classes of the module that facts hang on, or that are named like settings."""
    found = {path: s for path, s in reader.scopes.items() if s.form == "class"}
    for statement in reader.source.root.statements.items:
        if statement.kind in ("class_definition", "decorated_definition"):
            node = definition(statement.node)
            if node is None or node.type != "class_definition":
                continue
            if SETTINGS.search(definition_name(node, reader.source.data).encode()):
                scope = reader.source.root.child(statement)
                if scope is not None:
                    found[scope.path] = scope
    return list(found.values())


def _read_again(reader: Reader) -> None:
    """Functions and classes that are defined more than once: the last one counts.

    Of one that is also imported nothing is said.
    """
    root = reader.source.root
    last: dict[str, Statement] = {}
    for statement in root.statements.items:
        if statement.kind in ("function_definition", "class_definition", "decorated_definition"):
            node = definition(statement.node)
            name = definition_name(node, reader.source.data) if node else ""
            if node is None:
                continue
            again = root.first_definition(name) != node.start_byte
            if again or (name in reader.imports.names and not statement.context.branches):
                last[name] = statement
    for name, statement in last.items():
        scope = root.child(statement)
        value = unresolved("defined more than once")
        if scope is not None and not statement.context.branches and "@" in scope.path:
            value = ("global", scope.path)
        at = span_of(scope.node if scope is not None and scope.node is not None else statement.node)
        reader.facts.append(Assignment(name, said(value), statement.context.arms, at))


def _read_own_names(reader: Reader) -> None:
    """The attribute `name` of blueprint classes: what a class decides, or has from its base."""
    for title, node in reader.constructors.naming.items():
        _add_name(reader, title, NAMED_BY_CLASS, node)
    for title, (base, node) in reader.constructors.derived.items():
        value = reader.values.of(base)
        if value[0] != "unresolved":
            _add_name(reader, title, ("member", value, "name"), node)


def _add_name(reader: Reader, title: str, value: Value, node: Node) -> None:
    reader.facts.append(Assignment(f"{title}.name", said(value), NO_ARMS, span_of(node)))


def _read_scope(reader: Reader, scope: Scope, prefix: str, settings: bool = False) -> None:
    for statement in scope.statements.items:
        if statement.kind != "expression_statement":
            continue
        for child in statement.node.named_children:
            if child.type == "assignment":
                _read(reader, statement, child, prefix, settings)


def _read(
    reader: Reader, statement: Statement, node: Node, prefix: str, settings: bool = False
) -> None:
    targets: list[Node] = []
    value = node
    while value.type == "assignment":
        left, right = value.child_by_field_name("left"), value.child_by_field_name("right")
        if left is None or right is None:
            return
        targets.append(left)
        value = right
    if value.end_byte - value.start_byte > MAX_VALUE or value.type not in _KINDS:
        if value.type == "expression_list":
            _read_several(reader, statement, targets, value, prefix)
        return
    names = [name for target in targets if (name := _name(reader, target))]
    if not names:
        return
    said_value = reader.values.of(value)
    if not _is_useful(reader, said_value, bool(prefix)) or _is_mutated(reader, said_value, names):
        return
    for name in names:
        if settings and said_value[0] in ("str", "num", "bool"):
            said_value = ("env", name.upper(), said_value)
        reader.facts.append(
            Assignment(
                prefix + name, said(said_value), statement.context.arms, span_of(statement.node)
            )
        )


def _read_several(
    reader: Reader, statement: Statement, targets: list[Node], values: Node, prefix: str
) -> None:
    """`a, b = 1, 2`"""
    for target in targets:
        if target.type != "pattern_list":
            continue
        if len(target.named_children) != len(values.named_children):
            continue
        for left, right in zip(target.named_children, values.named_children, strict=True):
            name, value = _name(reader, left), reader.values.of(right)
            if name and _is_useful(reader, value, bool(prefix)):
                reader.facts.append(
                    Assignment(
                        prefix + name, said(value), statement.context.arms, span_of(statement.node)
                    )
                )


def _name(reader: Reader, target: Node) -> str:
    """`X`, `app.debug`, `app.config.PORT` for `app.config["PORT"]`; "" if it has no name."""
    if target.type == "identifier":
        name = reader.source.text(target)
        return "" if name.startswith("__") else name
    if target.type == "attribute":
        text = reader.source.text(target)
        return text if text.replace(".", "").isidentifier() else ""
    if target.type == "subscript":
        owner = target.child_by_field_name("value")
        key = plain_text(reader.source, target.child_by_field_name("subscript"))
        plain = owner is not None and len(reader.source.raw(owner)) < 80
        base = _name(reader, owner) if owner is not None and plain else ""
        return f"{base}.{key}" if base and key else ""
    return ""


def _is_useful(reader: Reader, value: Value, in_class: bool) -> bool:
    match value:
        case ("unresolved", *_) | ("null",):  # `app = None` holds a place for what comes later
            return False
        case ("call", callee, *_):
            return not in_class and _is_project(reader, callee)
        case ("member", inner, _):
            return _is_useful(reader, inner, in_class)
        case ("list", *items):
            return any(item[0] != "unresolved" for item in items) or not items
        case ("object", *pairs):
            return any(item[0] != "unresolved" for _, item in pairs) or not pairs
    return True


def _is_project(reader: Reader, callee: Value) -> bool:
    match callee:
        case ("global", str(name)):
            origin = reader.imports.origin(name)
            return origin not in _OUTSIDE and (bool(origin) or reader.is_defined(name))
        case ("member", inner, _):
            return _is_project(reader, inner)
    return False


def _is_mutated(reader: Reader, value: Value, names: list[str]) -> bool:
    """A list that grows is not what it was written as."""
    if value[0] not in ("list", "object"):
        return False
    return any(is_mutated(reader.source, name) for name in names)
