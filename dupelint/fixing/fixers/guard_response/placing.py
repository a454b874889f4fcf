"""Puts a guard before the statement, or into the arrow function, that parses a body."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from dupelint.fixing.fixers.guard_response.checks import Check
from dupelint.fixing.fixers.guard_response.failing import failure
from dupelint.fixing.fixers.guard_response.subject import Subject
from dupelint.fixing.javascript import (
    BODIES,
    DECLARATIONS,
    LISTS,
    TYPED,
    function_depth,
    statement_depth,
    uses_semicolons,
)
from dupelint.fixing.lines import indent_unit, indentation, newline, start_of_line
from dupelint.fixing.parsed import Parsed, walk
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_ASKED = re.compile(r"(if \(.*\)) (throw .*|return .*)", re.DOTALL)
_LONGEST = 100  # characters of a line
_CONTINUES = b"([`/+-*,.?"  # a line that starts with one of these goes on with the line above
_ONCE = {"if_statement": "condition", "switch_statement": "value", "for_in_statement": "right"}
_FIRST = {
    "member_expression": "object", "variable_declarator": "value", "return_statement": "",
    "expression_statement": "", "throw_statement": "", "await_expression": "", "arguments": "",
}  # fmt: skip


def place(task: Task, code: Parsed, path: list[Node], subject: Subject, check: Check) -> list[Edit]:
    """The edits that put the guard, and what it needs, before the parse."""
    function, depth = function_depth(path), statement_depth(path)
    if function >= depth > 0 or depth == 0 < function:
        return _into_arrow(task, code, path, function, subject, check)
    if depth == 0 or any(node.type == "class_body" for node in path[depth:]):
        raise RefusalError("no statement holds it")
    statement, parent = path[depth], path[depth - 1]
    _check_once(statement, path[depth + 1] if depth + 1 < len(path) else None)
    if _declares(statement, check.name, code):
        raise RefusalError("the response is made in the same statement")
    ends = uses_semicolons(task.source)
    if check.kind == "status":
        _check_unread(code, path[function], statement.start_byte, check.name)
    guard = _guard(code, subject, check, path, depth)
    edits = _renamed(task, subject)
    start = statement.start_byte
    line = start_of_line(task.source, start)
    if parent.type in LISTS:
        if task.source[line:start].strip():
            text = "".join(f"{part}; " for part in guard)
        else:
            joint = newline(task.source, start) + indentation(task.source, start)
            text = _lines(task, guard, joint, ends=ends or task.source[start] in _CONTINUES)
        if subject.held is not None and subject.held.start_byte == start:
            return [task.edit(start, subject.held.end_byte, (text + subject.name).encode())]
        return [task.edit(start, start, text.encode()), *edits]
    if parent.type not in BODIES or statement.type == "if_statement":
        raise RefusalError("no list of statements holds it")
    return [*_into_block(task, statement, guard, ends=ends), *edits]


def _lines(task: Task, guard: list[str], joint: bytes, *, ends: bool) -> str:
    """Each on its line, a long one with a block."""
    stop, margin = ";" if ends else "", joint.decode()
    step = indent_unit(task.source, b"  ").decode()
    text = ""
    for part in guard:
        asked = _ASKED.match(part)
        if asked and len(margin) + len(part) > _LONGEST:
            text += f"{asked[1]} {{{margin}{step}{asked[2]}{stop}{margin}}}{margin}"
        else:
            text += f"{part}{stop}{margin}"
    return text


def _guard(code: Parsed, subject: Subject, check: Check, path: list[Node], depth: int) -> list[str]:
    """The statements that go before, without semicolons."""
    guard = f"if ({check.bad}) {failure(code, path, check.name)}"
    if subject.held is None:
        return [guard]
    _check_first(path[depth:], subject.held)
    inner = subject.held
    while inner.type in ("parenthesized_expression", "arguments"):
        inner = inner.named_children[0]
    return [f"const {subject.name} = {code.text(inner)}", guard]


def _renamed(task: Task, subject: Subject) -> list[Edit]:
    if subject.held is None:
        return []
    held = subject.held
    gap = "" if task.source[held.start_byte - 1 : held.start_byte] in b" \t\n(" else " "
    return [task.edit(held.start_byte, held.end_byte, (gap + subject.name).encode())]


def _into_block(task: Task, statement: Node, guard: list[str], *, ends: bool) -> list[Edit]:
    """`if (c) return r.json();` with the guard, in braces."""
    before = statement.prev_sibling
    if before is None or before.type == "comment":
        raise RefusalError("something stands between it and its condition")
    outer = newline(task.source, before.end_byte) + indentation(task.source, before.start_byte)
    inner = outer + indent_unit(task.source, b"  ")
    ends = ends or task.source[statement.start_byte] in _CONTINUES
    head = b" {" + inner + _lines(task, guard, inner, ends=ends).encode()
    return [
        task.edit(before.end_byte, statement.start_byte, head),
        task.edit(statement.end_byte, statement.end_byte, outer + b"}"),
    ]


def _into_arrow(
    task: Task, code: Parsed, path: list[Node], depth: int, subject: Subject, check: Check
) -> list[Edit]:
    """`r => r.json()` with a block for its body."""
    arrow = path[depth]
    body = arrow.child_by_field_name("body")
    if arrow.type != "arrow_function" or depth + 1 >= len(path) or body != path[depth + 1]:
        raise RefusalError("no statement holds it")
    if check.kind == "status":
        _check_unread(code, arrow, body.start_byte, check.name)
    guard = _guard(code, subject, check, path, depth + 1)
    ends = uses_semicolons(task.source)
    sign = next(child for child in arrow.children if child.type == "=>")
    start = body.start_byte
    if not task.source[sign.end_byte : start].strip():
        start = sign.end_byte
    outer = newline(task.source, sign.start_byte) + indentation(task.source, sign.start_byte)
    inner = outer + indent_unit(task.source, b"  ")
    head = b" {" if start == sign.end_byte else b"{"
    head += inner + _lines(task, guard, inner, ends=ends).encode() + b"return "
    close = task.edit(body.end_byte, body.end_byte, (b";" if ends else b"") + outer + b"}")
    held = subject.held
    if held is not None and held.start_byte == body.start_byte:
        return [task.edit(start, held.end_byte, head + subject.name.encode()), close]
    return [task.edit(start, body.start_byte, head), *_renamed(task, subject), close]


def _check_once(statement: Node, inner: Node | None) -> None:
    """Refuse what is worked out again after the guard: the head of a loop."""
    loops = ("for_statement", "while_statement", "do_statement", "for_in_statement")
    if statement.type in loops and (
        inner is None or statement.child_by_field_name(_ONCE.get(statement.type, "-")) != inner
    ):
        raise RefusalError("it stands in the head of a loop")


def _check_unread(code: Parsed, function: Node, start: int, name: str) -> None:
    """Refuse where code behind the parse looks at the status: an error may be told there."""
    rest = code.data[start : function.end_byte]
    word = rb"(?<![\w$.])" + re.escape(name.encode()) + rb"\s*\??\.\s*(?:ok|status)\b"
    if re.search(word, rest):
        raise RefusalError("the status is looked at behind the parse")


def _declares(statement: Node, name: str, code: Parsed) -> bool:
    if statement.type not in DECLARATIONS:
        return False
    return any(
        node.type == "variable_declarator"
        and (target := node.child_by_field_name("name")) is not None
        and name in {code.text(part) for part in walk(target)}
        for node in statement.children
    )


def _check_first(path: list[Node], held: Node) -> None:
    """Refuse where something else in the statement runs before the response is there."""
    for outer, inner in pairwise(path):
        if not _runs_first(outer, inner):
            raise RefusalError("other parts of its statement run before the request")
    node = path[-1]
    while node != held:  # from the parse down to the response
        step = next(
            child
            for child in node.children
            if child.start_byte <= held.start_byte and held.end_byte <= child.end_byte
        )
        if not _runs_first(node, step):
            raise RefusalError("other parts of its statement run before the request")
        node = step


def _runs_first(outer: Node, inner: Node) -> bool:
    if outer.type in TYPED:
        return True
    if outer.type in _ONCE:
        return outer.child_by_field_name(_ONCE[outer.type]) == inner
    if outer.type in DECLARATIONS:
        return sum(child.type == "variable_declarator" for child in outer.children) == 1
    if outer.type == "arguments":
        return outer.named_children[0] == inner
    if outer.type == "call_expression":
        callee = outer.child_by_field_name("function")
        return callee == inner or (callee is not None and _is_name(callee))
    if outer.type == "assignment_expression":
        left = outer.child_by_field_name("left")
        return left is not None and left != inner and _is_name(left)
    field = _FIRST.get(outer.type)
    return field is not None and (not field or outer.child_by_field_name(field) == inner)


def _is_name(node: Node) -> bool:
    while node.type == "member_expression":
        inner = node.child_by_field_name("object")
        if inner is None:
            return False
        node = inner
    return node.type in ("identifier", "this")
