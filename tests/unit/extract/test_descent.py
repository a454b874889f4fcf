"""Paths to offsets, however many children a node has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.model.source import Language
from dupelint.syntax.grammar import parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


def path_to(tree: Tree, offset: int) -> list[int]:
    """The ids of the nodes around an offset, found the slow way."""
    node: Node | None = tree.root_node
    found = []
    while node is not None:
        found.append(node.id)
        around = (one for one in node.children if one.start_byte <= offset < one.end_byte)
        node = next(around, None)
    return found


@pytest.mark.parametrize("count", [3, 499, 501, 1200])
def test_every_offset_of_wide_and_narrow_nodes(count: int) -> None:
    row = b"[" + b"a, (b), " * (count // 4) + b"]"
    data = b"x = " + row + b"\ny = 1\n" * (count // 2) + b"z = [" + row + b", " + row + b"]\n"
    tree = parse(data, Language.PYTHON)
    offsets = sorted({*range(0, len(data), 7), *range(len(data) - 60, len(data) + 3)})
    found = [(offset, [node.id for node in path]) for offset, path in descend(tree, offsets)]
    assert found == [(offset, path_to(tree, offset)) for offset in offsets]


def test_paths_are_cut() -> None:
    data = b"[" * 3000 + b"a" + b"]" * 3000 + b"\nb\n"
    tree = parse(data, Language.PYTHON)
    lengths = [len(path) for _, path in descend(tree, [3000, len(data) - 2])]
    assert lengths == [MAX_DEPTH, 3]
