"""Imports and constants that an edit leaves without use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from dupelint.fixing import marker
from dupelint.fixing.task import Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = frozenset(
    {
        "identifier", "shorthand_property_identifier", "type_identifier", "jsx_identifier",
        "shorthand_property_identifier_pattern", "statement_identifier",
    }
)  # fmt: skip
# Making one of these does nothing else.
_HARMLESS = frozenset(
    {
        "string", "template_string", "number", "identifier", "member_expression",
        "binary_expression", "parenthesized_expression", "subscript_expression",
    }
)  # fmt: skip


class Leftovers:
    """What stands at the top of a file for the sake of one expression."""

    def __init__(self, task: Task, root: Node) -> None:
        self._task = task
        self._root = root

    def of(self, names: Set[bytes], gone: tuple[int, int]) -> Iterator[Edit]:
        """Edits that switch off what made these names, where only bytes [start, end) used them."""
        homes: dict[tuple[int, int], list[Node]] = {}
        for name in sorted(names):
            uses = [node for node in self._named(name) if not _within(node, gone)]
            if len(uses) != 1:
                continue
            statement = self._statement(uses[0])
            if statement is not None:
                homes.setdefault((statement.start_byte, statement.end_byte), []).append(uses[0])
        for (start, end), nodes in homes.items():
            yield from self._off(start, end, nodes)

    def _named(self, name: bytes) -> list[Node]:
        found = []
        for match in re.finditer(
            rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", self._task.source
        ):
            node = self._root.descendant_for_byte_range(*match.span())
            if node is not None and node.type in _NAMES:
                found.append(node)
        return found

    def _statement(self, name: Node) -> Node | None:
        """The import or declaration that makes the name, at the top of the file."""
        for statement in self._root.named_children:
            if not _within(name, (statement.start_byte, statement.end_byte)):
                continue
            if statement.type == "import_statement":
                return statement
            if statement.type == "lexical_declaration" and statement.named_child_count == 1:
                declarator = statement.named_children[0]
                value = declarator.child_by_field_name("value")
                is_name = declarator.child_by_field_name("name") == name
                return statement if is_name and value is not None and _harmless(value) else None
        return None

    def _off(self, start: int, end: int, names: list[Node]) -> Iterator[Edit]:
        source = self._task.source
        statement = self._root.descendant_for_byte_range(start, end)
        if statement is None:
            return
        made = 1
        if statement.type == "import_statement":
            clause = [node for node in statement.named_children if node.type == "import_clause"]
            made = sum(1 for _ in _bindings(clause[0])) if clause else 0
        if made > len(names):
            for name in names:
                specifier = name.parent
                if specifier is not None and specifier.type == "import_specifier":
                    yield self._replaced(*_with_comma(source, specifier))
            return
        begin = source.rfind(b"\n", 0, start) + 1
        finish = source.find(b"\n", end)
        finish = len(source) if finish < 0 else finish
        if source[begin:start].strip() or source[end:finish].strip():
            return  # something else stands on its lines
        text = re.sub(rb"(\r?\n)", rb"\1// ", source[start:end])
        note = marker.make(self._task.code, self._task.stays).encode()
        first, mark, rest = text.partition(b"\n")
        first, tail = (first[:-1], b"\r") if first.endswith(b"\r") else (first, b"")
        after = b"// " + first + b"  // " + note + tail + mark + rest
        yield Edit(self._task.path, start, end, after, source[start:end])

    def _replaced(self, start: int, end: int) -> Edit:
        text = self._task.source[start:end]
        return Edit(self._task.path, start, end, b"/* " + text + b" */", text)


def _within(node: Node, span: tuple[int, int]) -> bool:
    return span[0] <= node.start_byte and node.end_byte <= span[1]


def _bindings(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type in ("identifier", "import_specifier", "namespace_import"):
            yield child
        else:
            yield from _bindings(child)


def _with_comma(source: bytes, node: Node) -> tuple[int, int]:
    """The specifier with the comma behind it, else with the one before."""
    start, end = node.start_byte, node.end_byte
    if found := re.match(rb"\s*,", source[end:]):
        return start, end + found.end()
    before = re.search(rb",\s*\Z", source[:start])
    return (before.start() if before else start), end


def _harmless(value: Node) -> bool:
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if node.type.endswith(("call_expression", "new_expression", "await_expression")):
            return False
        if node is value and node.type not in _HARMLESS:
            return False
        waiting += node.named_children
    return True
