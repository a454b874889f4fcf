"""From byte offsets to syntax nodes with their ancestors, in one walk over the tree.

`node.parent` walks from the root at each call, so climbing with it is quadratic in depth; here one
cursor goes from anchor to anchor and remembers the path above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Tree, TreeCursor

MAX_DEPTH = 1_000
_WIDE = 500  # children; a cursor looks at all that come before the one it is asked for


class WideNodes:
    """The children of nodes that have many."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[list[Node], list[int]]] = {}  # by node: with their ends

    def child(self, node: Node, offset: int) -> Node | None:
        """The one that covers the offset."""
        known = self._known.get(node.id)
        if known is None:
            children = node.children
            known = self._known[node.id] = children, [child.end_byte for child in children]
        children, ends = known
        index = bisect_right(ends, offset)
        return (
            children[index] if index < len(ends) and children[index].start_byte <= offset else None
        )


def descend(
    tree: Tree, offsets: Iterable[int], wide: WideNodes | None = None
) -> Iterator[tuple[int, list[Node]]]:
    """For each offset (ascending) the path from the root to the smallest node that covers it.

    The list is reused: copy what is kept. Paths are cut at MAX_DEPTH nodes (a full-length path
    says that the place is too deep to be read). `wide`: of walks before this one, if it is one of
    many.
    """
    wide = wide or WideNodes()
    path = [tree.root_node]
    cursor, top = tree.walk(), 1  # the length of the path above which it does not get
    outer: list[tuple[TreeCursor, int]] = []
    for offset in offsets:
        while len(path) > 1 and not path[-1].start_byte <= offset < path[-1].end_byte:
            path.pop()
            if len(path) >= top:
                cursor.goto_parent()
            else:
                cursor, top = outer.pop()
        # The first walk into a wide node is short enough; those that come back to it are many.
        if len(path) < MAX_DEPTH and path[-1].child_count > _WIDE:
            child = wide.child(path[-1], offset)
            if child is None:
                yield offset, path
                continue
            outer.append((cursor, top))
            path.append(child)
            cursor, top = child.walk(), len(path)
        while len(path) < MAX_DEPTH:
            if cursor.goto_first_child_for_byte(offset) is None:
                break
            node = cursor.node
            if node is None or node.start_byte > offset:  # offset lies between two children
                cursor.goto_parent()
                break
            path.append(node)
        yield offset, path
