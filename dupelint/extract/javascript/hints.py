"""Signs of where a file runs."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from typing import TYPE_CHECKING

from dupelint.extract.javascript.anchors import places
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import RuntimeHint
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPEOF = (b"typeof window", b"typeof document", b"typeof navigator", b"typeof localStorage")
_MARKS = (b"</", b"/>")
_TAG_ENDS = frozenset({"</", "/>"})
_ENDING = frozenset({"jsx_closing_element", "jsx_self_closing_element"})
_MOST_TRIED = 12


def may_run_anywhere(data: bytes) -> bool:
    """Whether a file asks for `typeof window`: then a global of the page says nothing."""
    return b"typeof " in data and any(word in data for word in _TYPEOF)


def read_browser(reading: Reading, path: Sequence[Node]) -> bool:
    """A global of the page."""
    return _global(reading, path, "browser-global")


def read_node(reading: Reading, path: Sequence[Node]) -> bool:
    """`require`, `__dirname`, `process.exit`."""
    if path[-1].type == "property_identifier":  # process.exit
        member = path[-2] if len(path) > 1 else path[-1]
        holder = member.child_by_field_name("object")
        if reading.text(holder) == "process" and binding("process", path, reading.data) is None:
            reading.add(RuntimeHint("node-global", span_of(member)), path)
            return True
        return False
    return _global(reading, path, "node-global")


def _global(reading: Reading, path: Sequence[Node], hint: str) -> bool:
    leaf = path[-1]
    if leaf.type != "identifier" or binding(reading.text(leaf), path, reading.data) is not None:
        return False
    reading.add(RuntimeHint(hint, span_of(leaf)), path)
    return True


def read_markup(reading: Reading) -> None:
    """JSX anywhere in the file."""
    if reading.unit.language is Language.TYPESCRIPT:
        return
    data, root = reading.data, reading.tree.root_node
    for offset in merge(*(places(data, mark, _MOST_TRIED) for mark in _MARKS)):
        mark = root.descendant_for_byte_range(offset, offset + 1)
        node = mark.parent if mark is not None and mark.type in _TAG_ENDS else None
        if node is not None and node.type in _ENDING:
            reading.facts.append(RuntimeHint("jsx", span_of(node)))
            return
