"""The responses that a route handler returns: `NextResponse.json(x)`, `new Response(null, …)`.

https://developer.mozilla.org/docs/Web/API/Response
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.answers import changes, said
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.returns import returns
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import Answer
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]
MOST_RETURNS = 60
_RESPONSES = frozenset({"Response", "NextResponse"})
# These end a handler by an exception of their own.
_THROWING = lazy(rb"(?<![\w$.])(?:redirect|permanentRedirect|notFound|forbidden|unauthorized)\s*\(")
_MAKES = lazy(rb"Response(?:\.json|\.redirect|(?<=new Response)|(?<=new NextResponse))\s*[(<]")
_DEPTH = 4


def read_responses(reading: Reading, path: Path, given: str = "") -> None:
    """One answer for each `return` of the function that `path` ends with; `escapes` where one of
    them returns what is not known, `passed` where it is what the function `given` returns."""
    function = path[-1]
    found: list[Answer] = []
    for node, above in returns(path, reading.data):
        if len(found) >= MOST_RETURNS:
            break
        found += _answers(reading, node, above, function, given, 0)
    thrown = b"next/navigation" in reading.data and _THROWING.search(
        reading.data, function.start_byte, function.end_byte
    )
    if not found or thrown or len(found) >= MOST_RETURNS:
        found.append(_unknown(function, function))
    for answer in found:
        reading.add(answer, path)


def read_responder(reading: Reading, path: Path) -> None:
    """Read what a function answers for the handlers that call it, if it makes responses."""
    node = path[-1]
    if _MAKES.search(reading.data, node.start_byte, node.end_byte) is not None:
        read_responses(reading, path)


def _unknown(function: Node, at: Node) -> Answer:
    return said(function, "escapes", NULL, NULL, [], True, at)


def _answers(
    reading: Reading, node: Node, path: Path, function: Node, given: str, depth: int
) -> Iterator[Answer]:
    held = peel(node)
    if held is None or depth > _DEPTH:
        yield _unknown(function, node)
    elif held.type == "ternary_expression":
        for name in ("consequence", "alternative"):
            part = held.child_by_field_name(name)
            if part is not None:
                yield from _answers(reading, part, (*path, held), function, given, depth + 1)
    elif held.type == "identifier":
        found = binding(reading.text(held), path, reading.data)
        if found and found.kind == "const" and found.value and found.depth > 1:
            if found.pattern:
                yield _unknown(function, held)
            else:
                yield from _answers(reading, found.value, found.path, function, given, depth + 1)
        else:
            yield _unknown(function, held)
    elif held.type == "new_expression":
        made = reading.text(held.child_by_field_name("constructor"))
        if made in _RESPONSES:
            yield _made(reading, held, path, function)
        else:
            yield _unknown(function, held)
    else:
        yield _called(reading, held, path, function, given)


def _called(reading: Reading, node: Node, path: Path, function: Node, passing: str) -> Answer:
    """`NextResponse.json(…)`, `Response.redirect(…)`, a function of the project."""
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    if callee is not None and callee.type == "identifier":
        if passing and reading.text(callee) == passing:
            return said(function, "passed", NULL, NULL, [], False, node)
        known = reading.value(callee, path)
        if known[0] in ("global", "import"):
            return said(function, "helper", known, NULL, [], False, node)
    if callee is None or callee.type != "member_expression":
        return _unknown(function, node)
    how = reading.text(callee.child_by_field_name("property"))
    if reading.text(callee.child_by_field_name("object")) not in _RESPONSES:
        return _unknown(function, node)
    given = arguments(node)
    if how == "redirect":
        return said(function, "redirect", NULL, NULL, [], False, node)
    if how != "json" or not given:
        return _unknown(function, node)
    status = _status(reading, given, path)
    return _json(reading, given[0], status, path, function, node)


def _json(
    reading: Reading, body: Node, status: Value, path: Path, function: Node, at: Node
) -> Answer:
    known: Value = reading.value(body, path)
    added, changed = changes(reading, body, path, function)
    if known == NULL:
        known = unresolved("null")  # a body all the same
    return said(function, "json", known, status, added, changed, at)


def _made(reading: Reading, node: Node, path: Path, function: Node) -> Answer:
    """`new Response(body, init)`: what it is given is the body, byte for byte."""
    given = arguments(node)
    status = _status(reading, given, path)
    if not given:
        return said(function, "end", NULL, status, [], False, node)
    body = peel(given[0])
    if body is not None and body.type == "call_expression":
        callee = reading.text(body.child_by_field_name("function"))
        inner = arguments(body)
        if callee == "JSON.stringify" and inner:
            return _json(reading, inner[0], status, path, function, node)
    known: Value = reading.value(given[0], path)
    if known == ("str", ""):
        known = NULL
    return said(function, "end", known, status, [], False, node)


def _status(reading: Reading, given: list[Node], path: Path) -> Value:
    """The status that `{ status: 201 }` sets, 200 where nothing does."""
    if len(given) < 2:
        return NULL
    options = peel(given[1])
    if options is None or options.type != "object":
        return unresolved("options")
    known: Value = NULL
    for part in options.named_children:
        if part.type == "spread_element":
            return unresolved("options")
        key = part.child_by_field_name("key")
        held = part.child_by_field_name("value")
        if part.type == "shorthand_property_identifier" and reading.text(part) == "status":
            known = reading.value(part, path)
        elif (
            part.type == "pair" and held is not None and reading.text(key).strip("'\"") == "status"
        ):
            known = reading.value(held, path)
            known = unresolved("status") if known == NULL else known
    return known
