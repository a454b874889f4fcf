"""Which code of a file may end what runs it: it jumps, it throws, it calls what throws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.scope import function_name, module_table
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_EXIT = lazy(  # a jump, or a call of a function that may throw
    rb"\b(?:return|throw|break|continue)\b"
    rb"|(?i:assert|throw|check|ensure|raise|valid|verify|handle|invariant)"
)
_CALLED = lazy(rb"(?<![\w$])([A-Za-z_$][\w$]*)\s*(?:\.\s*([A-Za-z_$][\w$]*)\s*)?\(")
_THROWS = lazy(rb"\bthrow\b|\breject\s*\(|\bprocess\.exit\s*\(")
_MOST = 300  # places of one file that throw
_MAX_SIZE = 400  # bytes of code that may do no more than call what throws


class Leaving:
    """One file, asked which of its code may end what runs it."""

    __slots__ = ("_data", "_imported", "_known", "_names", "_throwing", "_tree")

    def __init__(self, data: bytes, tree: Tree) -> None:
        self._data = data
        self._tree = tree
        self._known: dict[int, bool] = {}
        self._throwing: dict[int, str] | None = None  # id of a function → its name
        self._names: frozenset[bytes] = frozenset()
        self._imported: frozenset[bytes] = frozenset()

    def may_leave(self, node: Node) -> bool:
        """Whether a statement may do so."""
        known = self._known.get(node.id)
        if known is None:
            known = self._known[node.id] = self._may_leave(node)
        return known

    def _may_leave(self, node: Node) -> bool:
        start, end = node.start_byte, node.end_byte
        if _EXIT.search(self._data, start, end):
            return True
        if end - start > _MAX_SIZE:
            return False
        self._look()
        return any(
            match[1] in self._imported or (match[2] or match[1]) in self._names
            for match in _CALLED.finditer(self._data, start, end)
        )

    def throws(self, function: Node) -> bool:
        """Whether a function of the file may throw."""
        return function.id in self._look()

    def _look(self) -> dict[int, str]:
        if self._throwing is None:
            self._throwing = {}
            offsets = [match.start() for match in _THROWS.finditer(self._data)][:_MOST]
            for _, path in descend(self._tree, offsets):
                for index in range(min(len(path), MAX_DEPTH) - 1, 0, -1):
                    if path[index].type in FUNCTIONS:
                        name = function_name(path, index, self._data)
                        self._throwing[path[index].id] = name.rpartition(".")[2]
                        break
            table = module_table(self._tree.root_node, self._data)
            self._names = frozenset(name.encode() for name in self._throwing.values() if name)
            self._names |= {b"exit"}
            self._imported = frozenset(
                name.encode() for name, found in table.items() if found.kind == "import"
            )
        return self._throwing
