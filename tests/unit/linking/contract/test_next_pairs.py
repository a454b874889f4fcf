"""Requests against what a project of Next.js serves: the verdict on each pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.linking.contract.test_pairs import hold

PACKAGE = '{"dependencies": {"next": "15", "react": "19"}}'
GET = "export async function GET() { return Response.json({}) }\n"
POST = "export const POST = async () => Response.json({}, { status: 201 })\n"
PAGE = "export default function Page() { return <p /> }\n"
ITEMS = {"app/api/items/route.ts": GET + POST, "app/api/items/[id]/route.ts": GET}
API = {"pages/api/items/index.js": (
    "export default function handler(req, res) {\n"
    "  if (req.method !== 'GET') return res.status(405).end()\n  res.json([])\n}\n"
)}  # fmt: skip
SWITCHED = {"pages/api/items.js": (
    "export default function handler(req, res) {\n  switch (req.method) {\n"
    "    default:\n      res.status(405).end();\n      break;\n"
    "    case 'GET':\n      res.json([]);\n  }\n}\n"
)}  # fmt: skip
CATCHING = {"app/api/auth/[...rest]/route.ts": GET}
OPTIONAL = {"app/api/[[...rest]]/route.ts": GET}
PAGES = {"app/(shop)/cart/page.tsx": PAGE, "app/[locale]/[slug]/page.tsx": PAGE}


def write(root: Path, files: dict[str, str]) -> None:
    """A project of these files."""
    for name, text in {"dupelint.toml": "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def config(text: str) -> dict[str, str]:
    """A next.config that exports this object."""
    return {"next.config.js": f"module.exports = {{ {text} }};\n", **ITEMS}


def rewrites(source: str, destination: str) -> dict[str, str]:
    """A next.config with one rewrite."""
    entry = f"{{ source: '{source}', destination: {destination} }}"
    return config(f"async rewrites() {{ return [{entry}] }}")


def middleware(body: str, matcher: str = "") -> dict[str, str]:
    """A middleware."""
    said = f"export const config = {{ matcher: [{matcher!r}] }}\n" if matcher else ""
    return {
        "middleware.ts": "import { NextResponse } from 'next/server'\n"
        f"export function middleware(request) {{ {body} }}\n{said}",
        **ITEMS,
    }


REWRITES = "return NextResponse.rewrite(new URL('/x', request.url))"
PAIRS = [
    (ITEMS, "fetch('/api/items')", "serves"),
    (ITEMS, "fetch('/api/items/')", "serves"),  # redirected
    (ITEMS, "fetch('/api/items', { method: 'POST' })", "serves"),
    (ITEMS, "fetch('/api/items', { method: 'HEAD' })", "serves"),
    (ITEMS, "fetch('/api/items', { method: 'DELETE' })", "method"),
    (ITEMS, "fetch(`/api/items/${id}`)", "serves"),
    (ITEMS, "fetch(`/api/items/${id}`, { method: 'PUT' })", "method"),
    (ITEMS, "fetch(`/api/items/${id}/parts`)", "path"),
    (ITEMS, "fetch('/api/Items')", "path"),
    (ITEMS, "fetch('/api/item')", "path"),
    (ITEMS, "fetch('/items')", "path"),
    (ITEMS, "fetch(`${window.base}/api/items`)", "serves"),
    (ITEMS, "fetch('https://example.org/api/none')", ""),
    ({"src/app/api/items/route.js": GET}, "fetch('/api/items')", "serves"),
    ({"app/(a)/api/@b/items/route.ts": GET}, "fetch('/api/items')", "serves"),
    ({"app/_api/items/route.ts": GET, **ITEMS}, "fetch('/_api/items')", "path"),
    ({"app/api/items/handler.ts": GET, **ITEMS}, "fetch('/api/items/handler/x')", "path"),
    (API, "fetch('/api/items')", "serves"),
    (API, "fetch('/api/items', { method: 'POST' })", "method"),
    (API, "fetch('/api/items/7')", "path"),
    (SWITCHED, "fetch('/api/items')", "serves"),
    (SWITCHED, "fetch('/api/items', { method: 'POST' })", "method"),
    (CATCHING, "fetch('/api/auth/session/x')", "catch-all"),
    (CATCHING, "fetch('/api/none')", "path"),
    (OPTIONAL, "fetch('/api')", "catch-all"),
    (OPTIONAL, "fetch('/api/none')", "catch-all"),
    # --- pages are there, and answer no request of data
    (PAGES, "fetch('/cart')", ""),
    (PAGES, "fetch('/en/about')", ""),
    (PAGES, "fetch('/api/none')", "path"),
    (PAGES, "fetch('/cart', { method: 'POST' })", "withheld"),
    # --- next.config
    (config("basePath: '/shop'"), "fetch('/shop/api/items')", "serves"),
    (config("basePath: '/shop'"), "fetch('/api/items')", "path"),
    (config("basePath: process.env.BASE"), "fetch('/any/api/items')", "serves"),
    (rewrites("/v2/:path*", "'https://api.example.org/:path*'"), "fetch('/v2/none')", ""),
    (rewrites("/v2/:path*", "'/api/:path*'"), "fetch('/v2/items')", "withheld"),
    (rewrites("/v2/:path*", "process.env.API + '/:path*'"), "fetch('/v2/none')", "withheld"),
    (rewrites("/v2/:path*", "'/api/:path*'"), "fetch('/api/none')", "path"),
    (config("rewrites: () => require('./rewrites')"), "fetch('/api/none')", "withheld"),
    (config("rewrites: async () => { return []; }"), "fetch('/api/none')", "path"),
    (config("async rewrites () { return make() }"), "fetch('/api/none')", "withheld"),
    (config("rewrites"), "fetch('/api/none')", "withheld"),
    (config("rewrites : make"), "fetch('/api/none')", "withheld"),
    (config("}; config.rewrites = async () => make(); x = {"), "fetch('/api/none')", "withheld"),
    (config("async rewrites () { return []; }"), "fetch('/api/none')", "path"),
    (config("// no rewrites here\n"), "fetch('/api/none')", "path"),
    (rewrites("/v2/:id?", "make()"), "fetch('/v2')", "withheld"),
    (rewrites("/v2/:id", "make()"), "fetch('/v2')", "path"),
    (config("pageExtensions: ['api.ts']"), "fetch('/api/none')", "withheld"),
    # --- a middleware
    (middleware("return NextResponse.next()"), "fetch('/api/none')", "path"),
    (middleware(REWRITES), "fetch('/api/none')", "withheld"),
    (middleware(REWRITES, "/((?!api|_next).*)"), "fetch('/api/none')", "path"),
    (middleware(REWRITES, "/((?!api|_next).*)"), "fetch('/none')", "withheld"),
    (middleware(REWRITES, "/t/:path*"), "fetch('/t/none')", "withheld"),
    (middleware(REWRITES, "/t/:path*"), "fetch('/api/none')", "path"),
]


@pytest.mark.parametrize(("server", "call", "verdict"), PAIRS)
def test_verdict(tmp_path: Path, server: dict[str, str], call: str, verdict: str) -> None:
    of_app = "app/" in str(server)
    anchor = "app/anchor/route.ts" if of_app else "pages/api/anchor.js"
    base = "/shop" if "basePath: '/shop'" in str(server) else ""
    asked = base + ("/anchor" if of_app else "/api/anchor")
    write(
        tmp_path,
        {
            "web/package.json": PACKAGE,
            f"web/{'src/' if 'src/' in str(server) else ''}{anchor}": GET,
            "web/components/list.jsx": "'use client'\n"
            f"const {{ id }} = window.state;\n{call};\nfetch('{asked}');\n",
            **{f"web/{name}": text for name, text in server.items()},
        },
    )
    hold(tmp_path, verdict)


@pytest.mark.parametrize(
    ("caller", "verdict"),
    [
        ("apps/web/components/list.jsx", "path"),
        ("apps/admin/components/list.jsx", "serves"),
        ("packages/ui/shown.jsx", "serves"),  # a page of that project imports it
    ],
)
def test_a_relative_request_goes_back_to_its_own_project(
    tmp_path: Path, caller: str, verdict: str
) -> None:
    text = "'use client'\nfetch('/api/users');\nfetch('/anchor');\n"
    files = {
        "apps/web/package.json": PACKAGE,
        "apps/web/app/anchor/route.ts": GET,
        "apps/admin/package.json": PACKAGE,
        "apps/admin/app/anchor/route.ts": GET,
        "apps/admin/app/api/users/route.ts": GET,
        "apps/admin/app/page.jsx": f"import '../../../packages/ui/shown';\n{PAGE}",
        "packages/ui/shown.jsx": "export const shown = 1;\n",
        caller: text,
    }
    write(tmp_path, files)
    hold(tmp_path, verdict)
