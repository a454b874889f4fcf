"""JSON text, comments and trailing commas allowed, as a tree of settings.

A lexer of its own: truncated or broken text yields what stands before the damage, deep nesting
costs no stack, no grammar has to be loaded.
"""

from __future__ import annotations

import re

from dupelint.extract.commandline import Word
from dupelint.extract.settings.escapes import unescaped
from dupelint.extract.settings.tree import Items, Mapping, Node, Pair, Scalar
from dupelint.model.pattern import lazy

_BOM = "\udcef\udcbb\udcbf"  # as `as_text` decodes it
_TOKEN = lazy(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*")
    |(?P<punctuation>[{}\[\]:,])
    |(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<bare>[^\s{}\[\]:,"/]+)""",
    re.VERBOSE | re.DOTALL,
)


def read(text: str) -> Node | None:
    """The document, as far as it can be read."""
    root: Node | None = None
    stack: list[Mapping | Items] = []
    key: Scalar | None = None
    keys: list[Scalar | None] = []  # the key each open container stands under

    def attach(node: Node) -> None:
        nonlocal root, key
        if not stack:
            root = node if root is None else root
        elif isinstance(stack[-1], Items):
            stack[-1].nodes.append(node)
        elif key is not None and not isinstance(node, (Mapping, Items)):
            stack[-1].pairs.append(Pair(key, node, key.start, getattr(node, "end", 0)))
            key = None
        elif key is None and isinstance(node, Scalar):
            key = node

    for found in _TOKEN.finditer(text, len(_BOM) if text.startswith(_BOM) else 0):
        start, end = found.span()
        mark = found[0]
        if found.lastgroup == "string":
            inner = unescaped(Word(mark[1:-1], range(start + 1, end - 1)), "json")
            attach(Scalar(inner, start, end, quoted=True))
        elif found.lastgroup == "bare":
            attach(Scalar(Word(mark, range(start, end)), start, end))
        elif mark in ("{", "["):
            opened: Mapping | Items = Mapping(start, end) if mark == "{" else Items(start, end)
            if stack and isinstance(stack[-1], Mapping):
                if key is None:
                    key = Scalar(Word("", range(start, start)), start, start)
                stack[-1].pairs.append(Pair(key, opened, key.start, end))
            else:
                attach(opened)
            keys.append(key)
            key = None
            stack.append(opened)
        elif mark in ("}", "]") and stack:
            closed = stack.pop()
            closed.end = end
            keys.pop()
            key = None
            if stack:
                outer = stack[-1]
                if isinstance(outer, Mapping) and outer.pairs and outer.pairs[-1].value is closed:
                    outer.pairs[-1].end = end
        elif mark == ",":
            key = None
    for open_ in stack:
        open_.end = len(text)
    return root
