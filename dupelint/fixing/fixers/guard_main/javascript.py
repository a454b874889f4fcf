"""Puts a JavaScript statement behind `require.main === module`, or what it is in an ES module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.fixing.javascript import DECLARATIONS, FUNCTIONS, LISTS, TYPED, statement_depth
from dupelint.fixing.javascript_names import check_unused
from dupelint.fixing.lines import (
    end_of_line,
    indent_unit,
    indentation,
    newline,
    start_of_line,
    trimmed,
)
from dupelint.fixing.parsed import Parsed, parsed, walk
from dupelint.fixing.run_directly import ASKED, question
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_TITLE = "Listen only when this file is run directly"
_GUARDED = DECLARATIONS | {"expression_statement"}
_IMMEDIATE = TYPED | {"arguments"}  # a function that stands there has no name to be called by
_WHOLE = frozenset({"template_string", "comment", "string"})


def guard(task: Task) -> Change:
    """The statement in an `if` of its own."""
    code = parsed(task)
    path = code.path(*trimmed(task.source, task.start, task.end))
    if any(_asks(node, code) for node in path):
        return Change(_TITLE, ())
    depth = statement_depth(path)
    if depth == 0 or path[depth - 1].type not in LISTS or path[depth].type not in _GUARDED:
        raise RefusalError("it is no statement of its own")
    statement = path[depth]
    if statement.has_error or any(node.type in FUNCTIONS for node in path[depth:]):
        raise RefusalError("it is no statement of its own")
    for at, node in enumerate(path[:depth]):
        if node.type in FUNCTIONS and path[at - 1].type not in _IMMEDIATE:
            raise RefusalError("it runs when a function is called, not when the file is loaded")
    check_unused(statement, path, code)
    asked = question(task, code)
    edits = [*asked.edits, *_wrapped(task, statement, asked.condition)]
    return Change(_TITLE, tuple(sorted(edits, key=lambda edit: edit.start)))


def _asks(node: Node, code: Parsed) -> bool:
    condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
    return condition is not None and ASKED.search(code.text(condition)) is not None


def _wrapped(task: Task, statement: Node, condition: str) -> list[Edit]:
    """Insertions only: what stands in a text of several lines is not indented."""
    source = task.source
    line = start_of_line(source, statement.start_byte)
    last = end_of_line(source, statement.end_byte)
    rest = source[statement.end_byte : last].strip()
    if source[line : statement.start_byte].strip() or (rest and not rest.startswith(b"//")):
        raise RefusalError("it shares its line with something else")
    step = indent_unit(source, b"  ")
    joint = newline(source, line) + indentation(source, line)
    texts = [(node.start_byte, node.end_byte) for node in walk(statement) if node.type in _WHOLE]
    head = f"if ({condition}) {{".encode() + joint + step
    edits = [task.edit(statement.start_byte, statement.start_byte, head)]
    place = line
    for text in source[line:last].splitlines(keepends=True):
        inside = any(start < place < end for start, end in texts)
        if place > line and text.strip() and not inside:
            edits.append(task.edit(place, place, step))
        place += len(text)
    return [*edits, task.edit(last, last, joint + b"}")]
