"""Where the parsed body of an answer goes: the name it gets, the pattern that takes it apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, BodyRead, HttpCall, Span

if TYPE_CHECKING:
    from tree_sitter import Node

# Clients that parse the body themselves, and what they hold it under. Of a function of the project
# linking knows whether it does.
_PARSING: dict[str, tuple[str, ...]] = {"axios": ("data",), "axios-like": ("data",), "wrapper": ()}
TRANSPARENT = frozenset(
    {"await_expression", "parenthesized_expression", "as_expression", "non_null_expression",
     "satisfies_expression"}
)  # fmt: skip


class Body(NamedTuple):
    """A body with the name it got, or the pattern that takes it apart."""

    request: Span
    parse: Span
    below: tuple[str, ...]  # keys between the name and the body: `data` of an axios response
    pattern: Node
    path: tuple[Node, ...]  # ancestors of the pattern
    handed: bool  # the pattern is a function that it is given to
    start: int  # where it may be read
    end: int


def parsed_bodies(reading: Reading, bodies: Sequence[object]) -> list[Body]:
    """The body of every parse, of every axios response, of what the project's own clients give."""
    wanted: list[tuple[Span, Span, Span, tuple[str, ...]]] = [
        (fact.at, NO_SPAN, fact.at, ())
        for fact in bodies
        if type(fact) is BodyRead and not fact.error_branch
    ]
    wanted += [
        (call.at, call.url_at, NO_SPAN, _PARSING[call.client])
        for call in reading.facts
        if type(call) is HttpCall and call.client in _PARSING and not _is_fetch(reading, call.at)
    ]
    wanted.sort()
    places = descend(reading.tree, [at >> LENGTH_BITS for at, *_ in wanted])
    found: list[Body] = []
    for (at, request, parse, below), (_, path) in zip(wanted, places, strict=True):
        if len(path) < MAX_DEPTH:
            found += _bodies(reading, tuple(path), at, (request, parse), below)
    return found


def _is_fetch(reading: Reading, at: Span) -> bool:
    """Whether a method is named `fetch`: it gives a response, as what it is named after."""
    start = at >> LENGTH_BITS
    return reading.data[start : reading.data.find(b"(", start)].rstrip().endswith(b".fetch")


def _bodies(
    reading: Reading, path: tuple[Node, ...], at: Span, source: tuple[Span, Span],
    below: tuple[str, ...],
) -> Iterator[Body]:  # fmt: skip
    """Where the value of the expression at `at` goes."""
    index = next((i for i, node in enumerate(path) if span_of(node) == at), 0)
    while index > 2:
        node, above = path[index], path[index - 1]
        if above.type in TRANSPARENT:
            index -= 1
        elif above.type == "arrow_function" and above.child_by_field_name("body") == node:
            # `.then((res) => res.json())` hands it to what comes behind
            if path[index - 2].type != "arguments" or not _is_then(reading, path[index - 3]):
                return
            index -= 3
        elif above.type == "variable_declarator" and above.child_by_field_name("value") == node:
            name = above.child_by_field_name("name")
            if name is not None:
                end = _end(path[: index - 1])
                yield Body(*source, below, name, path[:index], False, node.end_byte, end)
            return
        elif above.type == "member_expression":
            call = path[index - 2]
            if not _is_then(reading, call):
                return
            given = arguments(call)
            if given and given[0].type in FUNCTIONS:
                yield from _parameter(given[0], (*path[: index - 1], given[0]), source, below)
            elif given and given[0].type == "identifier":
                yield Body(*source, below, given[0], path[:index], True, 0, 0)
            return
        elif above.type == "arguments":
            callee = path[index - 2].child_by_field_name("function")
            if callee is not None and callee.type == "identifier":
                yield Body(*source, below, callee, path[: index - 1], True, 0, 0)
            return
        else:
            return


def _is_then(reading: Reading, call: Node) -> bool:
    callee = call.child_by_field_name("function") if call.type == "call_expression" else None
    if callee is None or callee.type != "member_expression":
        return False
    return reading.text(callee.child_by_field_name("property")) == "then"


def _parameter(
    function: Node, path: tuple[Node, ...], source: tuple[Span, Span], below: tuple[str, ...]
) -> Iterator[Body]:
    """The first parameter of the function that a promise is handed to."""
    pattern = function.child_by_field_name("parameter")
    if pattern is None:
        listed = function.child_by_field_name("parameters")
        first = listed.named_children[0] if listed and listed.named_children else None
        if first is not None and first.type in ("required_parameter", "optional_parameter"):
            first = first.child_by_field_name("pattern")
        pattern = first
    body = function.child_by_field_name("body")
    if pattern is not None and body is not None:
        yield Body(*source, below, pattern, path, False, body.start_byte, body.end_byte)


def _end(path: Sequence[Node]) -> int:
    """Where the function or block that a declaration stands in ends."""
    for node in reversed(path):
        if node.type in ("statement_block", "program"):
            return node.end_byte
    return path[0].end_byte
