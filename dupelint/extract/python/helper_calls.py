"""Calls of the project's own functions that are given a path: they may make a request for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import HttpCall, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST = 300  # calls of one file
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
# `ask("/a"`, `ask("GET", f"/a/{x}"`, `bridge.ask(…`: what stands before the parenthesis is looked
# at then.
_GIVEN = lazy(rb"\((?=\s{0,40}(?:[\"'][A-Za-z]{3,7}[\"']\s*,\s*)?f?[\"']/[\w{])")
_CALLEE = lazy(rb"(?:(?<![\w.@])([A-Za-z_]\w*)\.)?(?<![\w@])([A-Za-z_]\w*)\Z")
_NO_HELPERS = frozenset(
    {"redirect", "url_for", "open", "print", "join", "Path", "route", "get", "post", "put",
     "patch", "delete", "websocket", "startswith", "endswith", "Blueprint", "Flask", "APIRouter",
     "FastAPI", "send_file", "render_template", "add_url_rule", "path", "re_path", "Mount", "Route"}
)  # fmt: skip


def read_helper_calls(reader: Reader) -> None:
    """`call_bridge("GET", "/status")`: linking looks into the function, and leaves other calls."""
    data = reader.source.data
    offsets = list(islice(_places(reader, data), _MOST))
    known = {fact.at for fact in reader.facts if isinstance(fact, HttpCall)} if offsets else set()
    for _, path in descend(reader.source.tree, offsets):
        if 2 < len(path) < MAX_DEPTH:
            _read(reader, path, known)


def _places(reader: Reader, data: bytes) -> Iterator[int]:
    """Where the name of a function stands that the file has, or imports from the project."""
    for match in _GIVEN.finditer(data):
        callee = _CALLEE.search(data, max(0, match.start() - 80), match.start())
        if callee is None or callee[2].decode() in _NO_HELPERS:
            continue
        if reader.is_defined((callee[1] or callee[2]).decode()):
            yield callee.start(2)


def _read(reader: Reader, path: list[Node], known: set[Span]) -> None:
    """`known`: the calls that are requests by themselves."""
    index = len(path) - 2 if path[-2].type == "call" else len(path) - 3
    call = path[index]
    callee = call.child_by_field_name("function") if call.type == "call" else None
    if callee is None or not callee.start_byte <= path[-1].start_byte < callee.end_byte:
        return
    if span_of(call) in known:
        return
    place = reader.place(call, path[:index])
    value = reader.values.of(call, place.overlay)
    if value[0] != "call" or value[1][0] not in ("global", "import", "member"):
        return
    named = [one[1].upper() for one in value[2] if one[0] == "str"]
    method = next((name for name in named if name in _METHODS), "")
    arguments = call.child_by_field_name("arguments")
    at = arguments if arguments is not None else call
    reader.add(
        HttpCall(
            "helper", method, said(value), said(NULL), place.scope_path, span_of(at), span_of(call)
        ),
        place,
    )
