"""Which keys the code reads of the body of an answer: properties, destructuring."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, BodyRead, HttpCall, KeyRead, Span, span

if TYPE_CHECKING:
    from tree_sitter import Node

# Clients that parse the body themselves and hold it under `data`.
_PARSING = frozenset({"axios", "axios-like"})
_TRANSPARENT = frozenset(
    {"await_expression", "parenthesized_expression", "as_expression", "non_null_expression",
     "satisfies_expression"}
)  # fmt: skip
# Of arrays, texts and objects: they say nothing about keys.
_METHODS = frozenset(
    {
        "length", "map", "filter", "forEach", "find", "findIndex", "some", "every", "reduce",
        "slice", "sort", "concat", "includes", "join", "push", "toString", "then", "catch",
        "finally", "constructor", "hasOwnProperty", "flatMap", "at", "indexOf", "reverse",
        "entries", "keys", "values", "trim", "split", "replace", "toLowerCase", "toUpperCase",
        "startsWith", "flat", "pop", "shift", "unshift", "splice",
    }
)  # fmt: skip
MOST = 300  # reads of one body


class _Body(NamedTuple):
    """A body with the name it got, or the pattern that takes it apart."""

    request: Span
    parse: Span
    below: tuple[str, ...]  # keys between the name and the body: `data` of an axios response
    pattern: Node
    path: tuple[Node, ...]  # ancestors of the pattern
    start: int  # where it may be read
    end: int


def read_keys(reading: Reading, bodies: Sequence[object]) -> None:
    """The keys that are read of every parsed body and of every axios response."""
    wanted: list[tuple[Span, Span, Span, tuple[str, ...]]] = [
        (fact.at, NO_SPAN, fact.at, ())
        for fact in bodies
        if type(fact) is BodyRead and not fact.error_branch
    ]
    wanted += [
        (call.at, call.url_at, NO_SPAN, ("data",))
        for call in reading.facts
        if type(call) is HttpCall and call.client in _PARSING
    ]
    wanted.sort()
    places = descend(reading.tree, [at >> LENGTH_BITS for at, *_ in wanted])
    found: list[_Body] = []
    for (at, request, parse, below), (_, path) in zip(wanted, places, strict=True):
        if len(path) < MAX_DEPTH:
            found += _bodies(reading, tuple(path), at, (request, parse), below)
    for body in found:
        reading.facts += _reads(reading, body)


def _bodies(
    reading: Reading, path: tuple[Node, ...], at: Span, source: tuple[Span, Span],
    below: tuple[str, ...],
) -> Iterator[_Body]:  # fmt: skip
    """Where the value of the expression at `at` goes."""
    index = next((i for i, node in enumerate(path) if span_of(node) == at), 0)
    while index > 2:
        node, above = path[index], path[index - 1]
        if above.type in _TRANSPARENT:
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
                yield _Body(*source, below, name, path[:index], node.end_byte, end)
            return
        elif above.type == "member_expression":
            call = path[index - 2]
            if not _is_then(reading, call):
                return
            given = arguments(call)
            if given and given[0].type in FUNCTIONS:
                yield from _parameter(given[0], (*path[: index - 1], given[0]), source, below)
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
) -> Iterator[_Body]:
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
        yield _Body(*source, below, pattern, path, body.start_byte, body.end_byte)


def _end(path: Sequence[Node]) -> int:
    """Where the function or block that a declaration stands in ends."""
    for node in reversed(path):
        if node.type in ("statement_block", "program"):
            return node.end_byte
    return path[0].end_byte


def _reads(reading: Reading, body: _Body) -> Iterator[KeyRead]:
    if body.pattern.type == "object_pattern":
        yield from _taken_apart(reading, body, body.pattern, body.below)
    elif body.pattern.type == "identifier":
        yield from _named(reading, body, reading.text(body.pattern), body.below)


def _taken_apart(
    reading: Reading, body: _Body, pattern: Node, below: tuple[str, ...]
) -> Iterator[KeyRead]:
    """`const { a, b: c } = …`; below a key, that key leads on."""
    for part in pattern.named_children:
        key, target = part, part
        if part.type == "object_assignment_pattern":
            continue  # has a default: it may be missing
        if part.type == "pair_pattern":
            found, value = part.child_by_field_name("key"), part.child_by_field_name("value")
            if found is None or value is None:
                continue
            key, target = found, value
        elif part.type != "shorthand_property_identifier_pattern":
            continue
        name = reading.text(key)
        if not below:
            yield _read(body, [name], key)
        elif name == below[0]:
            if target.type == "object_pattern":
                yield from _taken_apart(reading, body, target, below[1:])
            elif target.type in ("identifier", "shorthand_property_identifier_pattern"):
                yield from _named(reading, body, reading.text(target), below[1:])


def _named(reading: Reading, body: _Body, name: str, below: tuple[str, ...]) -> Iterator[KeyRead]:
    """Properties of a name, where nothing else is bound to it."""
    word = re.escape(name.encode())
    data = reading.data
    if re.search(rb"(?<![\w$.])" + word + rb"\s*=(?![=>])", data[body.start : body.end]):
        return
    between = b"".join(rb"\s*\??\.\s*" + re.escape(key.encode()) + rb"(?![\w$])" for key in below)
    pattern = rb"(?<![\w$.])" + word + between + rb"\s*\??\.\s*(?P<key>[A-Za-z_$][\w$]*)"
    matches = list(re.finditer(pattern, data[body.start : body.end]))[:MOST]
    offsets = [body.start + match.start("key") for match in matches]
    for offset, path in descend(reading.tree, offsets):
        if len(path) >= MAX_DEPTH or path[-1].type != "property_identifier":
            continue
        if path[-1].start_byte != offset or not _is_read(path):
            continue
        bound = binding(name, path, data)
        if bound is None or not _holds(bound.node, body.pattern):
            continue
        key = reading.text(path[-1])
        if key not in _METHODS:
            yield _read(body, _instead(reading, path, pattern, key), path[-1])


def _holds(declared: Node, pattern: Node) -> bool:
    return declared.start_byte <= pattern.start_byte and pattern.end_byte <= declared.end_byte


def _is_read(path: Sequence[Node]) -> bool:
    """Whether a property is read: not called, not written to."""
    member, above = path[-2], path[-3]
    if member.type != "member_expression":
        return False
    if above.type == "call_expression" and above.child_by_field_name("function") == member:
        return False
    written = above.type in ("assignment_expression", "augmented_assignment_expression")
    return not (written and above.child_by_field_name("left") == member)


def _instead(reading: Reading, path: Sequence[Node], pattern: bytes, key: str) -> list[str]:
    """The key with those that the same expression falls back on: `a.b || a.c`, `a.b ? … : a.c`."""
    top: Node | None = None
    for node in reversed(path[:-2]):
        operator = node.child_by_field_name("operator")
        if node.type == "ternary_expression" or (
            operator is not None and operator.type in ("||", "??")
        ):
            top = node
        elif node.type not in (
            *_TRANSPARENT,
            "member_expression",
            "unary_expression",
            "binary_expression",
        ):
            break
    if top is None:
        return [key]
    text = reading.data[top.start_byte : top.end_byte]
    others = [match["key"].decode("utf-8", "replace") for match in re.finditer(pattern, text)]
    return list(dict.fromkeys([key, *others]))


def _read(body: _Body, keys: list[str], node: Node) -> KeyRead:
    at = span(node.start_byte, node.end_byte)
    return KeyRead(body.request, body.parse, json.dumps(keys, ensure_ascii=False), at)
