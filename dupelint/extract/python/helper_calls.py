"""Calls of the project's own functions that are given a path: they may make a request for it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.python.handed_paths import handed_paths
from dupelint.extract.python.hardening.terms import call_terms
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import HttpCall, Span
from dupelint.model.methods import METHODS
from dupelint.model.value import NULL

if TYPE_CHECKING:
    from tree_sitter import Node

_MOST = 300  # calls of one file


def read_helper_calls(reader: Reader) -> None:
    """`call_bridge("GET", "/status")`: linking looks into the function, and leaves other calls."""
    given = handed_paths(reader.source.data)
    places = {at for at, name in given if _is_own(reader, name.decode())}
    offsets = list(islice(sorted(places), _MOST))
    known = {fact.at for fact in reader.facts if isinstance(fact, HttpCall)} if offsets else set()
    for _, path in descend(reader.source.tree, offsets):
        if 2 < len(path) < MAX_DEPTH:
            _read(reader, path, known)


def _is_own(reader: Reader, name: str) -> bool:
    """Whether a function or an object is the project's: `self`, an object of one of its classes."""
    if name == "self" or reader.is_defined(name):
        return True
    made = reader.root_binding(name)
    if made is None or made.type != "call":
        return False
    maker = made.child_by_field_name("function")
    return maker is not None and reader.is_defined(reader.source.text(maker).partition(".")[0])


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
    method = next((name for name in named if name in METHODS), "")
    arguments = call.child_by_field_name("arguments")
    at = arguments if arguments is not None else call
    reader.add(
        HttpCall(
            "helper", method, said(value), said(NULL), place.scope_path, span_of(at), span_of(call)
        ),
        place,
    )
    reader.add(call_terms(reader, call, path[:index], place, {}, False, "helper", ""), place)
