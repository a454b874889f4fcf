"""Requests of client classes: what the constructor was given is in front of their paths."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

QUERY = "SELECT method, url FROM live_call WHERE client <> 'base-url' ORDER BY id"

FETCHING = """\
export class ApiClient {
  constructor(base) { this.base = base }
  get(path) { return fetch(`${this.base}${path}`) }
  post(path, body) { return this.request(path, { method: 'POST', body }) }
  request(path, options) { return fetch(this.url(path), options) }
  url(path) { return `${this.base}${path}` }
}
"""
SERVICE = """\
import axios from 'axios'
class Users {
  constructor() { this.http = axios.create({ baseURL: '/api/users' }) }
  list() { return this.http.get('/') }
  drop(id) { return this.http.delete(`/${id}`) }
}
export default new Users()
"""
TYPED = """\
export class Orders {
  constructor(private readonly base: string = '/api/orders') {}
  list() { return this.send('/all') }
  private async send(path: string, options?: RequestInit) {
    return fetch(`${this.base}${path}`, options)
  }
}
"""


@pytest.mark.parametrize(
    ("made", "call", "rows"),
    [
        ("new ApiClient('/api')", "api.get('/x')", [("GET", "/api/x")]),
        ("new ApiClient('/api')", "api.get(`/x/${id}`)", [("GET", "/api/x/{}")]),
        ("new ApiClient('/api')", "api.post('/x', {})", [("POST", "/api/x")]),
        ("new ApiClient('/api')", "api.request('/x', { method: 'PUT' })", [("PUT", "/api/x")]),
        ("new ApiClient(BASE)", "api.get('/x')", [("GET", "/v1/x")]),
        ("new ApiClient(window.base)", "api.get('/x')", [("GET", "{}/x")]),
        ("new ApiClient()", "api.get('/x')", [("GET", "{base}/x")]),
        ("new Map()", "api.get('/x')", [("GET", "{}/x")]),
    ],
)
def test_an_object_that_another_file_uses(
    ask: Ask, made: str, call: str, rows: list[tuple[str, str]]
) -> None:
    files = {
        "src/client.js": FETCHING,
        "src/api.js": "import { ApiClient } from './client'\nconst BASE = '/v1'\n"
        f"export const api = {made}\n",
        "src/page.js": f"import {{ api }} from './api'\nconst {{ id }} = window.state\n{call}\n",
    }
    used = "SELECT method, url FROM live_call JOIN source ON source.file = at >> 42"
    assert ask(files, f"{used} WHERE source.path = 'src/page.js'") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (SERVICE, [("GET", "/api/users/"), ("DELETE", "/api/users/{id}")]),
        (TYPED + "export const orders = new Orders()", [("GET", "/api/orders/all")]),
        (TYPED + "export const orders = new Orders('/v2')", [("GET", "/v2/all")]),
        (
            TYPED + "export const a = new Orders('/v2')\nexport const b = new Orders('/v3')",
            [("GET", "/v2/all"), ("GET", "/v3/all")],
        ),
        (TYPED, [("GET", "{base}/all"), ("GET", "/api/orders/all")]),  # nothing makes one
        (
            "class A { constructor({ base }) { this.base = base }"
            " list() { return fetch(`${this.base}/x`) } }\nconst a = new A({ base: '/api' })",
            [("GET", "/api/x")],
        ),
        (
            "class A { constructor(options) { this.base = options.base }"
            " list() { return fetch(`${this.base}/x`) } }\nconst a = new A({ base: '/api' })",
            [("GET", "/api/x")],
        ),
        (
            "class A { base = '/api'; list() { return this.call('/x') }"
            " call(path) { return fetch(this.base + path) } }",
            [("GET", "/api/x")],
        ),
        (
            "class A { set(base) { this.base = base } list() { return fetch(`${this.base}/x`) } }",
            [("GET", "{}/x")],
        ),
        (
            "class A { static get(path) { return fetch('/api' + path) } }\nA.get('/x')",
            [("GET", "/api/x")],
        ),
        (
            "class A { get(path) { return fetch('/api' + path) } }\n"
            "class B extends A { list() { return this.get('/x') } }\nconst b = new B()",
            [("GET", "/api/x")],
        ),
        (
            "class A { get(path) { return fetch(`${this.baseUrl}${path}`) } }\n"
            "class B extends A { baseUrl = '/v1'; list() { return this.get('/x') } }",
            [("GET", "/v1/x")],
        ),
        (
            "class A { get(path) { return fetch(`${this.baseUrl}${path}`) } }\n"
            "class B extends A { list() { return this.get('/x') } }",
            [],  # it may hold any other
        ),
        ("class A { list() { return this.cache.get('/x') } }", []),
    ],
)
def test_methods(ask: Ask, text: str, rows: list[tuple[str, str]]) -> None:
    assert ask({"src/a.ts": text}, QUERY) == rows


ABOVE = """\
export class Base {
  constructor(root) { this.root = root }
  get(path) { return fetch(`${this.root}${path}`) }
}
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("export class Api extends Base {}\n", [("GET", "/api/x")]),
        ("class Middle extends Base {}\nexport class Api extends Middle {}\n", [("GET", "/api/x")]),
        (
            "export class Api extends Base { constructor(host) { super(host + '/v1') } }\n",
            [("GET", "{root}/x")],
        ),
        (
            "export class Api extends Base { get(path) { return fetch('/own' + path) } }\n",
            [("GET", "/own/x")],
        ),
        ("export class Api extends Unknown {}\n", [("GET", "{}/x")]),
    ],
)
def test_an_object_of_a_class_that_extends_another(
    ask: Ask, text: str, rows: list[tuple[str, str]]
) -> None:
    files = {
        "src/base.js": ABOVE,
        "src/client.js": f"import {{ Base }} from './base'\n{text}",
        "src/page.js": "import { Api } from './client'\nconst api = new Api('/api')\n"
        "api.get('/x')\n",
    }
    used = "SELECT method, url FROM live_call JOIN source ON source.file = at >> 42"
    assert ask(files, f"{used} WHERE source.path = 'src/page.js'") == rows
