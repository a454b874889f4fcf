"""TOML text as a tree of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from dupelint.extract.commandline import Word
from dupelint.extract.settings.escapes import unescaped
from dupelint.extract.settings.tree import MAX_NESTING, Items, Mapping, Node, Pair, Scalar

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode
    from tree_sitter import Tree

# (id of a table, key) → the table or list of tables there; a search per header takes too long
_Index: TypeAlias = dict[tuple[int, str], "Mapping | Items"]
_KEYS = frozenset({"bare_key", "quoted_key", "dotted_key"})
_SKIPPED = frozenset({"comment", "=", "{", "}", "[", "]", ",", "[[", "]]", "."})


def read(tree: Tree, text: str) -> Mapping:
    """The document; tables are nested mappings, an array of tables is a list of them."""
    root = Mapping(0, len(text))
    index: _Index = {}
    for node in _named(tree.root_node):
        if node.type == "pair":
            _put(root, node, text, 0)
        elif node.type in ("table", "table_array_element"):
            table = root
            keys: list[Scalar] = []
            for child in node.children:
                if child.type in _KEYS:
                    keys = _keys(child, text)
                    table = _open(root, keys, node, node.type == "table_array_element", index)
                elif child.type == "pair" and keys:
                    _put(table, child, text, 0)
    return root


def _named(root: SyntaxNode) -> list[SyntaxNode]:
    """The top-level parts; those inside an error node count as well."""
    found: list[SyntaxNode] = []
    for node in root.children:
        found.extend(node.children if node.type == "ERROR" else [node])
    return found


def _open(
    root: Mapping, keys: list[Scalar], node: SyntaxNode, array: bool, index: _Index
) -> Mapping:
    """The table of a header, made where it is new."""
    table = root
    for position, key in enumerate(keys[:MAX_NESTING]):
        last = position == len(keys) - 1
        name = (id(table), key.text)
        existing = index.get(name) or (table.get(key.text) if len(table.pairs) < 50 else None)
        if last and array:
            fresh = Mapping(node.start_byte, node.end_byte)
            if isinstance(existing, Items):
                existing.nodes.append(fresh)
            else:
                items = Items(node.start_byte, node.end_byte, [fresh])
                table.pairs.append(Pair(key, items, node.start_byte, node.end_byte))
                index[name] = items
            return fresh
        if isinstance(existing, Items) and existing.nodes:
            existing = existing.nodes[-1]
        if not isinstance(existing, Mapping):
            existing = Mapping(node.start_byte, node.end_byte)
            table.pairs.append(Pair(key, existing, node.start_byte, node.end_byte))
            index[name] = existing
        table = existing
    return table


def _put(table: Mapping, pair: SyntaxNode, text: str, depth: int) -> None:
    parts = [child for child in pair.children if child.type not in _SKIPPED]
    if len(parts) < 2 or parts[0].type not in _KEYS:
        return
    *above, key = _keys(parts[0], text)
    for name in above:
        inner = table.get(name.text)
        if not isinstance(inner, Mapping):
            inner = Mapping(pair.start_byte, pair.end_byte)
            table.pairs.append(Pair(name, inner, pair.start_byte, pair.end_byte))
        table = inner
    value = _value(parts[1], text, depth)
    table.pairs.append(Pair(key, value, pair.start_byte, pair.end_byte))


def _keys(node: SyntaxNode, text: str) -> list[Scalar]:
    """The parts of a dotted key, left to right; its syntax nests to the left."""
    found: list[Scalar] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if part.type == "dotted_key":
            waiting.extend(part.children)
        elif part.type in _KEYS:
            start, end = part.start_byte, part.end_byte
            inner = 1 if part.type == "quoted_key" else 0
            word = Word(text[start + inner : end - inner], range(start + inner, end - inner))
            found.append(Scalar(word, start, end, bool(inner)))
    found.sort(key=lambda key: key.start)
    return found


def _value(node: SyntaxNode, text: str, depth: int) -> Node | None:
    start, end = node.start_byte, node.end_byte
    if node.type == "string":
        quote = 3 if text[start : start + 3] in ('"""', "'''") and end - start >= 6 else 1
        inner = Word(text[start + quote : end - quote], range(start + quote, end - quote))
        return Scalar(unescaped(inner, "toml" if text[start] == '"' else "raw"), start, end, True)
    if depth >= MAX_NESTING:
        return None
    if node.type == "array":
        parts = [child for child in node.children if child.type not in _SKIPPED]
        values = [_value(part, text, depth + 1) for part in parts]
        return Items(start, end, [value for value in values if value is not None])
    if node.type == "inline_table":
        table = Mapping(start, end)
        for child in node.children:
            if child.type == "pair":
                _put(table, child, text, depth + 1)
        return table
    return Scalar(Word(text[start:end], range(start, end)), start, end)
