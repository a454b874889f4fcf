"""Exports, constants, functions."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import Assignment, Export, Function

A = ("global", "a")
EXPORTS: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("const a = 1; export default a;", [("default", A)]),
    ("export default function () {}", [("default", ("global", "default"))]),
    ("export default function f() {}", [("default", ("global", "f"))]),
    ("export default class K {}", [("default", ("global", "K"))]),
    ("export default () => 1;", [("default", ("global", "default"))]),
    ("export const a = 1, { b } = c;", [("a", A), ("b", ("global", "b"))]),
    ("export function f() {}", [("f", ("global", "f"))]),
    ("export enum E { A }", [("E", ("global", "E"))]),
    ("export interface I {}", []),
    ("const a = 1; export { a, a as b };", [("a", A), ("b", A)]),
    ("const a = 1; export = a;", [("default", A)]),
    ("const a = 1; module.exports = a;", [("default", A)]),
    ("const a = 1; module.exports = { a };", [("default", ("object", ("a", A)))]),
    ("const a = 1; exports.b = a;", [("b", A)]),
    ("const a = 1; module.exports.b = a;", [("b", A)]),
    ("const a = 1; exports = module.exports = a;", [("default", A), ("default", A)]),
    ("exports.start = () => 1;", [("start", ("global", "exports.start"))]),
    ("import x from 'axios'; export default x.create({ baseURL: '/b' });",
     [("default", ("object", ("baseURL", ("str", "/b")), ("withCredentials", ("str", ""))))]),
    ("export { a } from './k';", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), EXPORTS)
def test_exports(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, Export, "name value") == expected


ASSIGNMENTS: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("const a = '/x';", [("a", ("str", "/x"))]),
    ("export const a = process.env.A || 1;", [("a", ("env", "A", ("num", 1)))]),
    ("const { a, b: { c } } = cfg();", []),
    ("function cfg() {} const { a } = cfg();",
     [("a", ("member", ("call", ("global", "cfg"), (), ()), "a"))]),
    ("let a = 1; function f() { a = 2 }", [("a", ("cond", ("num", 1), ("num", 2)))]),
    ("let a; if (b) { a = 1 } else { a = 2 }", [("a", ("cond", ("num", 1), ("num", 2)))]),
    ("const config = { api: { base: '/x' } };",
     [("config", ("object", ("api", ("object", ("base", ("str", "/x"))))))]),
    ("config.port = 3000;", [("config.port", ("num", 3000))]),
    ("enum E { A, B = 5, C, D = 'd' }",
     [("E", ("object", ("A", ("num", 0)), ("B", ("num", 5)), ("C", ("num", 6)),
             ("D", ("str", "d"))))]),
    ("class K { static P = 3000; q = 1 }", [("K.P", ("num", 3000))]),
    ("import ky from 'ky'; const api = ky.create({ prefixUrl: '/b' });",
     [("api", ("object", ("baseURL", ("str", "/b"))))]),
    ("Box.propTypes = { a: b }; class K { static defaultProps = { a: 1 } }", []),
    ("const a = require('m');", []),
    ("const f = () => 1;", []),
    ("const a = window.thing();", []),
    ("const a = [" + "1," * 5000 + "];", []),
    ("function f() { const a = 1 }", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), ASSIGNMENTS)
def test_assignments(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, Assignment, "name value") == expected


FUNCTIONS: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("const apiUrl = (p) => `${BASE}/x${p}`; const BASE = '/b';",
     [("apiUrl", '["p"]', ("concat", ("global", "BASE"), ("str", "/x"), ("param", "p")), "arrow")]),
    ("function base() { const h = '/h'; return h + '/x' }",
     [("base", "[]", ("str", "/h/x"), "function")]),
    ("function base(a) { if (a) return '/x'; return '/y' }", []),
    ("const api = { url(p) { return '/x/' + p } };",
     [("api.url", '["p"]', ("concat", ("str", "/x/"), ("param", "p")), "method")]),
    ("class K { url() { return '/x' } }",
     [("K", "[]", ("unresolved", "class"), "class"), ("K.url", "[]", ("str", "/x"), "method")]),
    ("async function f(a, { b, c = 1 }, ...d) { await fetch(a) }",
     [("f", '["a","{b,c}","...d"]', ("unresolved", "no return"), "function")]),
    ("function f() { return <div /> }", []),
    ("function nothing() {}", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), FUNCTIONS)
def test_functions(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, Function, "scope params returns form", "a.tsx") == expected


def test_defaults_of_parameters(read: Any) -> None:
    source = "async function f(port = 3001, { host = 'h' } = {}) { fetch('/x') }"
    assert read(source, Function, "defaults is_async") == [
        (("object", ("port", ("num", 3001)), ("host", ("str", "h"))), 1)
    ]
