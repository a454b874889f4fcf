"""Requests of RTK Query: method and address of each endpoint."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

QUERY = "SELECT method, url FROM live_call WHERE client = 'rtk-query' ORDER BY id"
HEAD = "import { createApi, fetchBaseQuery, retry } from '@reduxjs/toolkit/query/react'\n"
API = "export const api = createApi({ baseQuery: %s, endpoints: (builder) => ({ %s }) })"
BASE = "fetchBaseQuery({ baseUrl: '/v1' })"


@pytest.mark.parametrize(
    ("entry", "rows"),
    [
        ("a: builder.query({ query: () => '/items' })", [("GET", "/v1/items")]),
        ("a: builder.query({ query: () => 'items' })", [("GET", "/v1/items")]),
        ("a: builder.query({ query: (id) => `items/${id}` })", [("GET", "/v1/items/{id}")]),
        ("a: builder.query({ query: () => 'https://x.org/a' })", [("GET", "https://x.org/a")]),
        ("a: builder.query<Item, string>({ query: () => '/a' })", [("GET", "/v1/a")]),
        ("a: builder.query({ query: (q) => ({ url: '/a', params: { q } }) })", [("GET", "/v1/a")]),
        (
            "a: builder.mutation({ query: (body) => ({ url: '/a', method: 'POST', body }) })",
            [("POST", "/v1/a")],
        ),
        (
            "a: builder.mutation({ query({ id, ...body }) {"
            " return { url: `/a/${id}`, method: 'patch', body } } })",
            [("PATCH", "/v1/a/{id}")],
        ),
        (
            "a: builder.mutation({ query: ({ id }) => ({"
            " url: id ? `/a/${id}` : '/a', method: id ? 'PUT' : 'POST' }) })",
            [("PUT", "/v1/a/{id}"), ("POST", "/v1/a")],
        ),
        (
            "a: builder.query({ query: (id) => { if (id) { return `/a/${id}` } return '/a' } })",
            [("GET", "/v1/a"), ("GET", "/v1/a/{id}")],
        ),
        ("a: builder.infiniteQuery({ query: () => '/a' })", [("GET", "/v1/a")]),
        ("a: builder.query({ queryFn: async () => ({ data: 1 }) })", []),
        ("a: builder.mutation({ query: (given) => ({ ...given, url: '/a' }) })", []),
        ("a: other.query({ query: () => '/a' })", []),
    ],
)
def test_endpoints(ask: Ask, entry: str, rows: list[tuple[str, str]]) -> None:
    assert ask({"src/api.ts": HEAD + API % (BASE, entry)}, QUERY) == rows


@pytest.mark.parametrize(
    ("before", "base", "url"),
    [
        ("", "fetchBaseQuery({ baseUrl: '/v1/' })", "/v1/a"),
        ("", "fetchBaseQuery({ baseUrl: '' })", "/a"),
        ("", "fetchBaseQuery()", "/a"),
        ("", "retry(fetchBaseQuery({ baseUrl: '/v1' }), { maxRetries: 2 })", "/v1/a"),
        ("const baseUrl = '/v2'", "fetchBaseQuery({ baseUrl })", "/v2/a"),
        ("", "fetchBaseQuery({ baseUrl: import.meta.env.VITE_API })", "{VITE_API}/a"),
        ("const q = fetchBaseQuery({ baseUrl: '/v3' })", "q", "/v3/a"),
        (
            "const q = fetchBaseQuery({ baseUrl: '/v3' })\n"
            "const again = async (args, api, extra) => {\n"
            "  let result = await q(args, api, extra)\n"
            "  if (result.error) result = await q('/refresh', api, extra)\n  return result\n}",
            "again",
            "/v3/a",
        ),
        ("import { q } from './query'", "q", "/v4/a"),
        ("import { again } from './query'", "again", "/v4/a"),
        ("", "async (args) => fetch(args)", "{}/a"),
    ],
)
def test_bases(ask: Ask, before: str, base: str, url: str) -> None:
    entry = "a: builder.query({ query: () => '/a' })"
    text = f"{HEAD}{before}\n" + API % (base, entry)
    query = HEAD + (
        "export const q = fetchBaseQuery({ baseUrl: '/v4' })\n"
        "export async function again(args, api, extra) { return q(args, api, extra) }\n"
    )
    assert ask({"src/api.ts": text, "src/query.ts": query}, QUERY) == [("GET", url)]


def test_endpoints_that_are_injected_in_another_file(ask: Ask) -> None:
    files = {
        "src/slice.js": HEAD
        + "const baseQuery = fetchBaseQuery({ baseUrl: '/api' })\n"
        + "export const slice = createApi({ baseQuery, endpoints: () => ({}) })\n",
        "src/users.js": "import { slice } from './slice'\nimport { USERS } from './paths'\n"
        "const tagged = slice.enhanceEndpoints({ addTagTypes: ['User'] })\n"
        "export const users = tagged.injectEndpoints({\n  endpoints: (build) => ({\n"
        "    list: build.query({ query: () => USERS }),\n"
        "    drop: build.mutation({\n"
        "      query: (id) => ({ url: `${USERS}/${id}`, method: 'DELETE' }),\n    }),\n"
        "  }),\n})\n",
        "src/paths.js": "export const USERS = '/users'\n",
    }
    assert ask(files, QUERY) == [("GET", "/api/users"), ("DELETE", "/api/users/{id}")]
