"""Handlers of `connection.update`, the event by which Baileys tells how a connection stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.hardening.update_names import UpdateNames
from dupelint.extract.javascript.hardening.update_walk import UpdateWalk
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import NO_SPAN, ConnectionHandler

if TYPE_CHECKING:
    from tree_sitter import Node

EVENT = "connection.update"
_ADDING = frozenset({"on", "addListener", "once"})


def read_connection(reading: Reading, path: Sequence[Node]) -> None:
    """`socket.ev.on('connection.update', …)` or `events['connection.update']`; `path` ends in the
    text."""
    index = len(path) - 1
    while index and path[index].type in ("string_fragment", "string", "template_string"):
        index -= 1
    if reading.text(path[index + 1]).strip("'\"`") != EVENT or index < 2:
        return
    if path[index].type == "subscript_expression":
        _read_processed(reading, path, index)
        return
    call = path[index - 1]
    if path[index].type != "arguments" or call.type != "call_expression":
        return
    callee = call.child_by_field_name("function")
    given = arguments(call)
    if callee is None or callee.type != "member_expression" or len(given) < 2:
        return
    emitter = reading.text(callee.child_by_field_name("object"))
    method = reading.text(callee.child_by_field_name("property"))
    if method not in _ADDING or emitter.rpartition(".")[2] not in ("ev", "events", "emitter"):
        return
    above = path[:index]
    function, below = _function(given[1], above, reading)
    if function is None:
        nothing = ConnectionHandler(0, 1, "", "", "", NO_SPAN, 0, "", NO_SPAN, 0, span_of(call))
        reading.add(nothing, above)
        return
    body = function.child_by_field_name("body")
    if body is None:
        return
    names = UpdateNames(reading.data)
    first = next((item for item in parameters(function, reading.data)), None)
    if first is None:
        return
    for name, declared in parameters(function, reading.data):
        if declared.node == first[1].node:
            names.bind(name, declared.pattern)
    names.read(body)
    walk = UpdateWalk(reading, names, (*below, body))
    reading.add(walk.fact(span_of(call)), above)


def _function(
    node: Node, path: Sequence[Node], reading: Reading
) -> tuple[Node | None, Sequence[Node]]:
    """The function an argument is, with the nodes down to it."""
    held = peel(node)
    if (
        held is not None and held.type == "call_expression"
    ):  # `handler.bind(this)`, `wrap(async () => …)`
        inner = [part for part in arguments(held) if part.type in FUNCTIONS]
        held = inner[0] if len(inner) == 1 else held
    if held is None:
        return None, path
    if held.type in FUNCTIONS:
        return held, (*path, held)
    if held.type == "identifier":
        found = binding(reading.text(held), path, reading.data)
        if found is not None and not found.pattern:
            target = found.node if found.kind == "function" else peel(found.value)
            if target is not None and target.type in FUNCTIONS:
                return target, (*found.path, target)
    return None, path


def _read_processed(reading: Reading, path: Sequence[Node], index: int) -> None:
    """`ev.process(events => { if (events['connection.update']) { … } })`: the block of that `if`,
    told once, where it is asked."""
    for above in range(index - 1, 0, -1):
        node = path[above]
        if node.type in FUNCTIONS or node.type == "statement_block":
            return
        if node.type == "if_statement":
            body = node.child_by_field_name("consequence")
            condition = node.child_by_field_name("condition")
            if body is None or condition != path[above + 1]:
                return
            names = UpdateNames(reading.data)
            names.wholes.add(reading.text(path[index]))
            names.read(body)
            walk = UpdateWalk(reading, names, (*path[: above + 1], body))
            reading.add(walk.fact(span_of(path[index])), path[: above + 1])
            return
