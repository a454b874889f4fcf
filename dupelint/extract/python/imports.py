"""What a Python file imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.scope import Scope, Statement
from dupelint.extract.python.source import Source, span_of
from dupelint.model.facts import Import

if TYPE_CHECKING:
    from tree_sitter import Node

KINDS = frozenset({"import_statement", "import_from_statement"})


class Bound(NamedTuple):
    """One name that an import statement binds."""

    name: str
    module: str
    symbol: str
    form: str
    node: Node


def bound_names(source: Source, statement: Node) -> Iterator[Bound]:
    """The names of `import a.b`, `import a.b as x`, `from ..m import a as b`, `from m import *`."""
    if statement.type == "import_statement":
        for child in statement.children_by_field_name("name"):
            name, module = _aliased(source, child)
            yield Bound(name or module.partition(".")[0], module, "", "import", child)
        return
    module_node = statement.child_by_field_name("module_name")
    if module_node is None:
        return
    module = _dotted(source, module_node)
    for child in statement.children_by_field_name("name"):
        name, symbol = _aliased(source, child)
        yield Bound(name or symbol, module, symbol, "from", child)
    for child in statement.named_children:
        if child.type == "wildcard_import":
            yield Bound("", module, "*", "from", child)


def import_facts(source: Source) -> Iterator[Import]:
    """Every import of the file, those inside functions too."""
    for statement in source.root.statements.items:
        if statement.kind in KINDS:
            yield from _facts(source, source.root, statement)
    data = source.data
    offset = data.find(b"import")
    seen = -1
    while offset >= 0:
        if offset > seen and _may_be_local(data, offset):
            scope, found = source.locate(offset)
            if scope.parent is not None and found is not None and found.kind in KINDS:
                seen = found.end
                yield from _facts(source, scope, found)
        offset = data.find(b"import", offset + 6)


def _facts(source: Source, scope: Scope, statement: Statement) -> Iterator[Import]:
    context = statement.context
    for bound in bound_names(source, statement.node):
        yield Import(
            bound.name, bound.module, bound.symbol, scope.path, bound.form,
            int(context.type_only), context.arms, span_of(bound.node),
        )  # fmt: skip


def _may_be_local(data: bytes, offset: int) -> bool:
    """Whether an indented line starts with this `import` or with the `from` before it."""
    if data[offset + 6 : offset + 7].isalnum():
        return False
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    line = data[start:offset]
    words = line.strip()
    if not words:
        return bool(line)
    return line[:1] in b" \t" and (b"from" in words or words.endswith((b":", b";")))


def _aliased(source: Source, node: Node) -> tuple[str, str]:
    """(alias or "", dotted name)"""
    if node.type == "aliased_import":
        name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
        if name is not None and alias is not None:
            return source.text(alias), _dotted(source, name)
    return "", _dotted(source, node)


def _dotted(source: Source, node: Node) -> str:
    return "".join(source.text(node).split())
