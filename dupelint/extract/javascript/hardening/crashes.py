"""Handlers of rejections and exceptions that nothing else catches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of, statement
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import CrashHandler
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

EVENTS = frozenset({"unhandledRejection", "uncaughtException"})
_ADDING = frozenset({"on", "once", "addListener", "prependListener", "prependOnceListener"})
_COMMENTS = lazy(rb"//[^\n]*|/\*.*?\*/", re.DOTALL)
_LONGEST_EMPTY = 2_000  # bytes, comments included
_LOOPS = lazy(rb"\bprocess\s*\.\s*(?:on|once|addListener|prependListener)\s*\(\s*(?!['\"`])")


def read_crash(reading: Reading, path: Sequence[Node]) -> None:
    """`process.on('uncaughtException', …)`, also in a loop over names; `path` ends in the text."""
    event = reading.text(path[-1]).strip("'\"`")
    index = len(path) - 1
    while index and path[index].type in ("string_fragment", "string", "template_string"):
        index -= 1
    if event not in EVENTS or index < 1:
        return
    if path[index].type == "array":
        _read_listed(reading, path[: index + 1], event)
        return
    call = path[index - 1]
    if path[index].type != "arguments" or call.type != "call_expression":
        return
    callee = call.child_by_field_name("function")
    given = arguments(call)
    if callee is None or len(given) < 2 or span_of(given[0]) != span_of(path[index + 1]):
        return
    written = reading.text(callee) if callee.end_byte - callee.start_byte < 80 else ""
    owner, _, method = written.rpartition(".")
    if owner.strip() not in ("process", "globalThis.process") or method.strip() not in _ADDING:
        return
    above = path[:index]
    reading.add(
        CrashHandler(event, int(_is_empty(reading, given[1], above)), span_of(statement(above))),
        above,
    )


def _read_listed(reading: Reading, path: Sequence[Node], event: str) -> None:
    """`for (const name of ['uncaughtException', …]) process.on(name, …)` and `forEach`."""
    place = statement(path)
    if _LOOPS.search(reading.data, place.start_byte, place.end_byte):
        reading.add(CrashHandler(event, 0, span_of(place)), path)


def _is_empty(reading: Reading, node: Node, path: Sequence[Node]) -> bool:
    held = peel(node)
    if held is not None and held.type == "identifier":
        found = binding(reading.text(held), path, reading.data)
        if found is None or found.pattern:
            return False
        held = found.node if found.kind == "function" else peel(found.value)
    if held is None or held.type not in FUNCTIONS:
        return False
    body = held.child_by_field_name("body")
    if body is None:
        return False
    if body.type != "statement_block":
        return body.type in ("null", "undefined") or reading.text(body) in ("undefined", "{}")
    if body.end_byte - body.start_byte > _LONGEST_EMPTY:
        return False
    inside = _COMMENTS.sub(b"", reading.data[body.start_byte + 1 : body.end_byte - 1])
    return not inside.strip().strip(b";").strip() or inside.strip().strip(b"; \n") == b"return"
