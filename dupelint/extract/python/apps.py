"""Calls that make an application or a blueprint, registrations of blueprints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.python.app_names import is_app_name
from dupelint.extract.python.bindings import parameters
from dupelint.extract.python.compose import member
from dupelint.extract.python.constructors import LISTED, Constructor
from dupelint.extract.python.names import Overlay
from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import App, Assignment, Blueprint, Registration, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NAMED_BY_CLASS, NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_REGISTERED = lazy(rb"\bblueprints\b")
_TAKEN_BACK = lazy(rb"\.blueprints\s*(?:\.(?:clear|pop|popitem)\(|=)|\bdel\s+[\w.]+\.blueprints\[")
_ABSENT = lazy(rb"\bnot\s+in\b|^\(?\s*not\b|\bis\s+None\b|==\s*None\b")
_COMPREHENSION = frozenset({"list_comprehension", "generator_expression", "set_comprehension"})


_APP_OPTIONS = frozenset(
    {"static_folder", "static_url_path", "static_host", "host_matching", "subdomain_matching",
     "root_path", "redirect_slashes", "openapi_url", "docs_url", "redoc_url",
     "swagger_ui_oauth2_redirect_url", "default_response_class", "exception_handlers", "routes"}
)  # fmt: skip
_BLUEPRINT_OPTIONS = frozenset(
    {"static_folder", "static_url_path", "subdomain", "default_response_class", "routes"}
)


def keyword_values(
    reader: Reader, place: Place, keywords: dict[str, Node], wanted: frozenset[str]
) -> ValueText:
    """The wanted keyword arguments that are given."""
    given = ((name, node) for name, node in keywords.items() if name in wanted)
    pairs = tuple((name, reader.values.of(node, place.overlay)) for name, node in given)
    return said(("object", *pairs))


def read_construction(reader: Reader, call: Node, path: list[Node]) -> None:
    """The App or Blueprint that a call makes."""
    made = reader.constructors.of(call)
    if made is None or made.makes in LISTED:
        return
    place = reader.place(call, path)
    name = bound_name(reader, place, call)
    text = reader.values
    if name and not place.scope.path:
        reader.made[name] = made
    if made.makes == "app":
        _, keywords, _ = argument_nodes(reader.source, call)
        options = keyword_values(reader, place, keywords, _APP_OPTIONS)
        reader.add(
            App(
                made.framework, name, options, place.scope_path, place.arms, span_of(call),
                reader.constructors.own_class(call),
            ),
            place,
        )  # fmt: skip
        reader.app_scopes[place.scope.path] = place.scope
    else:
        positional, keywords, _ = argument_nodes(reader.source, call)
        callee = call.child_by_field_name("function")
        router = made.framework in ("fastapi", "starlette")
        first = None if router else positional[0] if positional else keywords.get("name")
        prefix = keywords.get("prefix" if router else "url_prefix")
        title = text.of(first, place.overlay)
        if reader.constructors.names_itself(call):
            title = NAMED_BY_CLASS
        reader.add(
            Blueprint(
                made.framework, name, reader.source.text(callee) if callee else "",
                said(title), said(text.of(prefix, place.overlay)),
                keyword_values(reader, place, keywords, _BLUEPRINT_OPTIONS),
                place.scope_path, place.arms, span_of(call),
            ),
            place,
        )  # fmt: skip
        reader.app_scopes.setdefault(place.scope.path, place.scope)
    note_global(reader, place, call, name, made)


def note_global(reader: Reader, place: Place, call: Node, name: str, made: Constructor) -> None:
    """What a function makes for a name of the module that it declares `global`."""
    if name and place.scope.parent is not None and _is_global(reader, place, name):
        reader.made[name] = made
        value = said(("new", call.start_byte))
        reader.add(Assignment(name, value, place.arms, place.span), place)


def read_registration(reader: Reader, call: Node, path: list[Node]) -> None:
    """`x.register_blueprint(…)`, `x.include_router(…)`."""
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee else None
    attribute = callee.child_by_field_name("attribute") if callee else None
    if receiver is None or attribute is None:
        return
    if _is_super(reader, receiver):
        scope = reader.place(call, path).scope
        reader.scopes.setdefault(scope.path, scope)  # a class that decides for itself
        return
    form = reader.source.text(attribute)
    positional, keywords, spread = argument_nodes(reader.source, call)
    blueprint = positional[0] if positional else (
        keywords.pop("blueprint", None) or keywords.pop("router", None)
    )  # fmt: skip
    if blueprint is None and not spread:
        return
    place = reader.place(call, path)
    values, overlay = reader.values, place.overlay
    name = keywords.pop("name", None)
    prefix = keywords.pop("url_prefix" if form == "register_blueprint" else "prefix", None)
    named = values.of(name, overlay)
    if name is None and spread:
        named = unpacked(reader, call, overlay, "name")
    value = values.of(blueprint, overlay) if blueprint is not None else ("unresolved", "unpacked")
    options = ", ".join(sorted(f"{key}={reader.source.text(v)}" for key, v in keywords.items()))
    if spread:
        options = f"{options}, **" if options else "**"
    guard = "swallowed" if place.context.attempt else ""
    if _is_checked(reader, place) or _TAKEN_BACK.search(reader.source.data):
        guard = "checked"
    elif is_filtered(reader, place, value, named):
        guard = "filtered"
    reader.add(
        Registration(
            said(values.of(receiver, overlay)), said(value), said(named),
            said(values.of(prefix, overlay)), options, form, place.scope_path, place.arms, guard,
            place.attempt, span_of(call), place.span,
        ),
        place,
    )  # fmt: skip
    reader.app_scopes.setdefault(place.scope.path, place.scope)
    if not sayable(value):
        reader.gap("dynamic registration", "registration", span_of(call))


def unpacked(reader: Reader, call: Node, overlay: Overlay, key: str) -> Value:
    """A keyword among `**options`."""
    arguments = call.child_by_field_name("arguments")
    for child in arguments.named_children if arguments else ():
        if child.type == "dictionary_splat" and child.named_children:
            options = reader.values.of(child.named_children[0], overlay)
            if options[0] == "object":
                found: Value = dict(options[1:]).get(key, NULL)
                return found
            return member(options, key)
    return NULL


def sayable(value: Value) -> bool:
    """Whether linking may find out what a value is; importlib and discovery loops end here."""
    match value:
        case ("unresolved", *_):
            return False
        case ("each", ("call", *_)):
            return False
        case ("each" | "member", inner, *_):
            return sayable(inner)
        case ("call", callee, *_):
            name = _last(callee)
            return name not in ("import_module", "__import__", "getattr", "import_string")
    return True


def _last(value: Value) -> str:
    match value:
        case ("global", str(name)) | ("import", _, str(name)) | ("member", _, str(name)):
            return name
    return ""


def bound_name(reader: Reader, place: Place, call: Node) -> str:
    """The name a call's result is bound to."""
    statement = place.statement
    if statement is None or statement.kind != "expression_statement":
        return ""
    for child in statement.node.named_children:
        left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
        if child.type != "assignment" or left is None or right is None:
            continue
        while right.type in ("parenthesized_expression", "await", "assignment"):
            inner = right.child_by_field_name("right") or next(iter(right.named_children), None)
            if inner is None:
                break
            right = inner
        if right.start_byte == call.start_byte and right.end_byte == call.end_byte:
            return reader.source.text(left) if left.type in ("identifier", "attribute") else ""
    return ""


def _is_global(reader: Reader, place: Place, name: str) -> bool:
    word = name.encode()
    return any(
        (statement.kind == "global_statement" and word in reader.source.raw(statement.node).split())
        or (
            statement.kind == "global_statement"
            and any(reader.source.raw(child) == word for child in statement.node.named_children)
        )
        for statement in place.scope.statements.items
    )


def _is_super(reader: Reader, receiver: Node) -> bool:
    """`def register_blueprint(self, bp): super().register_blueprint(bp)` passes on, no more."""
    return reader.source.raw(receiver).startswith(b"super(")


def _is_checked(reader: Reader, place: Place) -> bool:
    """Whether it is reached only if the app does not hold the blueprint yet."""
    for branch in place.context.branches:
        if branch.node.type != "if_statement" or branch.arm.startswith("elif"):
            continue
        condition = branch.node.child_by_field_name("condition")
        if condition is not None:
            absent = _asks_for_absence(reader, place, condition)
            if absent is not None and absent == (branch.arm == "if"):
                return True
    for node in place.path:
        if node.type in _COMPREHENSION:
            for clause in node.named_children:
                if clause.type == "if_clause" and _asks_for_absence(reader, place, clause):
                    return True
    return False


def is_filtered(reader: Reader, place: Place, *values: Value) -> bool:
    """Whether a loop over some of the values skips items by conditions of its own."""
    if not any(_is_of_loop(value) for value in values):
        return False
    for node in place.path:
        if node.type in _COMPREHENSION and any(c.type == "if_clause" for c in node.named_children):
            return True
    statements, statement = place.scope.statements.items, place.statement
    while statement is not None and statement.parent >= 0:
        statement = statements[statement.parent]
        if statement.kind == "for_statement":
            inside = any(b.node.start_byte > statement.start for b in place.context.branches)
            if inside or _BREAK.search(reader.source.raw(statement.node)):
                return True
    return False


def _is_of_loop(value: Value) -> bool:
    if value and value[0] == "each":
        return True
    return any(isinstance(part, tuple) and _is_of_loop(part) for part in value)


_BREAK = lazy(rb"\bbreak\b")


def _asks_for_absence(reader: Reader, place: Place, condition: Node) -> bool | None:
    """True: `name not in app.blueprints`; False: `name in …`; None: about something else."""
    text = reader.source.raw(condition).removeprefix(b"if ")
    about = _REGISTERED.search(text) is not None
    if not about:
        for word in re.findall(rb"[A-Za-z_]\w*", text)[:10]:
            for binding in reader.names.bindings(place.scope).get(word.decode(), ()):
                if binding.node is not None and binding.form == "value":
                    about = about or b".blueprints" in reader.source.raw(binding.node)
    return bool(_ABSENT.search(text)) if about else None


def is_handed_an_app(reader: Reader, function: Node) -> bool:
    """Whether a parameter looks like an app or blueprint."""
    return any(
        is_app_name(parameter.name)
        or (
            parameter.annotation is not None
            and _APP_TYPE.search(reader.source.raw(parameter.annotation)) is not None
        )
        for parameter in parameters(reader.source, function)
    )


_APP_TYPE = lazy(rb"\b\w*(?:Flask|Quart|FastAPI|Blueprint|APIRouter)\b")
