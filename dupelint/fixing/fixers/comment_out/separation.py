"""Keeps JavaScript statements apart once nothing stands between them any more.

Without a semicolon, `a` and `(b)()` are one call as soon as the statement between them is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.fixing.parsed import Parsed, parsed, walk
from dupelint.fixing.patch import patched
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_NOTHING = frozenset({"comment", "html_comment", ";", "empty_statement"})


def keep_apart(
    task: Task, code: Parsed, edits: list[Edit], statement: Node, path: Sequence[Node]
) -> list[Edit]:
    """The edits, with a semicolon before the next statement where it is needed."""
    depth = path.index(statement) - 1
    gone = [(edit.start, edit.end) for edit in edits]
    kept = _statements(path[depth], gone)
    place = sum(child.start_byte < statement.start_byte for child in kept)  # what is next to it
    expected = len(kept), _tokens(code, kept, place)
    if _shape_after(task, edits, path[depth], depth, place) == expected:
        return edits
    after = next(
        (
            child
            for child in path[depth].children
            if child.start_byte >= statement.end_byte and child.type not in _NOTHING
        ),
        None,
    )
    if after is not None:
        last = next(edit for edit in edits if edit.start <= statement.start_byte < edit.end)
        if last.end == after.start_byte:
            more = [
                task.edit(edit.start, edit.end, edit.replacement + b";") if edit is last else edit
                for edit in edits
            ]
        else:
            more = [*edits, task.edit(after.start_byte, after.start_byte, b";")]
        more.sort(key=lambda edit: edit.start)
        if _shape_after(task, more, path[depth], depth, place) == expected:
            return more
    raise RefusalError("the statements around it would run into each other")


def _shape_after(
    task: Task, edits: list[Edit], parent: Node, depth: int, place: int
) -> tuple[int, list[list[bytes]]]:
    """How many statements the list holds after the edits, and what the two at the place say."""
    after = parsed(task, patched(task.source, edits))
    if depth == 0:
        holder = after.root
    else:
        moved = sum(
            len(edit.replacement) - len(edit.expected)
            for edit in edits
            if edit.end <= parent.start_byte
        )
        start = parent.start_byte + moved
        path = after.path(start, start + 1)
        if depth >= len(path):
            return 0, []
        holder = path[depth]
    kept = _statements(holder, ())
    return len(kept), _tokens(after, kept, place)


def _statements(parent: Node, gone: Sequence[tuple[int, int]]) -> list[Node]:
    return [
        child
        for child in parent.children
        if child.type not in _NOTHING
        and not any(start <= child.start_byte < end for start, end in gone)
    ]


def _tokens(code: Parsed, statements: list[Node], place: int) -> list[list[bytes]]:
    """The words and signs of the statements before and behind a place in the list."""
    return [
        [
            code.data[node.start_byte : node.end_byte]
            for node in walk(child)
            if node.child_count == 0 and node.type not in _NOTHING
        ]
        for child in statements[max(place - 1, 0) : place + 1]
    ]
