"""`live_call` of whole little projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from dupelint import app


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("fetch('/api/items?x=1#y')", [("GET", "/api/items?x=1#y", "", 0, "/api/items")]),
        (
            "const f = (id) => fetch(`/api/items/${id}`, { method: 'PUT' })",
            [("PUT", "/api/items/{id}", "", 0, "/api/items/{}")],
        ),
        (
            "fetch('http://localhost:3300/qr')",
            [("GET", "http://localhost:3300/qr", "localhost", 3300, "/qr")],
        ),
        ("fetch('//cdn.example.org')", [("GET", "//cdn.example.org", "cdn.example.org", 0, "/")]),
        (
            "fetch('https://user:pw@example.org/a')",
            [("GET", "https://user:pw@example.org/a", "example.org", 0, "/a")],
        ),
        (
            "fetch(`${window.location.origin}/api`)",
            [("GET", "{location.origin}/api", "", 0, "/api")],
        ),
        (
            "fetch(`http://${window.location.hostname}:3300/qr`)",
            [("GET", "http://{location.hostname}:3300/qr", "{location.hostname}", 3300, "/qr")],
        ),
        (
            "fetch(`${location.protocol}//${location.host}/api`)",
            [("GET", "{location.protocol}//{location.host}/api", "", 0, "/api")],
        ),
        (
            "fetch(`${location.protocol}//${location.hostname}:3300/qr`)",
            [
                (
                    "GET",
                    "{location.protocol}//{location.hostname}:3300/qr",
                    "{location.hostname}",
                    3300,
                    "/qr",
                )
            ],
        ),
        (
            "const f = (base) => fetch(`${base}/api/items`)",
            [("GET", "{base}/api/items", "{base}", 0, "/api/items")],
        ),
        ("const f = (url) => fetch(url)", []),  # nothing of it is known
        ("fetch(`api/items`)", []),  # relative to a page that is not known
    ],
)
def test_addresses(tmp_path: Path, code: str, rows: list[tuple[object, ...]]) -> None:
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "page.js").write_text(code + "\n")
    query = "SELECT method, url, host, port, path FROM live_call ORDER BY id"
    with app.linked(tmp_path) as project:
        assert project.store.ask(query) == rows


WRAPPER = "const send = (path, init) => fetch(path, { ...init, mode: 'cors' });\n"
MIDDLE = "const ask = (path, init) => send(path, { ...init, headers: {} });\n"


@pytest.mark.parametrize(
    ("code", "method"),
    [
        ("send('/x')", "GET"),
        ("send('/x', { body: 1 })", "GET"),
        ("send('/x', { method: 'PUT' })", "PUT"),
        ("send('/x', options)", ""),
        ("send('/x', { ...options })", ""),
        ("ask('/x')", "GET"),
        ("ask('/x', { method: 'PUT' })", "PUT"),
        ("ask('/x', { ...options })", ""),
        ("const post = (path) => send(path, { method: 'POST' });\npost('/x')", "POST"),
        ("const by = (path, method = 'PATCH') => fetch(path, { method });\nby('/x')", "PATCH"),
        ("const by = (path, method = 'PATCH') => fetch(path, { method });\nby('/x', m)", ""),
        ("const by = (path, o = {}) => fetch(path, { method: o.method || 'PUT' });\nby('/x')", ""),
        ("const by = (u, o = {}) => fetch(u, { method: o.method || 'GET' });\nby('/x')", "GET"),
    ],
)
def test_the_method_of_a_request_through_others(tmp_path: Path, code: str, method: str) -> None:
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "page.js").write_text(WRAPPER + MIDDLE + code + "\n")
    with app.linked(tmp_path) as project:
        assert project.store.ask("SELECT method, url FROM live_call ORDER BY id") == [
            (method, "/x")
        ]
