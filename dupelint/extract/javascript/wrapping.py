"""Functions that make a handler of another one, and the routes whose handlers they make.

`const wrap = (fn) => (req, res, next) => fn(req, res, next).catch(next)`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.answers import said
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.handlers import hands_on
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.next.responses import read_responses
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import NO_SPAN, Handler, HandlerWrapper, Span, ValueText, WrappedHandler
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]
# How the parameters of a handler are called.
WORDS = (b"(req", b"(_req", b"{ req", b"(...args", b"(_: ", b"(_,", b"(context")
_RESPONSE = lazy(r"_*(?:res|response|reply)\Z")
_REQUEST = lazy(r"_*(?:req|request)\Z")
_MOST = 4  # functions around a handler
_MOST_GIVEN = 6  # parameters of what makes one
_MAX_SIZE = 100_000  # bytes of a function
_NAMES = frozenset({"identifier", "member_expression"})


class Made(NamedTuple):
    """A function that another one makes, with the parameter that it calls."""

    path: Path
    given: int
    name: str
    around: Value


def may_wrap(data: bytes) -> bool:
    """Whether a file may hold a function that makes handlers."""
    return any(word in data for word in WORDS)


def made_by(reading: Reading, path: Path) -> Made | None:
    """The handler that the function `path[-1]` makes of one of its parameters."""
    body = path[-1].child_by_field_name("body")
    if body is None or body.end_byte - body.start_byte > _MAX_SIZE:
        return None
    above: Path = path
    node: Node | None = body
    if body.type == "statement_block":
        returned = [part for part in body.named_children if part.type == "return_statement"]
        if len(returned) != 1:
            return None
        above = (*path, body, returned[0])
        node = next((part for part in returned[0].named_children if part.type != "comment"), None)
    around: Value = NULL
    node = peel(node)
    if node is not None and node.type == "call_expression":
        callee = node.child_by_field_name("function")
        given = arguments(node)
        inner = [part for part in given[:2] if part.type in FUNCTIONS]
        if callee is None or len(inner) != 1 or inner[0] != given[0]:
            return None
        around = reading.value(callee, above)
        above = (*above, node)
        node = inner[0]
    if node is None or node.type not in FUNCTIONS:
        return None
    start, end = node.start_byte, node.end_byte
    for index, (name, declared) in enumerate(parameters(path[-1], reading.data)):
        if declared.pattern or index >= _MOST_GIVEN:
            return None
        if _calls(reading, name, start, end):
            return Made((*above, node), index, name, around)
    return None


def _calls(reading: Reading, name: str, start: int, end: int) -> bool:
    """Whether a name is called between two offsets."""
    word = name.encode()
    place = reading.data.find(word + b"(", start, end)
    while place >= 0:
        before = reading.data[place - 1 : place]
        if not (before.isalnum() or before in (b"_", b"$", b".")):
            return True
        place = reading.data.find(word + b"(", place + 1, end)
    return False


def read_wrapper(reading: Reading, path: Path) -> None:
    """Note the function that `path` ends with, if it makes a handler of another one."""
    made = made_by(reading, path)
    if made is None:
        return
    node = made.path[-1]
    at = span_of(path[-1])
    around = ValueText(dump(made.around))
    fact = HandlerWrapper(reading.scope(path), made.given, span_of(node), around, at)
    reading.add(fact, path)
    given = list(parameters(node, reading.data))
    if len(given) > 1 and not given[1][1].pattern and _RESPONSE.match(given[1][0]):
        reading.made[node.id] = (node, made.name)  # Express: `read_answers` says what else it does
        if not _hands(reading, node, made.name, given[1][0]):
            return
    elif not (given and given[0][1].pattern == ("...",) and _only_passes(reading, node, made.name)):
        read_responses(reading, made.path, made.name)
        return
    reading.add(said(node, "passed", NULL, NULL, [], False, node), made.path)


def _hands(reading: Reading, node: Node, name: str, response: str) -> bool:
    """Whether a handler hands the response to what it is made of."""
    call = rf"(?<![\w$.]){re.escape(name)}\([^()]*(?<![\w$.]){re.escape(response)}\s*[,)]"
    return re.search(call.encode(), reading.data[node.start_byte : node.end_byte]) is not None


def _only_passes(reading: Reading, node: Node, name: str) -> bool:
    """`(...args) => Promise.resolve(fn(...args)).catch(args[2])`"""
    text = reading.data[node.start_byte : node.end_byte]
    return b"Response" not in text and f"{name}(...".encode() in text and b".catch(" in text


def unwrapped(reading: Reading, node: Node | None, path: Path) -> tuple[Path, list[Value]] | None:
    """(the innermost handler with its ancestors, the functions around it) of `wrap(handler)`."""
    wrappers: list[Value] = []
    above = path
    held = peel(node)
    while held is not None and held.type == "call_expression" and len(wrappers) < _MOST:
        callee = held.child_by_field_name("function")
        given = arguments(held)
        place = _handed(given)
        if callee is None or place < 0:
            return None
        position: Value = ("num", place)
        wrappers.insert(0, ("list", reading.value(callee, above), position))
        above = (*above, held)
        held = peel(given[place])
    if held is None or held.type not in FUNCTIONS | _NAMES:
        return None
    return (*above, held), wrappers


def _handed(given: Sequence[Node]) -> int:
    """Which argument is the handler; -1 where that is not certain."""
    for kinds in (FUNCTIONS, {"call_expression"}, {"identifier", "member_expression"}):
        found = [index for index, part in enumerate(given) if part.type in kinds]
        if found:
            return found[0] if len(found) == 1 else -1
    return -1


def note_wrapped(
    reading: Reading, inner: Node, wrappers: list[Value], path: Path, at: Span, name: str = ""
) -> None:
    """Note what stands around the handler of a route."""
    if wrappers:
        handler = span_of(inner) if inner.type in FUNCTIONS else NO_SPAN
        fact = WrappedHandler(name, handler, ValueText(dump(("list", *wrappers))), at)
        reading.add(fact, path)


def read_defined(reading: Reading, name: str, node: Node, path: Path) -> None:
    """`const list = wrap(async (req, res) => …)`: a handler that routes call by its name."""
    found = unwrapped(reading, node, path)
    if found is None or found[0][-1].type not in FUNCTIONS:
        return
    inner = found[0][-1]
    names = [given for given, _ in parameters(inner, reading.data)]
    if len(names) < 2 or not _REQUEST.match(names[0]):
        return
    at = span_of(inner)
    reading.add(Handler(name, hands_on(reading, inner), at), found[0])
    note_wrapped(reading, inner, found[1], found[0], at)
