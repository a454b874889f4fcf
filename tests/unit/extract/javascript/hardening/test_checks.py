"""Headers that are read, signatures that are checked, what stands before a route."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import CallTerms, HeaderCheck, RequestGuard, ViewBody
from dupelint.model.value import load


@pytest.mark.parametrize(
    ("body", "found"),
    [  # kind, header, passes_unset, skippable
        ("const sent = req.get('X-Secret');", [("header", "x-secret", 0, 0)]),
        ("const sent = req.headers['x-secret'];", [("header", "x-secret", 0, 0)]),
        ("const sent = req.header('x-secret');", [("header", "x-secret", 0, 0)]),
        ("if (req.get('X-Secret') !== process.env.S) deny();", [("header", "x-secret", 1, 0)]),
        ("if (req.get('X-Secret') === SECRET) next();", [("header", "x-secret", 1, 0)]),
        ("if (req.get('X-Secret') === DEFAULTED) next();", [("header", "x-secret", 0, 0)]),
        ("if (req.get('X-Secret') === 'x') next();", [("header", "x-secret", 0, 0)]),
        (
            "const sent = req.get('X-Secret'); if (sent === process.env.S) next();",
            [("header", "x-secret", 1, 0)],
        ),
        (
            "const sent = req.get('X-Secret'); if (!sent) return;\n"
            "if (sent === process.env.S) next();",
            [("header", "x-secret", 0, 0)],
        ),
        (
            "if (!process.env.S || req.get('X-Secret') !== process.env.S) deny();",
            [("header", "x-secret", 0, 0)],
        ),
        (
            "if (process.env.CHECK === '1') { look(req.get('X-Secret')); }",
            [("header", "x-secret", 0, 1)],
        ),
        ("twilio.validateRequest(token, sig, url, body);", [("twilio", "", 0, 0)]),
        ("axios.get(u, { headers: { 'X-Secret': 1 } });", []),
        ("map.get('X-Secret');", []),
        ("// req.get('X-Secret')", []),
    ],
)
def test_checks(read: Any, body: str, found: list[tuple[Any, ...]]) -> None:
    source = (
        "const twilio = require('twilio');\nconst SECRET = process.env.S;\n"
        f"const DEFAULTED = process.env.S || 'x';\nfunction check(req, res, next) {{\n{body}\n}}\n"
    )
    assert read(source, HeaderCheck, "kind header passes_unset skippable") == found


def test_what_stands_before_a_route(read: Any) -> None:
    source = (
        "const app = require('express')();\n"
        "app.get('/a', check, limit(3), (req, res) => res.json({}));\n"
        "app.post('/b', [one, two], done);\napp.put('/c', done);\n"
    )
    found = [(form, load(target)) for form, target in read(source, RequestGuard, "form target")]
    assert found == [
        ("route", ("unresolved", "not declared here")),
        ("route", ("unresolved", "call")),
        ("route", ("unresolved", "not declared here")),
        ("route", ("unresolved", "not declared here")),
    ]


@pytest.mark.parametrize(
    ("handler", "found"),
    [
        ("(req, res) => res.json(req.body.MessageSid)", [(1,)]),
        ("(req, res) => res.send(new twilio.twiml.VoiceResponse().toString())", [(1,)]),
        ("(req, res) => res.json(req.body.sid)", []),
    ],
)
def test_twilio(read: Any, handler: str, found: list[tuple[int]]) -> None:
    source = f"const app = require('express')();\napp.post('/a', {handler});\n"
    assert read(source, ViewBody, "twilio") == found


@pytest.mark.parametrize(
    ("call", "headers", "inherited"),
    [
        ("fetch(u)", ("null",), ""),
        ("fetch(u, { headers: { 'X-A': '1' } })", ("object", ("X-A", ("str", "1"))), ""),
        ("fetch(u, { method: 'POST' })", ("null",), ""),
        ("fetch(u, { ...options })", ("unresolved", "spread"), ""),
        ("fetch(u, { headers: { ...extra } })", ("unresolved", "spread"), ""),
        ("axios.get(u)", ("null",), "x-default"),
        ("axios.get(u, { headers: { 'X-A': '1' } })", ("object", ("X-A", ("str", "1"))), "x-default"),
        ("axios.post(u, { headers: 1 })", ("null",), "x-default"),
        (
            "axios.post(u, body, { headers: { 'X-A': '1' } })",
            ("object", ("X-A", ("str", "1"))),
            "x-default",
        ),
        ("axios({ url: u, headers: { 'X-A': '1' } })", ("object", ("X-A", ("str", "1"))), "x-default"),
    ],
)  # fmt: skip
def test_terms(read: Any, call: str, headers: tuple[Any, ...], inherited: str) -> None:
    source = (
        "const axios = require('axios');\nconst u = process.env.U;\n"
        f"axios.defaults.headers.common['X-Default'] = '1';\n{call};\n"
    )
    found = read(source, CallTerms, "headers inherited timeout")
    assert [(load(one[0]), *one[1:]) for one in found] == [(headers, inherited, -1)]


@pytest.mark.parametrize(
    ("call", "credentials"),
    [
        ("fetch(u)", ""),
        ("fetch(u, {})", ""),
        ("fetch(u, { credentials: 'include' })", "include"),
        ("fetch(u, { 'credentials': `same-origin` })", "same-origin"),
        ("fetch(u, { credentials: mode })", "?"),
        ("fetch(u, { credentials })", "?"),
        ("fetch(u, { ...options, credentials: 'omit' })", "omit"),
        ("fetch(u, { credentials: 'omit', ...options })", "?"),
        ("fetch(u, { [name]: 'include' })", "?"),
        ("fetch(u, options)", "?"),
        ("fetch(new Request(u, { credentials: 'include' }))", "?"),
        ("axios.get(u)", ""),
        ("axios.get(u, { withCredentials: true })", "include"),
        ("axios.get(u, { withCredentials: false })", "same-origin"),
        ("axios.get(u, { withCredentials })", "?"),
        ("axios.get(u, { withCredentials: true, ...options })", "?"),
        ("axios.get(u, { ...options, withCredentials: true })", "include"),
        ("axios.get(u, options)", "?"),
        ("axios.post(u, { withCredentials: true })", ""),
        ("axios.post(u, {}, { 'withCredentials': true })", "include"),
        ("axios(u, { withCredentials: true })", "include"),
        ("axios({ url: u, withCredentials: true })", "include"),
        ("const api = axios.create({ withCredentials: true });\napi.get(u)", "include"),
        (
            "const api = axios.create({ withCredentials: true });\napi.get(u, { withCredentials: false })",
            "same-origin",
        ),
        ("const api = axios.create(options);\napi.get(u)", "?"),
        ("const api = axios.create({ timeout: 5 });\napi.get(u)", ""),
    ],
)
def test_credentials(read: Any, call: str, credentials: str) -> None:
    source = f"const axios = require('axios');\nconst u = process.env.U;\n{call};\n"
    assert read(source, CallTerms, "credentials") == [(credentials,)]
