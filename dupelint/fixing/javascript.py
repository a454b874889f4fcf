"""Kinds of syntax nodes that JavaScript and TypeScript share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset(
    {
        "function_declaration", "function_expression", "arrow_function", "method_definition",
        "generator_function", "generator_function_declaration",
    }
)  # fmt: skip
DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
# What holds statements one after the other, and what holds one alone.
LISTS = frozenset({"program", "statement_block", "switch_case", "switch_default"})
BODIES = frozenset(
    {
        "if_statement", "else_clause", "for_statement", "for_in_statement", "while_statement",
        "do_statement",
    }
)  # fmt: skip
# What changes nothing of a value but its type.
TYPED = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"}
)
NAMES = frozenset(
    {
        "identifier", "type_identifier", "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
    }
)  # fmt: skip

_ENDED = lazy(rb";[ \t]*(?://.*)?\r?$", re.MULTILINE)
_OPEN = lazy(rb"^[ \t]*(?:const|let|var|return|import)\b.*[\w)\]}'\"`][ \t]*\r?$", re.MULTILINE)


def uses_semicolons(data: bytes) -> bool:
    """Whether statements of the file end with a semicolon."""
    return len(_ENDED.findall(data)) >= len(_OPEN.findall(data))


def statement_depth(path: list[Node]) -> int:
    """Where in a path the innermost statement stands, 0 if there is none."""
    return next(
        (
            depth
            for depth in range(len(path) - 1, 0, -1)
            if path[depth].type.endswith(("_statement", "_declaration"))
            and _holds(path[depth - 1], path[depth])
        ),
        0,
    )


def _holds(outer: Node, inner: Node) -> bool:
    """Whether a node holds another as a statement, not in the head of a loop."""
    if outer.type in LISTS or outer.type == "else_clause":
        return True
    return outer.type in BODIES and inner in (
        outer.child_by_field_name("body"),
        outer.child_by_field_name("consequence"),
    )


def function_depth(path: list[Node]) -> int:
    """Where in a path the innermost function stands, 0 if there is none."""
    return next(
        (depth for depth in range(len(path) - 1, 0, -1) if path[depth].type in FUNCTIONS), 0
    )


def is_async(function: Node) -> bool:
    """Whether `await` may stand in a function."""
    return any(child.type == "async" for child in function.children)
