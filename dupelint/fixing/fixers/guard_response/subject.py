"""The response whose body is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dupelint.fixing.javascript import TYPED, function_depth
from dupelint.fixing.parsed import Parsed, walk
from dupelint.fixing.task import RefusalError

if TYPE_CHECKING:
    from tree_sitter import Node

_CANDIDATES = ("response", "res", "answer", "reply", "result")


class Subject(NamedTuple):
    """A response with a name, or one that has yet to get it."""

    name: str
    held: Node | None  # the expression that a name has to take the place of, with its parentheses


def subject_of(path: list[Node], code: Parsed) -> Subject:
    """What the parse at the end of the path reads."""
    call = path[-1]
    if call.type != "call_expression":
        raise RefusalError("it is no call")
    callee = call.child_by_field_name("function")
    if callee is None:
        raise RefusalError("it is no call")
    if code.text(callee) == "JSON.parse":
        return _named(_text_of(call, path, code), path, code)
    owner = callee.child_by_field_name("object")
    if owner is None:
        raise RefusalError("it is no call of a response")
    return _named(owner, path, code)


def _named(owner: Node, path: list[Node], code: Parsed) -> Subject:
    owner = _awaited(owner, code)
    inner = _peeled(owner)
    while (original := _cloned(inner, code)) is not None:
        owner, inner = original, _peeled(original)
    if _is_plain(inner):
        return Subject(code.text(inner), None)
    if inner.type == "await_expression":
        return Subject(_free_name(path, code), owner)
    raise RefusalError("the response has no name, and is not awaited")


def _awaited(owner: Node, code: Parsed) -> Node:
    """The grammar takes `await (x).y()` for a call of a function `await`: then what is awaited."""
    callee = owner.child_by_field_name("function")
    given = owner.child_by_field_name("arguments")
    if callee is None or given is None or code.text(callee) != "await":
        return owner
    return given


def _peeled(node: Node) -> Node:
    while node.type in (*TYPED, "arguments") and node.named_children:
        node = node.named_children[0]
    return node


def _cloned(node: Node, code: Parsed) -> Node | None:
    """Of `r.clone()` the `r`."""
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    name = callee.child_by_field_name("property") if callee else None
    if callee is None or name is None or code.text(name) != "clone":
        return None
    return callee.child_by_field_name("object")


def _is_plain(node: Node) -> bool:
    """`r`, `this.response`, `a.b.c`: reading it twice is reading it once."""
    while node.type == "member_expression":
        if any(child.type == "optional_chain" for child in node.children):
            return False
        inner = node.child_by_field_name("object")
        if inner is None:
            return False
        node = inner
    return node.type in ("identifier", "this")


def _text_of(call: Node, path: list[Node], code: Parsed) -> Node:
    """Of `JSON.parse(await r.text())`, or of a name for that text, the `r`."""
    given = call.child_by_field_name("arguments")
    values = given.named_children if given else []
    if not values:
        raise RefusalError("it parses nothing")
    text = _peeled(values[0])
    if text.type == "identifier":
        text = _defined(code.text(text), path, code)
    while text.type == "await_expression":
        text = _peeled(text.named_children[0])
    callee = text.child_by_field_name("function") if text.type == "call_expression" else None
    owner = callee.child_by_field_name("object") if callee else None
    name = callee.child_by_field_name("property") if callee else None
    if owner is None or name is None or code.text(name) != "text":
        raise RefusalError("where its text comes from is not seen")
    return owner


def _defined(name: str, path: list[Node], code: Parsed) -> Node:
    values = []
    for node in walk(path[function_depth(path)]):
        if node.type == "variable_declarator":
            target, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if target is not None and value is not None and code.text(target) == name:
                values.append(_peeled(value))
    if len(values) != 1:
        raise RefusalError("where its text comes from is not seen")
    return values[0]


def _free_name(path: list[Node], code: Parsed) -> str:
    """A name that nothing in the outermost function around the place uses."""
    scope = path[1] if len(path) > 1 else path[0]
    text = code.data[scope.start_byte : scope.end_byte]
    numbered = (f"response{number}" for number in range(2, 1_000))
    for name in (*_CANDIDATES, *numbered):
        if not re.search(rb"(?<![\w$])" + name.encode() + rb"(?![\w$])", text):
            return name
    raise RefusalError("no name is free for the response")
