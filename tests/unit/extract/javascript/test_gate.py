"""Every part of the gate lets a fact through that nothing else in the file reveals."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dupelint.extract.javascript import gate
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import (
    Answer,
    App,
    AppPass,
    Assignment,
    BodyRead,
    ClassBase,
    ClientRoute,
    CommentDirective,
    ConnectionHandler,
    CrashHandler,
    EnvRead,
    Export,
    HandlerWrapper,
    HeaderCheck,
    HttpCall,
    Import,
    KeylessClient,
    Listener,
    MadeFolder,
    NextSetting,
    PortMention,
    Process,
    Resolver,
    ResponseHelper,
    RuntimeHint,
    WrappedHandler,
)
from dupelint.model.source import Kind, Language

PADDING = "let padding\n" * (gate.SMALL // 12 + 1)

ABOVE = "// padding\n" * (gate.ALWAYS_BELOW // 11 + 1)

REVEALED: list[tuple[str, type[Any]]] = [
    ("fetch(u)", HttpCall),
    ("fetch<User>(u)", HttpCall),
    ("window.fetch(u)", HttpCall),
    ("$fetch(u)", HttpCall),
    ("useFetch(u)", HttpCall),
    ("axios.get(u)", HttpCall),
    ("x.listen(9)", Listener),
    ("import e from 'express'\nconst a = e()", App),
    ("let e\n a(process?.env.X)", EnvRead),
    ("a(process?.env['X'])", EnvRead),
    ("const { X } = process.env", EnvRead),
    ("new WebSocket(u)", HttpCall),
    ("import W from 'ws'\nnew W(u)", HttpCall),
    ('import W from "ws"\nnew W(u)', HttpCall),
    ('import W from "isomorphic-ws"\nnew W(u)', HttpCall),
    ("import W from 'reconnecting-websocket'\nnew W(u)", HttpCall),
    ("new EventSource(u)", HttpCall),
    ("import E from 'eventsource'\nnew E(u)", HttpCall),
    ("const x = new XMLHttpRequest\nx.open('GET', u)", HttpCall),
    ("navigator.sendBeacon(u)", HttpCall),
    ("$.ajax(u)", HttpCall),
    ("$.getJSON(u)", HttpCall),
    ("import { s } from './s'\nimage.src = `${s.base}/x`", HttpCall),
    ("import { s } from './s'\nconst a = <img src={`${s.base}/x`} />", HttpCall),
    ("require('http').createServer(a)", App),
    ("x.create({ baseURL: f })\nfunction f() {}", HttpCall),
    ("x.create({ baseUrl: f })\nfunction f() {}", HttpCall),
    ("x.create({ prefixUrl: f })\nfunction f() {}", HttpCall),
    ("import { io } from 'socket.io-client'\nio(u)", HttpCall),
    ("Bun.serve({ port: 9 })", Listener),
    ("a(Deno.env.get('X'))", EnvRead),
    ("import { NestFactory } from '@nestjs/core'\nNestFactory.create(M)", App),
    ("require('fastify')()", App),
    ("import Fastify from 'fastify'\nFastify()", App),
    ("import Koa from 'koa'\nnew Koa()", App),
    ("import { Hono } from 'hono'\nnew Hono()", App),
    ("import H from '@hapi/hapi'\nH.server()", App),
    ("require('polka')()", App),
    ("import useSWR from 'swr'\nuseSWR(u)", HttpCall),
    ("import ky from 'ky'\nky(u)", HttpCall),
    ('import ky from "ky"\nky(u)', HttpCall),
    ("import got from 'got'\ngot(u)", HttpCall),
    ('import got from "got"\ngot(u)', HttpCall),
    ("import f from 'node-fetch'\nf(u)", HttpCall),
    ('import f from "node-fetch"\nf(u)', HttpCall),
    ("import { request as r } from 'undici'\nr(u)", HttpCall),
    ("export default { alias: { a: 'b' } }", Resolver),
    ("a(req.headers['x-a'])", HeaderCheck),
    ('a(req.headers["x-a"])', HeaderCheck),
    ("a(req.get('X-A'))", HeaderCheck),
    ('a(req.get("X-A"))', HeaderCheck),
    ("twilio.validateRequest(a)", HeaderCheck),
    ("import OpenAI from 'openai'\nnew OpenAI()", KeylessClient),
    ('import OpenAI from "openai"\nnew OpenAI()', KeylessClient),
    ("import A from '@anthropic-ai/sdk'\nnew A.Anthropic()", KeylessClient),
    ("import { Storage } from '@google-cloud/storage'\nnew Storage()", KeylessClient),
    ("require('fs').mkdirSync(u)", MadeFolder),
    ("import fs from 'node:fs'\nfs.mkdirSync(u)", MadeFolder),
    ('import { mkdir } from "fs/promises"\nmkdir(u)', MadeFolder),
    ("import fs from 'fs-extra'\nfs.mkdirSync(u)", MadeFolder),
    ("process.on('unhandledRejection', f)", CrashHandler),
    ("process.on('uncaughtException', f)", CrashHandler),
    ("s.ev.on('connection.update', f)", ConnectionHandler),
    ("require('child_process').fork('a.js')", Process),
    ("import { execa } from 'execa';\nexeca('node', ['a.js'])", Process),
    ("const a = [ 'localhost' ]", Assignment),
    ("const a = [ '127.0.0.1' ]", Assignment),
    ("const a = [ '0.0.0.0' ]", Assignment),
    ("const a = [ 'http://h' ]", Assignment),
    ("const a = [ 'ws://h' ]", Assignment),
    ("const h = location.host", Assignment),
    ("const h = location.origin + u", Assignment),
    ("import { Router } from 'x'\nconst r = Router()", Assignment),
    ("import { make } from './x'\nconst r = make(app)", Assignment),
    ("import { App } from './x'\nfunction f() { new App([]) }", AppPass),
    ("import { make } from './x'\nconst r = make(router)", Assignment),
    ("import { make } from './x'\nconst r = make(server)", Assignment),
    ("import { get } from './g'\nasync function f() {\n const r = await get(u)\n "
     "return r.json()\n}", BodyRead),
    ("import { get } from './g'\nasync function f() {\n const r = await get(u)\n "
     "return JSON.parse(await r.text())\n}", BodyRead),
    ("import { apiFetch } from './a'\nconst load = (url) => apiFetch(url)", HttpCall),
    ("import { get } from './a'\nfunction load(path) { return get<User>(path, 1) }", HttpCall),
    ("export function fail(m: string): never { throw new Error(m) }", ResponseHelper),
    ("export const fail = async (m): Promise<never> => { throw new Error(m) }", ResponseHelper),
    ("class A extends B {}", ClassBase),
    ("export const wrap = (h) => async (req) => h(req)", HandlerWrapper),
    ("export const wrap = (h) => (req, res, next) => h(req, res).catch(next)", HandlerWrapper),
    ("import wrap from './wrap'\nexport const list = wrap(async (req, res) => 1)", WrappedHandler),
    ("import { get, ROUTES } from './a'\nconst load = () => get<User>(ROUTES.user)", HttpCall),
    ("import { http, endpoints } from './a'\nconst f = () => http.get(endpoints.user(1))", HttpCall),
    ("import { request, USER_URL } from './a'\nconst load = () => request(USER_URL)", HttpCall),
    ("// dupelint: ignore[DUP101] why", CommentDirective),
    ("import { a } from './a'\nexport default a.injectEndpoints({ endpoints: (b) => ({ c: b.query("
     "{ query: () => U }) }) })", HttpCall),
    ("import { NextResponse } from 'next/server'\nexport const f = (u) => NextResponse.rewrite(u)",
     NextSetting),
    ("module.exports.remove = async (_, res) => { res.status(204).end() }", Answer),
    ("export async function list(request: Request, response: Response) { response.send(a) }", Answer),
    ("import { R, Routes } from './r'\nconst a = <Routes><Route path='a' element={<R />} /></Routes>",
     ClientRoute),
]  # fmt: skip


def _path(source: str) -> str:
    return "vite.config.tsx" if "/>" in source else "vite.config.ts"


@pytest.mark.parametrize(("source", "kind"), REVEALED, ids=[source for source, _ in REVEALED])
def test_a_fact_is_found(read: Any, source: str, kind: type[Any]) -> None:
    assert read(f"{source}\n{PADDING}", kind, "at", _path(source), frozenset()) != []


PARTS = [
    (name, part)
    for name in ("WORDS", "PATTERNS", "BOTH", "MODULES")
    for part in getattr(gate, name)
]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_every_part_of_the_gate_is_needed(
    read: Any, monkeypatch: pytest.MonkeyPatch, name: str, part: Any
) -> None:
    monkeypatch.setattr(gate, name, [one for one in getattr(gate, name) if one is not part])
    monkeypatch.setattr(gate, "_ROOTED", re.compile(rb"(?!)"))
    monkeypatch.setattr(gate, "_is_library", gate._is_library.__wrapped__)
    assert any(
        read(f"{source}\n{PADDING}", kind, "at", _path(source), frozenset()) == []
        for source, kind in REVEALED
    )


NEARLY = [
    "import { a } from 'a'\nrefetch(u); prefetch(u); fetchUsers(u); isFetching",
    "const a = useWebSocket(u)",
    "type A = WebSocket",
    "const s = eventSource(u)",
    "const r = useRouter()",
    "const d = new Date(); renew App(); new Application.Thing(); new Apps()",
    "const s = JSON.parse(u)",
    "location.reload(); location.href = u; location.pathname",
    "myenv; environment; a.b.envelope",
    "<svg xmlns='http://www.w3.org/2000/svg' />",
    "// see https://example.org",
    "a() // see https://example.org",
    "/**\n * https://example.org\n */",
    '<a href="https://example.org/page">x</a>',
    "const e = 'express'",
    "import { mkdir } from './folders'\nmkdir(u)",
    "a.b-c",
    "if (image.src == u) a()",
    "const alias = { a: 'b' }",
    "show(url)",
    "<div x-data='x-y' data='X-Z' />; const a = { 'x-a': 1 }",
    "<Link to='/a' href={`/b`} src=\"/c\" className='/d' />",
    "if (at === '/a' || at != '/b' || at.startsWith('/c')) navigate('/d')",
    "switch (at) { case '/a': router.push(`/b/${c}`) }",
    "import a from '/a'",
    "const o = './openai.mapper'; import { o } from './openai.mapper'",
    "apiFetch(u)",
    "const a = f(b, result); const c = f(b, res.c)",
    "const { path } = useRoute(); router.to({ path: 'a' })",
]


@pytest.mark.parametrize("source", NEARLY)
def test_what_only_looks_like_it_is_not_parsed(source: str) -> None:
    words = Words(frozenset(), include_docs=False)
    text = f"{source}\n{PADDING}".encode()
    found, _ = gate.worth(Unit("a.tsx", Language.TSX, Kind.SOURCE, text, words))
    assert found is gate.Worth.TEXT


@pytest.mark.parametrize(
    "source",
    [
        "const to = '/a'",
        "<Panel url='/a' />",
        "<form action='/a' />",
        "go('/a')",
        "show({ path: '/a' })",
        "<Route path='/a' to='/b' />",
        "<PrivateRoute to='/a' />",
        "send(to ? '/a' : '/b')",
    ],
)
def test_a_path_that_may_be_part_of_an_address(source: str) -> None:
    words = Words(frozenset(), include_docs=False)
    text = f"{source}\n{PADDING}".encode()
    found, _ = gate.worth(Unit("a.tsx", Language.TSX, Kind.SOURCE, text, words))
    assert found is gate.Worth.ALL


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("export const table = { a: 'b' }", gate.Worth.VALUES),
        ("export enum Kind { A = 'a' }", gate.Worth.VALUES),
        ("export const table = { a: require('a') }", gate.Worth.ALL),
        ("export const table = { a: () => import('a') }", gate.Worth.ALL),
        ("export const table = { a: 'b' }\nexport const f = (req, res) => {}", gate.Worth.ALL),
        ("module.exports = { a: 'b' }", gate.Worth.ALL),
    ],
)
def test_of_a_table_only_the_values_are_read(source: str, found: gate.Worth) -> None:
    words = Words(frozenset(), include_docs=False)
    text = (ABOVE + source).encode()
    assert gate.worth(Unit("a.ts", Language.TYPESCRIPT, Kind.SOURCE, text, words))[0] is found


def test_what_is_read_of_a_table(read: Any) -> None:
    source = ABOVE + "import a from 'a'\nexport const table = { a, b: '/' }\nwindow.scroll(0)"
    value = ("object", ("a", ("global", "a")), ("b", ("str", "/")))
    assert read(source, Assignment, "name value") == [("table", value)]
    assert read(source, Export, "name value") == [("table", ("global", "table"))]
    assert read(source, Import, "name module") == [("a", "a")]
    assert read(source, RuntimeHint, "hint") == []


@pytest.mark.parametrize("name", ["app", "router", "apiRouter", "expressApp"])
def test_a_file_that_only_hands_on_an_app(name: str) -> None:
    words = Words(frozenset(), include_docs=False)
    text = f"import {{ rooms }} from './rooms'\nexport const all = (it) => rooms({name})\n{PADDING}"
    found, _ = gate.worth(Unit("a.js", Language.JAVASCRIPT, Kind.SOURCE, text.encode(), words))
    assert found is gate.Worth.ALL


def test_a_link_to_a_port_is_an_address() -> None:
    words = Words(frozenset(), include_docs=False)
    text = f'<a href="http://files:8080/page">x</a>\n{PADDING}'.encode()
    found, _ = gate.worth(Unit("a.tsx", Language.TSX, Kind.SOURCE, text, words))
    assert found is gate.Worth.ALL


ROOTED = "import { load } from './l'\nload(%s/x%s)\n" + PADDING


@pytest.mark.parametrize("quote", ["'", '"', "`"])
def test_a_string_that_starts_with_a_slash(read: Any, quote: str) -> None:
    assert read(ROOTED % (quote, quote), HttpCall, "client", "a.ts", frozenset()) == [("wrapper",)]
    assert read(ROOTED % (quote + ".", quote), HttpCall, "client", "a.ts", frozenset()) == []


@pytest.mark.parametrize(
    ("source", "parsed"),
    [
        ("import a from 'a'\nimport './b'\nexport * from './c';", False),
        ("// all\nexport { a, b as c } from './a'\nexport type { T } from \"./t\"", False),
        ("/* all\n of it */ export * as a from './a'", False),
        ("", False),
        ("export * from './a'\nexport default a", True),
        ("import a from 'a'\na()", True),
        ("export const url = (part) => base + part", True),
    ],
)
def test_a_tiny_file_is_parsed_unless_it_only_hands_on(source: str, parsed: bool) -> None:
    words = Words(frozenset(), include_docs=False)
    unit = Unit("a.ts", Language.TYPESCRIPT, Kind.SOURCE, source.encode(), words)
    assert (gate.worth(unit)[0] > gate.Worth.TEXT) is parsed


def test_a_configured_port(read: Any) -> None:
    source = "const PORT = 3001\n" + PADDING
    assert read(source, PortMention, "port", "a.ts", frozenset({3001})) == [(3001,)]
    assert read(source, PortMention, "port", "a.ts", frozenset({3002})) == []
    assert read(source, PortMention, "port", "a.ts", frozenset({8080, 3002, 3001})) == [(3001,)]


@pytest.mark.parametrize(
    ("source", "parsed"),
    [
        ("export const SEGMENT = 'users'", False),  # is read from its text
        ("const limit: number = 5", False),
        ("export { a, b }", False),
        ("export default { a, b }", False),
        ("export let segment = 'users'", True),
        ("export const names = ['a']", True),
        ("export const table = { a: b }", True),
        ("const names = ['a']", False),
        ("const names = ['a']\nexport { names }", True),
        ("const names = { a: b }\nexport default names", True),
        ("const base = 'a'\nexport const url = (part) => `${base}/${part}`", True),
        ("const base = 'a'\nexport const label = (part) => `${base} ${part}`", True),
        ("const name = 'a'\nexport const label = (part) => `${name} ${part}`", False),
        ("const name = 'a'\nexport const store = createStore(name)", False),
        ("const name = 'a'\nexport const make = () => createStore(name)", True),
        ("import { baseName } from 'a'\nconst name = 'a'\nf(name)", False),
        ("export default { a: b }", True),
        ("module.exports = a", True),
        ("exports.a = b", True),
        ("// what the module exports", False),
        ("export enum Kind { A = 'a' }", True),
        ("export default wrap(a)", True),
        ("export default connect(a)(Page)", False),
        ("export default withRouter(Page)", False),
        ("client.get(`${u}/x`)", True),
        ("client.get(u)", False),
        ("map.get('key')", False),
        ("router.use(a)", True),
        ("list.use(a)", False),
        ("import $ from 'jquery'", True),
        ("import { a } from './jquery.d'", False),
        ("import { a } from './a'", False),
        ("function handle(req) {}", True),
        ("const Page = () => <main />", False),
        ("export default function Page() { return <main /> }", False),
        ("interface User { name: string }", False),
        ("const [open, setOpen] = useState(false)", False),
        ("const total = sum(a, b)", False),
    ],
)
def test_a_small_file_is_parsed_for_what_is_looked_up_in_it(source: str, parsed: bool) -> None:
    words = Words(frozenset(), include_docs=False)
    for text, expected in (
        (source + "\nlet a", True),  # a tiny file is
        (ABOVE + source, parsed),
        (ABOVE * (gate.SMALL // gate.ALWAYS_BELOW) + source, False),
    ):
        unit = Unit("a.tsx", Language.TSX, Kind.SOURCE, text.encode(), words)
        assert (gate.worth(unit)[0] > gate.Worth.TEXT) is expected


@pytest.mark.parametrize(
    ("path", "found"),
    [("src/app/(a)/items/route.ts", ["end"]), ("src/app/items/routes.ts", [])],
)
def test_a_file_that_next_serves_requests_with(read: Any, path: str, found: list[str]) -> None:
    file = f"export const GET = () => new Response()\n{PADDING}"
    assert [form for (form,) in read(file, Answer, "form", path, frozenset())] == found
