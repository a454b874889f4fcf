"""Adds the call that a JavaScript entry file lacks, for when the file is run directly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.fixing.javascript import uses_semicolons
from dupelint.fixing.lines import newline
from dupelint.fixing.parsed import Parsed, parsed
from dupelint.fixing.run_directly import question
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Node

_LANGUAGES = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})
_OPTIONAL = frozenset({"assignment_pattern", "optional_parameter", "rest_pattern"})


def call_entry(task: Task, name: str) -> Change:
    """The call of a function of the file, at its end; refused where it wants arguments."""
    if task.language not in _LANGUAGES:
        raise RefusalError(f"how {task.language} calls its entry is not known")
    code = parsed(task)
    title = f"Call {name}() when this file is run directly"
    if re.search(
        rb"^if \([^\n]*\) (?:exports\.)?" + re.escape(name.encode()) + rb"\(\)",
        code.data,
        re.MULTILINE,
    ):
        return Change(title, ())
    callee = _callee(name, code)
    asked = question(task, code)
    stop = ";" if uses_semicolons(task.source) else ""
    end = len(task.source)
    line_end = newline(task.source, end)
    ahead = b"" if task.source.endswith((b"\n", b"\r")) else line_end
    line = f"if ({asked.condition}) {callee}(){stop}".encode()
    return Change(title, (*asked.edits, task.edit(end, end, ahead + line + line_end)))


def _callee(name: str, code: Parsed) -> str:
    """How the file's own end reaches the function."""
    for child in code.root.children:
        statement = child.child_by_field_name("declaration") or child
        if statement.type == "function_declaration":
            if _is(statement.child_by_field_name("name"), name, code):
                _check_callable(statement)
                return name
            continue
        for part in statement.named_children:
            if part.type == "variable_declarator" and _is(
                part.child_by_field_name("name"), name, code
            ):
                _check_callable(part.child_by_field_name("value"))
                return name
            if part.type == "assignment_expression":
                left = part.child_by_field_name("left")
                for written in (f"exports.{name}", f"module.exports.{name}"):
                    if _is(left, written, code):
                        _check_callable(part.child_by_field_name("right"))
                        return written
    raise RefusalError(f"the file has no function {name}")


def _is(node: Node | None, text: str, code: Parsed) -> bool:
    return node is not None and code.text(node) == text


def _check_callable(function: Node | None) -> None:
    if function is None or function.child_by_field_name("parameter") is not None:
        raise RefusalError("the function wants an argument")
    parameters = function.child_by_field_name("parameters")
    if parameters is None:
        raise RefusalError("it is not seen what the function wants")
    for child in parameters.named_children:
        needed = child.type not in _OPTIONAL and child.child_by_field_name("value") is None
        if needed and child.type != "comment":
            raise RefusalError("the function wants an argument")
