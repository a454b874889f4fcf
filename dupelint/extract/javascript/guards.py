"""Conditions that keep a call from running when its file is imported or tested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.branches import leaves
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import binding
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_MAIN = lazy(
    r"require\.main\s*={2,3}\s*module|module\s*={2,3}\s*require\.main|!\s*module\.parent"
    r"|module\.parent\s*={2,3}\s*(?:null|undefined)|import\.meta\.main|import\.meta\.filename"
    r"|import\.meta\.url|(?:isMain|esMain|isMainModule)\s*\(|require\.main\.filename\s*={2,3}"
    r"|process\.mainModule\s*={2,3}"
)
_NOT_MAIN = lazy(
    r"require\.main\s*!={1,2}\s*module|module\s*!={1,2}\s*require\.main|(?<![!\w\s])module\.parent"
    r"(?!\s*={2,3})|(?<=\()\s*module\.parent\s*\)|import\.meta\.url\s*!={1,2}|!\s*import\.meta\.main"
)
_NOT_TEST = lazy(
    r"NODE_ENV['\"\]]*\s*!={1,2}\s*['\"`]test['\"`]|!\s*process\.env\.(?:JEST_WORKER_ID|VITEST)"
    r"|JEST_WORKER_ID\s*={2,3}\s*undefined|!\s*is_?test",
    re.IGNORECASE,
)
_TEST = lazy(
    r"NODE_ENV['\"\]]*\s*={2,3}\s*['\"`]test['\"`]|(?<!!)process\.env\.(?:JEST_WORKER_ID|VITEST)\b"
    r"(?!\s*={2,3}\s*undefined)",
)


def guard(reading: Reading, path: Sequence[Node]) -> str:
    """`main`: only when its file is run directly; `test`: not under tests; else ""."""
    found = ""
    for index in range(len(path) - 1):
        for condition, holds in _conditions(reading, path, index):
            found = _judge(reading, condition, holds, path[: index + 1]) or found
            if found == "main":
                return found
    return found


def _conditions(reading: Reading, path: Sequence[Node], index: int) -> list[tuple[Node, bool]]:
    """What must be true or false for the step from `path[index]` to be taken."""
    node, step = path[index], path[index + 1]
    condition = node.child_by_field_name("condition")
    if node.type in ("if_statement", "ternary_expression") and condition is not None:
        if step == node.child_by_field_name("consequence"):
            return [(condition, True)]
        return [(condition, False)] if step == node.child_by_field_name("alternative") else []
    if node.type == "binary_expression":
        left, operator = node.child_by_field_name("left"), node.child_by_field_name("operator")
        if left is not None and operator is not None and step != left:
            if operator.type == "&&":
                return [(left, True)]
            return [(left, False)] if operator.type == "||" else []
    if node.type in ("program", "statement_block"):
        passed = _leaving(reading, node)
        return [(test, False) for end, test in passed if end <= step.start_byte]
    return []


def _leaving(reading: Reading, block: Node) -> list[tuple[int, Node]]:
    """(where it ends, its condition) of each `if` of a block behind which nothing goes on."""
    known = reading.leaving.get(block.id)
    if known is None:
        known = reading.leaving[block.id] = [
            (part.end_byte, test)
            for part in block.named_children
            if part.type == "if_statement"
            and (test := part.child_by_field_name("condition")) is not None
            and leaves(part.child_by_field_name("consequence"), reading.data)
        ]
    return known


def _judge(reading: Reading, condition: Node, holds: bool, path: Sequence[Node]) -> str:
    if condition.end_byte - condition.start_byte > 500:
        return ""
    text = reading.text(condition)
    word = text.strip("()! \n")
    if word.isidentifier():  # const isMain = import.meta.url === …; if (isMain)
        found = binding(word, path, reading.data)
        if found is not None and found.value is not None and not found.pattern:
            value = reading.text(found.value)
            if len(value) < 500:
                text = text.replace(word, f"({value})")
                holds = holds != text.lstrip("( ").startswith("!") if "!(" in text[:3] else holds
    negative = _NOT_MAIN.search(text) is not None
    if negative != holds and (negative or _MAIN.search(text)):
        return "main"
    if _TEST.search(text) if not holds else _NOT_TEST.search(text):
        return "test"
    return ""
