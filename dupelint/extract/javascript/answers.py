"""What the handlers of an Express application answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import Answer, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

# `res.status(404).json(…)`: what is set on the way, then what ends it.
_SENT = lazy(
    rb"(?:res|response|reply)\s*(?:\.\s*(?:status|type|set|header|cookie|contentType|vary|append"
    rb"|clearCookie|links|code|location)\s*\((?:[^()]|\([^()]*\))*\)\s*)*"
    rb"\.\s*(?P<how>json|jsonp|send|sendStatus|end|redirect|render|sendFile|download|write|pipe"
    rb"|format|attachment)\s*\("
)
_FORMS = {"jsonp": "json", "sendFile": "file", "download": "file", "attachment": "file"}
_ENDS = frozenset({"json", "send", "sendStatus", "end", "redirect", "render", "file"})
_ELSEWHERE = rb"(?<![\w$.])%s(?![\w$])(?!\s*\??\.)"
_SET = (  # of a response
    rb"(?<![\w$.])%s\s*\.\s*(?:statusCode\s*=(?!=)|writeHead\s*\("
    rb"|status\s*\((?:[^()]|\([^()]*\))*\)(?:[ \t]*+;\s*+|[ \t]*+\n\s*+(?!\.))(?!throw\b))"
)
MOST = 2_000  # of one file


def read_answers(reading: Reading) -> None:
    """Every place where a handler ends a request, and where it hands the response on."""
    data = reading.data
    if b"res" not in data and b"reply" not in data:
        return
    offsets = [match.start("how") for match in _SENT.finditer(data)][:MOST]
    handlers: dict[int, tuple[Node, bytes]] = {}
    set_at: dict[int, int] = {}
    for function, _ in reading.made.values():
        names = [name for name, _ in parameters(function, data)]
        handlers[function.id] = (function, names[1].encode())
    for _, path in descend(reading.tree, offsets):
        if len(path) >= MAX_DEPTH or path[-1].type != "property_identifier":
            continue
        found = _handler(reading, path)
        if found is not None:
            function, name = found
            handlers[function.id] = (function, name)
            if function.id not in set_at:
                set_at[function.id] = _set_at(reading, function, name)
            reading.facts += _answer(reading, path, function, name, set_at[function.id])
    for function, name in handlers.values():
        if _hands_out(reading, function, name):
            reading.facts.append(said(function, "escapes", NULL, NULL, [], True, function))


def _handler(reading: Reading, path: Sequence[Node]) -> tuple[Node, bytes] | None:
    """The function around a place whose second parameter is the response at hand."""
    node: Node | None = path[-2]
    while node is not None and node.type in ("member_expression", "call_expression"):
        node = node.child_by_field_name("object") or node.child_by_field_name("function")
    if node is None or node.type != "identifier":
        return None
    name = reading.text(node)
    for above in reversed(path):
        if above.type in FUNCTIONS:
            names = [given for given, _ in parameters(above, reading.data)]
            if name in names:
                second = names.index(name) == 1
                return (above, name.encode()) if second else None
    return None


def _answer(
    reading: Reading, path: Sequence[Node], function: Node, name: bytes, set_at: int
) -> Iterator[Answer]:
    call, above = path[-3] if len(path) > 2 else path[-1], path[:-2]
    if call.type != "call_expression" or call.child_by_field_name("function") != path[-2]:
        return
    how = reading.text(path[-1])
    form = _FORMS.get(how, how)
    given = arguments(call)
    if form not in _ENDS or (
        form == "end" and not given and _written(reading, call, function, name)
    ):
        form = "escapes"
    status = _status(reading, path[-2].child_by_field_name("object"), above)
    if status == NULL and form != "sendStatus" and call.start_byte > set_at:
        status = unresolved("set before")
    body: Value = reading.value(given[0], above) if given else NULL
    if form == "sendStatus":
        status, body = body, NULL
    elif form == "redirect":
        status, body = NULL, NULL
    added, changed = changes(reading, given[0], above, function) if given else ([], False)
    if given and reading.text(given[0]) == "undefined":
        body = NULL
    elif given and body == NULL and reading.text(given[0]) == "null":
        body = unresolved("null")  # `null` is a body, nothing is none
    yield said(function, form, body, status, added, changed, call)


def _set_at(reading: Reading, function: Node, name: bytes) -> int:
    """Where a statement sets the status of the answers behind it: `res.status(404); res.send(…)`;
    the end of the function if none does."""
    pattern = re.compile(_SET % re.escape(name))
    found = pattern.search(reading.data, function.start_byte, function.end_byte)
    return found.start() if found is not None else function.end_byte


def _written(reading: Reading, end: Node, function: Node, name: bytes) -> bool:
    """Whether what stands before an `end()` may have written a body."""
    before = reading.data[function.start_byte : end.start_byte]
    writes = rb"(?<![\w$.])%s\s*\.\s*write\s*\(|\.pipe\(\s*%s\b|text/event-stream"
    name = re.escape(name)
    return re.search(writes % (name, name), before) is not None


def _status(reading: Reading, node: Node | None, path: Sequence[Node]) -> Value:
    """What `.status(…)` in a chain sets."""
    while node is not None and node.type == "call_expression":
        callee = node.child_by_field_name("function")
        if callee is None or callee.type != "member_expression":
            return NULL
        if reading.text(callee.child_by_field_name("property")) in ("status", "code"):
            given = arguments(node)
            return reading.value(given[0], path) if given else NULL
        node = callee.child_by_field_name("object")
    return NULL


def changes(
    reading: Reading, node: Node, path: Sequence[Node], function: Node
) -> tuple[list[str], bool]:
    """(keys that a body is given after it was made, whether it may have others)."""
    held = peel(node)
    if held is None or held.type == "object":
        return [], held is not None and _is_open(held)
    if held.type != "identifier":
        return [], False
    name = reading.text(held)
    found = binding(name, path, reading.data)
    made = peel(found.value) if found is not None and not found.pattern else None
    if made is None or made.type != "object" or found is None or found.kind == "var":
        return [], True
    body = reading.data[function.start_byte : function.end_byte]
    word = re.escape(name.encode())
    added = [
        match[1].decode("utf-8", "replace")
        for match in re.finditer(rb"(?<![\w$.])" + word + rb"\.([\w$]+)\s*=(?!=)", body)
    ]
    declared = re.search(rb"(?:const|let)\s+" + word + rb"\s*(?::[^=\n]+)?=", body)
    other = rb"(?<![\w$.])" + word + rb"\s*(?:\[|=(?!=))|\.assign\(\s*" + word
    twice = any(
        declared is None or match.start() > declared.end() for match in re.finditer(other, body)
    )
    return list(dict.fromkeys(added)), _is_open(made) or twice or found.depth == 1


def _is_open(node: Node) -> bool:
    """Whether an object literal may have keys that are not written out."""
    for part in node.named_children:
        if part.type == "spread_element":
            return True
        key = part.child_by_field_name("key")
        if key is not None and key.type == "computed_property_name":
            return True
    return False


def _hands_out(reading: Reading, function: Node, name: bytes) -> bool:
    """Whether a function does more with the response than to call its methods."""
    body = function.child_by_field_name("body")
    if body is None:
        return True
    text = reading.data[body.start_byte : body.end_byte]
    if function.id in reading.made:  # to the handler that it is made of, this is no secret
        given = re.escape(reading.made[function.id][1].encode())
        text = re.sub(rb"(?<![\w$.])" + given + rb"\([^()]*\)", b"", text)
    return re.search(_ELSEWHERE % re.escape(name), text) is not None


def said(
    function: Node, form: str, body: Value, status: Value, added: list[str], changed: bool,
    node: Node,
) -> Answer:  # fmt: skip
    return Answer(
        span_of(function), form, ValueText(dump(body)), ValueText(dump(status)),
        json.dumps(added), int(changed), span_of(node),
    )  # fmt: skip
