"""Layers beside what is declared: what is told, what is withheld, what says nothing."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask, Make

QUERY = "SELECT text(at), told, severity, withheld FROM contract_breach ORDER BY at, told"
ROWS = "SELECT told, withheld FROM contract_breach ORDER BY at, told"
CONTRACT = """\
[[contract]]
method = "GET"
path = "/api/qr"
body = { dataUrl = "data:* | null", "size?" = "number" }
"""
SERVER = """\
from flask import Flask, abort, jsonify, redirect, send_file
from other import load

app = Flask(__name__)


@app.get("/api/qr")
def qr(arg=None):
"""
UNKNOWN = ("its answer", "what it answers is not known")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return {'dataUrl': None}", []),
        ("return {'dataUrl': 'data:x', 'size': 3}", []),
        ("return {'dataUrl': f'x{arg}', 'size': len(arg)}", []),
        ("return {'dataUrl': 'http:x'}", [("'dataUrl' is another string, not data:* | null", "")]),
        ("return {'dataUrl': 3}", [("'dataUrl' is a number, not data:* | null", "")]),
        ("return {'dataUrl': {}}", [("'dataUrl' is an object, not data:* | null", "")]),
        ("return {'dataUrl': bool(arg)}", [("'dataUrl' is a bool, not data:* | null", "")]),
        ("return {'dataUrl': None, 'size': None}", [("'size' is null, not number", "")]),
        ("return {'dataUrl': None, 'size': [1]}", [("'size' is an array, not number", "")]),
        ("return {'dataUrl': None, 'size': f'{arg}'}", [("'size' is a string, not number", "")]),
        ("return {'dataUrl': load(), 'size': arg}", []),
        ("return {}", [("key 'dataUrl' is missing", "")]),
        ("return load()", [UNKNOWN]),
        ("return jsonify(load())", [UNKNOWN]),
        ("return {'qr': 1}, arg", [UNKNOWN]),
        ("return {'dataUrl': None, **arg}", [UNKNOWN]),
        ("return 'x', 200", [("it can answer a page or plain text, not JSON", "")]),
        ("return ''", [("it can answer an empty body, not JSON", "")]),
        ("return send_file('a.png')", [("it can answer a file, not JSON", "")]),
        ("return redirect('/')", [("it never answers 200, only 302", "")]),
        ("return {'dataUrl': None}, 404", [("it never answers 200, only 404", "")]),
        ("if arg:\n        return {}, 404\n    return {'dataUrl': None}", []),
        ("if arg:\n        return '', 404\n    return {'dataUrl': None}", []),
        ("if arg:\n        return abort(404)\n    return {'dataUrl': None}", []),
        ("if arg:\n        return 'no', 404\n    return {'dataUrl': None}",
         [("it can answer a page or plain text with 404, not JSON", "")]),
        ("if arg:\n        return {}, 202\n    return {'dataUrl': None}",
         [("it can answer 202, not 200", "")]),
    ],
)  # fmt: skip
def test_answers_of_the_server(ask: Ask, body: str, told: list[tuple[str, str]]) -> None:
    files = {"dupelint.toml": CONTRACT, "app.py": f"{SERVER}    {body}\n"}
    assert ask(files, ROWS) == told


def test_without_a_body_only_the_status_is_declared(ask: Ask) -> None:
    contract = '[[contract]]\nmethod = "GET"\npath = "/api/qr"\nstatus = 204\n'
    assert ask({"dupelint.toml": contract, "app.py": f"{SERVER}    return '', 204\n"}, ROWS) == []
    assert ask({"dupelint.toml": contract, "app.py": f"{SERVER}    return {{}}\n"}, ROWS) == [
        ("it never answers 204, only 200", "")
    ]


def test_a_handler_for_several_methods(ask: Ask) -> None:
    both = SERVER.replace('.get("/api/qr")', '.route("/api/qr", methods=["GET", "POST"])')
    files = {"dupelint.toml": CONTRACT, "app.py": f"{both}    return {{}}\n"}
    assert ask(files, ROWS) == [("key 'dataUrl' is missing", "the handler is for POST as well")]


OTHER = """\
from flask import Flask

app = Flask(__name__)


@app.get("/api/qrs")
def qrs():
    return {}
"""


@pytest.mark.parametrize(
    ("more", "withheld"),
    [
        ("", ""),
        ('\n\n@app.get("/api/<path:rest>")\ndef rest(rest):\n    return {}\n',
         "GET /api/<path:rest> may serve it"),
        ("\n\nfor one in load():\n    app.register_blueprint(one)\n",
         "app.py could not be read (dynamic registration)"),
    ],
)  # fmt: skip
def test_a_missing_route(ask: Ask, more: str, withheld: str) -> None:
    files = {"dupelint.toml": CONTRACT, "app.py": OTHER + more}
    assert ask(files, ROWS)[:1] == [("no route serves it", withheld)]


def test_a_missing_route_is_told_at_the_request(project: Make) -> None:
    files = {
        "dupelint.toml": CONTRACT,
        "app.py": OTHER,
        "client/main.ts": "fetch('/api/qr').then((r) => r.status === 200 && r.json());",
    }
    assert project(files).rows(QUERY) == [("'/api/qr'", "no route serves it", "error", "")]


@pytest.mark.parametrize("app", ["", "X = 1\n", OTHER.replace("/api/qrs", "/other/page")])
def test_no_server_that_could_serve_it(ask: Ask, app: str) -> None:
    assert ask({"dupelint.toml": CONTRACT, "app.py": app}, ROWS) == []


def test_the_route_that_answers_is_looked_at(ask: Ask) -> None:
    twin = f"{SERVER}    return {{'dataUrl': None}}\n\n\n@app.get('/api/qr', endpoint='b')\n"
    files = {"dupelint.toml": CONTRACT, "app.py": twin + "def second():\n    return {'qr': 1}\n"}
    assert ask(files, ROWS) == []


EXPRESS = """\
const express = require('express');
const app = express();
app.get('/api/qr', (req, res) => res.json({{ {key}: null }}));
app.listen({port});
"""


def test_the_application_that_stays_is_looked_at(ask: Ask) -> None:
    files = {
        "dupelint.toml": CONTRACT,
        "new.js": EXPRESS.format(key="dataUrl", port=3000),
        "old.js": EXPRESS.format(key="qr", port=3001),
    }
    wrong = [("key 'dataUrl' is missing, key 'qr' is not declared", "")]
    assert ask(files, ROWS) == wrong
    assert ask({**files, "dupelint.toml": f'canonical = ["new.js"]\n{CONTRACT}'}, ROWS) == []


CALLED = CONTRACT + '\n[[contract]]\nmethod = "POST"\npath = "/api/start"\n'
BOTH = SERVER + "    return {'dataUrl': None}\n\n\n@app.post('/api/start')\ndef start():\n"
QR = "fetch('/api/qr').then((r) => (r.status === 200 ? r.json() : 0));\n"


@pytest.mark.parametrize(
    ("client", "rows"),
    [
        ("", []),  # no client of the contract is there
        (QR, [("no client calls it", "info", "")]),
        (QR + "fetch('/api/start', { method: 'POST' });", []),
        (QR + "const u = ask(); fetch(u);",
         [("no client calls it", "info", "some requests of the client are not known")]),
        (QR + "const p = ask(); fetch(`/api/${p}`, { method: 'POST' });",
         [("no client calls it", "info", "a request may lead there")]),
    ],
)  # fmt: skip
def test_an_endpoint_that_nothing_calls(
    ask: Ask, client: str, rows: list[tuple[str, str, str]]
) -> None:
    files = {"dupelint.toml": CALLED, "app.py": f"{BOTH}    return {{}}\n", "main.ts": client}
    assert ask(files, "SELECT told, severity, withheld FROM contract_breach") == rows


@pytest.mark.parametrize(
    ("declared", "options", "told"),
    [
        ("include", "", True),
        ("include", ", { credentials: 'same-origin' }", True),
        ("include", ", { credentials: 'include' }", False),
        ("include", ", options", False),
        ("same-origin", "", False),
        ("same-origin", ", { credentials: 'omit' }", True),
        ("omit", ", { credentials: 'omit' }", False),
        ("omit", "", True),
    ],
)
def test_credentials(project: Make, declared: str, options: str, told: bool) -> None:
    client = f"fetch('/api/qr'{options}).then((r) => (r.status === 200 ? r.json() : 0));\n"
    files = {
        "dupelint.toml": f'{CONTRACT}credentials = "{declared}"\n',
        "app.py": f"{SERVER}    return {{'dataUrl': None}}\n",
        "main.ts": client,
    }
    words = f"this request leaves out `credentials: '{declared}'`"
    assert project(files).rows(QUERY) == ([("'/api/qr'", words, "error", "")] if told else [])


def test_a_project_without_a_contract(ask: Ask) -> None:
    assert ask({"app.py": f"{SERVER}    return '', 204\n"}, ROWS) == []
