"""Conditions that decide already whether a body is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.fixing.fixers.guard_response.checks import Check
from dupelint.fixing.javascript import LISTS, function_depth, statement_depth
from dupelint.fixing.parsed import Parsed
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_EXITS = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})
# What binds less tightly than `&&`.
_LOOSE = frozenset(
    {
        "assignment_expression", "augmented_assignment_expression", "ternary_expression",
        "arrow_function", "yield_expression", "sequence_expression",
    }
)  # fmt: skip
_HARMLESS = rb"status\b|statusText\b|ok\b|url\b|headers\b|text\s*\("


def around(task: Task, code: Parsed, path: list[Node], check: Check) -> list[Edit] | None:
    """Edits of a condition that is there, none if it does what is asked; None without one."""
    function = function_depth(path)
    widened: list[Edit] | None = None
    for depth in range(len(path) - 1, function, -1):
        for condition, holds, instead in _conditions(path[depth - 1], path[depth]):
            for atom in _atoms(condition, "&&" if holds else "||"):
                text = "".join(code.text(atom).split())
                if _is_done(text, check, holds=holds):
                    return []
                if widened is None and _is_weaker(text, check, holds=holds):
                    if _reads_body(instead, code, check.name):
                        continue
                    new = check.good if holds else check.bad
                    widened = [task.edit(atom.start_byte, atom.end_byte, new.encode())]
    if widened is not None:
        return widened
    first = max(function, statement_depth(path))
    for depth in range(len(path) - 1, first, -1):
        edit = _joined(task, code, path[depth - 1], path[depth], check)
        if edit is not None:
            return [edit]
    return None


def _conditions(outer: Node, inner: Node) -> Iterator[tuple[Node, bool, Node | None]]:
    """What must hold (or must not) where the inner node is met, and what happens otherwise."""
    condition = outer.child_by_field_name("condition")
    if outer.type in ("if_statement", "ternary_expression") and condition is not None:
        consequence = outer.child_by_field_name("consequence")
        alternative = outer.child_by_field_name("alternative")
        if inner == consequence:
            yield condition, True, alternative
        elif inner == alternative:
            yield condition, False, consequence
    elif outer.type == "binary_expression" and inner == outer.child_by_field_name("right"):
        left = outer.child_by_field_name("left")
        if left is not None and outer.children[1].type in ("&&", "||"):
            yield left, outer.children[1].type == "&&", None
    elif outer.type in LISTS:
        for sibling in outer.children:
            if sibling.start_byte >= inner.start_byte:
                break
            condition = sibling.child_by_field_name("condition")
            consequence = sibling.child_by_field_name("consequence")
            if (
                sibling.type == "if_statement"
                and condition is not None
                and consequence is not None
                and sibling.child_by_field_name("alternative") is None
                and _exits(consequence)
            ):
                yield condition, False, consequence


def _exits(statement: Node) -> bool:
    while statement.type == "statement_block":
        inner = [child for child in statement.named_children if child.type != "comment"]
        if not inner:
            return False
        statement = inner[-1]
    return statement.type in _EXITS


def _atoms(condition: Node, sign: str) -> Iterator[Node]:
    """The parts of `a && b`, or of `a || b`, in order."""
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        if part.type == "parenthesized_expression" and part.named_children:
            waiting.append(part.named_children[0])
        elif part.type == "binary_expression" and part.children[1].type == sign:
            waiting += [part.children[2], part.children[0]]
        else:
            yield part


def _is_done(text: str, check: Check, *, holds: bool) -> bool:
    if check.kind == "type":
        return "content-type" in text.lower() and check.name in text
    wanted = check.good.strip("()") if holds else check.bad
    wanted = "".join(wanted.split())
    return text in (wanted, wanted.replace("==", "=", 1))


def _is_weaker(text: str, check: Check, *, holds: bool) -> bool:
    if check.kind == "type":
        return False
    name = check.name
    if holds:
        return text in (
            f"{name}.ok",
            f"{name}.ok===true",
            f"{name}.status<400",
            f"{name}.status<300",
        )
    return text in (
        f"!{name}.ok", f"{name}.ok===false", f"{name}.status>=400", f"{name}.status>=300",
    )  # fmt: skip


def _reads_body(statement: Node | None, code: Parsed, name: str) -> bool:
    """Whether what happens otherwise looks into the response, which then may be empty."""
    if statement is None:
        return False
    text = code.data[statement.start_byte : statement.end_byte]
    word = rb"(?<![\w$.])" + re.escape(name.encode()) + rb"(?![\w$])"
    return re.search(word + rb"(?!\s*\??\.\s*(?:" + _HARMLESS + rb"))", text) is not None


def _joined(task: Task, code: Parsed, outer: Node, inner: Node, check: Check) -> Edit | None:
    """The check beside the condition that decides about the parse within its statement."""
    if outer.type == "ternary_expression":
        condition = outer.child_by_field_name("condition")
        if condition is None or inner == condition:
            return None
        holds = inner == outer.child_by_field_name("consequence")
        text = code.text(condition)
        sign = condition.children[1].type if condition.type == "binary_expression" else ""
        unlike = ("||", "??") if holds else ("??",)
        if condition.type in _LOOSE or sign in unlike:
            text = f"({text})"
        new = f"{text} && {check.good}" if holds else f"{text} || {check.bad}"
        return task.edit(condition.start_byte, condition.end_byte, new.encode())
    if outer.type == "binary_expression" and inner == outer.child_by_field_name("right"):
        if outer.children[1].type == "&&":
            place = inner.start_byte
            return task.edit(place, place, f"{check.good} && ".encode())
        if outer.children[1].type in ("||", "??"):
            raise RefusalError("it stands behind something that takes its place")
    return None
