"""Requests of requests, httpx, aiohttp or urllib."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.descent import descend
from dupelint.extract.python.hardening.terms import call_terms
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.sessions import MADE
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import HttpCall
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE",
    "head": "HEAD", "options": "OPTIONS",
}  # fmt: skip
_GENERAL = frozenset({"request", "stream"})  # the method is their first argument
_CALLED = lazy(rb"\b(?:get|post|put|patch|delete|head|options|request|stream|urlopen)(?=[ \t]*\()")


def request_places(reader: Reader) -> Iterator[int]:
    """Where a request may be made, in a file that loads a library for it."""
    if reader.sessions.are_possible:
        for match in _CALLED.finditer(reader.source.data):
            yield match.start()


def read_request(reader: Reader, call: Node, path: list[Node], name: str) -> None:
    """The request that a call of this name is, if it is one."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return
    library, session = _client(reader, callee, name)
    if not library:
        return
    positional, keywords, spread = argument_nodes(reader.source, call)
    place = reader.place(call, path)
    method = _VERBS.get(name, "GET")
    if name in _GENERAL:
        method = _method(reader, keywords.get("method") or (positional[0] if positional else None))
        positional = positional[1:] if "method" not in keywords else positional
    elif name == "urlopen" and (len(positional) > 1 or "data" in keywords):
        method = "POST"
    url = positional[0] if positional else keywords.get("url")
    if url is None:
        return
    base = _base(reader, session)
    reader.add(
        HttpCall(
            library, method, said(reader.values.of(url, place.overlay)), said(base),
            place.scope_path, span_of(url), span_of(call),
        ),
        place,
    )  # fmt: skip
    reader.add(call_terms(reader, call, path, place, keywords, spread, library, session), place)


def _client(reader: Reader, callee: Node, name: str) -> tuple[str, str]:
    """(library, name of the session) of what is called; "" where it makes no request."""
    known = reader.sessions
    if callee.type == "identifier":
        return known.library(name), ""
    owner = callee.child_by_field_name("object")
    if owner is None or owner.end_byte - owner.start_byte > 80:
        return "", ""
    written = reader.source.text(owner)
    made = known.of(written)
    if made is not None:
        return made.library, written
    first = written.partition(".")[0]
    if name == "urlopen" or (owner.type == "identifier" and known.is_module(first)):
        return known.library(first), ""
    if owner.type == "call":  # `requests.Session().get(…)`
        match = MADE.match(reader.source.data, owner.start_byte)
        if match is not None and match.start("kind") < owner.end_byte:
            return known.library((match["module"] or match["kind"]).decode()), written
    return "", ""


def _method(reader: Reader, node: Node | None) -> str:
    value: Value = reader.values.of(node)
    return str(value[1]).upper() if value[0] == "str" else ""


def _base(reader: Reader, session: str) -> Value:
    """The address that a client puts in front of a path."""
    made = reader.sessions.of(session)
    if made is None or made.library == "requests":
        return NULL
    data = reader.source.data
    end = data.find(b"\n", made.offset)
    if b"base_url" not in data[made.offset : max(end, made.offset) + 400]:
        return NULL
    for _, path in descend(reader.source.tree, [made.offset]):
        for node in reversed(list(path)):
            if node.type == "call":
                _, keywords, _ = argument_nodes(reader.source, node)
                return reader.values.of(keywords.get("base_url"))
    return unresolved("base")
