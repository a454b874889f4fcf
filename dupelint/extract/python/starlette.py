"""Routes of Starlette that stand in lists: `Route("/x", view)`, `Mount("/api", routes=[…])`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.python.constructors import LISTED
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.route_forms import WEBSOCKET
from dupelint.extract.python.routes import declared_methods, definition_span
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.extract.python.views import ANY
from dupelint.model.facts import NO_SPAN, Blueprint, Mount, Route
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_PARAMETERS = {  # of the constructors in `starlette/routing.py`
    "route": ("path", "endpoint"),
    "websocket": ("path", "endpoint"),
    "mount": ("path", "app", "routes"),
}
_VIEW = lazy(rb"^(?:async[ \t]+)?def[ \t]+(\w+)\(\s*(?:request|websocket)\b", re.MULTILINE)
_NOTHING = said(("object",))


def note_views(reader: Reader) -> None:
    """Note the functions that a list of routes in another file may name."""
    if "starlette" in reader.constructors.frameworks:
        for match in _VIEW.finditer(reader.source.data):
            scope = reader.source.root.defined(match[1].decode("utf-8", "replace"))
            if scope is not None:
                reader.scopes.setdefault(scope.path, scope)


def read_listed(reader: Reader, call: Node, path: list[Node]) -> None:
    """One item of a list of routes: something of its own, with a single route or mount on it."""
    made = reader.constructors.of(call)
    if made is None or made.makes not in LISTED:
        return
    makes, place = made.makes, reader.place(call, path)
    positional, keywords, spread = argument_nodes(reader.source, call)
    given = {**keywords, **dict(zip(_PARAMETERS[makes], positional, strict=False))}
    callee = call.child_by_field_name("function")
    name = reader.source.text(callee) if callee else ""
    at, itself = span_of(call), said(("new", call.start_byte))
    reader.add(
        Blueprint(
            "starlette", "", name, said(NULL), said(NULL), _NOTHING, place.scope_path, place.arms,
            at,
        ),
        place,
    )  # fmt: skip
    reader.app_scopes.setdefault(place.scope.path, place.scope)
    where = given.get("path")
    written = reader.values.of(where, place.overlay) if where else unresolved("unpacked")
    if makes == "mount":
        target = given.get("app") or given.get("routes")
        value = reader.values.of(target, place.overlay) if target else unresolved("unpacked")
        reader.add(
            Mount(itself, said(written), said(value), 0, place.scope_path, place.arms, at), place
        )
        return
    view = given.get("endpoint")
    named = view is not None and view.type in ("identifier", "attribute")
    title = reader.source.text(view) if view is not None and named else ""
    scope = reader.source.root.defined(title) if title else None
    methods = WEBSOCKET
    view_at = NO_SPAN
    if makes == "route":
        methods = declared_methods(reader, place, given.get("methods"))
        if scope is not None and scope.form == "class":
            methods = methods or ANY
        elif view is not None and named:
            view_at = definition_span(reader, view)
        if spread and not methods:
            methods = ANY
    reader.add(
        Route(
            "starlette", itself, said(written), methods, said(NULL), title, view_at, "listed",
            _NOTHING, 0, place.scope_path, place.arms, at,
        ),
        place,
    )  # fmt: skip
