"""Every word of the gate lets a fact through that nothing else in the file reveals."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dupelint.extract.javascript import gate
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import (
    Answer,
    App,
    Assignment,
    BodyRead,
    CommentDirective,
    ConnectionHandler,
    CrashHandler,
    EnvRead,
    HeaderCheck,
    HttpCall,
    KeylessClient,
    Listener,
    MadeFolder,
    PortMention,
    Process,
    Resolver,
    RuntimeHint,
)
from dupelint.model.source import Kind, Language

PADDING = "let padding\n" * (gate.SMALL // 12 + 1)

REVEALED: list[tuple[bytes, str, type[Any]]] = [
    (b"fetch", "fetch(u)", HttpCall),
    (b"axios", "axios.get(u)", HttpCall),
    (b".listen(", "x.listen(9)", Listener),
    (b"express", "import e from 'express'\nconst a = e()", App),
    (b"env.", "let e\n a(process?.env.X)", EnvRead),
    (b"env[", "a(process?.env['X'])", EnvRead),
    (b".env", "const { X } = process.env", EnvRead),
    (b"WebSocket", "new WebSocket(u)", HttpCall),
    (b"EventSource", "new EventSource(u)", HttpCall),
    (b"XMLHttpRequest", "const x = new XMLHttpRequest\nx.open('GET', u)", HttpCall),
    (b"sendBeacon", "navigator.sendBeacon(u)", HttpCall),
    (b".ajax(", "$.ajax(u)", HttpCall),
    (b".getJSON(", "$.getJSON(u)", HttpCall),
    (b"createServer", "require('http').createServer(a)", App),
    (b"baseU", "x.create({ baseURL: f })\nfunction f() {}", HttpCall),
    (b"baseU", "x.create({ baseUrl: f })\nfunction f() {}", HttpCall),
    (b"prefixUrl", "x.create({ prefixUrl: f })\nfunction f() {}", HttpCall),
    (b"socket.io", "import { io } from 'socket.io-client'\nio(u)", HttpCall),
    (b"Bun.serve", "Bun.serve({ port: 9 })", Listener),
    (b"Deno.", "a(Deno.env.get('X'))", EnvRead),
    (b"NestFactory", "import { NestFactory } from '@nestjs/core'\nNestFactory.create(M)", App),
    (b"astify", "require('fastify')()", App),
    (b"astify", "import Fastify from 'fastify'\nFastify()", App),
    (b"new Koa", "import Koa from 'koa'\nnew Koa()", App),
    (b"new Hono", "import { Hono } from 'hono'\nnew Hono()", App),
    (b"hapi", "import H from '@hapi/hapi'\nH.server()", App),
    (b"polka", "require('polka')()", App),
    (b"useSWR", "import useSWR from 'swr'\nuseSWR(u)", HttpCall),
    (b"from 'ky'", "import ky from 'ky'\nky(u)", HttpCall),
    (b'from "ky"', 'import ky from "ky"\nky(u)', HttpCall),
    (b"from 'got'", "import got from 'got'\ngot(u)", HttpCall),
    (b'from "got"', 'import got from "got"\ngot(u)', HttpCall),
    (b"alias", "export default { alias: { a: 'b' } }", Resolver),
    (b"'x-", "a(req.headers['x-a'])", HeaderCheck),
    (b'"x-', 'a(req.headers["x-a"])', HeaderCheck),
    (b"'X-", "a(req.get('X-A'))", HeaderCheck),
    (b'"X-', 'a(req.get("X-A"))', HeaderCheck),
    (b"wilio", "twilio.validateRequest(a)", HeaderCheck),
    (b"openai", "import OpenAI from 'openai'\nnew OpenAI()", KeylessClient),
    (b"anthropic", "import A from '@anthropic-ai/sdk'\nnew A.Anthropic()", KeylessClient),
    (
        b"@google-cloud",
        "import { Storage } from '@google-cloud/storage'\nnew Storage()",
        KeylessClient,
    ),
    (b"mkdir", "require('fs').mkdirSync(u)", MadeFolder),
    (b"unhandledRej", "process.on('unhandledRejection', f)", CrashHandler),
    (b"uncaughtEx", "process.on('uncaughtException', f)", CrashHandler),
    (b"connection.update", "s.ev.on('connection.update', f)", ConnectionHandler),
    (b"use client", "'use client'", RuntimeHint),
    (b"child_process", "require('child_process').fork('a.js')", Process),
    (b"execa", "import { execa } from 'execa';\nexeca('node', ['a.js'])", Process),
    (b"use server", '"use server"', RuntimeHint),
    (b"localhost", "const h = 'localhost'", Assignment),
    (b".0.0.", "const h = '127.0.0.1'", Assignment),
    (b".0.0.", "const h = '0.0.0.0'", Assignment),
    (b"://", "const h = 'http://h'", Assignment),
    (b"://", "const h = 'ws://h'", Assignment),
    (b"location.", "const h = location.host", Assignment),
    (b"Router(", "import { Router } from 'x'\nconst r = Router()", Assignment),
    (b"(app", "import { make } from './x'\nconst r = make(app)", Assignment),
    (b"(router", "import { make } from './x'\nconst r = make(router)", Assignment),
    (b"(server", "import { make } from './x'\nconst r = make(server)", Assignment),
    (b".json(", "import { get } from './g'\nasync function f() {\n const r = await get(u)\n "
     "return r.json()\n}", BodyRead),
    (b"JSON.parse", "import { get } from './g'\nasync function f() {\n const r = await get(u)\n "
     "return JSON.parse(await r.text())\n}", BodyRead),
    (b"queryKey", "import { r } from './r'\nuseQuery({ queryKey: [`/x`] })", HttpCall),
    (b"injectEndpoints", "import { a } from './a'\nexport default a.injectEndpoints({ endpoints:"
     " (b) => ({ c: b.query({ query: () => U }) }) })", HttpCall),
    (b"dupelint:", "// dupelint: ignore[DUP101] why", CommentDirective),
]  # fmt: skip


@pytest.mark.parametrize(("word", "source", "kind"), REVEALED, ids=[str(r[0]) for r in REVEALED])
def test_word(
    read: Any, monkeypatch: pytest.MonkeyPatch, word: bytes, source: str, kind: type[Any]
) -> None:
    file = f"{source}\n{PADDING}"
    monkeypatch.setattr(gate, "_ROOTED", re.compile(rb"(?!)"))
    monkeypatch.setattr(gate, "WORDS", (word,))
    assert read(file, kind, "at", "vite.config.ts", frozenset()) != []
    monkeypatch.setattr(gate, "WORDS", ())
    assert read(file, kind, "at", "vite.config.ts", frozenset()) == []


def test_every_word_is_tested() -> None:
    assert {word for word, _, _ in REVEALED} == set(gate.WORDS)


ROOTED = "import { load } from './l'\nload(%s/x%s)\n" + PADDING


@pytest.mark.parametrize("quote", ["'", '"', "`"])
def test_a_string_that_starts_with_a_slash(read: Any, quote: str) -> None:
    assert read(ROOTED % (quote, quote), HttpCall, "client", "a.ts", frozenset()) == [("wrapper",)]
    assert read(ROOTED % (quote + ".", quote), HttpCall, "client", "a.ts", frozenset()) == []


def test_a_configured_port(read: Any) -> None:
    source = "const PORT = 3001\n" + PADDING
    assert read(source, PortMention, "port", "a.ts", frozenset({3001})) == [(3001,)]
    assert read(source, PortMention, "port", "a.ts", frozenset({3002})) == []


ABOVE = "// padding\n" * (gate.ALWAYS_BELOW // 11 + 1)


@pytest.mark.parametrize(
    ("source", "parsed"),
    [
        ("export const SEGMENT = 'users'", True),
        ("const limit: number = 5", True),
        ("let names = ['a']", True),
        ("var table = { a: b }", True),
        ("export { a, b }", True),
        ("export default { a, b }", True),
        ("module.exports = a", True),
        ("exports.a = b", True),
        ("export enum Kind { A = 'a' }", True),
        ("export default wrap(a)", True),
        ("client.get(u)", True),
        ("router.use(a)", True),
        ("apiFetch(u)", True),
        ("request<User>(u)", True),
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
        (source, True),  # a tiny file always is
        (ABOVE + source, parsed),
        (ABOVE * (gate.SMALL // gate.ALWAYS_BELOW) + source, False),
    ):
        unit = Unit("a.tsx", Language.TSX, Kind.SOURCE, text.encode(), words)
        assert gate.worth_parsing(unit) is expected


@pytest.mark.parametrize(
    ("path", "found"),
    [("src/app/(a)/items/route.ts", ["end"]), ("src/app/items/routes.ts", [])],
)
def test_a_file_that_next_serves_requests_with(read: Any, path: str, found: list[str]) -> None:
    file = f"export const GET = () => new Response()\n{PADDING}"
    assert [form for (form,) in read(file, Answer, "form", path, frozenset())] == found
