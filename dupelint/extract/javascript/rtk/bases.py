"""The address in front of the endpoints of an API of RTK Query.

https://redux-toolkit.js.org/rtk-query/api/fetchBaseQuery
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.modules import origin_of, peel
from dupelint.extract.javascript.scope import binding, text
from dupelint.extract.javascript.value import value
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

Path = Sequence["Node"]
_INJECTS = frozenset({"injectEndpoints", "enhanceEndpoints"})
_BASES = frozenset({"baseUrl", "baseURL"})
_DEPTH = 6
_HANDED = rb"(?<![\w$.])([\w$]+)\s*\(\s*%s\b"


def base_of_api(node: Node | None, path: Path, data: bytes, depth: int = 0) -> Value | None:
    """The base of the API that an expression makes or extends, None if it makes none."""
    held = peel(node)
    if held is None or depth > _DEPTH:
        return None
    if held.type == "identifier":
        found = binding(text(held, data), path, data)
        if found is None:
            return None
        if found.kind == "const" and found.value is not None and not found.pattern:
            known = base_of_api(found.value, found.path, data, depth + 1)
            if known is not None:
                return known
        return ("member", value(held, path, data), "baseURL") if depth else None
    callee = held.child_by_field_name("function") if held.type == "call_expression" else None
    if callee is None:
        return None
    if callee.type == "member_expression":
        name = callee.child_by_field_name("property")
        if name is None or text(name, data) not in _INJECTS:
            return None
        return base_of_api(callee.child_by_field_name("object"), path, data, depth + 1)
    if text(callee, data) != "createApi":
        return None
    given = arguments(held)
    options = peel(given[0]) if given else None
    for part in options.named_children if options is not None else ():
        key = part.child_by_field_name("key")
        query = part.child_by_field_name("value") if part.type == "pair" else None
        if part.type == "shorthand_property_identifier" and text(part, data) == "baseQuery":
            query = part
        elif key is None or text(key, data) != "baseQuery":
            continue
        return base_of_query(query, path, data) or unresolved("base query")
    return None


def base_of_query(node: Node | None, path: Path, data: bytes, depth: int = 0) -> Value | None:
    """The address that a base query puts in front of what it is given, None if that is no base
    query."""
    held = peel(node)
    if held is None or depth > _DEPTH:
        return None
    if held.type in FUNCTIONS:
        return _wrapping(held, path, data, depth)
    if held.type in ("identifier", "shorthand_property_identifier"):
        found = binding(text(held, data), path, data)
        if found is None:
            return None
        if found.kind == "import" or origin_of(found, data) is not None:
            return ("member", value(held, path, data), "baseURL")
        inner = found.node if found.kind == "function" else found.value
        return None if found.pattern else base_of_query(inner, found.path, data, depth + 1)
    if held.type != "call_expression":
        return None
    given = arguments(held)
    if not given:
        return ("str", "")
    first = peel(given[0])
    if first is None or first.type != "object":  # `retry(baseQuery)`
        return base_of_query(first, path, data, depth + 1)
    for part in first.named_children:
        key = part.child_by_field_name("key")
        if part.type == "pair" and key is not None and text(key, data) in _BASES:
            base = part.child_by_field_name("value")
            return value(base, (*path, held), data) if base is not None else NULL
        if part.type == "shorthand_property_identifier" and text(part, data) in _BASES:
            return value(part, (*path, held), data)
        if part.type == "spread_element":
            return unresolved("options")
    return ("str", "")


def _wrapping(function: Node, path: Path, data: bytes, depth: int) -> Value | None:
    """A function that hands its first argument on to a base query."""
    names = [name for name, _ in parameters(function, data)]
    body = function.child_by_field_name("body")
    if not names or body is None:
        return None
    source = data[body.start_byte : body.end_byte]
    for match in re.finditer(_HANDED % re.escape(names[0].encode()), source):
        name = match[1].decode()
        found = binding(name, (*path, function, body), data)
        if found is None or found.node == function:
            continue
        if found.kind == "import":
            return ("member", ("global", name), "baseURL")
        inner = peel(found.node if found.kind == "function" else found.value)
        if inner is None or inner == function or found.pattern:
            continue
        known = base_of_query(inner, found.path, data, depth + 1)
        if known is not None:
            return known
    return None
