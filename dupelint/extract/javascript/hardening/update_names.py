"""What a handler of `connection.update` calls the parts of the update it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import FUNCTIONS, names

if TYPE_CHECKING:
    from tree_sitter import Node

PARTS = {"connection": "connection", "qr": "qr", "lastDisconnect": "reason"}
_MAX_NODES = 6_000


class UpdateNames:
    """Names of the whole update, of its connection, QR code and reason."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.wholes: set[str] = set()  # as written: `update`, `events['connection.update']`
        self.parts: dict[str, str] = {}  # name → connection, qr or reason
        self._patterns: list[tuple[str, re.Pattern[str]]] | None = None

    def bind(self, name: str, keys: tuple[str, ...]) -> None:
        """`name` holds what lies below `keys` of the update."""
        if not keys:
            self.wholes.add(name)
        elif keys[0] in PARTS:
            self.parts[name] = PARTS[keys[0]]
        self._patterns = None

    def read(self, body: Node) -> None:
        """The declarations of a body: what is taken out of the update, and what is made of that."""
        for node in walked(body):
            if node.type != "variable_declarator":
                continue
            pattern, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if pattern is None or value is None:
                continue
            if value.type in FUNCTIONS:
                continue
            written = self._text(value)
            bound = list(names(pattern, self._data))
            if written in self.wholes:
                for name, keys, _ in bound:
                    self.bind(name, keys)
                continue
            told = self.told(written) - {"connection"} if len(written) < 400 else set()
            if len(told) == 1 and value.type != "await_expression":
                for name, _, _ in bound:
                    self.parts.setdefault(name, next(iter(told)))
                self._patterns = None

    def told(self, source: str) -> set[str]:
        """The parts that a text of code speaks of; the whole update tells them all."""
        if self._patterns is None:
            self._patterns = list(self._compiled())
        found = {part for part, pattern in self._patterns if pattern.search(source)}
        if "whole" in found:
            return {"connection", "qr", "reason"}
        return found

    def read_parts(self, body: str) -> str:
        """The parts that are bound or named in a body, comma-separated, sorted."""
        found = set(self.parts.values())
        for whole in self.wholes:
            for key, part in PARTS.items():
                if re.search(re.escape(whole) + r"\??\." + key + r"\b", body):
                    found.add(part)
        return ",".join(sorted(found))

    def _compiled(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for whole in self.wholes:
            start = r"(?<![\w$.'\"])" + re.escape(whole)
            yield "whole", re.compile(start + r"(?![\w$]|\??\.)")
            for key, part in PARTS.items():
                yield part, re.compile(start + r"\??\." + key + r"(?![\w$])")
        for name, part in self.parts.items():
            yield part, re.compile(r"(?<![\w$.])" + re.escape(name) + r"(?![\w$]|\s*:)")

    def _text(self, node: Node) -> str:
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def walked(root: Node) -> Iterator[Node]:
    """The named nodes below one, in the order of the text, up to a limit."""
    pending = [root]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        node = pending.pop()
        yield node
        pending += reversed(node.named_children)
