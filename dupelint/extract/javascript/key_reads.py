"""Which keys the code reads of the body of an answer: properties, destructuring."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.parsed_bodies import TRANSPARENT, Body
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import KeyRead, span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

# Of arrays, texts and objects: they say nothing about keys.
_FALLBACK = lazy(rb"(?:\|\||\?\?)\s*([A-Za-z_$][\w$]*)(?![\w$.(\[])")
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


def read_keys(reading: Reading, bodies: Sequence[Body]) -> None:
    """The keys that are read of each body."""
    for body in bodies:
        if not body.handed:
            reading.facts += _reads(reading, body)


def _reads(reading: Reading, body: Body) -> Iterator[KeyRead]:
    if body.pattern.type == "object_pattern":
        yield from _taken_apart(reading, body, body.pattern, body.below)
    elif body.pattern.type == "identifier":
        yield from _named(reading, body, reading.text(body.pattern), body.below)


def _taken_apart(
    reading: Reading, body: Body, pattern: Node, below: tuple[str, ...]
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


def _named(reading: Reading, body: Body, name: str, below: tuple[str, ...]) -> Iterator[KeyRead]:
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
            *TRANSPARENT,
            "member_expression",
            "unary_expression",
            "binary_expression",
        ):
            break
    if top is None:
        return [key]
    text = reading.data[top.start_byte : top.end_byte]
    others = [match["key"].decode("utf-8", "replace") for match in re.finditer(pattern, text)]
    for match in _FALLBACK.finditer(text):  # a name that may hold a key by destructuring
        bound = binding(match[1].decode(), path, reading.data)
        if bound is not None and bound.pattern:
            others.append(bound.pattern[-1])
    return list(dict.fromkeys([key, *others]))


def _read(body: Body, keys: list[str], node: Node) -> KeyRead:
    at = span(node.start_byte, node.end_byte)
    return KeyRead(body.request, body.parse, json.dumps(keys, ensure_ascii=False), at)
