"""What goes with a request, and whether its failure is caught."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import CallTerms
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

# What a failed connection is caught by: the classes of requests, httpx, aiohttp, urllib, those
# above them. https://requests.readthedocs.io/en/latest/api/#exceptions
_CATCHES = lazy(
    rb"\b(?:RequestException|ConnectionError|ConnectTimeout|Timeout|BaseException|Exception|OSError"
    rb"|IOError|HTTPError|RequestError|TransportError|ConnectError|NetworkError|TimeoutException"
    rb"|ClientError|ClientConnectionError|ClientConnectorError|URLError|exceptions)\b"
)
_RAISES = lazy(rb"\braise\b|\babort\(")
_LOOKS = lazy(
    rb"status_code|\.ok\b|raise_for_status|\.status\b|[Cc]ontent-[Tt]ype|is_success|is_error"
)
_WITHOUT = frozenset({"requests", "urllib"})  # they wait for ever unless told otherwise
_HEADER = lazy(rb"[\"']([A-Za-z][\w-]{1,60})[\"']\s*[:\]]")
_NEAR = 300  # bytes


def call_terms(
    reader: Reader, call: Node, path: list[Node], place: Place, keywords: dict[str, Node],
    spread: bool, library: str, session: str,
) -> CallTerms:  # fmt: skip
    """The terms of one request; `path` ends above the call."""
    headers: Value = reader.values.of(keywords.get("headers"), place.overlay)
    if spread and headers == NULL:
        headers = unresolved("unpacked")
    attempt, caught = _caught(reader, call, path)
    return CallTerms(
        said(headers), _inherited(reader, session), "", "?",
        _timeout(reader, place, keywords, spread, library, session), caught,
        int(_is_checked(reader, call, place, attempt if caught else None)),
        place.scope_path, span_of(call),
    )  # fmt: skip


def _timeout(
    reader: Reader, place: Place, keywords: dict[str, Node], spread: bool, library: str,
    session: str,
) -> int:  # fmt: skip
    if "timeout" in keywords:
        return int(reader.values.of(keywords["timeout"], place.overlay) != NULL)
    if library not in _WITHOUT:
        return 1
    if spread or (session and b".mount(" in reader.source.data):
        return -1  # an adapter may set one
    return 0


def _inherited(reader: Reader, session: str) -> str:
    """Names of the headers that a session adds, by the text of the file."""
    if not session:
        return ""
    data = reader.source.data
    made = reader.sessions.of(session)
    found: set[str] = set()
    places = [
        match.end()
        for match in re.finditer(rb"(?<![\w.])" + re.escape(session.encode()) + rb"\.headers", data)
    ]
    if made is not None and b"headers" in data[made.offset : made.offset + _NEAR]:
        places.append(made.offset)
    for place in places:
        names = [name.decode().lower() for name in _HEADER.findall(data[place : place + _NEAR])]
        found |= set(names) or {"*"}
    return ",".join(sorted(found))


def _caught(reader: Reader, call: Node, path: list[Node]) -> tuple[Node | None, int]:
    """(the `try` that catches a failed connection, whether one does): -1 where it raises anew."""
    inside = call
    for node in reversed(path):
        if node.type in ("function_definition", "lambda"):
            break
        if node.type == "try_statement":
            body = node.child_by_field_name("body")
            if body is not None and body.start_byte <= inside.start_byte < body.end_byte:
                found = _handled(reader, node)
                if found:
                    return node, found
        elif node.type == "with_statement":
            header = reader.source.data[node.start_byte : node.start_byte + 200].split(b":", 1)[0]
            if b"suppress(" in header or b"catch" in header:
                return node, 1
    return None, 0


def _handled(reader: Reader, attempt: Node) -> int:
    for clause in attempt.named_children:
        if clause.type not in ("except_clause", "except_group_clause"):
            continue
        text = reader.source.raw(clause)
        header = text.partition(b":")[0]
        if _CATCHES.search(header) or header.strip() == b"except" or b"rror" in header:
            if _RAISES.search(text):
                return -1
            if _CATCHES.search(header) or header.strip() == b"except":
                return 1
    return 0


def _is_checked(reader: Reader, call: Node, place: Place, attempt: Node | None) -> bool:
    """Whether the answer is looked at before it is parsed; true where it is not parsed."""
    data = reader.source.data
    body = place.scope.body
    after = data[call.end_byte : body.end_byte]
    if after.lstrip().startswith(b".json("):
        return attempt is not None
    statement = place.statement.node if place.statement is not None else call
    named = re.match(rb"\s*(\w+)\s*(?::[^=]+)?=", data[statement.start_byte : call.start_byte])
    bound = named[1] if named else None
    if bound is None:
        named = re.match(rb"\s*as\s+(\w+)", after)
        bound = named[1] if named else None
    if bound is None:
        return True
    parsed = re.search(rb"\b" + bound + rb"\.json\(", after)
    if parsed is None or _LOOKS.search(after, 0, parsed.start()):
        return True
    at = call.end_byte + parsed.start()
    return attempt is not None and attempt.start_byte <= at < attempt.end_byte
