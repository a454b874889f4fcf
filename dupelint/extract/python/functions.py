"""The functions and classes that facts hang on, or whose result is one simple value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.bindings import parameters
from dupelint.extract.python.looked_up import RECORD, SIMPLE_RETURN
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import Function
from dupelint.model.value import Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_RETURNS = 3


def find_simple_returns(reader: Reader) -> None:
    """Note the functions that may return one simple value."""
    data = reader.source.data
    for match in SIMPLE_RETURN.finditer(data):
        scope, statement = reader.source.locate(match.start())
        if statement is not None and statement.kind == "return_statement":
            reader.scopes.setdefault(scope.path, scope)
    if b"dataclass" not in data and b"NamedTuple" not in reader.source.marks.words:
        return
    for match in RECORD.finditer(data):
        scope = reader.source.locate(match.end())[0]
        if scope.form == "class":
            reader.scopes.setdefault(scope.path, scope)


def function_facts(reader: Reader) -> Iterator[Function]:
    """One fact per noted scope, those around it included."""
    known: dict[str, Scope] = {}
    for scope in reader.scopes.values():
        if scope.is_test:
            continue
        outer: Scope | None = scope
        while outer is not None and outer.parent is not None and outer.path not in known:
            known[outer.path] = outer
            outer = outer.parent
    for scope in sorted(known.values(), key=lambda item: item.body.start_byte):
        fact = _fact(reader, scope)
        if fact is not None:
            yield fact


def _fact(reader: Reader, scope: Scope) -> Function | None:
    node = scope.node
    if node is None:
        return None
    taken = scope
    if scope.form == "class":
        made = scope.defined("__init__")
        taken = made if made is not None else scope
    names = reader.parameter_names(taken) if taken.form != "class" else _fields(reader, scope)
    given = parameters(reader.source, taken.node) if taken.node and taken.form != "class" else []
    defaults = [(p.name, reader.values.of(p.default)) for p in given if p.default is not None]
    return Function(
        scope.path,
        json.dumps(names, ensure_ascii=False, separators=(",", ":")),
        said(("object", *defaults)),
        said(_returns(reader, scope)),
        scope.form,
        int(reader.source.data.startswith(b"async", node.start_byte)),
        json.dumps(_decorators(reader, scope), ensure_ascii=False, separators=(",", ":")),
        span_of(scope.body),
        span_of(node),
    )


def _fields(reader: Reader, scope: Scope) -> list[str]:
    """What a class without a constructor of its own declares: the parameters of the one that
    `NamedTuple` and `dataclass` make."""
    found: list[str] = []
    for statement in scope.statements.items:
        inner = statement.node.named_children[0] if statement.node.named_children else None
        if statement.kind == "expression_statement" and inner and inner.type == "assignment":
            left = inner.child_by_field_name("left")
            if left and left.type == "identifier" and inner.child_by_field_name("type"):
                found.append(reader.source.text(left))
    return found


def _returns(reader: Reader, scope: Scope) -> Value:
    if scope.form == "class":
        return unresolved("class")
    values: list[Value] = []
    for statement in scope.statements.items:
        if statement.kind != "return_statement":
            continue
        inner = [child for child in statement.node.named_children if child.type != "comment"]
        if len(values) >= MAX_RETURNS:
            return unresolved("several results")
        values.append(reader.values.of(inner[0]) if inner else ("null",))
    values = list(dict.fromkeys(values))
    if not values:
        return ("null",) if b"yield" not in reader.source.raw(scope.body) else unresolved("yields")
    if any(value[0] == "unresolved" for value in values):
        return unresolved("dynamic")
    value = values[0]
    for other in values[1:]:
        value = ("cond", value, other)
    return value


def _decorators(reader: Reader, scope: Scope) -> list[str]:
    if scope.statement is None or scope.statement.kind != "decorated_definition":
        return []
    return [
        _decorator(reader, child)
        for child in scope.statement.node.named_children
        if child.type == "decorator"
    ]


def _decorator(reader: Reader, node: Node) -> str:
    inner = node.named_children[0] if node.named_children else node
    if inner.type == "call":
        inner = inner.child_by_field_name("function") or inner
    return "".join(reader.source.text(inner).split())[:200]
