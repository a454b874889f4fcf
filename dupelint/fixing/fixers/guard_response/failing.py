"""How a function tells that a response is not what it parses.

An error takes the way that the failed parse took: a function that hands on a promise rejects, and
nothing is thrown past a `catch` that waits for the parse.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dupelint.fixing.javascript import TYPED, function_depth, is_async
from dupelint.fixing.parsed import Parsed
from dupelint.fixing.task import RefusalError

if TYPE_CHECKING:
    from tree_sitter import Node

_HANDLERS = frozenset({"then", "catch", "finally"})
_WAITING = frozenset({"await_expression", "yield_expression"})
_HANDED_ON = TYPED | {"ternary_expression", "member_expression", "call_expression"}


def failure(code: Parsed, path: list[Node], name: str) -> str:
    """The statement, without a semicolon; RefusalError where no statement does it."""
    error = f"new Error(`HTTP ${{{name}.status}}`)"
    function = function_depth(path)
    _check_chain(code, path)
    inner = path[function + 1 :]
    # `JSON.parse` throws where it stands; the grammar takes `await (x).y()` for one call
    waits = code.text(path[-1]).startswith(("JSON.parse", "await ", "await("))
    if waits or any(node.type in _WAITING for node in inner):
        return f"throw {error}"
    if any(node.type == "arguments" for node in inner):
        raise RefusalError("an error would not go where that of the parse goes")
    if function and (is_async(path[function]) or _is_handler(code, path, function)):
        return f"throw {error}"
    if function and _is_handed_on(path[function], inner):
        return f"return Promise.reject({error})"
    raise RefusalError("an error would not go where that of the parse goes")


def _check_chain(code: Parsed, path: list[Node]) -> None:
    """Refuse `r.json().catch(…)`, which an error thrown before does not meet."""
    for inner, outer in pairwise(reversed(path)):
        if outer.type == "call_expression" and outer.child_by_field_name("function") == inner:
            given = outer.child_by_field_name("arguments")
            name = _method(code, outer)
            if name == "catch" or (name == "then" and given and given.named_child_count > 1):
                raise RefusalError("the parse has a catch of its own")
        elif outer.type not in (*_HANDED_ON, "await_expression"):
            return


def _method(code: Parsed, call: Node) -> str:
    callee = call.child_by_field_name("function")
    name = callee.child_by_field_name("property") if callee else None
    return code.text(name) if name is not None else ""


def _is_handler(code: Parsed, path: list[Node], function: int) -> bool:
    """Whether a function is given to `.then(…)`: what it throws rejects the promise."""
    return (
        function > 1
        and path[function - 1].type == "arguments"
        and _method(code, path[function - 2]) in _HANDLERS
    )


def _is_handed_on(function: Node, inner: list[Node]) -> bool:
    """Whether the promise of the parse is what the function returns."""
    at = next((index for index, node in enumerate(inner) if node.type == "return_statement"), None)
    if at is None and (function.type != "arrow_function" or inner[0].type == "statement_block"):
        return False
    between = inner[:-1] if at is None else inner[at + 1 : -1]
    return all(node.type in _HANDED_ON for node in between)
