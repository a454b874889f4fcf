"""Apis of flask-restful, flask-restx, flask-smorest: what makes them, what they hang on and hold.

Semantics: `flask_restful/__init__.py` 0.3.10, `flask_restx/api.py` and `namespace.py` 1.3,
`flask_smorest/__init__.py` 0.47.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.python.api_libraries import PARAMETERS
from dupelint.extract.python.apps import bound_name, keyword_values, note_global, unpacked
from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.routes import OPTIONS, declared_methods, definition_span
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.extract.python.views import ANY
from dupelint.model.facts import ApiMount, AppPass, Blueprint, Route, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MOUNTING = frozenset({"init_app", "add_namespace"})
_OPTIONS = frozenset({"doc", "default_swagger_filename", "decorators", "default_mediatype"})
# Methods of an Api that decide where its routes are, or what becomes of an answer.
_PLACING = lazy(
    rb"\bdef\s+(?:__init__|add_resource|register_resource|_register_view|_complete_url|ns_urls"
    rb"|init_app|add_namespace|namespace|route|resource|_blueprint_setup\w*|_deferred\w*)\("
)
_REGISTERING = lazy(rb"\bdef\s+register_blueprint\(")  # of flask-smorest
_ANSWERING = lazy(rb"\bdef\s+(?:output|make_response|dispatch_request|handle_error)\(")
_REPRESENTED = lazy(rb"\.representation\(|\brepresentations\s*=(?!=)")


def read_api(reader: Reader, call: Node, path: list[Node]) -> bool:
    """The Api or namespace that a call makes, with what it is given to hang on; False: none."""
    made = reader.constructors.of(call)
    if made is None or made.makes != "api":
        return False
    place = reader.place(call, path)
    kind, name = made.framework, bound_name(reader, place, call)
    if name and not place.scope.path:
        reader.made[name] = made
    positional, keywords, spread = argument_nodes(reader.source, call)
    given = {**dict(zip(PARAMETERS[kind], positional, strict=False)), **keywords}
    callee = call.child_by_field_name("function")
    class_name = reader.source.text(callee) if callee else ""

    def value(key: str) -> Value:
        return reader.values.of(given.get(key), place.overlay)

    namespace = kind == "namespace"
    prefix = value("path" if namespace else "prefix")
    own = _REGISTERING if kind == "smorest" else _PLACING
    if spread or "url_part_order" in given or _changes(reader, class_name, own):
        prefix = unresolved("placed by its class")
    reader.add(
        Blueprint(
            kind, name, class_name, said(value("name") if namespace else NULL), said(prefix),
            _options(reader, place, class_name, given), place.scope_path, place.arms,
            span_of(call),
        ),
        place,
    )  # fmt: skip
    owner: Value = NULL if namespace else value("app")
    if namespace and callee is not None and callee.type == "attribute":
        attribute = callee.child_by_field_name("attribute")
        if attribute is not None and reader.source.raw(attribute) == b"namespace":
            owner = reader.values.of(callee.child_by_field_name("object"), place.overlay)
    if owner != NULL and owner[0] != "str":
        target: Value = ("new", call.start_byte)
        form = "namespace" if namespace else "Api"
        _mount(reader, place, owner, target, NULL, form)
    reader.app_scopes.setdefault(place.scope.path, place.scope)
    note_global(reader, place, call, name, made)
    return True


def read_api_mount(reader: Reader, call: Node, path: list[Node], form: str) -> None:
    """`api.init_app(app)`, `api.add_namespace(ns, path)`."""
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee else None
    if receiver is None or reader.source.raw(receiver).startswith(b"super("):
        return
    place = reader.place(call, path)
    positional, keywords, _ = argument_nodes(reader.source, call)
    order = ("app",) if form == "init_app" else ("ns", "path")
    given = {**dict(zip(order, positional, strict=False)), **keywords}
    first = given.get(order[0])
    own = reader.values.of(receiver, place.overlay)
    if first is None or own[0] not in _OBJECTS or _is_other(reader, own):
        return
    other = reader.values.of(first, place.overlay)
    prefix = reader.values.of(given.get("path"), place.overlay)
    if form == "init_app":
        _mount(reader, place, other, own, NULL, form)
    else:
        _mount(reader, place, own, other, prefix, form)
    reader.app_scopes.setdefault(place.scope.path, place.scope)


_OBJECTS = frozenset({"new", "global", "import", "param", "member"})


def _is_other(reader: Reader, value: Value) -> bool:
    """Whether a name of the module is bound to what is no Api, as `db = SQLAlchemy()`."""
    if value[0] != "global":
        return False
    node = reader.root_binding(value[1])
    return node is not None and reader.values.of(node)[0] != "new"


def _mount(
    reader: Reader, place: Place, owner: Value, target: Value, path: Value, form: str
) -> None:
    reader.add(
        ApiMount(
            said(owner), said(target), said(path), form, place.scope_path, place.arms, place.span
        ),
        place,
    )


def read_resource(reader: Reader, call: Node, path: list[Node], name: str) -> None:
    """`api.add_resource(Users, "/users", "/users/<int:id>", endpoint="users")`, and the methods
    that a class of the project puts around it: `api.add_org_resource(…)`."""
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee else None
    if receiver is None or reader.source.raw(receiver).startswith(b"super("):
        return
    positional, keywords, spread = argument_nodes(reader.source, call)
    place = reader.place(call, path)
    if not positional or positional[0].type not in ("identifier", "attribute"):
        return
    if name != "add_resource":
        _pass(reader, place, call, ("member", reader.values.of(receiver, place.overlay), name))
        return
    view = positional[0]
    methods = ANY
    if "methods" in keywords:
        methods = declared_methods(reader, place, keywords["methods"])
    urls = [reader.values.of(node, place.overlay) for node in positional[1:]]
    endpoint = reader.values.of(keywords.get("endpoint"), place.overlay)
    if spread:
        urls += _unpacked(reader, place, call)
        if "endpoint" not in keywords:
            endpoint = unpacked(reader, call, place.overlay, "endpoint")
    for url in urls:
        reader.add(
            Route(
                "flask", said(reader.values.of(receiver, place.overlay)), said(url), methods,
                said(endpoint), reader.source.text(view), definition_span(reader, view), "resource",
                keyword_values(reader, place, keywords, OPTIONS), 0, place.scope_path, place.arms,
                place.span, said(reader.values.of(view, place.overlay)),
            ),
            place,
        )  # fmt: skip
    if urls:
        reader.app_scopes.setdefault(place.scope.path, place.scope)


def _unpacked(reader: Reader, place: Place, call: Node) -> list[Value]:
    """The items of `*urls`: one value that stands for each of them."""
    arguments = call.child_by_field_name("arguments")
    return [
        _each(reader, place, child.named_children[0])
        for child in (arguments.named_children if arguments else ())
        if child.type == "list_splat" and child.named_children
    ]


def _each(reader: Reader, place: Place, node: Node) -> Value:
    """An item of a list; `[prefixed(url) for url in urls]` is followed."""
    made: Node | None = node
    if node.type == "identifier":
        bound = reader.names.bindings(place.scope).get(reader.source.text(node), ())
        before = [one for one in bound if one.since <= node.start_byte]
        made = before[-1].node if before else None
    if made is not None and made.type == "list_comprehension":
        body = made.child_by_field_name("body")
        kinds = [child.type for child in made.named_children]
        if kinds.count("for_in_clause") == 1 and "if_clause" not in kinds:
            return reader.values.of(body, {**place.overlay, **reader.names.overlay([made])})
    return ("each", reader.values.of(node, place.overlay))


def _pass(reader: Reader, place: Place, call: Node, callee: Value) -> None:
    positional, keywords, _ = argument_nodes(reader.source, call)
    args = tuple(reader.values.of(node, place.overlay) for node in positional)
    pairs = tuple((name, reader.values.of(node, place.overlay)) for name, node in keywords.items())
    reader.add(
        AppPass(
            said(callee), said(("list", *args)), said(("object", *pairs)), place.scope_path,
            place.arms, "", place.attempt, place.span,
        ),
        place,
    )  # fmt: skip


def _options(reader: Reader, place: Place, class_name: str, given: dict[str, Node]) -> ValueText:
    wanted = {name: node for name, node in given.items() if name in _OPTIONS}
    pairs = tuple((name, reader.values.of(node, place.overlay)) for name, node in wanted.items())
    if _changes(reader, class_name, _ANSWERING) or _REPRESENTED.search(reader.source.data):
        pairs = (*pairs, ("answers", ("bool", True)))
    return said(("object", *pairs))


def _changes(reader: Reader, class_name: str, methods: re.Pattern[bytes]) -> bool:
    """Whether the class, one of this file, has some methods of its own."""
    node = reader.constructors.api_classes.get(class_name)
    return node is not None and methods.search(reader.source.raw(node)) is not None
