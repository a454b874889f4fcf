"""Which module a name or an expression comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.literals import string_text
from dupelint.extract.javascript.scope import Binding, binding, text

if TYPE_CHECKING:
    from tree_sitter import Node

Origin = tuple[str, str]  # module as written, symbol ("" = the module itself, "default")


def peel(node: Node | None) -> Node | None:
    """The expression under parentheses, `await` and TypeScript's assertions."""
    while node is not None and node.type in (
        "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression",
        "non_null_expression",
    ):  # fmt: skip
        node = next((part for part in node.named_children if part.type != "comment"), None)
    if node is not None and node.type == "type_assertion" and node.named_children:
        return peel(node.named_children[-1])
    return node


def loaded(node: Node | None, data: bytes) -> str:
    """The specifier of a `require("x")` or `import("x")` call, "" for anything else."""
    node = peel(node)
    if node is None or node.type != "call_expression":
        return ""
    callee = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    if callee is None or arguments is None or callee.end_byte - callee.start_byte > 20:
        return ""
    if callee.type != "import" and text(callee, data) not in ("require", "module.require"):
        return ""
    first = next((part for part in arguments.named_children if part.type != "comment"), None)
    if first is None:
        return ""
    if first.type == "string":
        return string_text(first, data)
    if first.type == "template_string" and all(
        part.type == "string_fragment" for part in first.named_children
    ):
        return string_text(first, data)
    return ""


def origin(name: str, path: Sequence[Node], data: bytes) -> Origin | None:
    """The module and symbol that a name visible at `path` was imported or required from."""
    found = binding(name, path, data)
    return None if found is None else origin_of(found, data)


def origin_of(found: Binding, data: bytes) -> Origin | None:
    """The module and symbol a binding holds, None if it is not an import or `require`."""
    if found.kind == "import":
        return _imported(found, data)
    if found.kind not in ("const", "let", "var") or found.value is None:
        return None
    return _required(found.value, found.pattern, data)


def _imported(found: Binding, data: bytes) -> Origin | None:
    if len(found.path) <= found.depth + 1:
        return None  # a statement that is not whole
    statement, clause = found.path[found.depth], found.path[found.depth + 1]
    source = statement.child_by_field_name("source") or clause.child_by_field_name("source")
    if source is None:
        return None
    module = string_text(source, data)
    if found.node.type == "import_specifier":
        name = found.node.child_by_field_name("name")
        return module, text(name, data).strip("'\"") if name is not None else ""
    if found.node.type == "namespace_import" or clause.type == "import_require_clause":
        return module, ""
    return module, "default"


def _required(value: Node, pattern: tuple[str, ...], data: bytes) -> Origin | None:
    keys = list(pattern)
    node = peel(value)
    while node is not None and node.type == "member_expression" and len(keys) < 10:
        name = node.child_by_field_name("property")
        if name is None:
            return None
        keys.insert(0, text(name, data))
        node = peel(node.child_by_field_name("object"))
    if len(keys) > 1:
        return None
    module = loaded(node, data)
    return (module, keys[0] if keys else "") if module else None
