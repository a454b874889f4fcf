"""Which modules a file may load: what it never names, nothing in it can come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.scope import memory_of

if TYPE_CHECKING:
    from tree_sitter import Node

_REST = rb"\s*([(?</])\s*(?:[\"'`]([^\"'`\n]*)|(/))?"  # a comment or a type may stand before it
_LOADS = (
    (b"require", re.compile(rb"require" + _REST)),
    (b"import(", re.compile(rb"import" + _REST)),
)


def dependencies(data: bytes, imported: Iterable[str]) -> frozenset[str] | None:
    """Every module that the file's imports or its `require("x")` and `import("x")` name.

    `node:` prefixes are taken away; a mention of axios, which a page may hold as a global, counts
    as its import. None where a call may hide its module behind a comment, type
    arguments or an escape.
    """
    found = set(imported)
    if b"axios" in data:
        found.add("axios")
    for word, pattern in _LOADS:
        if word not in data:
            continue
        for opening, module, comment in pattern.findall(data):
            if opening != b"(" or comment or b"\\" in module:
                return None
            found.add(module.decode("utf-8", "replace"))
    return frozenset(module.removeprefix("node:") for module in found)


def may_load(modules: Iterable[str], path: Sequence[Node], data: bytes) -> bool:
    """Whether a file that has the place `path` may load one of these modules."""
    known = memory_of(path[0], data).dependencies
    return known is None or not known.isdisjoint(modules)
