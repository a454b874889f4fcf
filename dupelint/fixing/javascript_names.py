"""Names that a JavaScript statement declares, and whether anything else uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dupelint.fixing.javascript import DECLARATIONS, FUNCTIONS, NAMES
from dupelint.fixing.parsed import Parsed, walk
from dupelint.fixing.task import RefusalError

if TYPE_CHECKING:
    from tree_sitter import Node


def check_unused(statement: Node, path: list[Node], code: Parsed) -> None:
    """Refuse where something else in reach uses a name that the statement declares or sets."""
    names = _declared(statement, code)
    used = _used(names, _scope(statement, path), [statement], code)
    if used:
        raise RefusalError(f"`{min(used)}` is used elsewhere")


def imports_only_for(statement: Node, path: list[Node], code: Parsed) -> list[Node]:
    """The imports in reach of the statement of which it alone uses every name."""
    needed = {code.text(node) for node in walk(statement) if node.type in NAMES}
    found = []
    for outer in path[: path.index(statement)]:
        if outer.type not in ("program", "statement_block"):
            continue
        for child in outer.children:
            if child == statement or child.has_error or not _is_import(child, code):
                continue
            names = _declared(child, code)
            rest = [statement, child]
            if names and names <= needed and not _used(names, _scope(child, path), rest, code):
                found.append(child)
    return found


def _is_import(node: Node, code: Parsed) -> bool:
    """An `import`, or a `require` of its own."""
    if node.type == "import_statement":
        return True
    declarators = [child for child in node.named_children if child.type == "variable_declarator"]
    if node.type not in DECLARATIONS or len(declarators) != 1:
        return False
    value = declarators[0].child_by_field_name("value")
    if value is None or value.type != "call_expression":
        return False
    callee = value.child_by_field_name("function")
    return callee is not None and code.text(callee) == "require"


def _declared(statement: Node, code: Parsed) -> set[str]:
    names: set[str] = set()
    for node in walk(statement, FUNCTIONS):
        target = None
        if node.type == "import_clause":
            target = node
        elif node.type in ("variable_declarator", "function_declaration", "class_declaration"):
            target = node.child_by_field_name("name")
        elif node.type in ("assignment_expression", "augmented_assignment_expression"):
            target = node.child_by_field_name("left")
            if target is not None and target.type in ("member_expression", "subscript_expression"):
                raise RefusalError("it sets something that other code may read")
        elif node.type == "import_specifier":
            continue
        if target is not None:
            names |= {code.text(part) for part in _bindings(target)}
    return names


def _bindings(target: Node) -> Iterable[Node]:
    """The names in a pattern or an import clause: of `{ a as b }` only b."""
    renamed: set[int] = set()
    for node in walk(target):
        if node.type == "import_specifier" and (alias := node.child_by_field_name("alias")):
            renamed |= {child.id for child in node.children if child != alias}
        if node.type in NAMES and node.id not in renamed:
            yield node


def _scope(statement: Node, path: list[Node]) -> Node:
    """The smallest function, else the program, in which its names are known."""
    if statement.type == "expression_statement":  # it sets a name that something else declares
        return path[0]
    return next(
        (
            node
            for node in reversed(path)
            if node.type in FUNCTIONS
            and node.start_byte <= statement.start_byte
            and statement.end_byte <= node.end_byte
            and node != statement
        ),
        path[0],
    )


def _used(names: set[str], scope: Node, without: Iterable[Node], code: Parsed) -> set[str]:
    """Those names that stand in the scope outside of these statements."""
    if not names:
        return set()
    ranges = [(node.start_byte, node.end_byte) for node in without]
    words = b"|".join(re.escape(name.encode()) for name in sorted(names))
    # Most names stand nowhere else: the tree is walked only where they do.
    if all(
        any(start <= match.start() < end for start, end in ranges)
        for match in re.compile(rb"(?<![\w$])(?:" + words + rb")(?![\w$])").finditer(
            code.data, scope.start_byte, scope.end_byte
        )
    ):
        return set()
    used = {
        code.text(node)
        for node in walk(scope)
        if node.type in NAMES
        and not any(start <= node.start_byte and node.end_byte <= end for start, end in ranges)
    }
    return used & names
