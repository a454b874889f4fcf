"""What JavaScript string and number literals stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import text
from dupelint.model.pattern import lazy
from dupelint.model.value import Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_ESCAPE = lazy(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LINE_ENDS = {"\n", "\r", "\r\n", "\u2028", "\u2029"}
_MAX_DIGITS = 30


def string_text(node: Node, data: bytes) -> str:
    """The text of a `string`, with escapes decoded; lone surrogates become U+FFFD."""
    return unescape(text(node, data)[1:-1])


def unescape(raw: str) -> str:
    """The text that the inside of a string or template literal stands for."""
    if "\\" not in raw:
        return raw
    decoded = _ESCAPE.sub(_decoded, raw)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    plain = match[4]
    return "" if plain in _LINE_ENDS else _SHORT.get(plain, plain)


def number(node: Node, data: bytes) -> Value:
    """A number literal: `3000`, `3_000`, `0xbb8`, `3e3`, `10n`."""
    raw = text(node, data).replace("_", "").rstrip("n")
    if len(raw) > _MAX_DIGITS:
        return unresolved("large number")
    try:
        if raw[:2].lower() in ("0x", "0o", "0b"):
            return ("num", int(raw, 0))
        value = float(raw)
    except ValueError:
        return unresolved("number")
    if value != value or value in (float("inf"), float("-inf")):
        return unresolved("large number")
    return ("num", int(value) if value.is_integer() else value)
