"""What a function gives back, return by return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]
_NESTING = frozenset(
    {
        "statement_block", "if_statement", "else_clause", "for_statement", "for_in_statement",
        "while_statement", "do_statement", "try_statement", "catch_clause", "finally_clause",
        "switch_statement", "switch_body", "switch_case", "switch_default", "labeled_statement",
    }
)  # fmt: skip
_MAX_NESTING = 200


def returns(path: Path, data: bytes) -> Iterator[tuple[Node, Path]]:
    """(expression, its ancestors) of each `return` of the function that `path` ends with."""
    body = path[-1].child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield body, path
        return
    pending: list[Path] = [(*path, body)]
    while pending:
        above = pending.pop()
        for part in above[-1].named_children:
            if part.type == "return_statement":
                given = [inner for inner in part.named_children if inner.type != "comment"]
                yield (given[0] if given else part), (*above, part)
            elif (
                part.type in _NESTING
                and len(above) < _MAX_NESTING
                and b"return" in data[part.start_byte : part.end_byte]
            ):
                pending.append((*above, part))
