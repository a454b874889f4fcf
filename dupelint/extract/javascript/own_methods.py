"""Requests by a method of the class at hand: `this.request('/x')`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import CLASSES, extended, members, text
from dupelint.extract.javascript.emitting import emit
from dupelint.extract.javascript.members import own
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.request_methods import method_of
from dupelint.extract.javascript.value import Reader
from dupelint.model.methods import METHODS
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_BASE = lazy(r"(?i)(?:base|api)_?(?:url|uri|path)?\Z")


def read_own(reading: Reading, path: Sequence[Node], given: list[Node]) -> None:
    """`this.request('/x')`: a method of the class, or of the one it extends; `path` ends with the
    call."""
    callee = path[-1].child_by_field_name("function")
    holder = next((node for node in reversed(path) if node.type in CLASSES), None)
    if callee is None or holder is None:
        return
    called = reading.value(callee, path)
    base: Value = NULL
    if called[0] != "global":
        base_class = above(holder, reading.data)
        name = reading.text(callee.child_by_field_name("property"))
        if called[0] != "unresolved" or base_class is None:
            return
        called = ("member", base_class, name)
        base = _own_base(reading, holder, path)
    args = tuple(reading.value(part, path) for part in given[:4])
    method = next(
        (arg[1] for arg in args if arg[0] == "str" and arg[1] in METHODS),
        method_of(args[-1], "") if args[-1][0] == "object" else "",
    )
    told = given[-1] if len(given) > 1 else None
    url = ("call", called, args, ())
    emit(reading, path, "wrapper", method, url, base, given[0], [], told)


def _own_base(reading: Reading, holder: Node, path: Sequence[Node]) -> Value:
    """The base address that the class holds itself, for what it extends to use."""
    body = holder.child_by_field_name("body")
    if body is not None:
        for name, parts in members(body, reading.data).items():
            if _BASE.match(name) and parts[0].type != "method_definition":
                return own(Reader(reading.data), name, path)
    return unresolved("base of the class")


def above(holder: Node, data: bytes) -> Value | None:
    """The class that another one extends."""
    clause = extended(holder)
    if clause is None or clause.type != "identifier":
        return None
    return ("global", text(clause, data))
