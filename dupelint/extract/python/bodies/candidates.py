"""Which calls of a file parse the answer of a request as JSON, and whose answer it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.python.bindings import Binding
from dupelint.extract.python.bodies.expressions import Subject
from dupelint.extract.python.bodies.responses import FETCHING, Parse
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Context, Scope
from dupelint.extract.python.source import argument_nodes, span_of
from dupelint.model.facts import HttpCall, Span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_PARSE = lazy(rb"\.json(?=\s*\()|\bloads?(?=\s*\()")
_MODULES = frozenset({"json", "orjson", "simplejson", "ujson"})
_READS = frozenset({"read", "text"})  # methods that give a body
_BODIES = frozenset({"text", "content"})  # attributes that do
_MOST = 200  # parses of one file


class Candidate(NamedTuple):
    """A parse, with the request whose answer it takes."""

    call: Node
    path: tuple[Node, ...]  # from the body of the scope down to the call
    text: Node | None  # parse-text: what is parsed
    parse: Parse
    subject: Subject
    request: HttpCall
    made: Node  # the call that makes the request


def candidates(reader: Reader, requests: Mapping[Span, HttpCall]) -> Iterator[Candidate]:
    """The parses of answers to `requests` (by the span of their call)."""
    places = islice(_PARSE.finditer(reader.source.data), _MOST)
    offsets = [match.end() - 1 for match in places]
    for _, found in descend(reader.source.tree, offsets):
        if len(found) < MAX_DEPTH and len(found) > 2:
            one = _candidate(reader, found, requests)
            if one is not None:
                yield one


def _candidate(
    reader: Reader, found: list[Node], requests: Mapping[Span, HttpCall]
) -> Candidate | None:
    index = len(found) - 2 if found[-2].type == "call" else len(found) - 3
    call = found[index]
    callee = call.child_by_field_name("function") if call.type == "call" else None
    if callee is None or not callee.start_byte <= found[-1].start_byte < callee.end_byte:
        return None
    scope, _ = reader.source.locate(call.start_byte)
    positional, keywords, _ = argument_nodes(reader.source, call)
    name = reader.source.text(found[-1])
    text: Node | None = None
    if name == "json" and callee.type == "attribute" and not positional:
        held = callee.child_by_field_name("object")
    elif positional and _is_parser(reader, callee, name):
        text = positional[0]
        held = _holder(reader, text, scope) if name == "loads" else text
    else:
        return None
    origin = _origin(reader, held, scope, requests) if held is not None else None
    if origin is None:
        return None
    library = origin.request.client
    any_type = "content_type" in keywords and reader.source.raw(keywords["content_type"]) == b"None"
    if "content_type" in keywords and not any_type:
        return None
    form = "json" if text is None else "parse-text"
    parse = Parse(library, form, any_type, origin.is_checked)
    path = tuple(node for node in found[: index + 1] if node.start_byte >= scope.body.start_byte)
    if any(node.type == "lambda" or node.type.endswith("comprehension") for node in path):
        return None
    subject = Subject(library, origin.name, origin.since, scope)
    return Candidate(call, path, text, parse, subject, origin.request, origin.made)


def _is_parser(reader: Reader, callee: Node, name: str) -> bool:
    """`json.loads`, `loads` of `from json import loads`."""
    if callee.type == "identifier":
        return reader.imports.origin(name) in _MODULES
    owner = callee.child_by_field_name("object")
    if owner is None or owner.type != "identifier":
        return False
    written = reader.source.text(owner)
    return (reader.imports.origin(written) or written) in _MODULES


def _holder(reader: Reader, text: Node, scope: Scope, depth: int = 0) -> Node | None:
    """The response whose body a text is: `r.text`, `r.read().decode()`, `r.text or "{}"`."""
    inner = _peeled(text)
    if inner is None or depth > 6:
        return None
    if inner.type == "boolean_operator":
        return _holder(reader, inner.child_by_field_name("left") or inner, scope, depth + 1)
    if inner.type == "identifier":
        bound = _bindings(reader, reader.source.text(inner), inner, scope)
        if len(bound) != 1 or bound[0].form != "value" or bound[0].items or bound[0].node is None:
            return None
        return _holder(reader, bound[0].node, scope, depth + 1)
    if inner.type == "attribute":
        name = reader.source.text(inner.child_by_field_name("attribute") or inner)
        return inner.child_by_field_name("object") if name in _BODIES else None
    if inner.type == "call":
        callee = inner.child_by_field_name("function")
        if callee is None or callee.type != "attribute":
            return None
        name = reader.source.text(callee.child_by_field_name("attribute") or callee)
        owner = callee.child_by_field_name("object")
        if name in _READS:
            return owner
        if name in ("decode", "strip") and owner is not None:
            return _holder(reader, owner, scope, depth + 1)
    return None


class _Origin(NamedTuple):
    """Where a response comes from."""

    name: str  # of the response, "" if it has none
    since: int  # where it gets that
    request: HttpCall
    made: Node  # the call that makes the request
    is_checked: bool


def _origin(
    reader: Reader, held: Node, scope: Scope, requests: Mapping[Span, HttpCall]
) -> _Origin | None:
    inner = _peeled(held)
    if inner is None:
        return None
    if inner.type == "call":
        return _made(reader, "", inner.end_byte, inner, requests)
    if inner.type != "identifier":
        return None
    name = reader.source.text(inner)
    bound = _bindings(reader, name, inner, scope)
    if len(bound) != 1 or bound[0].items or bound[0].form not in ("value", "opaque"):
        return None
    made = _peeled(bound[0].node)
    return _made(reader, name, bound[0].since, made, requests) if made is not None else None


def _made(
    reader: Reader, name: str, since: int, made: Node, requests: Mapping[Span, HttpCall]
) -> _Origin | None:
    callee = made.child_by_field_name("function")
    is_checked = False
    if callee is not None and reader.source.raw(callee).endswith(b".raise_for_status"):
        inner = _peeled(callee.child_by_field_name("object"))  # httpx gives the response back
        if inner is None:
            return None
        made, is_checked = inner, True
    request = requests.get(span_of(made))
    if request is None or request.client not in FETCHING:
        return None
    return _Origin(name, since, request, made, is_checked)


def _bindings(reader: Reader, name: str, node: Node, scope: Scope) -> list[Binding]:
    """What a name may be bound to at a place of its own scope; `None` is left out."""
    found = reader.names.bindings(scope).get(name, [])
    _, statement = reader.source.locate(node.start_byte)
    context = statement.context if statement is not None else Context()
    before = [
        one for one in found if one.since <= node.start_byte and not one.context.excludes(context)
    ]
    for index in range(len(before) - 1, -1, -1):
        if before[index].context.dominates(context):
            before = before[index:]
            break
    return [one for one in before if one.node is None or one.node.type != "none"]


def _peeled(node: Node | None) -> Node | None:
    """Without parentheses and `await`."""
    while node is not None and node.type in ("parenthesized_expression", "await"):
        inner = [part for part in node.named_children if part.type != "comment"]
        node = inner[0] if inner else None
    return node
