"""Handlers of `connection.update`."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import ConnectionHandler


def handler(body: str, parameter: str = "{ connection, qr, lastDisconnect }") -> str:
    """A file that makes a socket and handles its updates."""
    return (
        "let kept = null;\nconst state = {};\nconst forget = () => { kept = null; };\n"
        "function connect() {\n  const sock = makeWASocket({});\n"
        f"  sock.ev.on('connection.update', async ({parameter}) => {{\n{body}\n  }});\n}}\n"
    )


@pytest.mark.parametrize(
    ("source", "logs", "hands_on"),
    [
        (handler("console.log(connection, qr, lastDisconnect)"), "connection,qr,reason", 0),
        (handler("console.log('update', update)", "update"), "connection,qr,reason", 0),
        (handler("logger.info({ c: update.connection })", "update"), "connection", 0),
        (handler("const { qr: code } = update; if (code) log('code')", "update"), "qr", 0),
        (handler("if (connection === 'open') this.logger.info('open')"), "connection", 0),
        (handler("const why = lastDisconnect?.error; pino.warn(why)"), "reason", 0),
        (handler("if (qr) qrcode.generate(qr, { small: true })"), "qr", 0),
        (handler("switch (connection) {\ncase 'open':\nconsole.log('up');\n}"), "connection", 0),
        (handler("report(update)", "update"), "", 1),
        (handler("emit('qr', qr); dialog(connection)"), "", 0),
        (handler("// console.log(connection)\n"), "", 0),
    ],
)
def test_what_is_logged(read: Any, source: str, logs: str, hands_on: int) -> None:
    found = read(source, ConnectionHandler, "logs hands_on followed")
    assert found == [(logs, hands_on, 1)]


@pytest.mark.parametrize(
    ("body", "keeps", "clears"),
    [
        ("if (qr) kept = qr;", "kept", 0),
        ("if (qr) { state.qr = await draw(qr); }", "state.qr", 0),
        ("if (qr) this.qr = `${qr}`;", "this.qr", 0),
        ("if (qr) codes.set(id, qr);", "codes", 0),
        ("if (qr) kept = qr;\nif (connection === 'open') kept = '';", "kept", 1),
        ("if (qr) kept = qr;\nif (connection === 'open') forget();", "kept", 1),
        ("if (qr) kept = qr;\nif (connection === 'close') kept = null;", "kept", 0),
        ("if (qr) state.qr = qr;\nif (connection === 'open') delete state.qr;", "state.qr", 1),
        ("if (qr) state.qr = qr;\nif (connection === 'open') save({ qr: null });", "state.qr", 1),
        ("if (qr) state.qr = qr;\nif (connection === 'open') opened(state);", "state.qr", 1),
        ("if (qr) codes.set(id, qr);\nif (connection === 'open') codes.delete(id);", "codes", 1),
        ("kept = qr ?? null;", "", 0),
        ("kept = qr;", "", 0),
        ("if (qr) kept = Boolean(qr);", "", 0),
        ("if (qr) { const image = await draw(qr); emit(image); }", "", 0),
        ("if (qr) { let image; image = await draw(qr); emit(image); }", "", 0),
        ("if (qr) emit('qr', qr);", "", 0),
    ],
)
def test_where_the_code_is_kept(read: Any, body: str, keeps: str, clears: int) -> None:
    found = read(handler(body), ConnectionHandler, "keeps_qr clears_qr")
    assert found == [(keeps, clears)]


@pytest.mark.parametrize(
    ("body", "reconnects", "tells"),
    [
        ("if (connection === 'close') connect();", "connect", 0),
        ("if ('close' === connection) { setTimeout(() => connect(), 9); }", "connect", 0),
        ("if (connection === 'close') setTimeout(connect, 9);", "connect", 0),
        ("switch (connection) { case 'close': connect(); }", "connect", 0),
        ("if (connection === 'close') { console.log(lastDisconnect); connect(); }", "connect", 0),
        ("if (connection === 'close' && lastDisconnect.code !== 401) connect();", "connect", 1),
        (
            "if (connection === 'close') { if (lastDisconnect.ok) connect(); }",
            "connect",
            1,
        ),
        (
            "const again = lastDisconnect?.code !== DisconnectReason.loggedOut;\n"
            "if (connection === 'close') { if (again) connect(); }",
            "connect",
            1,
        ),
        ("if (connection === 'close') { if (may(lastDisconnect)) connect(); }", "connect", 1),
        ("if (connection === 'close') process.exit(1);", "", 0),
        ("if (connection === 'open') connect();", "", 0),
    ],
)
def test_reconnecting(read: Any, body: str, reconnects: str, tells: int) -> None:
    found = read(handler(body), ConnectionHandler, "reconnects tells_logged_out")
    assert found == [(reconnects, tells)]


@pytest.mark.parametrize(
    ("source", "followed"),
    [
        ("s.ev.on('connection.update', onUpdate)", [(0, 1)]),
        ("import { f } from './f'\ns.ev.on('connection.update', f)", [(0, 1)]),
        ("const f = ({ qr }) => {}\ns.ev.on('connection.update', f)", [(1, 0)]),
        ("s.ev.on('connection.update', wrap(async (u) => { log(u) }))", [(1, 0)]),
        ("s.ev.process(async (e) => { if (e['connection.update']) { x(); } })", [(1, 0)]),
        ("s.ev.emit('connection.update', { qr })", []),
        ("page.on('connection.update', onUpdate)", []),
        ("s.ev.on('connection.update')", []),
        ("s.ev.on('messages.upsert', f)\nlog('connection.update')", []),
    ],
)
def test_forms(read: Any, source: str, followed: list[tuple[int, int]]) -> None:
    assert read(source, ConnectionHandler, "followed hands_on") == followed
