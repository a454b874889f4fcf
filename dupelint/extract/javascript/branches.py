"""Which arm of which branch a place lies in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Arm = tuple[int, str]

_EXITS = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})


def leaves(node: Node | None, data: bytes) -> bool:
    """Whether a statement always leaves the block it stands in."""
    for _ in range(100):
        if node is None:
            return False
        if node.type in _EXITS:
            return True
        if node.type == "expression_statement":
            return data.startswith(b"process.exit(", node.start_byte)
        if node.type == "if_statement":
            other = node.child_by_field_name("alternative")
            if other is None or not leaves(node.child_by_field_name("consequence"), data):
                return False
            node = other
        elif node.type in ("statement_block", "else_clause", "switch_case", "switch_default"):
            last = [part for part in node.named_children if part.type != "comment"][-1:]
            node = last[0] if last else None
        else:
            return False
    return False


def early_exits(block: Node, data: bytes) -> list[tuple[int, Arm]]:
    """(end of the statement, arm of what follows) for each `if (c) return` of a block."""
    found = []
    for part in block.named_children:
        if part.type != "if_statement":
            continue
        other = part.child_by_field_name("alternative")
        first = leaves(part.child_by_field_name("consequence"), data)
        second = leaves(other, data)
        if first != second:
            arm = (part.start_byte, "else" if first else "if")
            found.append((part.end_byte, arm))
    return found


def own_arm(path: Sequence[Node], index: int, data: bytes) -> Arm | None:
    """The arm that the step from `path[index]` to the next node enters, if it branches there."""
    node, step = path[index], path[index + 1]
    if node.type in ("if_statement", "ternary_expression"):
        if step == node.child_by_field_name("consequence"):
            return node.start_byte, "if"
        if step == node.child_by_field_name("alternative"):
            return node.start_byte, "else"
    elif node.type == "switch_body" and index:
        return _case(node, step, path[index - 1].start_byte, data)
    return None


def _case(body: Node, step: Node, branch: int, data: bytes) -> Arm | None:
    """Cases that fall through into one another are one arm, named after the last of them."""
    if step.type not in ("switch_case", "switch_default"):
        return None
    reached = False
    number = -1
    for part in body.named_children:
        if part.type not in ("switch_case", "switch_default"):
            continue
        number += 1
        reached = reached or part == step
        if reached and leaves(part, data):
            break
    return branch, f"case{number}"
