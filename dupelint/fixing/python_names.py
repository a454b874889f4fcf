"""Names that a Python statement binds, and whether anything else uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dupelint.fixing.parsed import Parsed, walk
from dupelint.fixing.task import RefusalError

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORTS = frozenset({"import_statement", "import_from_statement"})
_DEFINITIONS = frozenset({"function_definition", "class_definition"})
_SCOPES = _DEFINITIONS | {"lambda"}
_TARGETS = {"assignment": "left", "augmented_assignment": "left", "for_statement": "left",
            "named_expression": "name", "as_pattern": "alias"}  # fmt: skip
# The child that is a name of something else: `x.NAME`, `f(NAME=x)`.
_LABELS = {"attribute": -1, "keyword_argument": 0}


def check_unused(statement: Node, path: list[Node], code: Parsed) -> None:
    """Refuse where something else in reach uses a name that the statement binds."""
    names = _bound(statement, code)
    if not names:
        return
    scope = _scope(path, statement)
    if scope.type == "class_definition":
        raise RefusalError("it makes a member of a class")
    used = _used(names, scope, [statement], code)
    if used:
        raise RefusalError(f"`{min(used)}` is used elsewhere")


def imports_only_for(statement: Node, path: list[Node], code: Parsed) -> list[Node]:
    """The imports in reach of the statement of which it alone uses every name."""
    needed = {code.text(node) for node in walk(statement) if node.type == "identifier"}
    found = []
    for above, outer in zip([None, *path], path, strict=False):
        if outer == statement:
            break
        in_class = above is not None and above.type == "class_definition"
        if outer.type not in ("module", "block") or in_class:
            continue
        for child in outer.children:
            if child == statement or child.type not in IMPORTS:
                continue
            if child.has_error or _is_wildcard(child):
                continue
            names = _imported(child, code)
            rest = [statement, child]
            if names <= needed and not _used(names, _scope(path, child), rest, code):
                found.append(child)
    return found


def _bound(statement: Node, code: Parsed) -> set[str]:
    names: set[str] = set()
    for node in walk(statement, _SCOPES):
        if node.type in IMPORTS:
            if _is_wildcard(node):
                raise RefusalError("what `import *` brings cannot be told from here")
            names |= _imported(node, code)
        elif node.type in _DEFINITIONS and (name := node.child_by_field_name("name")):
            names.add(code.text(name))
        elif node.type in _TARGETS and (target := node.child_by_field_name(_TARGETS[node.type])):
            parts = list(walk(target))
            if any(part.type in ("attribute", "subscript") for part in parts):
                raise RefusalError("it sets something that other code may read")
            names |= {code.text(part) for part in parts if part.type == "identifier"}
    return names


def _is_wildcard(statement: Node) -> bool:
    return any(child.type == "wildcard_import" for child in statement.children)


def _imported(statement: Node, code: Parsed) -> set[str]:
    names = set()
    for name in statement.children_by_field_name("name"):
        alias = name.child_by_field_name("alias")
        names.add(code.text(alias) if alias else code.text(name).partition(".")[0])
    return names


def _scope(path: list[Node], statement: Node) -> Node:
    """The function, class or module whose names the statement binds."""
    return next(
        node
        for node in reversed(path)
        if node.type in ("module", *_DEFINITIONS)
        and node.start_byte <= statement.start_byte
        and statement.end_byte <= node.end_byte
        and node != statement
    )


def _used(names: set[str], scope: Node, without: Iterable[Node], code: Parsed) -> set[str]:
    """Those names that stand in the scope outside of these statements, also as a whole text."""
    ranges = [(node.start_byte, node.end_byte) for node in without]
    word = re.compile(rb"\b(?:" + b"|".join(re.escape(n.encode()) for n in sorted(names)) + rb")\b")
    # Most names stand nowhere else: the tree is walked only where they do.
    if all(
        any(start <= match.start() < end for start, end in ranges)
        for match in word.finditer(code.data, scope.start_byte, scope.end_byte)
    ):
        return set()
    used: set[str] = set()
    labels: set[int] = set()
    for node in walk(scope):
        if node.type in _LABELS:
            labels.add(node.children[_LABELS[node.type]].id)
        if any(start <= node.start_byte and node.end_byte <= end for start, end in ranges):
            continue
        if (node.type == "identifier" and node.id not in labels) or node.type == "string_content":
            used.add(code.text(node))
    return used & names
