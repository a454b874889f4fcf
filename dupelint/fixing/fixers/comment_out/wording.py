"""Code as comments, and comments that were code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.fixing import marker
from dupelint.fixing.lines import end_of_line, start_of_line
from dupelint.fixing.task import Task

if TYPE_CHECKING:
    from tree_sitter import Node

_LONG = 60  # characters of code in a title
_FAR = 1_000  # lines of one statement


def commented(text: bytes, indent: bytes, mark: bytes, note: bytes) -> list[bytes]:
    """The lines of a statement behind a comment mark, without the indentation of its block.

    The note stands behind the first, so that no line of the file gets another number.
    """
    first, *others = [
        mark + b" " + rest if (rest := line.removeprefix(indent)).strip() else mark
        for line in text.splitlines()
    ]
    return [first.rstrip() + b"  " + mark + b" " + note, *others]


def is_marked(task: Task, mark: str) -> bool:
    """Whether the place lies in a comment with a marker of this rule, or in one below it."""
    sign = mark.encode()
    start = start_of_line(task.source, task.start)
    for _ in range(_FAR):
        line = task.source[start : end_of_line(task.source, start)].strip()
        if not line.startswith(sign):
            return False
        found = marker.parse(line.decode("utf-8", "replace"))
        if found is not None:
            return found.code == task.code
        if start == 0 or (above := start_of_line(task.source, start - 1)) == start:
            return False
        start = above
    return False


def gist(task: Task, node: Node) -> str:
    """A node on one line, cut where it is long."""
    text = task.source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"
