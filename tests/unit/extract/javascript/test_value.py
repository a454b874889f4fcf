"""Expressions as values: each row is a source whose last `V(…)` is read."""

from __future__ import annotations

import pytest

from dupelint.extract.descent import descend
from dupelint.extract.javascript.value import value
from dupelint.model.source import Language
from dupelint.model.value import NULL, Value, load
from dupelint.syntax.grammar import parse


def env(name: str, default: Value = NULL) -> Value:
    return ("env", name, default)


def text(item: str) -> Value:
    return ("str", item)


def num(item: int) -> Value:
    return ("num", item)


UNBOUND: Value = ("unresolved", "not declared here")
BASE: Value = ("global", "BASE")
F = "function f(p) { "

VALUES: list[tuple[str, Value]] = [
    # literals
    ("V('a')", text("a")),
    (r"V('a\n\x41\u0042\u{43}')", text("a\nABC")),
    (r"V('\ud83d\ude00')", text("😀")),
    (r"V('\ud83d')", text("\ufffd")),
    ("V(3000)", num(3000)),
    ("V(3_000)", num(3000)),
    ("V(0xbb8)", num(3000)),
    ("V(3e3)", num(3000)),
    ("V(10n)", num(10)),
    ("V(-1)", num(-1)),
    ("V(1.5)", ("num", 1.5)),
    (f"V({'9' * 50})", ("unresolved", "large number")),
    ("V(true)", ("bool", True)),
    ("V(null)", NULL),
    ("V(undefined)", NULL),
    ("V(void 0)", NULL),
    ("V([1, 'a'])", ("list", num(1), text("a"))),
    ("V([...a])", ("unresolved", "spread")),
    ("V({ a: 1, 'b-c': { d: 2 } })", ("object", ("a", num(1)), ("b-c", ("object", ("d", num(2)))))),
    ("V({ a: 1, ...x, b: 2 })", ("object", ("b", num(2)))),
    ("V({ a: 1, [x]: 3, b: 2 })", ("object", ("b", num(2)))),
    # joining
    ("V('a' + 'b' + 1)", text("ab1")),
    ("V(1 + 2)", num(3)),
    (F + "V(p + 1) }", ("unresolved", "sum")),
    (F + "V(`/x/${p}/y`) }", ("concat", text("/x/"), ("param", "p"), text("/y"))),
    (F + "V('/x/'.concat(p)) }", ("concat", text("/x/"), ("param", "p"))),
    (F + "V(['a', p].join('/')) }", ("concat", text("a/"), ("param", "p"))),
    # casts are transparent
    (F + "V(Number(p)) }", ("param", "p")),
    (F + "V(parseInt(p, 10)) }", ("param", "p")),
    (F + "V(+p) }", ("param", "p")),
    (F + "V(String((p as any)!)) }", ("param", "p")),
    (F + "V(<any>p) }", ("param", "p")),
    ("async " + F + "V(await p) }", ("param", "p")),
    (F + "V(p.trim()) }", ("param", "p")),
    (F + "V(encodeURIComponent(p)) }", ("param", "p")),
    # the environment
    ("V(process.env.X)", env("X")),
    ("V(process.env['X'])", env("X")),
    ("V(process.env?.X)", env("X")),
    ("V(process.env[`X`])", env("X")),
    ("V(import.meta.env.VITE_X)", env("VITE_X")),
    ("V(import.meta.env.DEV)", ("unresolved", "set by vite")),
    ("V(Bun.env.X)", env("X")),
    ("V(Deno.env.get('X'))", env("X")),
    ("import process from 'node:process'; V(process.env.X)", env("X")),
    ("const env = process.env; V(env.X)", env("X")),
    (F + "const { X, Y: y = 'd' } = process.env; V([X, y]) }",
     ("list", env("X"), env("Y", text("d")))),
    ("V(process.env[name])", ("unresolved", "computed property")),
    # defaults
    ("V(process.env.X || 5566)", env("X", num(5566))),
    ("V(process.env.X ?? 5566)", env("X", num(5566))),
    ("V(process.env.A || process.env.B || 1)", env("A", env("B", num(1)))),
    ("V(parseInt(process.env.PORT || '', 10) || 3000)", env("PORT", num(3000))),
    ("V(Number.parseInt(process.env.X || '3005', 10))", env("X", text("3005"))),
    ("V(Number(process.env.PORT ?? 3300))", env("PORT", num(3300))),
    (F + "V(p || 'x') }", ("or", ("param", "p"), text("x"))),
    (F + "V(p ? 'a' : 'b') }", ("cond", text("a"), text("b"))),
    (F + "V(p && 'b') }", text("b")),
    # names
    ("const BASE = 'x'; V(BASE)", BASE),
    ("import { BASE } from './c'; V(BASE)", BASE),
    ("import * as c from './c'; V(c.a.b)", ("member", ("member", ("global", "c"), "a"), "b")),
    ("V(nope)", UNBOUND),
    (F + "const a = '/a'; const b = a + p; V(b) }", ("concat", text("/a"), ("param", "p"))),
    (F + "let a = '/a'; V(a) }", text("/a")),
    (F + "let a = '/a'; a = '/b'; V(a) }", ("cond", text("/a"), text("/b"))),
    (F + "let a; if (p) a = 1; else a = 2; V(a) }", ("cond", num(1), num(2))),
    (F + "let a = '/a'; a += '?q'; V(a) }", ("cond", text("/a"), text("/a?q"))),
    (F + "let a = 1; a++; V(a) }", ("unresolved", "reassigned")),
    (F + "let a = 'x'; a = `${a}/y`; V(a) }", ("cond", ("str", "x"), ("str", "x/y"))),
    (F + "let a; a = `${a}/y`; V(a) }", ("concat", ("unresolved", "reassigned"), ("str", "/y"))),
    (F + "let a = '/a'; function g() { let a; a = '/b' } V(a) }", text("/a")),
    (F + "const { a, b: [, c] } = { a: 1, b: [2, 3] }; V([a, c]) }", ("list", num(1), num(3))),
    (F + "const { a, ...rest } = { a: 1 }; V(rest) }", ("unresolved", "rest")),
    (F + "const a = require('./m'); V(a) }", ("import", "./m", "")),
    (F + "const { b: a } = require('./m'); V(a) }", ("import", "./m", "b")),
    ("async " + F + "const { a } = await import('./m'); V(a) }", ("import", "./m", "a")),
    ("for (const x of ['a', 'b']) V(x)", ("each", ("list", text("a"), text("b")))),
    (F + "const a = b; const b = a; V(a) }", ("unresolved", "too large")),
    # calls
    ("function g() {} V(g(1))", ("call", ("global", "g"), (num(1),), ())),
    (F + "const g = (i) => `/g/${i}`; V(g('1')) }", text("/g/1")),
    (F + "function g() {} V(g) }", ("global", "f.g")),
    ("V(nope(1))", ("unresolved", "call")),
    # the page
    ("V(location.hostname)", ("window", "hostname")),
    ("V(window.location.origin)", ("window", "origin")),
    (F + "const { host } = window.location; V(host) }", ("window", "host")),
    ("V(location.hostname + ':3300')", ("concat", ("window", "hostname"), text(":3300"))),
    # URLs
    ("V(new URL('/u').href)", text("/u")),
    ("V(new URL('y', 'http://h/a/'))", text("http://h/a/y")),
    ("const BASE = 1; V(new URL('/x', BASE))", ("concat", BASE, text("/x"))),
    ("V(new URL('./w.js', import.meta.url))", ("unresolved", "base of a URL")),
    (r"V('http://h/'.replace(/\/+$/, '') + '/x')", text("http://h/x")),
    (r"const BASE = 1; V(BASE.replace(/^http/, 'ws'))", BASE),
    (r"const BASE = 1; V(BASE.replace(/a/, 'b'))", ("unresolved", "replaced text")),
    # objects that calls make
    ("import express from 'express'; V(express())", ("new", 33)),
    ("const http = require('http'); V(http.createServer(app))", ("new", 32)),
    ("import Koa from 'koa'; V(new Koa())", ("new", 25)),
    ("import { thing } from 'express'; V(thing())", ("call", ("global", "thing"), (), ())),
    # this
    ("class K { b = '/x'; m() { V(this.b) } }", text("/x")),
    ("class K { #b = '/x'; m() { V(this.#b) } }", text("/x")),
    ("class K { constructor() { this.b = '/x' } m() { V(this.b) } }", text("/x")),
    ("class K { constructor(b) { this.b = b } m() { V(this.b) } }",
     ("param", "new b")),
    ("class K { constructor(private b = '/x') {} m() { V(this.b) } }",
     ("or", ("param", "new b"), text("/x"))),
    ("class K { g() {} m() { V(this.g) } }", ("global", "K.g")),
    ("class K { b = this.b; m() { V(this.b) } }", ("unresolved", "this")),
    # React
    (F + "const [u] = useState('/u'); V(u) }", ("cond", text("/u"), ("unresolved", "state"))),
    (F + "const u = useMemo(() => `/u/${p}`, [p]); V(u) }",
     ("concat", text("/u/"), ("param", "p"))),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), VALUES)
def test_value(source: str, expected: Value) -> None:
    data = source.encode()
    tree = parse(data, Language.TYPESCRIPT)
    found = []
    for _, path in descend(tree, [data.rindex(b"V(")]):
        given = path[-2].child_by_field_name("arguments")
        assert given is not None
        found.append(value(given.named_children[0], path[:-1], data))
    assert found == [expected]


def test_long_sums_and_chains_of_names_end() -> None:
    chain = "const a0 = 'x';" + "".join(f"const a{i} = a{i - 1} + a{i - 1};" for i in range(1, 99))
    for source in ("V(" + "+".join(["'a'"] * 5000) + ")", f"function f() {{ {chain} V(a98) }}"):
        data = source.encode()
        tree = parse(data, Language.JAVASCRIPT)
        for _, path in descend(tree, [data.rindex(b"V(")]):
            given = path[-2].child_by_field_name("arguments")
            assert given is not None
            read = value(given.named_children[0], path[:-1], data)
            assert read[0] in ("str", "concat", "unresolved")


def test_values_survive_storage() -> None:
    assert load('["concat",["str","a"],["param","p"]]') == ("concat", text("a"), ("param", "p"))
