"""The routes of Next.js projects."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

PACKAGE = '{"dependencies": {"next": "15.0.0", "react": "19.0.0"}}'
ROWS = "SELECT methods, path, canonical, implicit, view_name FROM live_route ORDER BY id"
HANDLER = "export async function GET() { return Response.json({}) }\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (HANDLER, [("GET", "GET")]),
        ("export const POST = async (req) => new Response()", [("POST", "POST")]),
        (
            "const run = async () => Response.json(1)\nexport { run as GET, run as PUT }",
            [("GET", "run"), ("PUT", "run")],
        ),
        ("export { GET, POST } from '../../auth'", [("GET", "GET"), ("POST", "GET")]),
        ("export const { GET, POST } = handlers()", [("GET", "GET"), ("POST", "POST")]),
        ("import { wrap } from 'x'\nexport const GET = wrap(() => 1)", [("GET", "GET")]),
        ("export * from '../../auth'", [("ALL", "")]),
        ("export const dynamic = 'force-static'", [("ALL", "")]),
    ],
)
def test_methods_of_a_route_file(ask: Ask, text: str, rows: list[tuple[str, str]]) -> None:
    files = {
        "package.json": PACKAGE,
        "src/app/api/x/route.ts": text,
        "src/app/auth.ts": "export const GET = () => new Response(null)\nexport { GET as POST }",
    }
    assert ask(files, "SELECT methods, view_name FROM live_route ORDER BY id") == rows


PAGES_API = """\
export default {async}function handler(req, res) {{
{body}
}}
function list(req, res) {{ res.json([]) }}
function make(req, res) {{ res.status(201).json({{ id: 1 }}) }}
"""


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("  res.json({})", [("ALL", "handler")]),
        (
            "  if (req.method !== 'POST') return res.status(405).end()\n  res.json({})",
            [("POST", "handler")],
        ),
        (
            "  if (req.method === 'GET') { res.json({}) }"
            " else if (req.method === 'POST') { res.json({}) } else { res.status(405).end() }",
            [("GET", "handler"), ("POST", "handler")],
        ),
        (
            "  if (req.method === 'GET') return list(req, res)\n"
            "  if (req.method === 'POST') return make(req, res)\n"
            "  return res.status(405).json({ message: `Method ${req.method} Not Allowed` })",
            [("GET", "list"), ("POST", "make")],
        ),
        (
            "  const { method } = req\n  try {\n    switch (method) {\n      case 'GET':\n"
            "        await list(req, res); break\n      case 'PUT':\n      case 'PATCH':\n"
            "        return make(req, res)\n      default:\n        res.status(405).end()\n"
            "    }\n  } catch (e) { res.status(500).end() }",
            [("GET", "list"), ("PATCH", "make"), ("PUT", "make")],
        ),
        (
            "  if (!['GET', 'POST'].includes(req.method)) return res.status(405).end()\n"
            "  res.json({})",
            [("GET", "handler"), ("POST", "handler")],
        ),
        # It may answer the others too.
        ("  if (req.method === 'GET') res.json({})", [("ALL", "handler")]),
        (
            "  if (req.method !== 'POST' && ready) return res.status(405).end()\n  res.json({})",
            [("ALL", "handler")],
        ),
    ],
)
def test_methods_of_an_api_route(ask: Ask, body: str, rows: list[tuple[str, str]]) -> None:
    text = PAGES_API.format(body=body, **{"async": "async "})
    files = {"package.json": PACKAGE, "pages/api/x.ts": text}
    assert ask(files, "SELECT methods, view_name FROM live_route ORDER BY id") == rows


def test_pages_and_projects(ask: Ask) -> None:
    files = {
        "apps/web/package.json": PACKAGE,
        "apps/web/next.config.mjs": "export default { basePath: '/shop' }",
        "apps/web/app/page.tsx": "export default () => <p/>",
        "apps/web/app/(a)/cart/[id]/page.tsx": "export default () => <p/>",
        "apps/web/app/api/cart/route.ts": HANDLER,
        "apps/web/src/app/api/unused/route.ts": HANDLER,  # the one at the top is read
        "apps/blog/next.config.js": "module.exports = {}",
        "apps/blog/pages/index.js": "export default () => <p/>",
        "apps/api/app/api/cart/route.ts": HANDLER,  # no project of Next.js
        "apps/api/package.json": "{}",
    }
    query = "SELECT app_name, methods, path, implicit FROM live_route ORDER BY app, path"
    assert ask(files, query) == [
        ("apps/blog", "GET", "/", "page"),
        ("apps/web", "GET", "/shop/", "page"),
        ("apps/web", "GET", "/shop/api/cart", ""),
        ("apps/web", "GET", "/shop/cart/[id]", "page"),
    ]
