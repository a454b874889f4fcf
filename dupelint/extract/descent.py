"""From byte offsets to syntax nodes with their ancestors, in one walk over the tree.

`node.parent` walks from the root at each call, so climbing with it is quadratic in depth; here one
cursor goes from anchor to anchor and remembers the path above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

MAX_DEPTH = 1_000


def descend(tree: Tree, offsets: Iterable[int]) -> Iterator[tuple[int, list[Node]]]:
    """For each offset (ascending) the path from the root to the smallest node that covers it.

    The list is reused: copy what is kept. Paths are cut at MAX_DEPTH nodes (a full-length path
    says that the place is too deep to be read).
    """
    cursor = tree.walk()
    path = [tree.root_node]
    for offset in offsets:
        while len(path) > 1 and not path[-1].start_byte <= offset < path[-1].end_byte:
            path.pop()
            cursor.goto_parent()
        while len(path) < MAX_DEPTH:
            if cursor.goto_first_child_for_byte(offset) is None:
                break
            node = cursor.node
            if node is None or node.start_byte > offset:  # offset lies between two children
                cursor.goto_parent()
                break
            path.append(node)
        yield offset, path
