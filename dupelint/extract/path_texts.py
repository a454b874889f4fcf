"""Texts that start with a slash, in files that may be part of a server."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dupelint.extract.unit import Unit
from dupelint.model.facts import PathText, span
from dupelint.model.pattern import lazy
from dupelint.model.source import Kind

# The slash first: a pattern is searched for several times as fast where it starts with a literal.
_PATH = lazy(rb"/(?<=[\"'`]/)[\w<:{$\[(][^\"'`\s\\]{0,150}(?=[\"'`])")
_SERVING = (b"express", b"outer", b"fastify", b"createServer", b"koa", b"Hono", b"app.", b"hapi")
MOST = 500  # of one file; one with more is data


def python_paths(unit: Unit, data: bytes) -> Iterator[PathText]:
    """Those of a Python file of the program; `data`: its bytes, decoded."""
    if unit.kind is Kind.SOURCE:
        yield from islice(_all(data), MOST)


def javascript_paths(unit: Unit) -> Iterator[PathText]:
    """Those of a JavaScript file of the program, if it says anything that a server says."""
    if unit.kind is not Kind.SOURCE or _PATH.search(unit.data) is None:
        return
    if any(word in unit.data for word in _SERVING):
        yield from islice(_all(unit.data), MOST)


def _all(data: bytes) -> Iterator[PathText]:
    for match in _PATH.finditer(data):
        yield PathText(match[0].decode("utf-8", "replace"), span(*match.span()))
