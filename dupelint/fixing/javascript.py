"""Kinds of syntax nodes that JavaScript and TypeScript share."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def statement_depth(path: list[Node]) -> int:
    """Where in a path the innermost statement stands, 0 if there is none."""
    return next(
        (
            depth
            for depth in range(len(path) - 1, 0, -1)
            if path[depth - 1].type in LISTS | BODIES
            and path[depth].type.endswith(("_statement", "_declaration"))
        ),
        0,
    )


def function_depth(path: list[Node]) -> int:
    """Where in a path the innermost function stands, 0 if there is none."""
    return next(
        (depth for depth in range(len(path) - 1, 0, -1) if path[depth].type in FUNCTIONS), 0
    )


def is_async(function: Node) -> bool:
    """Whether `await` may stand in a function."""
    return any(child.type == "async" for child in function.children)
