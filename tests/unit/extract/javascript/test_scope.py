"""Names, scopes, branches."""

from __future__ import annotations

import json

import pytest

from dupelint.extract.descent import descend
from dupelint.extract.javascript.scope import arms, binding, scope_path
from dupelint.model.source import Language
from dupelint.syntax.grammar import parse

BINDINGS = [
    ("import a from 'm'; HERE", "a", ("import", "a", ())),
    ("import { a as b } from 'm'; HERE", "b", ("import", "a as b", ())),
    ("import { a as b } from 'm'; HERE", "a", None),
    ("import * as n from 'm'; HERE", "n", ("import", "* as n", ())),
    ("import x = require('m'); HERE", "x", ("import", "x", ())),
    ("const { p: [q], ...r } = o; HERE", "q", ("const", "{ p: [q], ...r } = o", ("p", "0"))),
    ("const { p: [q], ...r } = o; HERE", "r", ("const", "{ p: [q], ...r } = o", ("...",))),
    ("const [, b] = o; HERE", "b", ("const", "[, b] = o", ("1",))),
    ("HERE; function f() {}", "f", ("function", "function f() {}", ())),
    ("function g() { HERE; if (1) { var v = 2 } }", "v", ("var", "v = 2", ())),
    ("function g() { HERE; if (1) { let v = 2 } }", "v", None),
    ("{ let v = 2 } HERE", "v", None),
    ("let v = 1; { let v = 2; HERE }", "v", ("let", "v = 2", ())),
    ("function g(a, b = 2) { HERE }", "b", ("param", "b = 2", ())),
    ("function g({ a: { b } }) { HERE }", "b", ("param", "{ a: { b } }", ("a", "b"))),
    ("fetch(u).then(r => HERE)", "r", ("param", "r", ())),
    ("const f = function g() { HERE }", "g", ("function", "function g() { HERE }", ())),
    ("try {} catch (e) { HERE }", "e", ("catch", "e", ())),
    ("try {} catch (e) {} HERE", "e", None),
    ("for (const [k] of xs) { HERE }", "k", ("for", "[k]", ("0",))),
    ("for (let i = 0;;) { HERE }", "i", ("let", "i = 0", ())),
    ("switch (x) { case 1: const c = 1; default: HERE }", "c", ("const", "c = 1", ())),
    ("export const e = 1; HERE", "e", ("const", "e = 1", ())),
    ("enum E { A } HERE", "E", ("const", "enum E { A }", ())),
    ("HERE", "fetch", None),
]


@pytest.mark.parametrize(("source", "name", "expected"), BINDINGS)
def test_binding(source: str, name: str, expected: tuple[str, str, tuple[str, ...]] | None) -> None:
    data = source.encode()
    tree = parse(data, Language.TYPESCRIPT)
    for _, path in descend(tree, [data.index(b"HERE")]):
        found = binding(name, path, data)
        if found is None:
            assert expected is None
        else:
            node = data[found.node.start_byte : found.node.end_byte].decode()
            assert (found.kind, node, found.pattern) == expected
            assert found.path[-1].id == found.node.id or found.kind in ("for", "catch")


SCOPES = [
    ("HERE", ""),
    ("function f() { HERE }", "f"),
    ("const f = () => HERE", "f"),
    ("const f = function g() { HERE }", "f"),
    ("class K { run() { HERE } }", "K.run"),
    ("class K { static f = () => HERE }", "K.f"),
    ("const api = { list: async () => HERE }", "api.list"),
    ("const api = { a: { list() { HERE } } }", "api.a.list"),
    ("exports.start = function () { HERE }", "exports.start"),
    ("module.exports = () => { HERE }", "module.exports"),
    ("Foo.prototype.bar = function () { HERE }", "Foo.bar"),
    ("export default function () { HERE }", "default"),
    ("export default () => HERE", "default"),
    ("export default { a() { HERE } }", "default.a"),
    ("xs.map(() => HERE)", "<7>"),
    ("const f = useCallback(() => HERE)", "<22>"),
    ("function f() { function g() { HERE } }", "f.g"),
]


@pytest.mark.parametrize(("source", "expected"), SCOPES)
def test_scope_path(source: str, expected: str) -> None:
    data = source.encode()
    tree = parse(data, Language.TYPESCRIPT)
    assert [scope_path(path, data) for _, path in descend(tree, [data.index(b"HERE")])] == [
        expected
    ]


def test_second_definition_of_a_path_is_told_apart() -> None:
    data = b"if (a) { function f() { ONE } } else { function f() { TWO } }"
    tree = parse(data, Language.JAVASCRIPT)
    found = [
        scope_path(p, data) for _, p in descend(tree, [data.index(b"ONE"), data.index(b"TWO")])
    ]
    assert found == ["f", "f@39"]


ARMS = [
    ("HERE", []),
    ("if (a) HERE", [[0, "if"]]),
    ("if (a) {} else { HERE }", [[0, "else"]]),
    ("if (a) {} else if (b) { HERE }", [[0, "else"], [15, "if"]]),
    ("if (a) {} else if (b) {} else { HERE }", [[0, "else"], [15, "else"]]),
    ("a ? HERE : b", [[0, "if"]]),
    ("a ? b : HERE", [[0, "else"]]),
    ("function f() { if (a) return; HERE }", [[15, "else"]]),
    ("function f() { if (a) { throw x } HERE }", [[15, "else"]]),
    ("function f() { if (a) {} else return; HERE }", [[15, "if"]]),
    ("function f() { if (a) go(); HERE }", []),
    ("if (a) process.exit(1); HERE", [[0, "else"]]),
    ("switch (x) { case 1: HERE; break; case 2: }", [[0, "case0"]]),
    ("switch (x) { case 1: case 2: HERE; break; default: }", [[0, "case1"]]),
    ("switch (x) { case 1: HERE; case 2: b(); break; default: }", [[0, "case1"]]),
    ("try { HERE } catch {}", []),
    ("a && HERE", []),
]


@pytest.mark.parametrize(("source", "expected"), ARMS)
def test_arms(source: str, expected: list[list[object]]) -> None:
    data = source.encode()
    tree = parse(data, Language.JAVASCRIPT)
    assert [json.loads(arms(p, data)) for _, p in descend(tree, [data.index(b"HERE")])] == [
        expected
    ]
