"""Which keys of an answer are used as if they were never null."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.parsed_bodies import TRANSPARENT, Body
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import NullUse
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

MOST = 100  # uses of one body
_ADDRESSES = frozenset({"src", "href"})  # a page asks for what they hold
_STATE = rb"\[\s*(?P<name>[A-Za-z_$][\w$]*)\s*,\s*%s\s*\]\s*=\s*(?:React\s*\.\s*)?useState\b"
_KEY = rb"\s*[?!]?\.\s*(?P<key>[A-Za-z_$][\w$]*)"
_SETTER = lazy(rb"\bset[A-Z][\w$]*")


def read_null_uses(reading: Reading, bodies: Sequence[Body]) -> None:
    """The uses of each body, and of the state that it becomes."""
    for body in bodies:
        if body.below:
            continue  # of axios: what it parses is not always JSON
        if body.handed:
            reading.facts += _of_state(reading, body, reading.text(body.pattern))
        elif body.pattern.type == "identifier":
            name = reading.text(body.pattern)
            reading.facts += _uses(reading, body, name, body.pattern, (body.start, body.end))
            for setter in sorted(_setters(reading, body, name)):
                reading.facts += _of_state(reading, body, setter)


def _setters(reading: Reading, body: Body, name: str) -> set[str]:
    """The functions that may keep a body as state: `setQr(body)`."""
    within = reading.data[body.start : body.end]
    given = rb"\(\s*" + re.escape(name.encode()) + rb"\s*(?:as\s[^()]{1,60})?\)"
    found = set()
    for match in _SETTER.finditer(within):
        if re.match(given, within[match.end() : match.end() + 200]):
            found.add(match[0].decode())
    return found


def _of_state(reading: Reading, body: Body, setter: str) -> Iterator[NullUse]:
    """Uses of the state of a component that a setter keeps a body in."""
    pattern = _STATE % re.escape(setter.encode())
    declared = list(re.finditer(pattern, reading.data))
    if len(declared) != 1:  # which of several is meant is not worked out
        return
    start = declared[0].start("name")
    _, path = next(descend(reading.tree, [start]))
    node = path[-1]
    if len(path) >= MAX_DEPTH or node.start_byte != start or node.type != "identifier":
        return
    component = next((one for one in reversed(path) if one.type in FUNCTIONS), None)
    if component is not None and component.start_byte <= body.pattern.start_byte:
        bounds = (declared[0].end(), component.end_byte)
        yield from _uses(reading, body, reading.text(node), node, bounds)


def _uses(
    reading: Reading, body: Body, name: str, declared: Node, bounds: tuple[int, int]
) -> Iterator[NullUse]:
    pattern = rb"(?<![\w$.])" + re.escape(name.encode()) + _KEY
    found = list(re.finditer(pattern, reading.data[slice(*bounds)]))[:MOST]
    offsets = [bounds[0] + match.start("key") for match in found]
    for offset, path in descend(reading.tree, offsets):
        if len(path) >= MAX_DEPTH or path[-1].type != "property_identifier":
            continue
        use = _use(reading, path) if path[-1].start_byte == offset else ""
        if not use or _is_looked_at(reading, path):
            continue
        bound = binding(name, path, reading.data)
        if bound is not None and _holds(bound.node, declared):
            at = span_of(path[-2])
            yield NullUse(body.request, body.parse, reading.text(path[-1]), use, at)


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _use(reading: Reading, path: Sequence[Node]) -> str:
    """What the property that `path` ends in is used for, "" where null does no harm."""
    index = len(path) - 2
    while index > 2 and path[index - 1].type in TRANSPARENT:
        index -= 1
    node, above = path[index], path[index - 1]
    if above.type == "jsx_expression" and path[index - 2].type == "jsx_attribute":
        named = path[index - 2].named_children
        return "attribute" if named and reading.text(named[0]) in _ADDRESSES else ""
    if above.type == "member_expression" and above.child_by_field_name("object") == node:
        return "member" if above.child_by_field_name("optional_chain") is None else ""
    if above.type == "assignment_expression" and above.child_by_field_name("right") == node:
        left = above.child_by_field_name("left")
        if left is not None and left.type == "member_expression":
            written = reading.text(left.child_by_field_name("property"))
            return "assignment" if written in _ADDRESSES else ""
    return ""


def _is_looked_at(reading: Reading, path: Sequence[Node]) -> bool:
    """Whether the function tests the key anywhere: then it may know that it is not null."""
    whole = next((node for node in path if node.type in FUNCTIONS), path[0])
    key = rb"(?<![\w$])" + re.escape(path[-1].text or b"") + rb"(?![\w$])"
    tested = (
        key + rb"[\s)]*(?:\|\||&&|\?\?|\?(?!\.)|\?\.|[!=]==?)"
        rb"|(?:!|\bif\s*\(|\bwhile\s*\(|typeof|[!=]==?)[^;{}<>]{0,120}?" + key
    )
    return re.search(tested, reading.data[whole.start_byte : whole.end_byte]) is not None
