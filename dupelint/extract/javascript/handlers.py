"""Functions that take a request and a response: whether they may go on to the next route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import NO_SPAN, Handler, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

STOPS, GOES_ON, ELSEWHERE = 0, 1, -1
_REQUEST = lazy(r"_*(?:req|request)\Z")
_NEXT_ROUTE = lazy(rb"\(\s*['\"]route['\"]\s*\)")
_WITHOUT_ERROR = lazy(rb"\s*(?:\(\s*(?:\)|['\"]route|['\"]router|null|undefined)|(?!\s*\())")
_NAMES = frozenset({"identifier", "member_expression"})
_DEEP = 3


class Answer(NamedTuple):
    """What the handlers of one route do together."""

    view: str  # the last one as written, "" for a function that stands here
    view_at: Span
    hands_on: int
    target: Value = NULL  # what is called, where the view alone does not say it


def read_handler(reading: Reading, path: Sequence[Node]) -> None:
    """A named function whose first parameter is called like a request; `path` ends with that."""
    for index in range(len(path) - 1, max(len(path) - 6, 0), -1):
        node = path[index]
        if node.type in FUNCTIONS:
            names = [name for name, _ in parameters(node, reading.data)]
            if len(names) < 2 or not _REQUEST.match(names[0]):
                return
            above = path[: index + 1]
            if path[index - 1].type != "arguments" and not _is_wrapped(reading, above):
                at = span_of(node)
                reading.add(Handler(reading.scope(above), hands_on(reading, node), at), above)
            return
        if node.type in ("statement_block", "arguments", "call_expression"):
            return


def _is_wrapped(reading: Reading, path: Sequence[Node]) -> bool:
    """An anonymous function has no name that a route could call it by."""
    return reading.scope(path).rpartition(".")[2].startswith("<")


def hands_on(reading: Reading, function: Node) -> int:
    """Whether a function may call its `next` without an error."""
    names = [name for name, _ in parameters(function, reading.data)]
    if len(names) < 3:
        return STOPS
    body = function.child_by_field_name("body")
    if body is None:
        return GOES_ON
    word = names[2].encode()
    text = reading.data[body.start_byte : body.end_byte]
    for match in re.finditer(rb"(?<![\w$.])" + re.escape(word) + rb"(?![\w$])", text):
        caught = text[: match.start()].rstrip().endswith(b".catch(")
        if not caught and _WITHOUT_ERROR.match(text, match.end()):
            return GOES_ON
    return STOPS


def answer_of(reading: Reading, handlers: Sequence[Node], path: Sequence[Node]) -> Answer:
    """What a route does with a request: its last handler decides, `next('route')` in any leaves."""
    flat: list[Node] = []
    for node in handlers:
        held = peel(node)
        if held is not None:
            flat += held.named_children if held.type == "array" else [held]
    if not flat:
        return Answer("", NO_SPAN, GOES_ON)
    leaves = any(_NEXT_ROUTE.search(reading.data, node.start_byte, node.end_byte) for node in flat)
    found = _answer(reading, flat[-1], 0, path)
    return found._replace(hands_on=GOES_ON) if leaves else found


def _answer(reading: Reading, node: Node, depth: int, path: Sequence[Node]) -> Answer:
    held = peel(node) or node
    if held.type in FUNCTIONS:
        return Answer("", span_of(held), hands_on(reading, held))
    if held.type in _NAMES:
        target = reading.opened(held, path) if held.type == "member_expression" else NULL
        return Answer(reading.text(held)[:200], NO_SPAN, ELSEWHERE, target)
    if held.type == "call_expression" and depth < _DEEP:
        given = arguments(held)
        literal = [part for part in given if part.type in FUNCTIONS]
        if len(literal) == 1:
            return _answer(reading, literal[0], depth + 1, path)
        callee = held.child_by_field_name("function")
        if callee is not None and _is_bind(reading, callee):
            bound = callee.child_by_field_name("object")
            return _answer(reading, bound, depth + 1, path) if bound else _UNKNOWN
        if len(given) == 1 and given[0].type in _NAMES:
            return _answer(reading, given[0], depth + 1, path)
    return _UNKNOWN


def _is_bind(reading: Reading, callee: Node) -> bool:
    return reading.text(callee.child_by_field_name("property")) == "bind"


_UNKNOWN = Answer("", NO_SPAN, GOES_ON)
