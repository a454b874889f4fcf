"""Whatever the bytes are, extraction ends without an exception and stays inside the file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.extract.javascript import extract
from dupelint.extract.javascript.assignments import places
from dupelint.extract.unit import Fact, Unit, Words
from dupelint.model.facts import Gap, HttpCall, Import
from dupelint.model.source import Kind, Language

SEED = b"""'use client';
import axios, { get as g } from 'axios'; import type { T } from "./t"; const m = require('./m');
export * from './k'; const { PORT = 3001, ...rest } = process.env; const BASE = `http://h:${PORT}`;
const app = require('express')(); const api = axios.create({ baseURL: BASE });
class K { #u = '/x'; constructor(private readonly base = BASE) { this.o = 1; }
  async load(id) { if (!id) return; const r = await fetch(`${this.base}/${id}`, { method: 'PUT' });
    if (r.status === 204) return null; return r.json(); } }
export default function App({ a: { b }, c = 2 }) { return <img src={`${BASE}/q`} alt="x" />; }
switch (x) { case 1: window.a(); break; default: app.listen(PORT || 3300, () => {}); }
for (const k of ['a', 'b']) { api.get('/x/' + k).then((r) => r.data); }
let u = '/a'; u += '?q'; $.ajax({ url: u, type: 'POST' }); module.exports = { app, f: () => u };
enum E { A = 1, B } // dupelint: ignore[DUP201] why
process.env.X = 'v'; new WebSocket(location.hostname + ':3001'); exec('lsof -i :3310');
"""
PIECES = b"|{|}|(|)|`|${|\0|\xff|=>|'|/*|<|...|[|\r\n|\xf0\x9f\x98\x80|".split(b"|")
SPANS = ("at", "url_at", "value_at", "body", "covers", "codes_at", "statement", "response")
WORDS = Words(frozenset({3001, 3300, 3310}), include_docs=False)


def check(data: bytes, language: Language) -> list[Fact]:
    facts = list(extract(Unit("vite.config.ts", language, Kind.SOURCE, data, WORDS)))
    for fact in facts:
        for name in SPANS:
            held = getattr(fact, name, -1)
            if isinstance(held, int) and held >= 0:
                assert 0 <= (held >> 21) <= (held >> 21) + (held & (1 << 21) - 1) <= len(data)
        for column in fact:
            assert isinstance(column, int) or column.encode() is not None  # storable
            if isinstance(column, str) and column.startswith('["'):
                json.loads(column)
    return facts


LANGUAGES = st.sampled_from([Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])


@given(st.binary(max_size=300), LANGUAGES)
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes(data: bytes, language: Language) -> None:
    check(data, language)


@given(st.data(), LANGUAGES)
@settings(max_examples=150, deadline=None)
def test_mutated_source(draws: st.DataObject, language: Language) -> None:
    data = bytearray(SEED)
    for _ in range(draws.draw(st.integers(1, 6))):
        start = draws.draw(st.integers(0, len(data) - 1))
        end = min(len(data), start + draws.draw(st.integers(0, 30)))
        data[start:end] = draws.draw(st.sampled_from(PIECES))
    check(bytes(data), language)


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])
def test_the_seed_itself(language: Language) -> None:
    assert len(check(SEED, language)) > 20


def test_crlf_and_a_byte_order_mark_change_only_offsets() -> None:
    plain = check(SEED, Language.TSX)
    other = check(b"\xef\xbb\xbf" + SEED.replace(b"\n", b"\r\n"), Language.TSX)
    assert [type(fact) for fact in plain] == [type(fact) for fact in other]
    assert [f[:4] for f in plain if type(f) is HttpCall] == [
        f[:4] for f in other if type(f) is HttpCall
    ]


GAPS: list[tuple[bytes, tuple[Any, ...]]] = [
    (b"fetch('/x'); // \xff", ("decode", "file")),
    (b"fetch('/x') " + b"[" * 3000 + b"process.env.X" + b"]" * 3000, ("deep", "env")),
    (b"fetch('/x') }}} ((( ===> <<< ??? ;;; @@ ## %% fetch( {{{ [[[ ;; ==", ("parse", "file")),
]


@pytest.mark.parametrize(("data", "expected"), GAPS)
def test_gaps(data: bytes, expected: tuple[Any, ...]) -> None:
    facts = check(data, Language.JAVASCRIPT)
    assert [f[:2] for f in facts if type(f) is Gap] == [expected]


def test_a_broken_file_keeps_its_imports() -> None:
    data = b"import a from './a'\n" + b"}} (( => << ?? @@ fetch( {{ [[ == " * 20
    facts = check(data, Language.TYPESCRIPT)
    assert [f.module for f in facts if type(f) is Import] == ["./a"]


def test_a_broken_place_is_a_gap_and_the_rest_is_read() -> None:
    data = b"fetch('/x');\n" * 30 + b"const a = = ( fetch('/y') ;\n" + b"fetch('/z');\n" * 30
    facts = check(data, Language.JAVASCRIPT)
    assert sum(type(f) is HttpCall for f in facts) >= 59


@pytest.mark.parametrize(
    "element",
    [
        b"<Status/>",
        b"<Status/ >",
        b"<h2>News & Stories</h2>",
        b'<img src="https://img.example/a?w=1&fit=crop&q=80" />',
        b"<p>&copy; 2020 & on</p>",
        b"<p>{flags & 4 && <b />}</p>",
    ],
)
def test_jsx_that_the_grammar_does_not_know(element: bytes) -> None:
    data = (
        b"export const Page = () => (<div>"
        + element
        + (b"<b onClick={() => fetch('/qr?a=1&b=2')} /></div>);\n")
    )
    facts = list(extract(Unit("page.jsx", Language.JAVASCRIPT, Kind.SOURCE, data, WORDS)))
    assert [
        fact.url for fact in facts if isinstance(fact, HttpCall) and fact.client == "fetch"
    ] == ['["str","/qr?a=1&b=2"]']
    assert not [fact for fact in facts if isinstance(fact, Gap)]


def test_a_variable_without_a_name_is_assigned_nowhere() -> None:
    """Error recovery can declare one; a search for no text at all would never end."""
    assert list(places("", 0, 5, b"a = b")) == []
