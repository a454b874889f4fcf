"""The line on which a key of a TOML document stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Node

KeyPath = tuple[str | int, ...]


def line_of(data: bytes, path: KeyPath) -> int:
    """Line (from 1) of the key or array item at `path`, or of the nearest one that holds it."""
    from dupelint.syntax.grammar import parse

    lines: dict[KeyPath, int] = {}
    arrays: dict[KeyPath, int] = {}
    for node in parse(data, Language.TOML).root_node.named_children:
        if node.type == "pair":
            _pair(node, (), lines)
        elif node.type in {"table", "table_array_element"}:
            _table(node, lines, arrays)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _table(node: Node, lines: dict[KeyPath, int], arrays: dict[KeyPath, int]) -> None:
    header, *pairs = node.named_children
    path: KeyPath = _key(header)
    if node.type == "table_array_element":
        index = arrays.get(path, 0)
        arrays[path] = index + 1
        lines.setdefault(path, _line(header))
        path = (*path, index)
    for end in range(1, len(path) + 1):
        lines.setdefault(path[:end], _line(header))
    for pair in pairs:
        if pair.type == "pair":
            _pair(pair, path, lines)


def _pair(node: Node, prefix: KeyPath, lines: dict[KeyPath, int]) -> None:
    key, *values = [child for child in node.named_children if child.type != "comment"]
    path = (*prefix, *_key(key))
    for end in range(len(prefix) + 1, len(path) + 1):
        lines.setdefault(path[:end], _line(key))
    for value in values:
        _value(value, path, lines)


def _value(node: Node, path: KeyPath, lines: dict[KeyPath, int]) -> None:
    items = [child for child in node.named_children if child.type != "comment"]
    if node.type == "array":
        for index, item in enumerate(items):
            lines[(*path, index)] = _line(item)
            _value(item, (*path, index), lines)
    elif node.type == "inline_table":
        for item in items:
            if item.type == "pair":
                _pair(item, path, lines)


def _key(node: Node) -> tuple[str, ...]:
    parts: list[str] = []
    while node.type == "dotted_key":  # the grammar nests `a.b.c` to the left
        first, *_, last = (child for child in node.named_children if child.type.endswith("_key"))
        parts.append(_bare(last))
        node = first
    return (_bare(node), *reversed(parts))


def _bare(node: Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace")
    return text[1:-1] if node.type == "quoted_key" else text


def _line(node: Node) -> int:
    return node.start_point[0] + 1
