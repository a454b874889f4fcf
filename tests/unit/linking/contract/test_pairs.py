"""Requests against routes: the verdict on each pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from dupelint import app

FLASK = """\
import os

from flask import Blueprint, Flask

app = Flask(__name__)
api = Blueprint("api", __name__, url_prefix="/api")


@app.route("/anchor")
def anchor():
    return {}


@api.route("/anchor")
def api_anchor():
    return {}
"""
EXPRESS = """\
const express = require('express');
const app = express();
const router = express.Router();
app.get('/anchor', (req, res) => res.json({}));
"""


def of_flask(rule: str, methods: str = "") -> str:
    """A Flask application with one rule on a blueprint below /api."""
    options = f", methods={methods.split(',')!r}" if methods else ""
    return f"{FLASK}\n\n@api.route({rule!r}{options})\ndef view(**given):\n    return given\n\n\n\
app.register_blueprint(api)\n"


def of_express(*statements: str) -> str:
    """An Express application with these statements."""
    return EXPRESS + "\n".join(statements) + "\napp.listen(4000);\n"


GET_ITEMS = of_flask("/items")
ITEM = of_flask("/items/<item>")
NUMBER = of_flask("/items/<int:item>")
ROUTER = of_express(
    "router.get('/items/:id', (req, res) => res.json({}));", "app.use('/api', router);"
)
DIGITS = of_express(r"app.get('/items/:id(\\d+)', (q, r) => r.json({}));")

SAVE = of_express(
    "app.post('/x', (q, r) => r.json({}));", "app.put('/x/:id', (q, r) => r.json({}));"
)
POST_ONLY = of_express("app.post('/x', (q, r) => r.json({}));")

PAIRS = [
    # --- what is written out
    (GET_ITEMS, "fetch('/api/items')", "serves"),
    (GET_ITEMS, "fetch('/api/items?page=1')", "serves"),
    (GET_ITEMS, "fetch('/api/items#top')", "serves"),
    (GET_ITEMS, "fetch('/api//items')", "serves"),
    (GET_ITEMS, "fetch('/api/item')", "path"),
    (GET_ITEMS, "fetch('/items')", "path"),  # the prefix is missing
    (GET_ITEMS, "fetch('/api/items/all')", "path"),
    (GET_ITEMS, "fetch('/api/Items')", "path"),  # Werkzeug tells upper case from lower
    (GET_ITEMS, "fetch('https://example.org/api/none')", ""),
    (GET_ITEMS, "fetch('//cdn.example.org/api/none')", ""),
    (GET_ITEMS, "fetch('/api/none.json')", ""),  # a file
    (GET_ITEMS, "fetch('/')", ""),
    (GET_ITEMS, "new WebSocket('/api/none')", ""),
    (GET_ITEMS, "fetch('api/none')", ""),  # relative to a page that is not known
    (GET_ITEMS, "fetch(location.hash)", ""),
    # --- methods
    (GET_ITEMS, "fetch('/api/items', { method: 'POST' })", "method"),
    (GET_ITEMS, "fetch('/api/items', { method: 'get' })", "serves"),
    (GET_ITEMS, "fetch('/api/items', { method: 'HEAD' })", "serves"),
    (GET_ITEMS, "fetch('/api/items', { method: 'OPTIONS' })", ""),
    (GET_ITEMS, "fetch('/api/items', { method: window.name })", "serves"),
    (of_flask("/items", "POST,PUT"), "fetch('/api/items')", "method"),
    (of_flask("/items", "POST,PUT"), "fetch('/api/items', { method: 'PUT' })", "serves"),
    (of_flask("/items", "POST"), "fetch('/api/items', { method: a ? 'POST' : 'PUT' })", "method"),
    (of_flask("/items", "POST"), "navigator.sendBeacon('/api/items')", "serves"),
    (
        of_express(
            "app.post('/a/start', (q, r) => r.json({}));",
            "app.delete('/a/stop', (q, r) => r.json({}));",
        ),
        "fetch(on ? '/a/start' : '/a/stop', { method: on ? 'POST' : 'DELETE' })",
        "serves",
    ),
    # --- methods that depend on a condition
    (SAVE, "fetch(id ? `/x/${id}` : '/x', { method: id ? 'PUT' : 'POST' })", "serves"),
    (SAVE, "fetch(!id ? '/x' : `/x/${id}`, { method: id ? 'PUT' : 'POST' })", "serves"),
    (SAVE, "fetch(`/x${id ? `/${id}` : ''}`, { method: id ? 'put' : 'post' })", "serves"),
    (SAVE, "fetch(id ? `/x/${id}` : '/x', { method: id ? 'PATCH' : 'POST' })", "method"),
    (SAVE, "fetch(id ? `/y/${id}` : '/x', { method: id ? 'PUT' : 'POST' })", "path"),
    (SAVE, "fetch(id ? '/x' : '/x/7', { method: id ? 'PUT' : 'POST' })", "methods"),
    (SAVE, "fetch(id ? '/x/7' : '/x', { method: on ? 'PUT' : 'POST' })", "serves"),
    (SAVE, "fetch(id ? `/x/${id}` : '/x', { method: id ? verb : 'POST' })", "serves"),
    (POST_ONLY, "fetch('/x', { method: id ? 'PUT' : 'POST' })", "method"),
    (POST_ONLY, "fetch('/x', { method: id ? 'POST' : 'POST' })", "serves"),
    (SAVE, "const m = id ? 'put' : 'post'; axios[m](id ? `/x/${id}` : '/x')", "serves"),
    (SAVE, "const m = id ? 'patch' : 'post'; axios[m](id ? `/x/${id}` : '/x')", "method"),
    (POST_ONLY, "axios['delete']('/x')", "method"),
    (POST_ONLY, "axios[on]('/x')", "serves"),
    (
        SAVE,
        "function save() { const method = id ? 'put' : 'post';"
        " const url = id ? '/x/7' : '/x'; axios({ method, url }) }",
        "serves",
    ),
    (
        SAVE,
        "const options = { method: id ? 'PUT' : 'DELETE' }; fetch(id ? `/x/${id}` : '/x', options)",
        "method",
    ),
    (
        SAVE,
        "const send = (path, options) => fetch(path, options);"
        " send(id ? `/x/${id}` : '/x', { method: id ? 'PUT' : 'DELETE' })",
        "method",
    ),
    (of_flask("/items", "POST"), "fetch('/api/items', { cache: 'no-store', ...id })", "serves"),
    (of_flask("/items", "POST"), "fetch('/api/items', { ...id, method: 'GET' })", "method"),
    (of_flask("/items", "POST"), "fetch('/api/items', { ...(on && { cache: 'x' }) })", "method"),
    (of_flask("/items", "POST"), "fetch('/api/items', { ...(on ? { method: a } : {}) })", "serves"),
    (
        of_flask("/items", "POST"),
        "const o = { method: 'POST' }; fetch('/api/items', { ...o, body: a })",
        "serves",
    ),
    (of_flask("/items", "POST"), "axios({ ...id, url: '/api/items' })", "serves"),
    (of_flask("/items", "POST"), "window.fetch('/api/items', { ...id })", "serves"),
    (of_flask("/items", "POST"), "$.ajax({ ...id, url: '/api/items' })", "serves"),
    (
        of_express("app.route('/a').get((q, r) => r.json({})).delete((q, r) => r.json({}));"),
        "fetch('/a', { method: 'PUT' })",
        "method",
    ),
    # --- texts that may be paths
    (of_express("app.route('/a/b').get((q, r) => r.json({}));"), "fetch('/x/a/b')", "path"),
    (
        of_express(f"app.route('/a/b')  // {'why ' * 50}\n.get((q, r) => r.json({{}}));"),
        "fetch('/x/a/b')",
        "path",
    ),
    (of_express("add('/a/b');", "app.get('/c', (q, r) => 1);"), "fetch('/x/a/b')", "withheld"),
    (of_express("app.get('/c', (q, r) => 1);", "add('/a/b');"), "fetch('/x/a/b')", "withheld"),
    # --- holes and converters
    (ITEM, "fetch(`/api/items/${id}`)", "serves"),
    (ITEM, "fetch('/api/items/' + id)", "serves"),
    (ITEM, "fetch(`/api/items/${id}?full=${full}`)", "serves"),
    (ITEM, "fetch('/api/items/seven')", "serves"),
    (ITEM, "fetch(`/api/items/${id}/parts`)", "path"),
    (ITEM, "fetch(`/api/goods/${id}`)", "path"),
    (NUMBER, "fetch('/api/items/7')", "serves"),
    (NUMBER, "fetch('/api/items/seven')", "path"),
    (NUMBER, "fetch(`/api/items/${id}`)", "serves"),
    (NUMBER, "fetch(`/api/items/no-${id}`)", "serves"),
    (of_flask("/items/<int:item>.json"), "fetch(`/api/items/${id}.json`)", "serves"),
    (of_flask("/items/<int:item>.json"), "fetch(`/api/items/${id}.csv`)", ""),  # a file
    (of_flask("/items/v<int:item>"), "fetch(`/api/items/w${id}`)", "path"),
    (of_flask("/items/<uuid:item>/parts"), "fetch(`/api/items/${id}/parts`)", "serves"),
    (of_flask("/<kind>/new"), "fetch('/api/items/new')", "serves"),
    (GET_ITEMS, "fetch(`/api/${kind}`)", "may-serve"),
    (GET_ITEMS, "fetch(`/api/items${query}`)", "serves"),
    (GET_ITEMS, "fetch(`/api/it${rest}`)", "may-serve"),
    (of_flask("/a/b"), "fetch(`/api/${rest}`)", "may-serve"),  # may hold a slash
    (of_flask("/a/<b>/c"), "fetch(`/api/a/${b}/${c}`)", "may-serve"),
    # --- slashes at the end
    (of_flask("/items/"), "fetch('/api/items')", "serves"),  # 308
    (of_flask("/items/"), "fetch('/api/items/')", "serves"),
    (GET_ITEMS, "fetch(`/api/items/${id}`)", "path"),  # not even where the hole is empty
    (of_flask("/items/"), "fetch(`/api/items/${id}`)", "may-serve"),
    (of_express("app.get('/items', (q, r) => r.json([]));"), "fetch(`/items/${id}`)", "may-serve"),
    (GET_ITEMS, "fetch('/api/items/')", "withheld"),  # 404, unless strict_slashes is off somewhere
    (ROUTER, "fetch('/api/items/7/')", "serves"),
    # --- Express
    (ROUTER, "fetch('/api/items/7')", "serves"),
    (ROUTER, "fetch('/API/Items/7')", "serves"),
    (ROUTER, "fetch('/api/items')", "path"),
    (ROUTER, "fetch('/items/7')", "path"),
    (ROUTER, "fetch('/api/items/7', { method: 'DELETE' })", "method"),
    (of_express("app.get('/items/:id?', (q, r) => r.json({}));"), "fetch('/items')", "serves"),
    (DIGITS, "fetch('/items/7')", "serves"),
    (DIGITS, "fetch('/items/x')", "path"),
    (of_express("app.get(['/a', '/b'], (q, r) => r.json({}));"), "fetch('/b')", "serves"),
    (of_express("app.all('/a', (q, r) => r.json({}));"), "axios.put('/a')", "serves"),
    (
        of_express("app.use(`/${process.env.P}`, router);", "router.get('/b', (q, r) => r.end());"),
        "fetch('/any/b')",
        "serves",
    ),
    # --- what takes everything
    (of_flask("/files/<path:name>"), "fetch('/api/files/a/b')", "catch-all"),
    (of_express("app.get('*', (q, r) => r.sendFile('index.html'));"), "fetch('/anchors')", "path"),
    (of_express("app.use((q, r) => r.status(404).json({}));"), "fetch('/anchors')", "path"),
    (GET_ITEMS, "fetch('/static/any')", "catch-all"),
    # --- bases, instances, functions of the project
    (GET_ITEMS, "const base = '/api'; fetch(`${base}/items`)", "serves"),
    (GET_ITEMS, "const base = '/v2'; fetch(`${base}/items`)", "path"),
    (GET_ITEMS, "fetch(`${window.location.origin}/api/items`)", "serves"),
    (GET_ITEMS, "fetch(`${window.base}/items`)", "serves"),  # an unknown base
    (GET_ITEMS, "axios.create({ baseURL: '/api' }).get('/items')", "serves"),
    (GET_ITEMS, "const http = axios.create({ baseURL: '/api/' }); http.get('items')", "serves"),
    (GET_ITEMS, "const http = axios.create({ baseURL: '/api' }); http.post('/items')", "method"),
    (GET_ITEMS, "axios({ url: '/api/items', method: 'delete' })", "method"),
    (GET_ITEMS, "const load = (path) => fetch('/api' + path); load('/items')", "serves"),
    (GET_ITEMS, "const load = (path) => fetch('/api' + path); load('/none')", "path"),
    (
        GET_ITEMS,
        "const raw = (path, options) => fetch('/api' + path, options);"
        " const post = (path) => raw(path, { method: 'POST' }); post('/none')",
        "path",
    ),
    (ITEM, "$.getJSON('/api/items/' + id)", "serves"),
    (ITEM, "$.ajax({ url: '/api/items/7', type: 'PUT' })", "method"),
    (ITEM, "const r = new XMLHttpRequest(); r.open('PUT', '/api/items/7')", "method"),
    (ITEM, "new EventSource('/api/items/7')", "serves"),
]  # fmt: skip


@pytest.mark.parametrize(("server", "call", "verdict"), PAIRS)
def test_verdict(tmp_path: Path, server: str, call: str, verdict: str) -> None:
    name = "server.js" if "express" in server else "server.py"
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / name).write_text(server)
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "main.js").write_text(
        "import axios from 'axios';\nimport $ from 'jquery';\n"
        "const { id, on, a, kind, query, rest, b, c, full } = window.state;\n"
        f"{call};\nfetch('/anchor');\n"
    )
    hold(tmp_path, verdict)


def hold(root: Path, verdict: str) -> None:
    """The verdict on the one request of a project that does not go to `/anchor`."""
    with app.linked(root) as project:
        ask = project.store.ask
        claims = ask("SELECT fault, withheld FROM unserved_call")
        kinds = ask(
            "SELECT DISTINCT kind FROM call_route JOIN live_call ON live_call.id = call"
            " WHERE path NOT LIKE '%/anchor'"
        )
    found = {"withheld" if withheld else fault for fault, withheld in claims}
    if verdict == "methods":  # in each case of a condition
        assert claims == [("method", ""), ("method", "")]
        return
    assert len(claims) <= 1
    if verdict in ("path", "method", "withheld"):
        assert found == {verdict}
    else:
        assert found <= {"withheld"}
        expected = {(verdict,)} if verdict else set()
        assert {kind for kind in kinds if kind != ("other-method",)} == expected
