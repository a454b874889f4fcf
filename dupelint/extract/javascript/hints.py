"""Signs of where a file runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import descend
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import RuntimeHint

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPEOF = (b"typeof window", b"typeof document", b"typeof navigator", b"typeof localStorage")
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
    data = reading.data
    offsets: list[int] = []
    for mark in (b"</", b"/>"):
        position = data.find(mark)
        while position >= 0 and len(offsets) < _MOST_TRIED:
            offsets.append(position)
            position = data.find(mark, position + 1)
    for _offset, path in descend(reading.tree, sorted(offsets)):
        for node in reversed(path[-2:]):
            if node.type in ("jsx_closing_element", "jsx_self_closing_element"):
                reading.facts.append(RuntimeHint("jsx", span_of(node)))
                return
