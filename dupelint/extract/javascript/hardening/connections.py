"""Handlers of `connection.update`, the event by which Baileys tells how a connection stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, own_method, parameters
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
    place = 0
    if (handed := _handed(function, below, reading)) is not None:
        function, below, place = handed
    body = function.child_by_field_name("body")
    if body is None:
        return
    names = UpdateNames(reading.data)
    given_to = list(dict.fromkeys(item.node for _, item in parameters(function, reading.data)))
    if len(given_to) <= place:
        return
    for name, declared in parameters(function, reading.data):
        if declared.node == given_to[place]:
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
    if held.type == "call_expression":  # `this.onUpdate.bind(this)`
        bound = held.child_by_field_name("function")
        is_bind = bound is not None and bound.type == "member_expression"
        if bound is not None and is_bind and reading.text(bound).endswith(".bind"):
            held = bound.child_by_field_name("object") or held
    if held.type == "member_expression":
        owner = held.child_by_field_name("object")
        name = reading.text(held.child_by_field_name("property"))
        own = own_method(path, name, reading.data)
        return own if owner is not None and owner.type == "this" and own else (None, path)
    if held.type == "identifier":
        found = binding(reading.text(held), path, reading.data)
        if found is not None and not found.pattern:
            target = found.node if found.kind == "function" else peel(found.value)
            if target is not None and target.type in FUNCTIONS:
                return target, (*found.path, target)
    return None, path


def _handed(
    function: Node, below: Sequence[Node], reading: Reading
) -> tuple[Node, Sequence[Node], int] | None:
    """The function of this file that a handler is no more than a call of, and which of its
    parameters the update is: `(update) => this.onUpdate(id, update)`."""
    first = next((item for item in parameters(function, reading.data)), None)
    inner = function.child_by_field_name("body")
    if inner is not None and inner.type == "statement_block":
        statements = [part for part in inner.named_children if part.type != "comment"]
        inner = statements[0] if len(statements) == 1 else None
        if inner is not None and inner.type in ("expression_statement", "return_statement"):
            inner = inner.named_children[0] if inner.named_children else None
    call = peel(inner)
    if first is None or first[1].pattern or call is None or call.type != "call_expression":
        return None
    callee = call.child_by_field_name("function")
    texts = [reading.text(part) for part in arguments(call)]
    if callee is None or first[0] not in texts:
        return None
    if callee.type not in ("identifier", "member_expression"):
        return None
    found, above = _function(callee, below, reading)
    return (found, above, texts.index(first[0])) if found is not None else None


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
