"""What a body read says beside its verdict: origin, request, places; and the helpers found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import LENGTH_BITS, BodyRead, ResponseHelper, Span
from dupelint.model.value import load

Facts = Callable[..., list[Any]]


def _slice(source: str, place: Span) -> str:
    start, length = place >> LENGTH_BITS, place & ((1 << LENGTH_BITS) - 1)
    return source.encode()[start : start + length].decode()


def _read(facts: Facts, source: str, path: str = "app.js") -> BodyRead:
    (found,) = [fact for fact in facts(source, path) if isinstance(fact, BodyRead)]
    return found


@pytest.mark.parametrize(
    ("call", "method", "url"),
    [
        ("fetch('/api/x')", "GET", ("str", "/api/x")),
        ("fetch(`/api/x/${id}`)", "GET", ("concat", ("str", "/api/x/"), ("param", "id"))),
        ("fetch('/api/x', { method: 'post' })", "POST", ("str", "/api/x")),
        ("fetch('/api/x', options)", "PUT", ("str", "/api/x")),
        ("fetch('/api/x', { ...options })", "PUT", ("str", "/api/x")),
        ("fetch('/api/x', { ...id })", "", ("str", "/api/x")),
        ("fetch('/api/x', id)", "", ("str", "/api/x")),
        ("fetch('/api/x', { method: id })", "", ("str", "/api/x")),
        ("fetch(new Request('/api/x', { method: 'DELETE' }))", "DELETE", ("str", "/api/x")),
        ("fetch('/api/x', { method: 'HEAD' })", "HEAD", ("str", "/api/x")),
        ("send('POST', '/api/x')", "POST", ("str", "/api/x")),
        ("send2('/api/x')", "PATCH", ("str", "/api/x")),
        ("CTFd.fetch('/api/x')", "GET", ("str", "/api/x")),
    ],
)
def test_request(facts: Facts, call: str, method: str, url: tuple[Any, ...]) -> None:
    read = _read(
        facts,
        "const options = { method: 'PUT' };\n"
        "const send = (method, url) => fetch(url, { method });\n"
        "const send2 = (url, method = 'PATCH') => send(method, url);\n"
        f"async function run(id) {{ const r = await {call}; return await r.json(); }}",
    )
    assert (read.origin, read.method, load(read.url)) == ("fetch", method, url)


def test_a_helper_of_another_file_is_told_with_its_arguments(facts: Facts) -> None:
    read = _read(
        facts,
        "import { apiRequest } from './api';\n"
        "async function run() { return await (await apiRequest('PUT', '/api/x')).json(); }",
    )
    assert (read.origin, read.method, load(read.url)) == ("helper", "PUT", ("str", "/api/x"))
    assert load(read.helper) == (
        "call", ("global", "apiRequest"), (("str", "PUT"), ("str", "/api/x")), ()
    )  # fmt: skip
    assert load(read.guards) == ()


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("const r = await fetch(u); check(r); return await r.json();", "reached"),
        ("const r = await check(await fetch(u)); return await r.json();", "reached"),
        ("return await fetch(u).then(check).then(r => r.json());", "reached"),
        ("const r = await fetch(u); if (check(r)) return; return await r.json();", "unknown"),
    ],
)
def test_guards_of_another_file_are_named(facts: Facts, code: str, verdict: str) -> None:
    read = _read(facts, f"import {{ check }} from './http';\nasync function run(u) {{ {code} }}")
    assert (read.origin, load(read.guards), read.s204) == (
        "fetch", (("global", "check"),), verdict
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "exits"),
    [
        ("if (!r.ok) stop('no');", [["ok", 0, ["global", "stop"]]]),
        ("if (!r.ok) { await stop(r); }", [["ok", 1, ["global", "stop"]]]),
        (
            "if (r.status !== 200) api.stop();",
            [["status", 0, ["member", ["global", "api"], "stop"]]],
        ),
        ("r.ok || stop();", [["ok", 0, ["global", "stop"]]]),
        ("if (r.status === 204) stop();", []),  # an error page meets the parse all the same
        ("if (u) stop();", []),
        ("stop();", []),
        ("if (!r.ok) toast.error('no');", []),
        ("if (!r.ok) other();", []),
    ],
)
def test_what_keeps_responses_away_if_it_throws(facts: Facts, code: str, exits: list[Any]) -> None:
    read = _read(
        facts,
        "import { stop } from './http';\nimport * as api from './api';\n"
        "import { toast } from 'sonner';\nfunction other() {}\n"
        f"async function run(u) {{ const r = await fetch(u); {code} return await r.json(); }}",
    )
    assert (json.loads(read.exits), read.s500_html) == (exits, "reached")


@pytest.mark.parametrize(
    ("code", "reached"),
    [
        ("if (!r.ok) notFound();", "blocked"),
        ("if (!r.ok) redirect('/login');", "blocked"),
        ("if (!r.ok) useRouter();", "reached"),
        ("if (!r.ok) { show('no'); process.exit(1); }", "blocked"),
        ("if (!r.ok) { show('no'); process.on('exit', f); }", "reached"),
        ("invariant(r.ok, 'no');", "blocked"),
        ("invariant(r, 'no');", "reached"),
    ],
)
def test_functions_of_packages_that_never_return(facts: Facts, code: str, reached: str) -> None:
    read = _read(
        facts,
        "import { notFound, redirect, useRouter } from 'next/navigation';\n"
        "import invariant from 'tiny-invariant';\n"
        f"async function run(u) {{ const r = await fetch(u); {code} return await r.json(); }}",
    )
    assert read.s500_html == reached


def test_a_method_of_a_class_of_another_file(facts: Facts) -> None:
    read = _read(
        facts,
        "import { Base } from './base';\n"
        "class Api extends Base { async get() { const r = await this.fetch('GET', '/x');"
        " return await r.json(); } }",
    )
    assert (read.origin, read.method, load(read.url)) == ("helper", "GET", ("str", "/x"))
    assert load(read.helper) == (
        "call", ("member", ("global", "Base"), "fetch"), (("str", "GET"), ("str", "/x")), ()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("above", "made", "origin"),
    [
        ("", "this.fetch = fetch.bind(window);", "fetch"),
        ("", "this.fetch = options.fetch;", "fetch"),
        ("", "this.fetch = send;", "helper"),
        ("extends Base", "super();", "helper"),
    ],
)
def test_a_method_that_is_named_as_fetch_is(
    facts: Facts, above: str, made: str, origin: str
) -> None:
    read = _read(
        facts,
        f"import {{ Base }} from './base'; import {{ send }} from './send';"
        f"class Api {above} {{ constructor(options) {{ {made} }}"
        " async get(u) { const r = await this.fetch(u); return await r.json(); } }",
    )
    assert read.origin == origin


def test_places(facts: Facts) -> None:
    source = "async function run(u) {\n  const r = await fetch(u);\n  const d = await r.json();\n}"
    read = _read(facts, source)
    assert _slice(source, read.statement) == "const d = await r.json();"
    assert _slice(source, read.response) == "r"
    assert _slice(source, read.at) == "r.json()"
    assert read.scope == "run"


def test_places_in_a_chain(facts: Facts) -> None:
    source = "const é = u => fetch(u).then(r => r.json());"
    read = _read(facts, source)
    assert _slice(source, read.statement) == "r.json()"
    assert _slice(source, read.response) == "r"


def test_places_of_a_text(facts: Facts) -> None:
    source = (
        "async function run(u) { const r = await fetch(u); return JSON.parse(await r.text()); }"
    )
    read = _read(facts, source)
    assert read.form == "parse-text"
    assert _slice(source, read.response) == "r"
    assert _slice(source, read.at) == "JSON.parse(await r.text())"


@pytest.mark.parametrize(
    ("source", "path", "origins"),
    [
        (
            "export async function f(res: Response) { return await res.json(); }",
            "a.ts",
            ["unknown"],
        ),
        (
            "import { Response } from 'express';\n"
            "export async function f(res: Response) { return await res.json(); }",
            "a.ts",
            [],
        ),
        ("export async function f(req: Request) { return await req.json(); }", "a.ts", []),
        ("export async function f(res: ApiResponse) { return await res.json(); }", "a.ts", []),
        (
            "export async function f(res) { if (!res.ok) throw 1; return await res.json(); }",
            "a.js",
            ["unknown"],
        ),
        ("export async function f(res) { return await res.json(); }", "a.js", []),
        (
            "class A { async f() { const r = await this.http.send(); return r.json(); } }",
            "a.js",
            [],
        ),
        (
            "class A { async f() { const r = await this.http.send(); if (!r.ok) throw 1;"
            " return r.json(); } }",
            "a.js",
            ["unknown"],
        ),
    ],
)
def test_a_response_must_be_proven(
    facts: Facts, source: str, path: str, origins: list[str]
) -> None:
    found = [fact.origin for fact in facts(source, path) if isinstance(fact, BodyRead)]
    assert found == origins


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("export const get = url => fetch(url);", [("get", "returns", "any", ("param", "url"))]),
        (
            "export async function api(url) {"
            " const r = await fetch(url); if (!r.ok) throw new Error('x'); return r; }",
            [("api", "returns", "ok", ("param", "url"))],
        ),
        (
            "export async function api(url) {"
            " const r = await fetch(url); if (r.status !== 200) throw new Error('x'); return r; }",
            [("api", "returns", "status", ("param", "url"))],
        ),
        (
            "export async function get(url) { const r = await fetch(url); return r.json(); }",
            [("get", "parses", "any", ("param", "url"))],
        ),
        (
            "export function check(r) { if (!r.ok) throw new Error('x'); }",
            [("check", "checks", "ok", ("unresolved", "parameter"))],
        ),
        (
            "export function check(r) { if (r.status === 204) throw new Error('x'); return r; }",
            [("check", "checks", "status", ("unresolved", "parameter"))],
        ),
        (
            "export const check = what => r => { if (!r.ok) throw new Error(what); };",
            [("check", "checks", "ok", ("unresolved", "parameter"))],
        ),
        ("export const check = r => { go(s => { if (!s.ok) throw new Error('x'); }); };", []),
        (
            "export function parse(r) { if (!r.ok) throw new Error('x'); return r.json(); }",
            [("parse", "parses", "ok", ("unresolved", "parameter"))],
        ),
        (
            "class A { async f(u) { const r = await fetch(u); if (!r.ok) throw 1; return r; }"
            " async g(u) { return this.f(u); } }\n"
            "class B extends A { async h(u) { return await this.g(u); } }",
            [
                ("A.f", "returns", "ok", ("param", "u")),
            ],
        ),
        (
            "export async function read(r) { throw new Error(await r.json()); }",
            [("read", "rejects", "unknown", ("unresolved", "parameter"))],
        ),
        (
            "export function stop(r) { const s = r.status === 401 ? 'in' : 'on';"
            " throw new Error(s); }",
            [("stop", "throws", "unknown", ("unresolved", "parameter"))],
        ),
        (
            "export function lost(r) { return Promise.reject(r.status === 401); }",
            [("lost", "rejects", "unknown", ("unresolved", "parameter"))],
        ),
        (
            "export async function tell(r) { if (r.x) throw new Error(await r.json()); }",
            [],
        ),
        ("export function label(order) { return order.status === 200 ? 'a' : 'b'; }", []),
        ("export async function ping() { await fetch('/x'); }", []),
        ("fetch('/x').then(r => r.ok);", []),
        ("export const list = changes => source.fetch(changes);", []),
    ],
)
def test_helpers(facts: Facts, source: str, expected: list[tuple[Any, ...]]) -> None:
    found = [fact for fact in facts(source) if isinstance(fact, ResponseHelper)]
    assert [(fact.scope, fact.role, fact.passes, load(fact.url)) for fact in found] == expected


def test_two_parses_of_one_response(verdicts: Callable[[str], list[str]]) -> None:
    source = (
        "async function run(u) { const r = await fetch(u);"
        " if (!r.ok) { const e = await r.json(); throw new Error(e.message); }"
        " return await r.json(); }"
    )
    assert verdicts(source) == [
        "BBBBR status unhandled awaited error_branch",
        "RRRRB ok unhandled awaited",
    ]


def test_another_response_is_no_guard(verdicts: Callable[[str], list[str]]) -> None:
    source = (
        "async function run(u) { const a = await fetch(u); const b = await fetch(u);"
        " if (b.status === 204) return null; return await a.json(); }"
    )
    assert verdicts(source) == ["RRRRR none unhandled awaited"]
