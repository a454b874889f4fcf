"""Whether one concrete response gets as far as a parse."""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies import builtin
from dupelint.extract.javascript.bodies.trial import Trial
from dupelint.extract.javascript.bodies.values import (
    UNDEFINED,
    UNKNOWN,
    Path,
    Response,
    ThrownError,
    truth,
)
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS

if TYPE_CHECKING:
    from tree_sitter import Node

REACHED, BLOCKED, IN_QUESTION = "reached", "blocked", "unknown"
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default"})


def reaches(trial: Trial, path: Path) -> bool:
    """Whether the code at `path` (itself last) runs, or may as well run, in this trial."""
    for index in range(len(path) - 1):
        node, child, below = path[index], path[index + 1], path[: index + 1]
        kind = node.type
        if kind in _BLOCKS:
            siblings = node.named_children
            first = bisect_right(siblings, _born(trial, node), key=_end)
            for sibling in islice(siblings, first, None):
                if sibling.start_byte >= child.start_byte:
                    break
                if trial.run(sibling, below).kind != "on":
                    return False
        elif kind == "if_statement" or kind == "ternary_expression":
            if not _branch(trial, node, child, below):
                return False
        elif kind == "binary_expression":
            if not _right_side(trial, node, child, below):
                return False
        elif kind in ("while_statement", "for_statement"):
            condition = node.child_by_field_name("condition")
            body = node.child_by_field_name("body")
            inside = body is not None and body.id == child.id
            if inside and condition is not None and condition.type != "empty_statement":
                inner = condition.named_children[0] if condition.named_children else condition
                target = inner if condition.type == "expression_statement" else condition
                if not trial.decide(target, below, wanted=True):
                    return False
        elif kind == "switch_body":
            if not _case(trial, path, index):
                return False
        elif kind in FUNCTIONS and not _called(trial, path, index):
            return False
    return True


def _born(trial: Trial, block: Node) -> int:
    """Where in a block the response comes into being: what stands before cannot look at it."""
    start, end = block.start_byte, block.end_byte
    return min((key[0] for key in trial.sources or () if start <= key[0] < end), default=start)


def _end(node: Node) -> int:
    return node.end_byte


def _branch(trial: Trial, node: Node, child: Node, path: Path) -> bool:
    for field, wanted in (("consequence", True), ("alternative", False)):
        part = node.child_by_field_name(field)
        if part is not None and part.id == child.id:
            return trial.decide(node.child_by_field_name("condition"), path, wanted)
    return True


def _right_side(trial: Trial, node: Node, child: Node, path: Path) -> bool:
    right, left = node.child_by_field_name("right"), node.child_by_field_name("left")
    operator = node.child_by_field_name("operator")
    if right is None or right.id != child.id or operator is None:
        return True
    if operator.type in ("&&", "||"):
        return trial.decide(left, path, wanted=operator.type == "&&")
    if operator.type == "??":
        try:
            held = trial.evaluate(left, path)
        except ThrownError:
            return False
        if held.value is UNKNOWN:
            trial.doubtful = trial.doubtful or held.about
            return True
        return held.value is None or held.value is UNDEFINED
    return True


def _case(trial: Trial, path: Path, index: int) -> bool:
    """Whether the case of a `switch` that holds the place is taken or fallen into."""
    switch, case = path[index - 1], path[index + 1]
    try:
        cases, taken, about = trial.cases(switch, path[:index])
    except ThrownError:
        return False
    at = next((i for i, other in enumerate(cases) if other.id == case.id), None)
    if taken is None or at is None:
        trial.doubtful = trial.doubtful or about
        return True
    if taken > at:
        return False
    return all(
        trial.block(other.named_children, (*path[: index + 1], other)).kind == "on"
        for other in cases[taken:at]
    )


def _called(trial: Trial, path: Path, index: int) -> bool:
    """Whether the callback of a `.then` is called: what stands before it has not thrown."""
    if index < 2 or path[index - 1].type != "arguments":
        return True
    callee = path[index - 2].child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return True
    name = callee.child_by_field_name("property")
    given = arguments(path[index - 2])
    if trial.script.text(name) != "then" or not given or given[0].id != path[index].id:
        return True
    try:
        trial.evaluate(callee.child_by_field_name("object"), path[: index - 1])
    except ThrownError:
        return False
    return True


def parses(trial: Trial, subject: Node | None, path: Path, form: str) -> str:
    """Whether the parse of `subject` meets the body of the response: REACHED, BLOCKED, …

    A text that parses well is no failure, so the response counts as blocked.
    """
    try:
        if not reaches(trial, path):
            return BLOCKED
        held = trial.evaluate(subject, path)
    except ThrownError:
        return BLOCKED
    if form == "json":
        known = isinstance(held.value, Response)
        if not known and truth(held.value) is False:
            return BLOCKED
    else:
        known = isinstance(held.value, str)
        if isinstance(held.value, str) and builtin.parses(held.value):
            return BLOCKED
    return REACHED if known and not trial.doubtful else IN_QUESTION
