"""What is asked for by the request whose response is parsed: method and URL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.values import Function, Path
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import CLASSES, parameters
from dupelint.extract.javascript.own_methods import above
from dupelint.extract.javascript.value import value
from dupelint.model.methods import METHODS
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_DEPTH = 12


class Request(NamedTuple):
    """A request as its call says it."""

    url: Value
    options: Value  # the object that may hold `method`; ("str", verb) where the call itself says it
    helper: Value  # the call of the project function that makes it, ("null",) if none


class Hop(NamedTuple):
    """A call of a function of the file, on the way from a request to its parse."""

    function: Function
    given: Sequence[Node]
    path: Path


def fetched(call: Node, path: Path, script: Script) -> Request:
    """The request of a `fetch` or ky call."""
    given = arguments(call)
    if not given:
        return Request(unresolved("no URL"), NULL, NULL)
    below = (*path, call, *filter(None, [call.child_by_field_name("arguments")]))
    first, options = given[0], given[1] if len(given) > 1 else None
    if first.type == "new_expression":
        made = arguments(first)
        if script.text(first.child_by_field_name("constructor")) == "Request" and made:
            first, options = made[0], made[1] if len(made) > 1 else options
    said: Value = NULL
    callee = call.child_by_field_name("function")
    if callee is not None and callee.type == "member_expression":
        verb = script.text(callee.child_by_field_name("property")).upper()
        said = ("str", verb) if verb in METHODS else NULL
    if said == NULL and options is not None:
        said = _options(options, below, script)
    return Request(value(first, below, script.data), said, NULL)


def _options(node: Node, path: Path, script: Script) -> Value:
    node = script.peel(node)
    if node.type == "identifier":
        found = script.binding(script.text(node), path)
        if found is not None and found.value is not None and not found.pattern:
            literal = script.peel(found.value)
            if literal.type == "object" and found.kind != "param":
                return _options(literal, found.path, script)
    held = value(node, path, script.data)
    if node.type != "object" or "method" in dict(held[1:] if held[0] == "object" else ()):
        return held
    for part in reversed(node.named_children):
        if part.type == "spread_element" and part.named_children:
            return _options(part.named_children[0], path, script)
    return held


def helped(call: Node, path: Path, script: Script) -> Request:
    """The request of a project function that lies in another file."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return Request(unresolved("helper"), unresolved("helper"), NULL)
    below = (*path, call)
    given = [value(part, below, script.data) for part in arguments(call)]
    helper: Value = ("call", _callee(callee, path, script), tuple(given), ())
    url = next((item for item in given if _is_url(item)), unresolved("helper"))
    options: Value = unresolved("helper")
    for item in given:
        if item[0] == "str" and item[1].upper() in METHODS:
            options = ("str", item[1])
        elif item[0] == "object" and "method" in dict(item[1:]):
            options = item
    return Request(url, options, helper)


def _callee(callee: Node, path: Path, script: Script) -> Value:
    """What is called: of `this.get` that no class of the file has, the method of the class of
    another file that is extended."""
    known = value(callee, path, script.data)
    owner = callee.child_by_field_name("object")
    if known[0] != "unresolved" or owner is None or owner.type not in ("this", "super"):
        return known
    node = next((node for node in reversed(path) if node.type in CLASSES), None)
    base = above(node, script.data) if node is not None else None
    if base is None:
        return known
    return ("member", base, script.text(callee.child_by_field_name("property")))


def _is_url(held: Value) -> bool:
    while held[0] in ("concat", "or", "cond") and len(held) > 1:
        held = held[1]
    return held[0] == "str" and str(held[1]).startswith(("/", "http://", "https://"))


def carried(request: Request, hops: Sequence[Hop], script: Script) -> Request:
    """The request with the arguments of the calls that led to it filled in, innermost first."""
    for hop in hops:
        names: dict[str, Value] = {}
        order: list[int] = []
        inner = (*hop.function.path, hop.function.node)
        for name, declared in parameters(hop.function.node, script.data):
            if declared.node.id not in order:
                order.append(declared.node.id)
            index = order.index(declared.node.id)
            if declared.node.type == "rest_pattern":
                continue
            held: Value = NULL
            if index < len(hop.given):
                held = value(hop.given[index], hop.path, script.data)
                for key in declared.pattern:
                    held = dict(held[1:]).get(key, NULL) if held[0] == "object" else unresolved(key)
            if held == NULL and declared.default is not None:
                held = value(declared.default, inner, script.data)
            names[name] = held
        request = Request(*(_filled(part, names, 0) for part in request))
    return request


def _filled(held: Value, names: dict[str, Value], depth: int) -> Value:
    if depth > _MAX_DEPTH:
        return unresolved("too large")
    if held[0] == "param" and len(held) == 2:
        return names.get(held[1], held)
    return tuple(
        _filled(part, names, depth + 1)
        if isinstance(part, tuple) and part and isinstance(part[0], (str, tuple))
        else part
        for part in held
    )


def method(options: Value) -> str:
    """The method that a request's options say, upper case; "" if not known."""
    if options == NULL:
        return "GET"
    if options[0] == "str":
        return str(options[1]).upper()
    if options[0] == "object":
        said = dict(options[1:]).get("method", ("str", "GET"))
        if said[0] == "str":
            return str(said[1]).upper()
        return "GET" if said == NULL else ""
    if options[0] == "or" and options[2] in (("object",), NULL):
        return method(options[1])
    return ""
