"""Object literals of a small configuration file, found by the key they stand under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.members import literal_key
from dupelint.extract.javascript.modules import peel

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]
_MAX_NODES = 20_000


def pairs_under(root: Node, key: str, data: bytes) -> Iterator[Path]:
    """The path to every `key: value` pair, its value's node last."""
    waiting: list[Path] = [(root,)]
    count = 0
    while waiting and count < _MAX_NODES:
        path = waiting.pop()
        count += 1
        node = path[-1]
        if node.type == "pair":
            value = node.child_by_field_name("value")
            if value is not None and literal_key(node.child_by_field_name("key"), data) == key:
                yield (*path, value)
                continue
        waiting.extend((*path, child) for child in reversed(node.named_children))


def members(path: Path, data: bytes) -> Iterator[tuple[str, Path]]:
    """(key, path to the value) of an object literal; `path` ends with it."""
    node = peel(path[-1])
    for part in node.named_children if node is not None and node.type == "object" else ():
        if part.type == "pair":
            key = literal_key(part.child_by_field_name("key"), data)
            value = part.child_by_field_name("value")
            if key is not None and value is not None:
                yield key, (*path, part, value)


def items(path: Path) -> Iterator[Path]:
    """Paths to the items of an array literal, or to the lone object that stands for one."""
    node = peel(path[-1])
    if node is not None and node.type == "array":
        yield from ((*path, part) for part in node.named_children if part.type != "comment")
    else:
        yield path
