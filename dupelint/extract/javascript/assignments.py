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
_MOST = 4
_MOST_SEEN = 400


def places(name: str, start: int, end: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """(offset, operator) of each `name = …` and `name += …` in a range of bytes.

    Text only: a comment or a string may be among them.
    """
    word = name.encode()
    position = data.find(word, start, end)
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
    scope = found.path[found.depth - 1]
    held: list[Value] = [] if first is None else [first]
    seen = 0
    for offset, operator in places(found.name, scope.start_byte, scope.end_byte, reader.data):
        if found.node.start_byte <= offset < found.node.end_byte:
            continue
        seen += 1
        if seen > _MOST:
            return unresolved("reassigned")
        right = _right(found, offset, reader.data)
        if right is None:
            continue
        node, path = right
        if operator == b"=":
            held.append(reader.read(node, path))
        elif operator == b"+=" and first is not None:
            held.append(concat([first, reader.read(node, path)]))
        else:
            return unresolved("reassigned")
    return choice(held)


def choice(held: list[Value]) -> Value:
    """One of several values, not known which."""
    distinct = list(dict.fromkeys(held))
    if not distinct:
        return unresolved("never assigned")
    result = distinct[-1]
    for other in reversed(distinct[:-1]):
        result = ("cond", other, result)
    return result


def _right(found: Binding, offset: int, data: bytes) -> tuple[Node, Sequence[Node]] | None:
    """The right side of an assignment to just this binding, None for another one or a comment."""
    path = walk_to(found.path[: found.depth], offset)
    if path[-1].type != "identifier" or len(path) < 2:
        return None
    whole = path[-2]
    if whole.type not in ("assignment_expression", "augmented_assignment_expression"):
        return None
    same = binding(found.name, path, data)
    if same is None or same.node != found.node:
        return None
    right = whole.child_by_field_name("right")
    return (right, path[:-1]) if right is not None else None
