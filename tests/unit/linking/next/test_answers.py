"""What handlers of Next.js answer."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

PACKAGE = '{"dependencies": {"next": "15.0.0"}}'
QUERY = "SELECT kind, status, keys FROM route_answer ORDER BY at, kind, status"
Row = tuple[str, int, str]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("return NextResponse.json({ a: 1, b: 2 })", [("json", 200, '["a", "b"]')]),
        ("return Response.json({ a: 1 }, { status: 201 })", [("json", 201, '["a"]')]),
        ("return NextResponse.json<Item>({ a: 1 })", [("json", 200, '["a"]')]),
        ("return NextResponse.json([])", [("json", 200, "")]),
        ("return NextResponse.json({ ...x })", [("json", 200, "")]),
        ("return NextResponse.json({ a: 1 }, options)", [("json", 0, '["a"]')]),
        ("return new Response(null, { status: 204 })", [("empty", 204, "")]),
        ("return new NextResponse()", [("empty", 200, "")]),
        ("return new Response('done')", [("html", 200, "")]),
        ("return new NextResponse('Unauthorized', { status: 401 })", [("html", 401, "")]),
        ("return new Response(JSON.stringify({ a: 1 }))", [("json", 200, '["a"]')]),
        ("return new Response(stream)", [("unknown", 200, "")]),
        ("return NextResponse.redirect(new URL('/', req.url))", [("redirect", 302, "")]),
        ("return NextResponse.next()", [("unknown", 0, "")]),
        ("return helper(req)", [("unknown", 0, "")]),
        ("const r = NextResponse.json({ a: 1 }); r.headers.set('x', 'y'); return r",
         [("json", 200, '["a"]')]),
        ("let r = NextResponse.json({ a: 1 }); if (req.x) r = other(); return r",
         [("unknown", 0, "")]),
        ("return ok ? Response.json({ a: 1 }) : Response.json({ e: 1 }, { status: 400 })",
         [("json", 200, '["a"]'), ("json", 400, '["e"]')]),
        (
            "try { return Response.json({ a: 1 }) }"
            " catch { return Response.json({ e: 1 }, { status: 500 }) }",
            [("json", 200, '["a"]'), ("json", 500, '["e"]')],
        ),
        ("if (!req.x) notFound(); return Response.json({ a: 1 })",
         [("unknown", 0, ""), ("json", 200, '["a"]')]),
        ("const data = { a: 1 }; data.b = 2; return Response.json(data)",
         [("json", 200, '["a", "b"]')]),
        ("const f = () => { return Response.json({ no: 1 }) }; return Response.json({ a: 1 })",
         [("json", 200, '["a"]')]),
    ],
)  # fmt: skip
def test_of_a_route_file(ask: Ask, body: str, rows: list[Row]) -> None:
    text = (
        "import { notFound } from 'next/navigation'\nimport { NextResponse } from 'next/server'\n"
        f"export async function GET(req: Request) {{\n  {body}\n}}\n"
    )
    assert ask({"package.json": PACKAGE, "app/x/route.ts": text}, QUERY) == rows


def test_what_wraps_a_handler_may_answer_too(ask: Ask) -> None:
    text = "import { auth } from './auth'\nexport const GET = auth(() => Response.json({ a: 1 }))\n"
    assert ask({"package.json": PACKAGE, "app/x/route.ts": text}, QUERY) == [("unknown", 0, "")]


def test_of_an_api_route_by_method(ask: Ask) -> None:
    text = (
        "export default function handler(req, res) {\n"
        "  if (req.method === 'DELETE') return res.status(204).end()\n"
        "  if (req.method === 'GET') return res.status(200).json({ id: 1 })\n"
        "  return res.status(405).json({ error: 'Method not allowed' })\n"
        "}\n"
    )
    query = (
        "SELECT methods, kind, status, keys FROM route_answer"
        " JOIN live_route ON live_route.id = route ORDER BY methods, status"
    )
    assert ask({"package.json": PACKAGE, "pages/api/x.js": text}, query) == [
        ("DELETE", "empty", 204, ""),
        ("GET", "json", 200, '["id"]'),
    ]
