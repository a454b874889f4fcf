"""Requests by a method whose name is computed: `axios[method](url)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.clients import VERBS
from dupelint.extract.javascript.emitting import emit
from dupelint.extract.javascript.instances import client_of, may_hold_clients
from dupelint.extract.javascript.method_arms import chosen_arms
from dupelint.extract.javascript.reading import Reading
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_COMPUTED = lazy(rb"\](?=\()")
_MOST = 500


def read_computed(reading: Reading) -> None:
    """Every call of a method that a name or a condition chooses, on a client of a library."""
    data = reading.data
    if b"](" not in data or not may_hold_clients((reading.tree.root_node,), data):
        return
    offsets = [match.start() for match in _COMPUTED.finditer(data)][:_MOST]
    for _, path in descend(reading.tree, offsets):
        if 2 < len(path) < MAX_DEPTH and path[-2].type == "subscript_expression":
            _read(reading, tuple(path[:-1]))


def _read(reading: Reading, path: tuple[Node, ...]) -> None:
    """`path` ends with the subscript."""
    member, call = path[-1], path[-2]
    receiver, index = (member.child_by_field_name(name) for name in ("object", "index"))
    if call.type != "call_expression" or call.child_by_field_name("function") != member:
        return
    given = arguments(call)
    if receiver is None or index is None or not given:
        return
    client = client_of(receiver, path[:-1], reading.data)
    if client is None:
        return
    named: Value = reading.value(index, path)
    method = VERBS.get(str(named[1]).lower(), "") if named[0] == "str" else ""
    arms = [] if method else chosen_arms(reading, index, path[:-1], given[0])
    url = reading.value(given[0], path[:-1])
    if method or arms or named[0] not in ("num", "unresolved"):
        emit(reading, path[:-1], client.library, method, url, client.base or NULL, given[0], arms)
