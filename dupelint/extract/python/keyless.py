"""Clients of services that Python makes without a key, as their libraries allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, span_of
from dupelint.model.facts import KeylessClient
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_MODULES = lazy(r"(?:openai|anthropic|twilio\.rest|google\.cloud(?:\.\w+)?)\Z")
_WORDS = frozenset({b"openai", b"anthropic", b"twilio.rest", b"google.cloud"})
_CALL = lazy(rb"\b(?:(?:Async)?(?:OpenAI|Anthropic)|\w*Client)(?=\()")
# They say nothing about who is calling.
_HARMLESS = frozenset({"timeout", "max_retries", "organization", "project", "region", "edge"})


def keyless_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where such a call may stand."""
    if not words.isdisjoint(_WORDS):
        for match in _CALL.finditer(data):
            yield match.start()


def read_keyless(reader: Reader, path: list[Node]) -> None:
    """The call of the class whose name `path` ends with; one that is caught copes without."""
    index = len(path) - 1
    if path[index].type != "identifier":
        return
    if path[index - 1].type == "attribute":
        index -= 1
    callee, call = path[index], path[index - 1]
    if call.type != "call" or call.child_by_field_name("function") != callee:
        return
    positional, keywords, spread = argument_nodes(reader.source, call)
    if positional or spread or not keywords.keys() <= _HARMLESS:
        return
    root, _, rest = reader.source.text(callee).partition(".")
    bound = reader.imports.names.get(root)
    place = reader.place(call, path[: index - 1])
    if bound is None or place.context.attempt is not None or place.context.test:
        return
    dotted = ".".join(filter(None, [bound.module, bound.symbol, rest]))
    module, _, name = dotted.rpartition(".")
    if _MODULES.match(module):
        reader.add(KeylessClient(module, name, span_of(call)), place)
