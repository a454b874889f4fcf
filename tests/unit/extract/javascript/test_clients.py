"""Requests, and calls that only look like them."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import HttpCall
from dupelint.model.value import load

NULL = ("null",)
X = ("str", "/x")
AX = "import axios from 'axios'; "
BASE = ("global", "BASE")

HITS: list[tuple[str, tuple[Any, ...]]] = [
    # fetch
    ("fetch('/x')", ("fetch", "GET", X, NULL)),
    ("fetch(`/x`, { method: 'post' })", ("fetch", "POST", X, NULL)),
    ("fetch('/x', options)", ("fetch", "", X, NULL)),
    ("fetch('/x', { headers })", ("fetch", "GET", X, NULL)),
    ("window.fetch('/x')", ("fetch", "GET", X, NULL)),
    ("fetch(new Request('/x'))", ("fetch", "GET", X, NULL)),
    ("import fetch from 'node-fetch'; fetch('/x')", ("fetch", "GET", X, NULL)),
    ("import { fetch } from 'undici'; fetch('/x')", ("fetch", "GET", X, NULL)),
    ("const BASE = '/b'; fetch(`${BASE}/x`)",
     ("fetch", "GET", ("concat", BASE, ("str", "/x")), NULL)),
    ("function f(id) { const url = `/x/${id}`; fetch(url) }",
     ("fetch", "GET", ("concat", ("str", "/x/"), ("param", "id")), NULL)),
    ("fetch('https://api.example.com/x')",
     ("fetch", "GET", ("str", "https://api.example.com/x"), NULL)),
    ("fetch(new URL('/x', BASE)); const BASE = 1",
     ("fetch", "GET", ("concat", BASE, ("str", "/x")), NULL)),
    ("import { getApiUrl } from './u'; fetch(getApiUrl('/x'))",
     ("fetch", "GET", ("call", ("global", "getApiUrl"), (X,), ()), NULL)),
    ("fetch(location.protocol + '//' + location.hostname + ':3300/x')",
     ("fetch", "GET", ("concat", ("window", "protocol"), ("str", "//"), ("window", "hostname"),
                       ("str", ":3300/x")), NULL)),
    ("fetch<User>('/x')", ("fetch", "GET", X, NULL)),
    # axios
    (AX + "axios('/x')", ("axios", "GET", X, NULL)),
    (AX + "axios({ url: '/x', method: 'put' })", ("axios", "PUT", X, NULL)),
    (AX + "axios({ url: '/x', baseURL: '/b' })", ("axios", "GET", X, ("str", "/b"))),
    (AX + "axios.get('/x')", ("axios", "GET", X, NULL)),
    (AX + "axios.get<User[]>('/x')", ("axios", "GET", X, NULL)),
    (AX + "axios.post(u, { a: 1 })", ("axios", "POST", ("unresolved", "not declared here"), NULL)),
    (AX + "axios.request({ url: '/x', method: 'DELETE' })", ("axios", "DELETE", X, NULL)),
    ("import http from 'axios'; http.get('/x')", ("axios", "GET", X, NULL)),
    ("const axios = require('axios').default; axios.get('/x')", ("axios", "GET", X, NULL)),
    ("axios.get('/x')", ("axios", "GET", X, NULL)),
    ("import api from '@/services/axios'; api.get('/x')",
     ("axios-like", "GET", X, ("member", ("global", "api"), "baseURL"))),
    ("import { http } from './http'; http.delete(`/x/${id}`)",
     ("axios-like", "DELETE", ("concat", ("str", "/x/"), ("unresolved", "not declared here")),
      ("member", ("global", "http"), "baseURL"))),
    ("import { indicoAxios } from './axios'; function f(u) { indicoAxios.get(u) }",
     ("axios-like", "GET", ("param", "u"), ("member", ("global", "indicoAxios"), "baseURL"))),
    ("class K { m() { this.http.get('/x') } }", ("axios-like", "GET", X, NULL)),
    # the rest
    ("import ky from 'ky'; ky('/x')", ("ky", "GET", X, NULL)),
    ("import ky from 'ky'; ky.post('/x').json()", ("ky", "POST", X, NULL)),
    ("import got from 'got'; got('/x')", ("got", "GET", X, NULL)),
    ("import { ofetch } from 'ofetch'; ofetch('/x', { method: 'POST' })",
     ("ofetch", "POST", X, NULL)),
    ("$fetch('/x', { baseURL: '/b' })", ("ofetch", "GET", X, ("str", "/b"))),
    ("import useSWR from 'swr'; useSWR('/x', f)", ("swr", "", X, NULL)),
    ("$.get('/x')", ("jquery", "GET", X, NULL)),
    ("$.post('/x', d)", ("jquery", "POST", X, NULL)),
    ("jQuery.getJSON('/x')", ("jquery", "GET", X, NULL)),
    ("$.ajax({ url: '/x', type: 'PUT' })", ("jquery", "PUT", X, NULL)),
    ("import $ from 'jquery'; $.ajax('/x')", ("jquery", "GET", X, NULL)),
    ("xhr.open('GET', '/x', true)", ("XMLHttpRequest", "GET", X, NULL)),
    ("new WebSocket('ws://h:1/x')", ("WebSocket", "", ("str", "ws://h:1/x"), NULL)),
    ("import WebSocket from 'ws'; new WebSocket('ws://h:1')",
     ("WebSocket", "", ("str", "ws://h:1"), NULL)),
    ("new EventSource('/x')", ("EventSource", "", X, NULL)),
    ("import { io } from 'socket.io-client'; io('http://h:1')",
     ("io", "", ("str", "http://h:1"), NULL)),
    ("navigator.sendBeacon('/x', d)", ("sendBeacon", "POST", X, NULL)),
    ("useQuery({ queryKey: ['/api/x', id] })",
     ("react-query", "GET", ("concat", ("str", "/api/x/"), ("unresolved", "not declared here")),
      NULL)),
    # functions of the project
    ("import { apiFetch } from './api'; apiFetch('/x')",
     ("wrapper", "", ("call", ("global", "apiFetch"), (X,), ()), NULL)),
    ("import { apiRequest } from './api'; apiRequest('POST', '/x', data)",
     ("wrapper", "POST", ("call", ("global", "apiRequest"),
      (("str", "POST"), X, ("unresolved", "not declared here")), ()), NULL)),
    ("import { secureFetch } from './api'; secureFetch(`/x`, { method: 'PUT' })",
     ("wrapper", "PUT", ("call", ("global", "secureFetch"),
      (X, ("object", ("method", ("str", "PUT")))), ()), NULL)),
    ("import { get, ROUTES } from './api'; get<User>(ROUTES.user)",
     ("wrapper", "", ("call", ("global", "get"), (("member", ("global", "ROUTES"), "user"),), ()),
      NULL)),
    ("import { http, endpoints } from './api'; http.put(endpoints.user(1), d)",
     ("axios-like", "PUT",
      ("call", ("member", ("global", "endpoints"), "user"), (("num", 1),), ()),
      ("member", ("global", "http"), "baseURL"))),
    # clients of the project that are given all in one object
    ("import request from './r'; request({ url: '/x', method: 'post', data })",
     ("axios-like", "POST", X, ("member", ("global", "request"), "baseURL"))),
    ("import { http } from './r'; http.put<A>({ data, url: `/x` })",
     ("axios-like", "PUT", X, ("member", ("global", "http"), "baseURL"))),
    ("import request from './r'; request({ url: '/x', method: m })",
     ("axios-like", "", X, ("member", ("global", "request"), "baseURL"))),
    # attributes
    ("<img src='http://localhost:3300/qr' />",
     ("attribute", "", ("str", "http://localhost:3300/qr"), NULL)),
    ("const BASE = '/b'; <img src={`${BASE}/qr`} />",
     ("attribute", "", ("concat", BASE, ("str", "/qr")), NULL)),
    ("<form action='/login' />", ("attribute", "", ("str", "/login"), NULL)),
    ("img.src = 'http://localhost:3300/qr'",
     ("attribute", "", ("str", "http://localhost:3300/qr"), NULL)),
    # bases
    (AX + "axios.defaults.baseURL = 'http://h:1'", ("default-base-url", "", ("str", "http://h:1"), NULL)),
    ("createApi({ baseQuery: fetchBaseQuery({ baseUrl: '/b' }) })",
     ("base-url", "", ("str", "/b"), NULL)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HITS)
def test_requests(read: Any, source: str, expected: tuple[Any, ...]) -> None:
    path = "a.tsx" if "/>" in source else "a.ts"
    assert read(source, HttpCall, "client method url base", path) == [expected]


ASKED: list[tuple[str, tuple[str, Any]]] = [
    ("const f = (o) => fetch('/x', o)", ("", ("param", "o"))),
    ("const f = (o) => fetch('/x', { ...o, mode })", ("", ("param", "o"))),
    ("const f = (o) => fetch('/x', { ...o, method: 'PUT' })", ("PUT", NULL)),
    ("const f = (method) => fetch('/x', { method })", ("", ("param", "method"))),
    ("const f = (o) => fetch('/x', { method: o.method || 'GET' })", ("", ("param", "o"))),
    ("fetch('/x', { ...options })", ("", ("unresolved", "spread"))),
    ("fetch('/x', options)", ("", ("unresolved", "options"))),
    ("import { send } from './s'; send('/x')", ("", NULL)),
    ("import { send } from './s'; send('/x', { body })", ("", NULL)),
    ("import { send } from './s'; send('/x', { ...o })", ("", ("unresolved", "spread"))),
    ("import { send } from './s'; const f = (o) => send('/x', o)", ("", ("param", "o"))),
]


@pytest.mark.parametrize(("source", "expected"), ASKED)
def test_what_names_the_method(read: Any, source: str, expected: tuple[str, Any]) -> None:
    ((method, asked),) = read(source, HttpCall, "method asked", "a.ts")
    assert (method, load(asked)) == expected


def test_instances_of_the_same_file(read: Any) -> None:
    source = (
        "import axios from 'axios'; const api = axios.create({ baseURL: process.env.API });"
        "api.get('/x'); api({ url: '/y', method: 'POST' });"
    )
    base = ("env", "API", NULL)
    assert read(source, HttpCall, "client method url base") == [
        ("base-url", "", base, NULL),
        ("axios", "GET", X, base),
        ("axios", "POST", ("str", "/y"), base),
    ]


MISSES = [
    "import { map } from './r'; map.get(KEYS)",
    "localStorage.getItem(KEYS.TOKEN)",
    "import { getByKey } from './r'; getByKey(KEYS.TOKEN)",
    "import request from './r'; request({ url: 'x' })",
    "import request from './r'; request({ url: '//h/x' })",
    "import request from './r'; request({ url: '/x' }, done)",
    "import request from './r'; request({ a: { url: '/x' } })",
    "import { menu } from './r'; menu({ url: '/x' })",
    "import { api } from './r'; api.link({ url: '/x' })",
    "function request(o) {} request({ url: '/x' })",
    "const item = { url: '/x' }",
    "const m = new Map(); m.get('/x')",
    "const fetch = () => 1; fetch(u)",
    "params.get('key')",
    "import { cache } from './c'; cache.get('/x')",
    "import express from 'express'; const app = express(); app.get('/x', (req, res) => {})",
    "import { router } from './r'; router.get('/x', handler)",
    "import { api } from './r'; api.get('/x', (req, res) => {})",
    "import request from 'supertest'; request(app).get('/x')",
    "function f(client) { client.get('/x') }",
    "import fetch from './fetch-data'; fetch(1)",
    "window.open('/x', '_blank')",
    "fs.open('/x', 'r')",
    "import path from 'path'; path.join('/x', 'y')",
    "import { redirect } from 'next/navigation'; redirect('/x')",
    "navigate('/x')",
    "const s = \"fetch('/x')\" // fetch('/y')",
    "useQuery({ queryKey: ['/api/x'], queryFn: f })",
    "useQuery({ queryKey: ['users'] })",
    "<a href='https://example.com/x'>x</a>",
    "<img src='/logo.png' />",
    "import logo from './logo.png'; <img src={logo} />",
    "defineConfig({ use: { baseURL: 'http://localhost:3000' } })",
    "$.get(0)",
    "import $ from 'jquery'; $('/x')",
]


@pytest.mark.parametrize("source", MISSES)
def test_what_is_no_request(read: Any, source: str) -> None:
    path = "a.tsx" if ">" in source and "<" in source else "a.ts"
    assert read(source, HttpCall, "client url", path) == []


def test_place(read: Any) -> None:
    assert read("const r = await fetch('/x', {})", HttpCall, "scope url_at at") == [
        ("", "'/x'", "fetch('/x', {})")
    ]
