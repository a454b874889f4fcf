"""Calls that open a port, and those that only look like it."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import App, Listener

NULL = ("null",)
E = "const app = require('express')(); "
P3000 = ("num", 3000)

HITS: list[tuple[str, tuple[Any, ...]]] = [
    # receivers
    (E + "app.listen(3000)", ("app.listen", P3000, 0, NULL, "", 0)),
    ("import { createServer } from 'http'; createServer(a).listen(3000)",
     ("server.listen", P3000, 0, NULL, "", 0)),
    ("const s = require('https').createServer(o, a); s.listen(443)",
     ("s.listen", ("num", 443), 0, NULL, "", 0)),
    ("import e from 'express'; e().use(x).listen(3000)", ("server.listen", P3000, 0, NULL, "", 0)),
    ("httpServer.listen(3000)", ("httpServer.listen", P3000, 0, NULL, "", 0)),
    ("class K { start() { this.app.listen(3000) } }",
     ("this.app.listen", P3000, 0, NULL, "", 0)),
    # ports
    (E + "app.listen()", ("app.listen", NULL, 0, NULL, "", 0)),
    (E + "app.listen(0)", ("app.listen", ("num", 0), 0, NULL, "", 1)),
    (E + "const PORT = 3003; app.listen(PORT, () => {})",
     ("app.listen", ("global", "PORT"), 0, NULL, "", 0)),
    (E + "app.listen(process.env.X || 5566)",
     ("app.listen", ("env", "X", ("num", 5566)), 0, NULL, "", 0)),
    (E + "app.listen(parseInt(process.env.PORT || '', 10) || 3000)",
     ("app.listen", ("env", "PORT", P3000), 0, NULL, "", 0)),
    (E + "app.listen(Number.parseInt(process.env.X || '3005', 10))",
     ("app.listen", ("env", "X", ("str", "3005")), 0, NULL, "", 0)),
    (E + "app.listen(Number(process.env.PORT ?? 3300))",
     ("app.listen", ("env", "PORT", ("num", 3300)), 0, NULL, "", 0)),
    (E + "function f(options) { app.listen(process.env.PORT || options.port) }",
     ("app.listen", ("env", "PORT", ("member", ("param", "options"), "port")), 0, NULL, "", 0)),
    ("import { httpServer } from './c'; server.listen(httpServer.PORT, () => {})",
     ("server.listen", ("member", ("global", "httpServer"), "PORT"), 0, NULL, "", 0)),
    ("const s1 = require('net').createServer(); s1.listen(s2.address().port)",
     ("s1.listen", ("unresolved", "call"), 0, NULL, "", 0)),
    (E + "app.listen({ port: 3000, host: '0.0.0.0' })",
     ("app.listen", P3000, 0, ("str", "0.0.0.0"), "", 0)),
    (E + "function start(port = 3001) { app.listen(port) }",
     ("app.listen", ("param", "port"), 0, NULL, "", 0)),
    (E + "app.listen(3000, '127.0.0.1')", ("app.listen", P3000, 0, ("str", "127.0.0.1"), "", 0)),
    ("unknown.listen(8080)", ("unknown.listen", ("num", 8080), 0, NULL, "", 0)),
    ("unknown.listen(config.port)", ("unknown.listen", ("unresolved", "not declared here"), 0, NULL,
                                     "", 0)),
    # guards
    (E + "if (require.main === module) app.listen(3000)",
     ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "if (!module.parent) { app.listen(3000) }", ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "if (require.main !== module) { x() } else { app.listen(3000) }",
     ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "if (import.meta.url === pathToFileURL(process.argv[1]).href) app.listen(3000)",
     ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "if (import.meta.main) app.listen(3000)", ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "const isMain = import.meta.url === x; if (isMain) app.listen(3000)",
     ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "require.main === module && app.listen(3000)",
     ("app.listen", P3000, 0, NULL, "main", 0)),
    (E + "if (process.env.NODE_ENV !== 'test') app.listen(3000)",
     ("app.listen", P3000, 0, NULL, "test", 0)),
    (E + "function f() { if (process.env.NODE_ENV === 'test') return; app.listen(3000) }",
     ("app.listen", P3000, 0, NULL, "test", 0)),
    (E + "if (cluster.isPrimary) app.listen(3000)", ("app.listen", P3000, 0, NULL, "", 0)),
    (E + "if (require.main === module) { cli() } else { app.listen(3000) }",
     ("app.listen", P3000, 0, NULL, "", 0)),
    # probes
    ("const s = require('net').createServer(); s.listen(3000, () => s.close())",
     ("s.listen", P3000, 0, NULL, "", 1)),
    ("function isPortFree(port) { require('net').createServer().listen(port) }",
     ("server.listen", ("param", "port"), 0, NULL, "", 1)),
    ("function f() { return new Promise((resolve) => { const s = require('net').createServer();"
     " s.once('listening', () => s.close(() => resolve(1))); s.listen(3000) }) }",
     ("s.listen", P3000, 0, NULL, "", 1)),
    (E + "async function f() { const s = app.listen(3000, () => log('listening on 3000'));"
     " return { stop: () => new Promise((resolve) => s.close(() => resolve(1))) } }",
     ("app.listen", P3000, 0, NULL, "", 0)),
    # without the word
    ("import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 3000 })",
     ("WebSocketServer", P3000, 0, NULL, "", 0)),
    ("const WebSocket = require('ws'); new WebSocket.Server({ port: 3000 })",
     ("WebSocketServer", P3000, 0, NULL, "", 0)),
    ("import { Server } from 'socket.io'; new Server(3000)",
     ("socket.io", P3000, 0, NULL, "", 0)),
    ("Bun.serve({ fetch })", ("Bun.serve", NULL, 3000, NULL, "", 0)),
    ("Bun.serve({ port: 3001, fetch })", ("Bun.serve", ("num", 3001), 3000, NULL, "", 0)),
    ("Deno.serve((r) => r)", ("Deno.serve", NULL, 8000, NULL, "", 0)),
    ("Deno.serve({ port: 3000 }, h)", ("Deno.serve", P3000, 8000, NULL, "", 0)),
    ("import { serve } from '@hono/node-server'; serve({ fetch: app.fetch, port: 3300 })",
     ("serve", ("num", 3300), 3000, NULL, "", 0)),
    ("export default { port: 3300, fetch }", ("export default", ("num", 3300), 3000, NULL, "", 0)),
    ("const Hapi = require('@hapi/hapi'); const s = Hapi.server({ port: 3000, host: 'h' })",
     ("Hapi.server", P3000, 0, ("str", "h"), "", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HITS)
def test_listeners(read: Any, source: str, expected: tuple[Any, ...]) -> None:
    assert read(source, Listener, "form port default_port host guard probe") == [expected]


MISSES = [
    "history.listen(locationChanged); function locationChanged() {}",
    "history.listen((location) => {})",
    "store.listen(() => {}, { immediate: true })",
    "location.listen(handler)",
    "import { handler } from './h'; emitter.listen(handler)",
    "Echo.channel('x').listen('Event', (e) => {})",
    E + "app.listen('/tmp/app.sock')",
    "server.listen({ path: '/tmp/app.sock' })",
    "import { WebSocketServer } from 'ws'; new WebSocketServer({ server })",
    "import { Server } from 'socket.io'; new Server(httpServer)",
    "import { serve } from './own'; serve({ port: 3000 })",
    "// app.listen(3000)",
    "const s = 'app.listen(3000)'",
    "export default { port: 3000 }",
]


@pytest.mark.parametrize("source", MISSES)
def test_what_is_no_listener(read: Any, source: str) -> None:
    assert read(source, Listener, "form port") == []


PLACES = [
    ("const s = app.listen(3000);", "const s = app.listen(3000);", ""),
    ("export const s = app.listen(3000);", "export const s = app.listen(3000);", ""),
    ("function f() { return app.listen(3000) }", "return app.listen(3000)", "f"),
    ("connect().then(() => app.listen(3000))", "app.listen(3000)", "<15>"),
    ("connect().then(() => { app.listen(3000); })", "app.listen(3000);", "<15>"),
]


@pytest.mark.parametrize(("source", "statement", "scope"), PLACES)
def test_place(read: Any, source: str, statement: str, scope: str) -> None:
    assert read(source, Listener, "at scope arms") == [(statement, scope, "[]")]


APPS: list[tuple[str, list[tuple[Any, ...]]]] = [
    (E, [("express", "app", "", "require('express')()")]),
    ("import http from 'node:http'; const s = http.createServer()",
     [("http", "s", "", "http.createServer()")]),
    ("import { createServer as c } from 'net'; const s = c()",
     [("net", "s", "", "c()")]),
    ("import Koa from 'koa'; const app = new Koa()", [("koa", "app", "", "new Koa()")]),
    ("const f = require('fastify')({ logger: true })",
     [("fastify", "f", "", "require('fastify')({ logger: true })")]),
    ("import { NestFactory } from '@nestjs/core'; "
     "async function b() { const app = await NestFactory.create(M) }",
     [("nest", "app", "b", "NestFactory.create(M)")]),
    ("const app = express()", []),
    ("document.createElement('a'); Object.create(x)", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), APPS)
def test_apps(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, App, "framework name scope at") == expected
