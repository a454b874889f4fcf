"""Imports of a parsed file and of one that is only scanned."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import Import

FIELDS = "name module symbol scope form type_only"

ES: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("import './s';", [("", "./s", "", "", "import", 0)]),
    ("import a from 'm';", [("a", "m", "default", "", "import", 0)]),
    ("import * as n from 'm';", [("n", "m", "", "", "import", 0)]),
    (
        "import d, { a, b as c } from '@/x';",
        [
            ("d", "@/x", "default", "", "import", 0),
            ("a", "@/x", "a", "", "import", 0),
            ("c", "@/x", "b", "", "import", 0),
        ],
    ),
    ("import type { T } from './t';", [("T", "./t", "T", "", "import", 1)]),
    ("import { type T, v } from './t';",
     [("T", "./t", "T", "", "import", 1), ("v", "./t", "v", "", "import", 0)]),
    ("import type from './t';", [("type", "./t", "default", "", "import", 0)]),
    ("import {\n  a,\n  b,\n} from \"./x.js\";",
     [("a", "./x.js", "a", "", "import", 0), ("b", "./x.js", "b", "", "import", 0)]),
    ("import {} from './x';", [("", "./x", "", "", "import", 0)]),
    ("export * from './k';", [("", "./k", "*", "", "reexport", 0)]),
    ("export * as m from './k';", [("m", "./k", "", "", "reexport", 0)]),
    ("export { a, default as b, c as default } from './k';",
     [("a", "./k", "a", "", "reexport", 0), ("b", "./k", "default", "", "reexport", 0),
      ("default", "./k", "c", "", "reexport", 0)]),
    ("export type { T } from './k';", [("T", "./k", "T", "", "reexport", 1)]),
    ("const x = require('m');", [("x", "m", "", "", "require", 0)]),
    ("const { a, b: c } = require('m');",
     [("a", "m", "a", "", "require", 0), ("c", "m", "b", "", "require", 0)]),
    ("require('./side');", [("", "./side", "", "", "require", 0)]),
    ("import('./lazy');", [("", "./lazy", "", "", "dynamic", 0)]),
    ("const a = await import('./lazy');", [("a", "./lazy", "", "", "dynamic", 0)]),
]  # fmt: skip

PARSED_ONLY: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("import x = require('q');", [("x", "q", "", "", "require", 0)]),
    ("const y = require('m').z;", [("y", "m", "z", "", "require", 0)]),
    ("const y = (await import('m')).default;", [("y", "m", "default", "", "dynamic", 0)]),
    ("const app = require('express')();", [("", "express", "", "", "require", 0)]),
    ("function f() { const { a } = require('./in'); }", [("a", "./in", "a", "f", "require", 0)]),
    ("const P = lazy(() => import('./page'));", [("", "./page", "", "<15>", "dynamic", 0)]),
    ("import(`./p`);", [("", "./p", "", "", "dynamic", 0)]),
    ("import(`./${p}`); require(name);", []),
    ("// import a from 'm';\n'import b from \"m\"';", []),
]


@pytest.mark.parametrize(("source", "expected"), ES + PARSED_ONLY)
def test_imports(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, Import, FIELDS) == expected


@pytest.mark.parametrize(("source", "expected"), ES)
def test_imports_of_a_file_that_is_left_out(
    read: Any, source: str, expected: list[tuple[Any, ...]]
) -> None:
    assert read(f"{source}\n" + "let padding;\n" * 400, Import, FIELDS) == expected


def test_spans_cover_the_statement(read: Any) -> None:
    assert read("import a from 'm';\nconst b = require('n');", Import, "at arms") == [
        ("import a from 'm';", "[]"),
        ("require('n')", "[]"),
    ]


def test_arms_of_a_conditional_require(read: Any) -> None:
    source = "if (a) { require('./a') } else { require('./b') }"
    assert read(source, Import, "module arms") == [
        ("./a", '[[0,"if"]]'),
        ("./b", '[[0,"else"]]'),
    ]
