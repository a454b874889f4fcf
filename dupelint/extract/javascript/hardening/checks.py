"""Places that read a header of the request at hand, or have a library check its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import HeaderCheck, RequestGuard, Span, ValueText, ViewBody
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_TWILIO = frozenset(
    {"webhook", "validateRequest", "validateExpressRequest", "validateIncomingRequest",
     "validateRequestWithBody"}
)  # fmt: skip
_SETTING = lazy(r"process\.env|config\.|settings\.|\b[A-Z][A-Z0-9_]{3,}\b")
_ABOUT = lazy(r"(?i)signature|header|\breq\b|request|valid")
_ASKED = rb"!\s*%s(?![\w.$])|(?<![\w.$])%s\s*(?:&&|\?[^.])|\(\s*%s\s*\)"
_NOTHING = ValueText(dump(NULL))
_GUARDS = ("identifier", "member_expression", "call_expression")


def read_header(reading: Reading, path: Sequence[Node]) -> None:
    """`req.get('X-…')`, `req.headers['x-…']`; `path` ends in the text."""
    index = len(path) - 1
    while index and path[index].type in ("string_fragment", "string", "template_string"):
        index -= 1
    name = reading.text(path[index + 1]).strip("'\"`").lower()
    holder = path[index]
    if holder.type == "arguments":
        index -= 1
        callee = path[index].child_by_field_name("function")
        if callee is None or callee.type != "member_expression" or index < 1:
            return
        method = reading.text(callee.child_by_field_name("property"))
        owner = reading.text(callee.child_by_field_name("object"))
        asked = owner.rpartition(".")[2]
        if not (
            (method in ("get", "header") and asked in ("req", "request", "ctx", "_req"))
            or (method == "get" and owner.endswith(("req.headers", "request.headers")))
        ):
            return
    elif holder.type == "subscript_expression":
        if not reading.text(holder.child_by_field_name("object")).endswith("headers"):
            return
    else:
        return
    above = path[: index + 1]
    compared, at, passes = _compared(reading, above)
    reading.add(
        HeaderCheck(
            "header", name, ValueText(dump(compared)), passes, int(_is_skippable(reading, above)),
            reading.scope(above), at,
        ),
        above,
    )  # fmt: skip


def read_twilio(reading: Reading, path: Sequence[Node]) -> None:
    """`twilio.webhook()`, `validateRequest(…)`; `path` ends with the name."""
    if reading.text(path[-1]) not in _TWILIO or b"wilio" not in reading.data:
        return
    index = len(path) - 2
    if path[index].type == "member_expression":
        owner = reading.text(path[index].child_by_field_name("object"))
        if reading.text(path[-1]) == "webhook" and "twilio" not in owner.lower():
            return
        index -= 1
    if index < 1 or path[index].type != "call_expression":
        return
    above = path[: index + 1]
    skips = int(_is_skippable(reading, above))
    at = span_of(path[index])
    reading.add(HeaderCheck("twilio", "", _NOTHING, 0, skips, reading.scope(above), at), above)


def guards_of(reading: Reading, handlers: Sequence[Node], path: Sequence[Node], at: Span) -> None:
    """The named functions before the last handler of a route; `path` ends with its call."""
    flat: list[Node] = []
    for node in handlers:
        flat += node.named_children if node.type == "array" else [node]
    for node in flat[:-1]:
        if node.type in _GUARDS:
            target = reading.stored(node, path)
            reading.add(RequestGuard("route", _NOTHING, target, at, span_of(node)), path)
        elif node.type not in FUNCTIONS and node.type != "comment":
            unknown = ValueText(dump(("unresolved", "dynamic")))
            reading.add(RequestGuard("route", _NOTHING, unknown, at, span_of(node)), path)


def _compared(reading: Reading, path: Sequence[Node]) -> tuple[Value, Span, int]:
    """(what the header is compared with, where, whether nothing equals nothing there)."""
    node, above = path[-1], path[-2]
    if above.type == "variable_declarator":
        found = _compared_later(reading, path, reading.text(above.child_by_field_name("name")))
        return found or (NULL, span_of(node), 0)
    if above.type != "binary_expression":
        return NULL, span_of(node), 0
    other = next((part for part in above.named_children if part.id != node.id), None)
    if other is None or not _is_equality(reading, above):
        return NULL, span_of(node), 0
    value = reading.value(other, path)
    return value, span_of(above), int(_may_be_unset(reading, path, other, value))


def _is_equality(reading: Reading, node: Node) -> bool:
    operator = node.child_by_field_name("operator")
    return reading.text(operator) in ("===", "!==", "==", "!=")


def _compared_later(
    reading: Reading, path: Sequence[Node], name: str
) -> tuple[Value, Span, int] | None:
    """`const sent = req.get('X-…'); if (sent !== process.env.SECRET) …` in the same function."""
    function = next((node for node in reversed(path) if node.type in FUNCTIONS), None)
    if function is None or not name.isidentifier():
        return None
    pattern = rb"\b%s\s*[!=]==?\s*([\w.$\[\]'\"]+)" % re.escape(name.encode())
    match = re.compile(pattern).search(reading.data, path[-1].end_byte, function.end_byte)
    if match is None:
        return None
    other = match[1].decode("utf-8", "replace")
    value: Value = ("global", other)
    if other.startswith("process.env."):
        value = ("env", other.removeprefix("process.env."), NULL)
    at = Span(match.start() << 21 | (match.end() - match.start()))
    unset = value[0] == "env" and not _is_asked(reading, function, name, other)
    return value, at, int(unset)


def _may_be_unset(reading: Reading, path: Sequence[Node], other: Node, value: Value) -> bool:
    """Whether a missing secret is let pass: its variable has no default, nothing asks for it."""
    if value[0] == "global":
        found = binding(reading.text(other), path, reading.data)
        if found is None or found.value is None or found.pattern:
            return False
        value = reading.value(found.value, found.path)
    if value[0] != "env" or value[2] != NULL:
        return False
    function = next((node for node in reversed(path) if node.type in FUNCTIONS), path[0])
    return not _is_asked(reading, function, reading.text(path[-1]), reading.text(other))


def _is_asked(reading: Reading, function: Node, sent: str, other: str) -> bool:
    """Whether something asks if the header or the secret is there at all."""
    own = reading.data[function.start_byte : function.end_byte]
    return any(
        re.search(_ASKED % ((re.escape(text.encode()),) * 3), data)
        for text, data in ((sent, own), (other, reading.data))
    )


def _is_skippable(reading: Reading, path: Sequence[Node]) -> bool:
    """Whether a setting decides if the check is done."""
    for index in range(len(path) - 1):
        node = path[index]
        if node.type != "if_statement":
            continue
        condition = node.child_by_field_name("condition")
        if condition is None or path[index + 1].id == condition.id:
            continue
        asked = reading.text(condition)
        if _SETTING.search(asked) and not _ABOUT.search(asked):
            return True
    return False


def note_twilio(reading: Reading, call: Node, path: Sequence[Node], at: Span) -> None:
    """The handler of a route that reads what only Twilio sends, or answers TwiML."""
    if b"Sid" not in reading.data and b"wi" not in reading.data:
        return
    if _FIELDS.search(reading.data, call.start_byte, call.end_byte) is not None:
        reading.add(ViewBody(reading.scope(path), _NOTHING, _NOTHING, 1, 0, at, at), path)


_FIELDS = lazy(
    rb"body\??\.(?:MessageSid|SmsSid|CallSid|SmsStatus|MessageStatus|CallStatus|SpeechResult)\b"
    rb"|\b(?:MessagingResponse|VoiceResponse)\(|twiml\.toString\("
)
