"""Writes `return await …` where a `try` means to catch what a returned promise throws."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dupelint.fixing.javascript import FUNCTIONS, TYPED, function_depth, is_async
from dupelint.fixing.lines import trimmed
from dupelint.fixing.parsed import Parsed, parsed
from dupelint.fixing.task import Change, RefusalError, Task

if TYPE_CHECKING:
    from tree_sitter import Node

_TITLE = "Await what is returned"
_CHAINED = frozenset({"then", "catch", "finally"})
_LAZY = frozenset({"&&", "||", "??"})


def fix(task: Task) -> Change:
    """The change; refused where the promise itself may be what is meant."""
    code = parsed(task)
    path = code.path(*trimmed(task.source, task.start, task.end))
    function = function_depth(path)
    depth = next(
        (at for at in range(len(path) - 1, 0, -1) if path[at].type == "return_statement"), 0
    )
    if depth <= function:
        raise RefusalError("it is not returned")
    inner = path[depth:]
    if any(node.type == "await_expression" or _is_await(node, code) for node in inner):
        return Change(_TITLE, ())
    if function == 0 or path[function].type not in FUNCTIONS or not is_async(path[function]):
        raise RefusalError("the function is not async")
    if any(node.has_error for node in inner):
        raise RefusalError("the syntax around it cannot be read")
    if not all(_hands_on(outer, within, code) for outer, within in pairwise(inner)):
        raise RefusalError("the promise goes into something else first")
    place = path[-1].start_byte
    return Change(_TITLE, (task.edit(place, place, b"await "),))


def _is_await(node: Node, code: Parsed) -> bool:
    """The grammar takes `await (x).y()` for a call of a function `await`."""
    return node.type == "call_expression" and code.text(node).startswith(("await ", "await("))


def _hands_on(outer: Node, inner: Node, code: Parsed) -> bool:
    """Whether a node's value is the promise that a part of it makes, or follows from it."""
    match outer.type:
        case "return_statement":
            return True
        case "ternary_expression":
            return outer.child_by_field_name("condition") != inner
        case "binary_expression":
            sign = code.text(outer.children[1])
            return sign in _LAZY and outer.child_by_field_name("right") == inner
        case "call_expression":
            return outer.child_by_field_name("function") == inner
        case "member_expression":
            name = outer.child_by_field_name("property")
            return (
                outer.child_by_field_name("object") == inner
                and name is not None
                and code.text(name) in _CHAINED
            )
    return outer.type in TYPED
