"""Import statements that are read without a node, and those that are not."""

from __future__ import annotations

import pytest

from dupelint.extract.javascript.import_text import plain_import

PLAIN: list[tuple[str, list[tuple[str, str, int]]]] = [
    ("import 'm'", [("", "", 0)]),
    ("import {} from 'm';", [("", "", 0)]),
    ("import a from 'm';", [("a", "default", 0)]),
    ("import{a}from'm'", [("a", "a", 0)]),
    ("import * as a from 'm'", [("a", "", 0)]),
    ("import a, * as b from 'm'", [("a", "default", 0), ("b", "", 0)]),
    ("import a, { b as c, } from 'm'", [("a", "default", 0), ("c", "b", 0)]),
    ("import {\n  default as a,\n  type B,\n} from 'm'", [("a", "default", 0), ("B", "B", 1)]),
    ("import { type A as B } from 'm'", [("B", "A", 1)]),
    ("import { type } from 'm'", [("type", "type", 0)]),
    ("import type A from 'm'", [("A", "default", 1)]),
    ("import type { A } from 'm'", [("A", "A", 1)]),
    ("import type * as A from 'm'", [("A", "", 1)]),
    ("import type from 'm'", [("type", "default", 0)]),
    ("import type, { a } from 'm'", [("type", "default", 0), ("a", "a", 0)]),
]
OTHER = [
    "import a /* why */ from 'm'",
    "import { 'x-y' as a } from 'm'",
    "import { type as as b } from 'm'",
    "import { type as } from 'm'",
    "import { type as b } from 'm'",
    "import { typeof as b } from 'm'",
    "import typeof A from 'm'",
    "import defer * as a from 'm'",
    "import a = require('m')",
    "import a from 'm' with { type: 'json' }",
    "import a from '\\x6d'",
    "import é from 'm'",
]


@pytest.mark.parametrize(("source", "names"), PLAIN)
def test_plain(source: str, names: list[tuple[str, str, int]]) -> None:
    assert plain_import(source.encode()) == ("m", tuple(names))


@pytest.mark.parametrize("source", OTHER)
def test_left_to_the_nodes(source: str) -> None:
    assert plain_import(source.encode()) is None
