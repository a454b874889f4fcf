"""What is read of a file that is not parsed."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.extract.javascript.scanned_imports import scan_imports
from dupelint.extract.javascript.unparsed import scan_unparsed
from dupelint.model.facts import Assignment, ClassBase, Export, RuntimeHint
from tests.unit.extract.javascript.conftest import shown


def found(source: str, kind: type[Any], fields: str) -> list[tuple[Any, ...]]:
    data = source.encode()
    facts = [fact for fact in scan_unparsed(data) if type(fact) is kind]
    return [tuple(shown(fact, name, data) for name in fields.split()) for fact in facts]


NOT_READ = ("unresolved", "not read")
EXPORTS: list[tuple[str, list[tuple[str, Any, str]]]] = [
    ("export const a = b", [("a", ("global", "a"), "export const a")]),
    ("export let a", [("a", ("global", "a"), "export let a")]),
    (
        "export async function load() {}",
        [("load", ("global", "load"), "export async function load")],
    ),
    ("export function* walk() {}", [("walk", ("global", "walk"), "export function* walk")]),
    ("export abstract class A {}", [("A", ("global", "A"), "export abstract class A")]),
    ("export const enum E { A }", [("E", ("global", "E"), "export const enum E")]),
    (
        "export { a, type B, c as d }",
        [(name, ("global", of), "export { a, type B, c as d }") for name, of in ("aa", "BB", "dc")],
    ),
    ("export { a } from './a'", []),
    ("export type A = b", []),
    ("export interface A {}", []),
    ("export const { a } = b", []),
    ("export default a;", [("default", ("global", "a"), "export default a;")]),
    ("export default a // it", [("default", ("global", "a"), "export default a // it")]),
    ("export default Page(a)", [("default", NOT_READ, "export default Page(a)")]),
    ("export default a.b", [("default", NOT_READ, "export default a.b")]),
    ("export function naïve() {}", [("naïve", ("global", "naïve"), "export function naïve")]),
    (
        "export { à, b as ç }",
        [
            ("à", ("global", "à"), "export { à, b as ç }"),
            ("ç", ("global", "b"), "export { à, b as ç }"),
        ],
    ),
    (
        "export default class Ça {}",
        [("default", ("global", "Ça"), "export default class Ça {}")],
    ),
    ("export default null", [("default", NOT_READ, "export default null")]),
    (
        "export default async function load() {}",
        [("default", ("global", "load"), "export default async function load() {}")],
    ),
    (
        "export default function () {}",
        [("default", ("global", "default"), "export default function () {}")],
    ),
    (
        "export default class extends A {}",
        [("default", ("global", "default"), "export default class extends A {}")],
    ),
    (
        "export default {\n  a,\n  b,\n}",
        [
            (
                "default",
                ("object", ("a", ("global", "a")), ("b", ("global", "b"))),
                "export default {",
            )
        ],
    ),
    ("export default { a: b }", [("default", NOT_READ, "export default { a: b }")]),
    ("  export const a = b", []),
    ("const exported = 'export const a'", []),
]


@pytest.mark.parametrize(("source", "expected"), EXPORTS)
def test_exports(read: Any, source: str, expected: list[tuple[str, Any, str]]) -> None:
    assert found(source, Export, "name value at") == expected
    declared = "import { a, b } from 'm'" if "default" in source else "f()"
    if all(value != NOT_READ for _, value, _ in expected):  # the parser says the same
        parsed = read(f"{source}\n{declared}", Export, "name value")
        assert parsed == [fact[:2] for fact in expected] or not expected


CONSTANTS: list[tuple[str, list[tuple[str, Any, str]]]] = [
    ("const a = 'x'", [("a", ("str", "x"), "a = 'x'")]),
    ('export const a: string = "x";', [("a", ("str", "x"), 'a: string = "x"')]),
    ("const a = `x y`;", [("a", ("str", "x y"), "a = `x y`")]),
    ("const a =\n  'x';", [("a", ("str", "x"), "a =\n  'x'")]),
    ("const a = 'x' as const\nconst b = 30", [("a", ("str", "x"), "a = 'x' as const"), ("b", ("num", 30), "b = 30")]),
    ("const a = 'x'; // it", [("a", ("str", "x"), "a = 'x'")]),
    ("const a = 'x'\n\nf()", [("a", ("str", "x"), "a = 'x'")]),
    ("const a = ''", [("a", ("str", ""), "a = ''")]),
    ("const a = 'x'\n  .trim()", []),
    ("const a = 'x' + b", []),
    ("const a = 'x', b = 'y'", []),
    ("const a = 'x\\n'", []),
    ("const a = `${b}`", []),
    ("const a = 0x10", []),
    ("const a = 1_000", []),
    ("const a = 1.5", []),
    ("let a = 'x'", []),
    ("  const a = 'x'", []),
    ("/*\nconst a = 'x';\n*/", []),
    ("const b = `\nconst a = 'x';\n`", []),
    ("/*\nconst a = 'x';\n*/\nconst b = 'y'", [("b", ("str", "y"), "b = 'y'")]),
    ("f(`\nconst a = 'x';\n`)\nconst b = 'y'", [("b", ("str", "y"), "b = 'y'")]),
    ("const ça = 'é'", [("ça", ("str", "é"), "ça = 'é'")]),
    ("/* it */\nconst a = 'x'", [("a", ("str", "x"), "a = 'x'")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CONSTANTS)
def test_constants(read: Any, source: str, expected: list[tuple[str, Any, str]]) -> None:
    assert found(source, Assignment, "name value at") == expected
    parsed = read(f"{source}\nf()", Assignment, "name value at")  # the parser says the same
    assert [fact for fact in expected if fact not in parsed] == []


CLASSES: list[tuple[str, list[tuple[str, Any, int, str]]]] = [
    ("class A extends B {}", [("A", ("global", "B"), 0, "B")]),
    ("export class A<T> extends B<T> implements C {\n}", [("A", ("global", "B"), 0, "B")]),
    (
        "export default abstract class A extends B {\n  constructor() { super() }\n}",
        [("A", ("global", "B"), 1, "B")],
    ),
    ("class A {}", []),
    ("class A extends b.C {}", []),
    ("class A extends React.Component {}", []),
    ("class A extends Component {}", []),
    ("class A extends HttpError {}", []),
    ("/*\nclass A extends B {}\n*/", []),
]


@pytest.mark.parametrize(("source", "expected"), CLASSES)
def test_classes(read: Any, source: str, expected: list[tuple[str, Any, int, str]]) -> None:
    assert found(source, ClassBase, "scope base constructs at") == expected
    declared = (
        "import { B, Component, HttpError } from 'm'\nfetch('/x')"  # the parser says the same
    )
    parsed = read(f"{source}\n{declared}", ClassBase, "scope base constructs at")
    assert parsed == expected


DIRECTIVES: list[tuple[str, list[tuple[str, str]]]] = [
    ("'use client'\nimport a from 'a'", [("use-client", "'use client'")]),
    ('"use server";', [("use-server", '"use server";')]),
    ("#!/usr/bin/env node\n// c\n/* c\n * c\n */\n'use strict';\n'use client';\n", [("use-client", "'use client';")]),
    ("\ufeff'use client'\n", [("use-client", "'use client'")]),
    ("import a from 'a'\n'use client'", []),
    ("'use client' + a", []),
    ("'use clients'", []),
    ("/* 'use client'", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), DIRECTIVES)
def test_directives(read: Any, source: str, expected: list[tuple[str, str]]) -> None:
    assert found(source, RuntimeHint, "hint at") == expected
    if "/*" not in source or "*/" in source:
        assert read(f"{source}\nlet tiny", RuntimeHint, "hint at") == expected


IMPORTS: list[tuple[str, list[tuple[str, str, str, str, int]]]] = [
    ("import './a';", [("", "./a", "", "import", 0)]),
    ("import'./a'", [("", "./a", "", "import", 0)]),
    (
        "  import a, { b, type C, d as e } from 'm'",
        [
            ("a", "m", "default", "import", 0),
            ("b", "m", "b", "import", 0),
            ("C", "m", "C", "import", 1),
            ("e", "m", "d", "import", 0),
        ],
    ),
    ("import * as a from \"m\"", [("a", "m", "", "import", 0)]),
    ("import type { A } from 'm'", [("A", "m", "A", "import", 1)]),
    ("import type from 'm'", [("type", "m", "default", "import", 0)]),
    ("import {\n  a,\n} from 'm'", [("a", "m", "a", "import", 0)]),
    ("import {\n  a, // the one (that's all)\n  /* b, */\n  c,\n} from 'm'", [
        ("a", "m", "a", "import", 0), ("c", "m", "c", "import", 0),
    ]),
    ("import a // from 'm'\nf()", []),
    ("export * from 'm'", [("", "m", "*", "reexport", 0)]),
    ("export * as a from 'm'", [("a", "m", "", "reexport", 0)]),
    ("export type { A } from 'm'", [("A", "m", "A", "reexport", 1)]),
    ("export const a = 'm'", []),
    ("importing 'm'", []),
    ("const { a, b: c } = require('m')", [("a", "m", "a", "require", 0), ("c", "m", "b", "require", 0)]),
    ("const a = require('m')", [("a", "m", "", "require", 0)]),
    ("const a = await import('m')", [("a", "m", "", "dynamic", 0)]),
    ("const Page = lazy(() => import('./page'))", [("", "./page", "", "dynamic", 0)]),
    ("a = [require('./b'), import(/* webpackChunkName: \"c\" */ `./c`)]",
     [("", "./b", "", "require", 0), ("", "./c", "", "dynamic", 0)]),
    ("a = import(`./${b}`)", []),
    ("let a: typeof import('m')", []),
    ("let a: import('m').Type", []),
    ("// a = import('m')", []),
    ("a() // import('m')", []),
    ("my.require('m'); reimport('m')", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), IMPORTS)
def test_imports(source: str, expected: list[tuple[str, str, str, str, int]]) -> None:
    facts = scan_imports(source.encode())
    assert [(f.name, f.module, f.symbol, f.form, f.type_only) for f in facts] == expected


def test_an_import_stands_where_its_statement_stands() -> None:
    data = b"a\n import b from 'b';\nc(import('d'))"
    assert [shown(fact, "at", data) for fact in scan_imports(data)] == [
        " import b from 'b';",
        "('d'",
    ]
