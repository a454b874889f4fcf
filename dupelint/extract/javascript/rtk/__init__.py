"""Requests of RTK Query: the endpoints of `createApi` and `injectEndpoints`.

https://redux-toolkit.js.org/rtk-query/api/createApi
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.anchors import places
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.emitting import emit
from dupelint.extract.javascript.method_arms import chosen_arms
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.returns import returns
from dupelint.extract.javascript.rtk.bases import base_of_api, base_of_query
from dupelint.extract.javascript.scope import module_table
from dupelint.model.facts import NO_ARMS, Assignment, ValueText
from dupelint.model.value import Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]
_CALLS = (b"createApi(", b"injectEndpoints(")
_MAKERS = frozenset({"query", "mutation", "infiniteQuery"})
_MAX_FUNCTION = 6_000  # bytes of a base query


def read_rtk(reading: Reading) -> None:
    """Every endpoint of the file; the base address of what wraps `fetchBaseQuery`."""
    data = reading.data
    if b"fetchBaseQuery(" in data:
        _note_bases(reading)
    offsets = sorted(place for word in _CALLS if word in data for place in places(data, word))
    for _, found in descend(reading.tree, offsets):
        path = tuple(found)
        call = path[-3] if path[-2].type == "member_expression" and len(path) > 3 else path[-2]
        if len(path) >= MAX_DEPTH or call.type != "call_expression":
            continue
        base = base_of_api(call, path[: path.index(call)], data)
        given = arguments(call)
        options = peel(given[0]) if given else None
        if base is not None and options is not None and options.type == "object":
            above = (*path[: path.index(call) + 1], options)
            for inner in _endpoints(reading, above):
                _endpoint(reading, inner, base)


def _note_bases(reading: Reading) -> None:
    """`baseQueryWithAuth.baseURL` of functions that make their requests with a base query."""
    root = reading.tree.root_node
    for name, declared in module_table(root, reading.data).items():
        node = declared.node if declared.kind == "function" else peel(declared.value)
        if node is None or node.type not in FUNCTIONS:
            continue
        if node.end_byte - node.start_byte < _MAX_FUNCTION:
            path = (root, *declared.path)
            base = base_of_query(node, path, reading.data)
            if base is not None:
                held = ValueText(dump(base))
                reading.add(Assignment(f"{name}.baseURL", held, NO_ARMS, span_of(node)), path)


def _endpoints(reading: Reading, path: Path) -> Iterator[Path]:
    """The path to each `builder.query(…)` of the options that `path` ends with."""
    for part in path[-1].named_children:
        made: Path | None = None
        if part.type == "method_definition":
            if reading.text(part.child_by_field_name("name")) == "endpoints":
                made = (*path, part)
        elif part.type == "pair":
            value = part.child_by_field_name("value")
            if reading.text(part.child_by_field_name("key")) == "endpoints" and value is not None:
                made = (*path, part, value)
        if made is None or made[-1].type not in FUNCTIONS:
            continue
        names = [name for name, _ in parameters(made[-1], reading.data)]
        for node, above in returns(made, reading.data):
            held = peel(node)
            for pair in held.named_children if held is not None else ():
                call = peel(pair.child_by_field_name("value")) if pair.type == "pair" else None
                if held is not None and call is not None and _is_made(reading, call, names):
                    yield (*above, held, pair, call)


def _is_made(reading: Reading, call: Node, names: list[str]) -> bool:
    """`builder.query(…)`; `query(…)` where the builder is taken apart."""
    callee = call.child_by_field_name("function") if call.type == "call_expression" else None
    if callee is None:
        return False
    if callee.type == "member_expression":
        holder = reading.text(callee.child_by_field_name("object"))
        made = reading.text(callee.child_by_field_name("property"))
        return holder in names and made in _MAKERS
    return reading.text(callee) in _MAKERS.intersection(names)


def _endpoint(reading: Reading, path: Path, base: Value) -> None:
    """The requests of one endpoint; `path` ends with the call that makes it."""
    given = arguments(path[-1])
    options = peel(given[0]) if given else None
    for part in options.named_children if options is not None else ():
        is_method = part.type == "method_definition"
        label = part.child_by_field_name("name" if is_method else "key")
        function = part if is_method else part.child_by_field_name("value")
        if reading.text(label) != "query" or function is None or function.type not in FUNCTIONS:
            continue
        above = (*path, *(() if options is None else (options,)), part)
        for node, inner in returns(above if is_method else (*above, function), reading.data):
            _request(reading, node, inner, path, base)


def _request(reading: Reading, node: Node, path: Path, call: Path, base: Value) -> None:
    """A URL, or `{ url, method, … }`; `fetchBaseQuery` makes a GET of what names no method."""
    held = peel(node)
    if held is None:
        return
    if held.type != "object":
        emit(reading, call, "rtk-query", "GET", reading.value(held, path), base, held, [])
        return
    inner = (*path, held)
    where: Node | None = None
    method: Node | None = None
    for part in held.named_children:
        name = reading.text(part.child_by_field_name("key")) or reading.text(part)
        value = part.child_by_field_name("value") or part
        if name == "url":
            where = value
        elif name == "method":
            method = value
        elif part.type == "spread_element":
            return
    if where is None:
        return
    url = reading.value(where, inner)
    if method is None:
        emit(reading, call, "rtk-query", "GET", url, base, where, [])
        return
    named = reading.value(method, inner)
    verb = str(named[1]).upper() if named[0] == "str" else ""
    arms = [] if verb else chosen_arms(reading, method, inner, where)
    emit(reading, call, "rtk-query", verb, url, base, where, arms)
