"""What functions do that answer requests, and what is put around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import NO_SPAN, IdleDecorator, RequestGuard, Span, ViewBody
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_HOOK = lazy(rb"@[\w.]+\.(before_request|before_app_request)\b(?=[ \t]*\r?\n)")
_PUT = lazy(rb"\.(before_request|before_app_request)(?=\(\s*[\w.]+\s*\))")
_CALLED = lazy(rb"(?<![\w.])((?:[A-Za-z_]\w*\.)?[A-Za-z_]\w*)\(")
_ROUTES = lazy(rb"@[\w.]+\.(?:route|get|post|put|patch|delete|head|options|websocket|api_route)\(")
# Fields that Twilio posts: https://www.twilio.com/docs/messaging/guides/webhook-request
_TWILIO = lazy(
    rb"[\"'](?:MessageSid|SmsSid|SmsMessageSid|CallSid|SmsStatus|MessageStatus|CallStatus|NumMedia"
    rb"|SpeechResult|RecordingSid|RecordingUrl|DialCallStatus)[\"']"
)
_READS = lazy(rb"request\.(?:form|values|args|get_data)\b|\bForm\(|\.form\b")
_TWIML = lazy(rb"\b(?:MessagingResponse|VoiceResponse|twiml)\(|<Response\b")
_SKIPPED = frozenset(
    {b"if", b"for", b"while", b"return", b"print", b"len", b"str", b"int", b"dict", b"list",
     b"bool", b"jsonify", b"isinstance", b"super", b"float", b"range", b"sorted", b"set", b"not"}
)  # fmt: skip
_TRIES = lazy(rb"\b(?:try[ \t]*:|suppress\()")
_MOST_CALLS = 60


def hook_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where a function may be put before the views."""
    if b"before_" in words:
        for pattern in (_HOOK, _PUT):
            for match in pattern.finditer(data):
                yield match.start(1)


def read_hook(reader: Reader, path: list[Node]) -> None:
    """`@app.before_request` above a function, `app.before_request(check)`."""
    if len(path) < 4 or path[-2].type != "attribute":
        return
    form = reader.source.text(path[-1])
    owner, above = path[-2].child_by_field_name("object"), path[-3]
    if above.type == "decorator":
        view = path[-4].child_by_field_name("definition")
        if view is None:
            return
        name = view.child_by_field_name("name")
        target: Value = ("global", reader.source.text(name) if name else "")
        place = reader.place(above, path[:-3])
        if place.scope.parent is not None:
            target = ("global", f"{place.scope.path}.{target[1]}")
        _body(reader, view, path[:-4], span_of(view), ())
    elif above.type == "call":
        place = reader.place(above, path[:-3])
        arguments = above.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        if not given:
            return
        target = reader.values.of(given[0], place.overlay)
    else:
        return
    put_on = said(reader.values.of(owner, place.overlay))
    reader.add(RequestGuard(form, put_on, said(target), NO_SPAN, span_of(path[-1])), place)


def read_view(reader: Reader, path: list[Node]) -> None:
    """The function below a route's decorator, told at the first of its routes."""
    index = next((i for i in range(len(path) - 1, -1, -1) if path[i].type == "decorator"), 0)
    if index < 1:
        return
    decorated = path[index - 1]
    view = decorated.child_by_field_name("definition")
    decorators = [node for node in decorated.named_children if node.type == "decorator"]
    routes = [node for node in decorators if _ROUTES.match(reader.source.raw(node))]
    if view is None or not routes or routes[0].id != path[index].id:
        return
    place = reader.place(routes[0], path[:index])
    for node in decorators:
        if node.start_byte < routes[0].start_byte:
            target = reader.values.of(node.named_children[0], place.overlay)
            reader.add(IdleDecorator(said(target), span_of(view), span_of(node)), place)
    inner = [node for node in decorators if node.start_byte > routes[-1].start_byte]
    around = tuple(reader.values.of(node.named_children[0], place.overlay) for node in inner)
    _body(reader, view, path[: index - 1], span_of(routes[0]), around)


def _body(
    reader: Reader, view: Node, path: list[Node], at: Span, around: tuple[Value, ...]
) -> None:
    body = view.child_by_field_name("body")
    name = view.child_by_field_name("name")
    if body is None or name is None:
        return
    place = reader.place(view, path)
    source = reader.source.raw(body)
    inside = reader.source.locate(body.start_byte)[0]
    calls: list[Value] = []
    for match in dict.fromkeys(_CALLED.findall(source)):
        if match not in _SKIPPED and len(calls) < _MOST_CALLS:
            head, _, member = match.decode().partition(".")
            bound = reader.names.bound(head, inside, body.end_byte, None)
            value: Value = bound if bound is not None else ("global", head)
            calls.append(("member", value, member) if member else value)
    twilio = _TWIML.search(source) or (_TWILIO.search(source) and _READS.search(source))
    outer = place.scope.path
    scope = reader.source.text(name)
    reader.add(
        ViewBody(
            f"{outer}.{scope}" if outer else scope, said(("list", *calls)),
            said(("list", *around)) if around else said(NULL), int(bool(twilio)),
            int(_TRIES.search(source) is not None), span_of(view), at,
        ),
        place,
    )  # fmt: skip
