"""Requests as facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.hardening.terms import call_terms
from dupelint.extract.javascript.method_arms import arms_of
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.request_methods import asked_at
from dupelint.model.facts import NO_METHOD_ARMS, NOT_ASKED, HttpCall, Span, ValueText
from dupelint.model.value import NULL, Value, dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_WITH_TERMS = frozenset({"fetch", "axios", "axios-like", "got", "ky", "undici", "ofetch"})


def emit(
    reading: Reading, path: Sequence[Node], client: str, method: str, url: Value, base: Value,
    where: Node, arms: list[Value] | None = None, options: Node | None = None,
) -> None:  # fmt: skip
    """`path` ends with the call; `arms` as in `http_call`, worked out where they are not given.
    `options`: what may name the method."""
    if url in (NULL, unresolved("function")):
        return
    if arms is None:
        arms = [] if method else arms_of(reading, path, where, client == "wrapper")
    reading.add(
        HttpCall(
            client, method, ValueText(dump(url)), ValueText(dump(base)), reading.scope(path),
            Span(span_of(where)), span_of(path[-1]),
            ValueText(dump(("list", *arms))) if arms else NO_METHOD_ARMS,
            ValueText(dump(asked_at(reading, options, path))) if not method else NOT_ASKED,
        ),
        path,
    )  # fmt: skip
    if client in _WITH_TERMS:
        reading.add(call_terms(reading, path, client), path)
