"""What is assigned to a variable after its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.scope import Binding, binding, walk_to
from dupelint.extract.javascript.text_values import concat
from dupelint.model.value import Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.javascript.value import Reader

_NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.#")
_ASSIGNING = frozenset(
    {"assignment_expression", "augmented_assignment_expression", "update_expression"}
)
_TRANSPARENT = frozenset({"parenthesized_expression", "expression_statement", "statement_block"})
_MOST = 4


def places(name: str, start: int, end: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """(offset, operator) of each `name = …` and `name += …` in a range of bytes.

    Text only: a comment or a string may be among them. A parser that recovers from an error can
    declare a variable without a name, which nothing assigns to.
    """
    word = name.encode()
    position = data.find(word, start, end) if word else -1
    while position >= 0:
        after = position + len(word)
        if position == 0 or data[position - 1] not in _NAME:
            while after < end and data[after] in b" \t\r\n":
                after += 1
            follows = data[after : after + 3]
            if follows[:1] == b"=" and follows[1:2] not in (b"=", b">"):
                yield position, b"="
            elif follows[1:2] == b"=" and follows[:1] in b"+-*/%&|^":
                yield position, follows[:2]
            elif follows in (b"||=", b"??=", b"&&=", b"**=") or follows[:2] in (b"++", b"--"):
                yield position, follows
        position = data.find(word, position + len(word), end)


def assigned(reader: Reader, found: Binding, first: Value | None) -> Value:
    """The value of a `let` or `var`: its initialiser, or one of the few things assigned to it."""
    key = (found.node.id, found.name)
    if key in reader.following:  # x = x + "/y": what it held before
        return reader.following[key]
    reader.following[key] = first if first is not None else unresolved("reassigned")
    try:
        return _choice_of(reader, found, first)
    finally:
        del reader.following[key]


def _choice_of(reader: Reader, found: Binding, first: Value | None) -> Value:
    scope = found.path[found.depth - 1]
    held: list[Value] = [] if first is None else [first]
    asked: Value | None = None
    seen = 0
    for offset, operator in places(found.name, scope.start_byte, scope.end_byte, reader.data):
        if found.node.start_byte <= offset < found.node.end_byte:
            continue
        seen += 1
        if seen > _MOST:
            return unresolved("reassigned")
        path = _target(found, offset, reader.data)
        if path is None:
            continue
        right = path[-2].child_by_field_name("right")
        if right is None or operator not in (b"=", b"+=") or (operator == b"+=" and not first):
            return unresolved("reassigned")
        value = reader.read(right, path[:-1])
        held.append(value if operator == b"=" or first is None else concat([first, value]))
        asked = _asked(reader, path)
    if asked is not None and len(held) == 2:
        return ("if", asked, held[1], held[0])
    return choice(held)


def _asked(reader: Reader, path: Sequence[Node]) -> Value | None:
    """The parameter that decides whether the assignment at the end of a path happens."""
    for above, node in zip(path[-3::-1], path[-2::-1], strict=False):
        if above.type in ("ternary_expression", "if_statement"):
            condition = above.child_by_field_name("condition")
            if condition is not None and condition.type == "parenthesized_expression":
                condition = next(iter(condition.named_children), None)
            if condition is None or condition.type != "identifier":
                return None
            if above.child_by_field_name("consequence") != node:
                return None
            value = reader.read(condition, path[: path.index(above) + 1])
            return value if value[0] == "param" else None
        if above.type not in _TRANSPARENT:
            return None
    return None


def choice(held: list[Value]) -> Value:
    """One of several values, not known which."""
    distinct = list(dict.fromkeys(held))
    if not distinct:
        return unresolved("never assigned")
    result = distinct[-1]
    for other in reversed(distinct[:-1]):
        result = ("cond", other, result)
    return result


def _target(found: Binding, offset: int, data: bytes) -> Sequence[Node] | None:
    """The path down to a name that is assigned to; None for another binding or a comment."""
    path = walk_to(found.path[: found.depth], offset)
    if path[-1].type != "identifier" or len(path) < 2 or path[-2].type not in _ASSIGNING:
        return None
    same = binding(found.name, path, data)
    return path if same is not None and same.node == found.node else None
