"""Calls that may hand an app or blueprint to a function of the project."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

from dupelint.extract.python.app_names import is_app_name, is_factory_name
from dupelint.extract.python.apps import is_filtered, sayable
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import AppPass
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

_OUTSIDE = sys.stdlib_module_names | {
    "flask", "quart", "fastapi", "werkzeug", "sqlalchemy", "click", "celery", "jinja2",
    "markupsafe", "requests", "httpx", "marshmallow", "pydantic", "wtforms",
}  # fmt: skip
_BUILTINS = frozenset(name.encode() for name in dir(builtins))
_SIMPLE = frozenset({"expression_statement", "return_statement"})


def read_passes(reader: Reader) -> None:
    """The calls in every scope that makes or is handed an app, in order."""
    for scope in list(reader.app_scopes.values()):
        if scope.is_test:
            continue
        for statement in scope.statements.items:
            if statement.kind in _SIMPLE:
                calls: list[tuple[Node, bool]] = []
                _find_calls(statement.node, calls)
                for call, outermost in calls:
                    read_pass(reader, call, [], inside=outermost)


def read_module_calls(reader: Reader) -> None:
    """Calls of imported functions that a module without an app makes when it is imported."""
    root = reader.source.root
    if root.path in reader.app_scopes:
        return
    for statement in root.statements.items:
        if statement.kind != "expression_statement" or not statement.node.named_children:
            continue
        call = statement.node.named_children[0]
        if call.type == "call" and not statement.context.type_only:
            callee = call.child_by_field_name("function")
            name = reader.source.text(callee).partition(".")[0] if callee else ""
            if name in reader.imports.names and _by_name(callee):
                read_pass(reader, call, [], inside=True)


def _by_name(callee: Node | None) -> bool:
    while callee is not None and callee.type == "attribute":
        callee = callee.child_by_field_name("object")
    return callee is not None and callee.type == "identifier"


def read_pass(reader: Reader, call: Node, path: list[Node], *, inside: bool) -> None:
    """One call. `inside`: it is a statement of its own, or assigned, in a scope that has an app;
    then it counts without such an argument too."""
    callee = call.child_by_field_name("function")
    if callee is None or reader.constructors.of(call) is not None:
        return
    if callee.type not in ("identifier", "attribute", "call", "subscript"):
        return
    if callee.type == "attribute":
        attribute = callee.child_by_field_name("attribute")
        if attribute is not None and reader.source.text(attribute) in _OF_APPS:
            return
    elif callee.type == "identifier" and reader.source.raw(callee) in _BUILTINS:
        return
    place = reader.place(call, path)
    target = reader.values.of(callee, place.overlay)
    if not _may_be_project(reader, target, True):
        return
    positional, keywords, _ = argument_nodes(reader.source, call)
    if not inside and not positional and not keywords:
        return
    args = tuple(reader.values.of(node, place.overlay) for node in positional)
    pairs = tuple((name, reader.values.of(node, place.overlay)) for name, node in keywords.items())
    handed = (
        any(looks_like_app(reader, value) for value in args)
        or any(looks_like_app(reader, value) for _, value in pairs)
        or any(_is_named_app(reader, node) for node in (*positional, *keywords.values()))
    )
    if not handed and not inside:
        return
    if not handed and not _may_be_project(reader, target, False):
        return
    if handed and not sayable(target):
        reader.gap("dynamic registration", "app_pass", span_of(call))
        return
    if target[0] == "unresolved":
        return
    if _names_class(target):
        target = ("member", target, "__init__")
    guard = "swallowed" if place.context.attempt else ""
    if is_filtered(reader, place, target, *args, *(value for _, value in pairs)):
        guard = "filtered"
    reader.add(
        AppPass(
            said(target), said(("list", *args)), said(("object", *pairs)), place.scope_path,
            place.arms, guard, place.attempt, span_of(call),
        ),
        place,
    )  # fmt: skip


def looks_like_app(reader: Reader, value: Value) -> bool:
    """Whether a value is an app, blueprint or router, by what made it or by its name."""
    match value:
        case ("new", _):
            return True
        case ("global", str(name)) if name in reader.made:
            return True
        case ("param" | "global", str(name)) | ("import", _, str(name)) | ("member", _, str(name)):
            return is_app_name(name)
        case ("call", ("global", str(name)) | ("import", _, str(name)), *_):
            return is_factory_name(name)
        case ("cond" | "or", *parts):
            return any(looks_like_app(reader, part) for part in parts)
        case ("each", ("list", first, *_)):
            return looks_like_app(reader, first)
    return False


def _is_named_app(reader: Reader, node: Node) -> bool:
    """`app`, whatever made it."""
    return node.type == "identifier" and is_app_name(reader.source.text(node))


def _may_be_project(reader: Reader, target: Value, handed: bool) -> bool:
    match target:
        case ("global", str(name)):
            origin = reader.imports.origin(name)
            if origin:
                return origin not in _OUTSIDE and (handed or not _names_class(target))
            known = "." in name or reader.is_defined(name)  # with a dot: a scope of this file
            return handed or (known and not _names_class(target))
        case ("import", str(module), _):
            return module.partition(".")[0] not in _OUTSIDE and (handed or not _names_class(target))
        case ("member", inner, str(name)):
            if name in _OF_APPS or looks_like_app(reader, inner):
                return False
            return (handed or _is_module(reader, inner)) and _may_be_project(reader, inner, True)
        case ("each", inner):
            return handed or inner[0] == "list"
        case ("new", _) | ("str", _) | ("env", *_):
            return False
    return handed


def _is_module(reader: Reader, value: Value) -> bool:
    """Whether a value is a module as a whole: `import routes`, then `routes.init()`."""
    match value:
        case ("import", _, ""):
            return True
        case ("global", str(name)):
            bound = reader.imports.names.get(name)
            return bound is not None and not bound.symbol
    return False


# Methods of Flask and FastAPI objects that take a blueprint or router; facts of their own.
_OF_APPS = frozenset(
    {"register_blueprint", "include_router", "add_url_rule", "add_api_route", "append", "add",
     "run", "serve_forever", "exempt", "wsgi_app", "mount"}
)  # fmt: skip


def _names_class(target: Value) -> bool:
    match target:
        case ("global", str(name)) | ("import", _, str(name)) | ("member", _, str(name)):
            name = name.rpartition(".")[2]
            return name[:1].isupper() and not name.isupper()
    return False


def _find_calls(
    node: Node, found: list[tuple[Node, bool]], depth: int = 0, outermost: bool = True
) -> None:
    """The calls of an expression in the order they run, each with whether it is the whole of it.

    Those in lambdas and subscripts run later or never.
    """
    if depth > 6:
        return
    if node.type == "call":
        for field in ("function", "arguments"):
            inner = node.child_by_field_name(field)
            if inner is not None and inner.type in _CARRIERS_OR_CALL:
                _find_calls(inner, found, depth + 1, False)
        found.append((node, outermost))
        return
    for child in node.named_children:
        if child.type in _CARRIERS_OR_CALL:
            _find_calls(child, found, depth + 1, outermost)


_CARRIERS_OR_CALL = frozenset(
    {"call", "expression_statement", "return_statement", "assignment", "argument_list", "attribute",
     "keyword_argument", "parenthesized_expression", "await", "tuple", "list",
     "list_comprehension", "generator_expression"}
)  # fmt: skip


def mark_handed(reader: Reader, scope: Scope) -> None:
    """Note that the function is handed an app."""
    reader.app_scopes.setdefault(scope.path, scope)
