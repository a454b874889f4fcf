"""What the views of a Python file answer: each `return` of each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope, definition
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import (
    LENGTH_BITS,
    NO_SPAN,
    Answer,
    AnswerDecorator,
    Route,
    ViewClass,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MOST = 40  # answers of one view
# What stands behind a name whose keys change, and before one that is part of another.
_CHANGED = lazy(rb"\s*(?:\[(?P<key>[^\]\n]*)\]\s*=(?!=)|\.(?:update|setdefault|pop)\()")
_BODIES = ("content", "response", "body")  # what constructors of responses call the body
_INNER = lazy(rb"[\w.]")
_KEY = lazy(rb"""\s*["'](\w+)["']\s*\Z""")


def read_answers(reader: Reader) -> None:
    """The answers of every view that a route of the file is bound to."""
    views: dict[int, Scope] = {}
    raising: dict[int, Scope] = {}
    for fact in list(reader.facts):
        if type(fact) is Route and fact.view_at != NO_SPAN:
            for scope in _of_view(reader, fact.view_at >> LENGTH_BITS):
                views[scope.body.start_byte] = scope
                if fact.framework == "fastapi":
                    raising[scope.body.start_byte] = scope
        elif type(fact) is ViewClass:
            holder = _named(reader, fact.scope)
            for scope in _methods(holder) if holder is not None else ():
                views[scope.body.start_byte] = scope
    for scope in views.values():
        reader.facts += _answers(reader, scope)
        reader.facts += _decorators(reader, scope)
        reader.scopes.setdefault(scope.path, scope)
    for scope in raising.values():
        reader.facts += _raised(reader, scope)


def _of_view(reader: Reader, start: int) -> Iterator[Scope]:
    """The function whose definition starts at an offset; the methods of a class."""
    _, statement = reader.source.locate(start)
    node = definition(statement.node) if statement is not None else None
    body = node.child_by_field_name("body") if node is not None else None
    if node is None or body is None or node.start_byte != start:
        return
    scope = reader.source.locate(body.start_byte)[0]
    if node.type == "class_definition":
        yield from _methods(scope)
    elif node.type == "function_definition":
        yield scope


def _named(reader: Reader, path: str) -> Scope | None:
    scope: Scope | None = reader.source.root
    for name in path.split("."):
        scope = scope.defined(name) if scope is not None else None
    return scope


def _methods(holder: Scope) -> Iterator[Scope]:
    for verb in ("get", "post", "put", "patch", "delete", "dispatch_request"):
        scope = holder.defined(verb)
        if scope is not None:
            yield scope


def _answers(reader: Reader, scope: Scope) -> Iterator[Answer]:
    if scope.node is None:
        return
    handler = span_of(scope.node)
    raw = reader.source.raw(scope.body)
    count = 0
    for statement in scope.statements.items:
        if statement.kind != "return_statement":
            continue
        count += 1
        parts = [child for child in statement.node.named_children if child.type != "comment"]
        node = parts[0] if parts else None
        while node is not None and node.type == "parenthesized_expression":
            node = node.named_children[0] if node.named_children else None
        given: list[Node] = [] if node is None else [node]
        if node is not None and node.type in ("expression_list", "tuple"):
            given = [child for child in node.named_children if child.type != "comment"]
        body = reader.values.of(given[0]) if given else NULL
        status = reader.values.of(given[1]) if len(given) > 1 else NULL
        if count > MOST:
            body, status = unresolved("too many answers"), NULL
        if body[0] == "call" and body[1][0] == "global":
            helper = reader.source.root.defined(body[1][1])
            if helper is not None:
                reader.scopes.setdefault(helper.path, helper)
        added, changed = _changes(reader, given[0], raw) if given else ([], False)
        yield Answer(
            handler, "return", said(body), said(status), json.dumps(added), int(changed),
            span_of(statement.node),
        )  # fmt: skip
        if count > MOST:
            return


def _decorators(reader: Reader, scope: Scope) -> Iterator[AnswerDecorator]:
    """Those that make an answer of what the function returns, by their names."""
    statement = scope.statement
    if scope.node is None or statement is None or statement.kind != "decorated_definition":
        return
    for child in statement.node.named_children:
        call = child.named_children[0] if child.named_children else None
        if child.type != "decorator" or call is None or call.type != "call":
            continue
        callee = call.child_by_field_name("function")
        if callee is None or reader.source.text(callee).rpartition(".")[2] not in _MAKERS:
            continue
        positional, keywords, _ = argument_nodes(reader.source, call)
        values = [reader.values.of(node) for node in positional[:2]] + [NULL, NULL]
        if "schema" in keywords:
            values[1] = reader.values.of(keywords["schema"])
        if "status_code" in keywords:
            values[0] = reader.values.of(keywords["status_code"])
        yield AnswerDecorator(
            span_of(scope.node), said(reader.values.of(callee)), said(values[0]), said(values[1]),
            span_of(child),
        )  # fmt: skip


_MAKERS = frozenset({"response", "marshal_with", "marshal_list_with", "marshal_with_field"})


def _raised(reader: Reader, scope: Scope) -> Iterator[Answer]:
    """`raise HTTPException(status_code=404, detail="…")` of a view."""
    if scope.node is None:
        return
    handler = span_of(scope.node)
    for statement in islice(_raises(scope), MOST):
        call = next((c for c in statement.named_children if c.type == "call"), None)
        callee = call.child_by_field_name("function") if call is not None else None
        if call is None or callee is None:
            continue
        if not reader.source.raw(callee).endswith(b"HTTPException"):
            continue
        positional, keywords, _ = argument_nodes(reader.source, call)
        given = {**dict(zip(("status_code", "detail"), positional, strict=False)), **keywords}
        yield Answer(
            handler, "raise", said(reader.values.of(given.get("detail"))),
            said(reader.values.of(given.get("status_code"))), "[]", 0, span_of(statement),
        )  # fmt: skip


def _raises(scope: Scope) -> Iterator[Node]:
    return (one.node for one in scope.statements.items if one.kind == "raise_statement")


def _changes(reader: Reader, node: Node, raw: bytes) -> tuple[list[str], bool]:
    """(keys that the names in an expression are given, whether others may be)."""
    added: list[str] = []
    changed = b"**" in reader.source.raw(node)
    for name in _names(reader, node):
        at = raw.find(name)
        while at >= 0:
            match = _CHANGED.match(raw, at + len(name))
            if match is not None and not (at and _INNER.match(raw, at - 1)):
                key = _KEY.match(match["key"] or b"")
                if key is None:
                    changed = True
                else:
                    added.append(key[1].decode())
            at = raw.find(name, at + 1)
    return list(dict.fromkeys(added)), changed


def _names(reader: Reader, node: Node) -> Iterator[bytes]:
    """The plain names that an expression is, or hands to the call that it is."""
    if node.type == "identifier":
        yield reader.source.raw(node)
    elif node.type == "call":
        positional, keywords, _ = argument_nodes(reader.source, node)
        bodies = [keywords[name] for name in _BODIES if name in keywords]
        for argument in (*positional, *bodies):
            yield from _names(reader, argument)
