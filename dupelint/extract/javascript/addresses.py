"""URLs that are handed to something that will request them: attributes, base URLs, query keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.text_values import concat
from dupelint.model.facts import HttpCall, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_AUTHORITY = lazy(
    r"\s*(?:(?:[a-z]+:)?//(?:localhost|127\.0\.0\.1|0\.0\.0\.0|[^/?#\s]*:\d{2,5}(?!\d))"
    r"|[\w.-]+:\d{2,5}(?:/|\Z))",
    re.IGNORECASE,
)
_MAKERS = lazy(r"(?i)(?:create|extend|instance|defaults|fetchBaseQuery|createClient|init)\w*\Z")


def read_attribute(reading: Reading, path: Sequence[Node]) -> None:
    """`<img src={url}>`, `<form action=…>` with a host in the URL; `image.src = url`."""
    if len(path) < 2:
        return
    above, leaf = path[-2], path[-1]
    if above.type == "jsx_attribute" and above.named_children[0] == leaf:
        if len(above.named_children) < 2:
            return
        node = above.named_children[1]
        if node.type == "jsx_expression" and node.named_children:
            node = node.named_children[0]
        if node.type in ("string", "template_string", "binary_expression", "identifier",
                         "member_expression", "call_expression", "ternary_expression"):  # fmt: skip
            value = reading.value(node, path[:-1])
            action = reading.text(leaf) == "action"
            if _is_address(value) or (action and value[0] == "str" and value[1].startswith("/")):
                _emit(reading, path[:-1], "attribute", value, node)


def read_source(reading: Reading, path: Sequence[Node]) -> None:
    """`image.src = url`; `path` ends with the property."""
    if len(path) < 3 or path[-2].type != "member_expression":
        return
    assignment = path[-3]
    right = assignment.child_by_field_name("right")
    if assignment.type == "assignment_expression" and right is not None and right != path[-2]:
        value = reading.value(right, path[:-2])
        if _is_address(value):
            _emit(reading, path[:-2], "attribute", value, right)


def _is_address(value: Value) -> bool:
    """Whether a value is a URL that names a host, or hangs on something that may."""
    match value:
        case ("str", text):
            return _AUTHORITY.match(text) is not None
        case ("concat", ("str", text), *rest):
            hosted = text.rstrip().endswith("://") and bool(rest)
            return hosted or _AUTHORITY.match(text) is not None
        case (
            "concat",
            ("global" | "env" | "window" | "member" | "or" | "cond" as form, *_),
            *rest,
        ):
            return form != "window" or _has_port(rest)
        case ("env", name, _):
            return any(word in name.upper() for word in ("URL", "HOST", "API", "ENDPOINT", "BASE"))
        case ("or" | "cond", one, other):
            return _is_address(one) or _is_address(other)
        case ("call", ("global", _), args, _):
            return bool(args) and args[0][0] in ("str", "concat") and _starts(args[0], "/")
    return False


def _starts(value: Value, start: str) -> bool:
    first = value[1] if value[0] == "concat" else value
    return bool(first[0] == "str" and first[1].startswith(start))


def _has_port(parts: list[Value]) -> bool:
    return any(part[0] == "str" and re.search(r":\d{2,5}", part[1]) for part in parts)


def read_base(reading: Reading, path: Sequence[Node]) -> None:
    """`axios.create({baseURL})`, `axios.defaults.baseURL = x`; `path` ends with the key."""
    if len(path) < 3:
        return
    leaf, above = path[-1], path[-2]
    node: Node | None = None
    if leaf.type == "shorthand_property_identifier":
        node, holder = leaf, len(path) - 2
    elif above.type == "pair" and above.child_by_field_name("key") == leaf:
        node, holder = above.child_by_field_name("value"), len(path) - 3
    elif above.type == "member_expression" and path[-3].type == "assignment_expression":
        right = path[-3].child_by_field_name("right")
        if path[-3].child_by_field_name("left") == above and ".defaults." in reading.text(above):
            value = reading.value(right, path[:-2]) if right is not None else NULL
            if right is not None and value[0] != "unresolved":
                _emit(reading, path[:-2], "default-base-url", value, right)
        return
    else:
        return
    if node is None or path[holder].type != "object" or path[holder - 1].type != "arguments":
        return
    call = path[holder - 2]
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if callee is None or not _MAKERS.search(reading.text(callee).rpartition(".")[2]):
        return
    value = reading.value(node, path[: holder + 1])
    if value[0] != "unresolved":
        _emit(reading, path[: holder - 1], "base-url", value, node)


def read_query_key(reading: Reading, path: Sequence[Node]) -> None:
    """`useQuery({queryKey: ["/api/x", id]})` without a queryFn: a default one requests the key."""
    if len(path) < 4 or path[-2].type != "pair" or path[-3].type != "object":
        return
    pair, holder = path[-2], path[-3]
    node = pair.child_by_field_name("value")
    if node is None or node.type != "array" or path[-4].type != "arguments" or len(path) < 5:
        return
    if any(reading.text(part.child_by_field_name("key")) == "queryFn" for part in holder.children):
        return
    if any(part.type == "spread_element" or reading.text(part) == "queryFn"
           or reading.text(part.child_by_field_name("name")) == "queryFn"
           for part in holder.named_children):  # fmt: skip
        return
    callee = path[-5].child_by_field_name("function")
    if not reading.text(callee).endswith(("Query", "InfiniteQuery", "QueryOptions", "fetchQuery")):
        return
    value = reading.value(node, path[:-2])
    if value[0] != "list" or len(value) < 2 or not _starts(value[1], "/"):
        return
    parts: list[Value] = []
    for item in value[1:]:
        if item[0] == "object":
            break
        parts += [("str", "/"), item] if parts else [item]
    _emit(reading, path[:-4], "react-query", concat(parts), node, "GET")


def _emit(
    reading: Reading,
    path: Sequence[Node],
    client: str,
    value: Value,
    node: Node,
    method: str = "",
) -> None:
    reading.add(
        HttpCall(
            client, method, ValueText(dump(value)), ValueText(dump(NULL)), reading.scope(path),
            span_of(node), span_of(path[-1]),
        ),
        path,
    )  # fmt: skip
