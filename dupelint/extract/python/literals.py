"""The text of Python string literals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.python.source import Source
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_LETTERS = lazy(rb"[A-Za-z]*")
_ESCAPE = lazy(
    r"\\(\r\n|\n|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})"
)
_SINGLE = {
    "\n": "", "\r\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f",
    "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


def unescaped(text: str) -> str:
    """Text between quotes with its escapes resolved; what Python would not know stays."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1]
    if code in _SINGLE:
        return _SINGLE[code]
    number = int(code, 8) if code[0].isdigit() else int(code[1:], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]


def prefix_of(source: Source, string: Node) -> str:
    """The letters before the opening quote, lower case."""
    head = source.data[string.start_byte : string.start_byte + 4]
    match = _LETTERS.match(head)
    return match[0].decode("ascii").lower() if match else ""


def plain_text(source: Source, node: Node | None) -> str | None:
    """The text of a string literal, adjacent ones joined; None where something is put into it."""
    if node is None:
        return None
    start, end = node.start_byte, node.end_byte
    quote = source.data[start : start + 1]
    if quote in (b'"', b"'") and node.type == "string":
        size = 3 if source.data[start : start + 3] == quote * 3 else 1
        if source.data[end - size : end] == quote * size and end - start >= 2 * size:
            return unescaped(source.decode(start + size, end - size))
    if node.type == "concatenated_string":
        parts = [plain_text(source, c) for c in node.named_children if c.type == "string"]
        return None if None in parts else "".join(part for part in parts if part is not None)
    if node.type != "string":
        return None
    prefix = prefix_of(source, node)
    if "b" in prefix or "t" in prefix:
        return None
    body = []
    for child in node.named_children:
        if child.type == "interpolation":
            return None
        if child.type == "string_content":
            body.append(source.text(child))
    text = "".join(body)
    if "f" in prefix:
        text = text.replace("{{", "{").replace("}}", "}")
    return text if "r" in prefix else unescaped(text)
