"""YAML text as a tree of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.commandline import Word
from dupelint.extract.settings.escapes import unescaped
from dupelint.extract.settings.tree import (
    MAX_NESTING,
    Alias,
    Items,
    Mapping,
    Node,
    Pair,
    Scalar,
)
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node as SyntaxNode
    from tree_sitter import Tree

_MAPPINGS = frozenset({"block_mapping", "flow_mapping"})
_LISTS = frozenset({"block_sequence", "flow_sequence"})
_PAIRS = frozenset({"block_mapping_pair", "flow_pair"})
_SCALARS = frozenset({"plain_scalar", "double_quote_scalar", "single_quote_scalar", "block_scalar"})
_HEADER = lazy(r"[|>][0-9+-]*[^\n]*\n?")


class _Builder:
    """Puts nodes together while a cursor walks; a broken tree yields what its parts say."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.documents: list[Node] = []
        self.anchors: dict[str, Node] = {}
        self.anchor = ""  # the name the next value gets

    def scalar(self, node: SyntaxNode) -> Scalar:
        start, end = node.start_byte, node.end_byte
        if node.type == "block_scalar":
            header = _HEADER.match(self.text, start, end)
            begin = header.end() if header else start
            raw = self.text[begin:end].rstrip()
            if self.text[start : start + 1] == ">":
                raw = raw.replace("\r", " ").replace("\n", " ")  # folded into one line
            return Scalar(Word(raw, range(begin, begin + len(raw))), start, end, quoted=True)
        if node.type == "plain_scalar":
            return Scalar(Word(self.text[start:end], range(start, end)), start, end)
        inner = Word(self.text[start + 1 : end - 1], range(start + 1, end - 1))
        form = "yaml" if node.type == "double_quote_scalar" else "single"
        return Scalar(unescaped(inner, form), start, end, quoted=True)

    def attach(self, parent: Node | Pair | None, slot: str, node: Node | Pair) -> None:
        if self.anchor and not isinstance(node, (Pair, Alias)):
            self.anchors[self.anchor] = node
            self.anchor = ""
        if isinstance(node, Pair):
            if isinstance(parent, Items):  # [a: b]
                node = Mapping(node.start, node.end, [node])
                parent.nodes.append(node)
            elif isinstance(parent, Mapping):
                parent.pairs.append(node)
            elif parent is None:
                self._loose(node)
        elif isinstance(parent, Pair):
            if slot == "key":
                if isinstance(node, Scalar):
                    parent.key = node
            else:
                parent.value = node
        elif isinstance(parent, Items):
            parent.nodes.append(node)
        elif parent is None:
            self.documents.append(node)

    def _loose(self, pair: Pair) -> None:
        """A pair outside any mapping stands in an error node: the file's top level."""
        last = self.documents[-1] if self.documents else None
        if not isinstance(last, Mapping):
            last = Mapping(pair.start, pair.end)
            self.documents.append(last)
        last.pairs.append(pair)


def read(tree: Tree, text: str) -> list[Node]:
    """The documents of a file."""
    builder = _Builder(text)
    cursor = tree.walk()
    nothing = Scalar(Word("", range(0)), 0, 0)
    parents: list[tuple[Node | Pair | None, str]] = [(None, "value")]
    descend = True
    while True:
        if descend:
            node = cursor.node
            parent, slot = parents[-1]
            field = cursor.field_name
            if field in ("key", "value"):
                slot = field
            made: Node | Pair | None = None
            leaf = node is None
            if node is not None:
                kind = node.type
                if kind in _SCALARS:
                    builder.attach(parent, slot, builder.scalar(node))
                    leaf = True
                elif kind in _PAIRS:
                    made = Pair(nothing, None, node.start_byte, node.end_byte)
                elif kind in _MAPPINGS:
                    made = Mapping(node.start_byte, node.end_byte)
                elif kind in _LISTS:
                    made = Items(node.start_byte, node.end_byte)
                elif kind == "anchor":
                    builder.anchor = text[node.start_byte + 1 : node.end_byte]
                    leaf = True
                elif kind == "alias":
                    name = text[node.start_byte + 1 : node.end_byte]
                    builder.attach(parent, slot, Alias(builder.anchors.get(name)))
                    leaf = True
                elif kind in ("document", "comment"):
                    leaf = kind == "comment"
                    if not leaf:
                        parent = None
            if made is not None:
                builder.attach(parent, slot, made)
                parent, slot = made, "value"
            if not leaf and len(parents) < MAX_NESTING * 4 and cursor.goto_first_child():
                parents.append((parent, slot))
                continue
        if cursor.goto_next_sibling():
            descend = True
        elif cursor.goto_parent():
            parents.pop()
            descend = False
        else:
            return builder.documents
