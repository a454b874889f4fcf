"""The method that the options of a request ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.members import literal_key
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYS = ("method", "type")


def method_of(options: Value, default: str) -> str:
    """The method an options object names; "" where that is not known."""
    if options == NULL:
        return default
    if options[0] != "object":
        return ""
    held = dict(options[1:])
    named = held.get("method") or held.get("type")
    if named is None:
        return default
    return str(named[1]).upper() if named[0] == "str" else ""


def method_at(
    reading: Reading, node: Node | None, path: Sequence[Node], options: Value, default: str
) -> str:
    """The same of options that are written at `node`: what is spread into them may name one."""
    literal = peel(node)
    if literal is None or literal.type != "object":
        return method_of(options, default)
    for part in reversed(literal.named_children):
        if part.type == "spread_element":
            inner = part.named_children[0] if part.named_children else None
            named = _spread(reading, inner, path)
            if named is not None:
                return named
        elif part.type == "pair":
            key = literal_key(part.child_by_field_name("key"), reading.data)
            if key is None:
                return ""
            if key in _KEYS:
                return method_of(options, default)
        elif reading.text(part) in _KEYS:  # `{ method }`
            return method_of(options, default)
    return default


def _spread(
    reading: Reading, node: Node | None, path: Sequence[Node], depth: int = 0
) -> str | None:
    """The method that something spread names: "" not known, None for none."""
    inner = peel(node)
    if inner is None or depth > 4:
        return ""
    if inner.type == "object":
        found = method_at(reading, inner, path, reading.value(inner, path), "none")
        return None if found == "none" else found
    if inner.type in ("binary_expression", "ternary_expression"):
        names = ("right",) if inner.type == "binary_expression" else ("consequence", "alternative")
        parts = [
            _spread(reading, inner.child_by_field_name(name), path, depth + 1) for name in names
        ]
        return None if all(part is None for part in parts) else ""
    held = reading.value(inner, path)
    if held[0] != "object":
        return ""
    found = method_of(held, "none")
    return None if found == "none" else found


def asked_at(reading: Reading, node: Node | None, path: Sequence[Node]) -> Value:
    """What may name the method of a request whose options are written at `node`: the parameter
    they are, or that is spread into them; ("null",) where nothing does."""
    options = peel(node)
    if options is None:
        return NULL
    if options.type != "object":
        held = reading.value(options, path)
        return held if held[0] == "param" else unresolved("options")
    for part in reversed(options.named_children):
        if part.type == "spread_element":
            inner = part.named_children[0] if part.named_children else None
            if _spread(reading, inner, path) == "":
                held = reading.value(inner, path) if inner is not None else NULL
                return held if held[0] == "param" else unresolved("spread")
        elif part.type == "pair":
            key = literal_key(part.child_by_field_name("key"), reading.data)
            if key is None:
                return unresolved("computed key")
            if key in _KEYS:
                value = part.child_by_field_name("value")
                return (
                    _named(reading.value(value, (*path, part))) if value else unresolved("method")
                )
        elif reading.text(part) in _KEYS:
            return _named(reading.value(part, path))
    return NULL


def _named(method: Value) -> Value:
    """A parameter that is the method, or the options with it: `options.method || "GET"`."""
    first = method[1] if method[0] == "or" and method[2] == ("str", "GET") else method
    if first[0] == "member" and first[2] in _KEYS:
        first = first[1]
    return first if first[0] == "param" else unresolved("method")
