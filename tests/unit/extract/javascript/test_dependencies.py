"""What a file may load, by its bytes."""

from __future__ import annotations

import pytest

from dupelint.extract.javascript.dependencies import dependencies

KNOWN: list[tuple[bytes, set[str]]] = [
    (b"", set()),
    (b"const a = require('express');", {"express"}),
    (b'require ( "node:http" ).createServer()', {"http"}),
    (b"const a = await import(`koa`);", {"koa"}),
    (b"import a = require('q');", {"q"}),
    (b"require(name); import(`./${p}`);", {"", "./${p}"}),
    (b"axios.get(u)", {"axios"}),
]
HIDDEN = [
    b"require(/* c */ 'express')",
    b"import(/* webpackChunkName: 'x' */ './x')",
    b"require?.('express')",
    b"require<T>('express')",
    b"require('e\\x78press')",
]


@pytest.mark.parametrize(("source", "expected"), KNOWN)
def test_dependencies(source: bytes, expected: set[str]) -> None:
    assert dependencies(source, []) == expected


@pytest.mark.parametrize("source", HIDDEN)
def test_a_module_that_may_be_hidden(source: bytes) -> None:
    assert dependencies(source, []) is None


def test_imports_are_among_them() -> None:
    assert dependencies(b"", ["node:fs", "./x"]) == {"fs", "./x"}
