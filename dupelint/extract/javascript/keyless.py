"""Clients of services that JavaScript makes without a key, as their libraries allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.creations import resolve
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import KeylessClient
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_MODULES = lazy(r"(?:openai|@anthropic-ai/sdk|twilio|@google-cloud/[\w-]+)\Z")
# They say nothing about who is calling.
_HARMLESS = frozenset({"timeout", "maxRetries", "organization", "project", "projectId"})


def read_keyless(reading: Reading, path: Sequence[Node]) -> None:
    """`new OpenAI()`, `twilio()`; `path` ends with the name. One in a `try` copes without."""
    index = len(path) - 1
    if path[index - 1].type == "member_expression":
        index -= 1
    callee, call = path[index], path[index - 1]
    if call.type not in ("new_expression", "call_expression"):
        return
    called = call.child_by_field_name("constructor") or call.child_by_field_name("function")
    if called != callee or any(node.type == "try_statement" for node in path[:index]):
        return
    given = arguments(call)
    if len(given) > 1 or not all(_is_harmless(reading, node) for node in given):
        return
    found = resolve(callee, path[:index], reading.data)
    if found is not None and _MODULES.match(found[0]):
        reading.add(KeylessClient(*found, span_of(call)), path[:index])


def _is_harmless(reading: Reading, node: Node) -> bool:
    """Whether an argument is an object that holds no key."""
    if node.type != "object":
        return False
    for part in node.named_children:
        name = part.child_by_field_name("key") if part.type == "pair" else None
        if name is None or reading.text(name) not in _HARMLESS:
            return False
    return True
