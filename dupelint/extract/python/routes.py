"""Handlers bound to paths: decorators, `add_url_rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.apps import keyword_values
from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.operations import read_operation
from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.route_forms import CALLS, DECORATORS
from dupelint.extract.python.scope import definition_name
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.extract.python.views import ANY, FRAMEWORK_VIEWS, own_methods
from dupelint.model.facts import NO_SPAN, Route, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

OPTIONS = frozenset(
    {"defaults", "strict_slashes", "host", "subdomain", "build_only", "websocket", "merge_slashes",
     "provide_automatic_options"}
)  # fmt: skip
_NOT_SERVERS = lazy(rb"mock|mocker|patch|unittest|responses|respx|click|httpretty")


def read_decorator(reader: Reader, path: list[Node]) -> None:
    """`@app.route(…)`, `@router.get(…)` above a function or class."""
    index = next((i for i, node in enumerate(path) if node.type == "decorator"), -1)
    for number in range(len(path) - 1, -1, -1):
        if path[number].type == "decorator":
            index = number
            break
    if index < 1:
        return
    decorator, outer = path[index], path[index - 1]
    call = next((c for c in decorator.named_children if c.type == "call"), None)
    view = outer.child_by_field_name("definition")
    callee = call.child_by_field_name("function") if call else None
    if call is None or view is None or callee is None or callee.type != "attribute":
        return
    receiver, attribute = (
        callee.child_by_field_name("object"), callee.child_by_field_name("attribute")
    )  # fmt: skip
    if receiver is None or attribute is None or _NOT_SERVERS.match(reader.source.raw(receiver)):
        return
    verb = reader.source.text(attribute)
    positional, keywords, _ = argument_nodes(reader.source, call)
    named = keywords.get("rule") or keywords.get("path")
    rules = positional[:1] or ([named] if named is not None else [])
    is_class = view.type == "class_definition"
    if is_class and verb in ("route", "resource"):
        rules = positional or rules  # flask-restx: `@ns.route("/a", "/b")`
    elif verb == "resource":
        return
    place = reader.place(call, path[: index + 1])
    if DECORATORS[verb]:
        methods = DECORATORS[verb]
    elif is_class and "methods" not in keywords:
        methods = _class_methods(reader, view)
    else:
        methods = declared_methods(reader, place, keywords.get("methods"))
    endpoint = reader.values.of(keywords.get("endpoint"), place.overlay)
    framework = _framework(reader, receiver)
    for rule in rules:
        value = reader.values.of(rule, place.overlay)
        if verb != "route" and value[0] == "str" and value[1] and value[1][0] != "/":
            return  # `@mock.patch("a.b")`; a subclass of Blueprint may give `route("!/x")` sense
        if value[0] not in _RULES:
            return
        if framework == "fastapi":
            read_operation(reader, place, span_of(decorator), keywords, view)
        reader.add(
            Route(
                framework, said(reader.values.of(receiver, place.overlay)),
                said(value), methods, said(endpoint), definition_name(view, reader.source.data),
                span_of(view), "decorator", keyword_values(reader, place, keywords, OPTIONS), 0,
                place.scope_path, place.arms, span_of(decorator),
            ),
            place,
        )  # fmt: skip


_RULES = frozenset({"str", "concat", "call", "global", "import", "member", "param", "cond"})


def read_rule(reader: Reader, call: Node, path: list[Node]) -> None:
    """`x.add_url_rule(rule, endpoint, view_func)`, `x.add_api_route(path, view)` and their kin."""
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee else None
    attribute = callee.child_by_field_name("attribute") if callee else None
    if receiver is None or attribute is None or reader.source.raw(receiver).startswith(b"super("):
        return
    positional, keywords, spread = argument_nodes(reader.source, call)
    told = CALLS[reader.source.text(attribute)]
    if told.framework == "starlette" and not _is_of_starlette(reader, receiver):
        return
    arguments = {**keywords, **dict(zip(told.parameters, positional, strict=False))}
    rule = arguments.get(told.path)
    if rule is None:
        return
    place = reader.place(call, path)
    values = reader.values
    view = arguments.get(told.view)
    endpoint: Value = NULL
    if told.endpoint:
        endpoint = values.of(arguments.get(told.endpoint), place.overlay)
    form, view_at, methods, target = "add_url_rule", NO_SPAN, told.methods, NULL
    name = reader.source.text(view) if view is not None else ""
    if view is not None:
        made = _as_view(reader, place, view)
        if made is not None:
            inline = made.start_byte == view.start_byte
            form = "as_view" if inline else form
            view_at = span_of(made)
            name, title, target = _as_view_parts(reader, place, made)
            methods = _named_class_methods(reader, name)
            endpoint = title if endpoint == NULL else endpoint
        elif view.type == "lambda":
            name, view_at = "<lambda>", span_of(view)
        else:
            view_at = definition_span(reader, view)
    if "methods" in arguments:
        methods = declared_methods(reader, place, arguments["methods"])
    elif spread:
        methods = ANY
    if told.framework == "starlette":
        scope = reader.source.root.defined(name)
        if scope is not None and scope.form == "class":
            methods, view_at = methods or ANY, NO_SPAN
    if told.framework == "fastapi":
        scope = reader.source.root.defined(name)
        read_operation(reader, place, place.span, keywords, scope.node if scope else None)
    reader.add(
        Route(
            told.framework, said(values.of(receiver, place.overlay)),
            said(values.of(rule, place.overlay)), methods, said(endpoint), name, view_at, form,
            keyword_values(reader, place, keywords, OPTIONS), 0, place.scope_path, place.arms,
            place.span, said(target),
        ),
        place,
    )  # fmt: skip
    reader.app_scopes.setdefault(place.scope.path, place.scope)


def _framework(reader: Reader, receiver: Node) -> str:
    made = reader.made.get(reader.source.text(receiver))
    if made is not None:
        if made.framework == "starlette":
            return "starlette"
        return "fastapi" if made.framework == "fastapi" else "flask"
    known = reader.constructors.frameworks
    return "fastapi" if "fastapi" in known and not known & {"flask", "quart"} else "flask"


def _is_of_starlette(reader: Reader, receiver: Node) -> bool:
    """Whether `add_route` is that of Starlette: other frameworks have one of their own."""
    made = reader.made.get(reader.source.text(receiver))
    if made is not None:
        return made.framework in ("fastapi", "starlette")
    return not reader.constructors.frameworks.isdisjoint({"fastapi", "starlette"})


def declared_methods(reader: Reader, place: Place, node: Node | None) -> str:
    if node is None:
        return ""
    value = reader.values.of(node, place.overlay)
    if value[0] == "global" and (bound := reader.root_binding(value[1])) is not None:
        value = reader.values.of(bound)
    if value[0] == "list" and all(item[0] == "str" for item in value[1:]):
        return ",".join(sorted({item[1].upper() for item in value[1:]}))
    return ANY


def _class_methods(reader: Reader, view: Node) -> str:
    """The verbs a view class answers, where this file says all of them."""
    body = view.child_by_field_name("body")
    if body is None:
        return ""
    verbs, methods = own_methods(reader, reader.source.locate(body.start_byte)[0])
    return methods or (verbs if not _inherits(reader, view) else ANY)


def _inherits(reader: Reader, view: Node) -> bool:
    """Whether a class may have verbs of another one."""
    bases = view.child_by_field_name("superclasses")
    named = [reader.source.text(base) for base in bases.named_children] if bases else []
    return any(base.rpartition(".")[2] not in FRAMEWORK_VIEWS for base in named)


def _named_class_methods(reader: Reader, name: str) -> str:
    """The verbs of a view class where this file says all of them."""
    scope = reader.source.root.defined(name)
    if scope is None or scope.node is None or scope.form != "class":
        return ANY
    return ANY if _inherits(reader, scope.node) else _class_methods(reader, scope.node)


def _as_view(reader: Reader, place: Place, view: Node) -> Node | None:
    """The `X.as_view(…)` call that a view argument is, or was bound to."""
    if view.type == "call":
        callee = view.child_by_field_name("function")
        return view if callee and reader.source.raw(callee).endswith(b".as_view") else None
    if view.type != "identifier":
        return None
    name = reader.source.text(view)
    bindings = reader.names.bindings(place.scope).get(name)
    if not bindings:
        bindings = reader.names.bindings(reader.source.root).get(name, [])
    made = [b.node for b in bindings if b.node is not None and b.form == "value"]
    if len(made) == len(bindings) == 1 and made[0] is not None and made[0].type == "call":
        return _as_view(reader, place, made[0])
    return None


def _as_view_parts(reader: Reader, place: Place, call: Node) -> tuple[str, Value, Value]:
    """(class as written, name that the view gets, class)."""
    callee = call.child_by_field_name("function")
    owner = callee.child_by_field_name("object") if callee else None
    positional, keywords, _ = argument_nodes(reader.source, call)
    title = positional[0] if positional else keywords.get("name")
    name = reader.source.text(owner) if owner else ""
    text = plain_text(reader.source, title)
    named = ("str", text) if text is not None else reader.values.of(title, place.overlay)
    return name, named, reader.values.of(owner, place.overlay)


def definition_span(reader: Reader, view: Node) -> Span:
    """Where a view function is defined, if in this file."""
    if view.type != "identifier":
        return NO_SPAN
    name = reader.source.text(view)
    here = scope = reader.source.locate(view.start_byte)[0]
    while True:
        found = reader.names.bindings(scope).get(name, [])
        before = [binding for binding in found if binding.since <= view.start_byte]
        for binding in reversed(before if here is scope and before else found):
            if binding.form == "definition" and binding.node is not None:
                return span_of(binding.node)
            return NO_SPAN
        if scope.parent is None:
            return NO_SPAN
        scope = scope.parent
