"""Where a file runs, what its build tool rewrites."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import Resolver, RuntimeHint

HINTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("'use client';\nconst a = 1", [("use-client", "'use client';")]),
    ('// c\n"use server"', [("use-server", '"use server"')]),
    ("const a = 1; 'use client'", []),
    ("window.scrollTo(0)", [("browser-global", "window")]),
    ("window.a; document.b; window.c", [("browser-global", "window")]),
    ("localStorage.getItem('x')", [("browser-global", "localStorage")]),
    ("if (typeof window !== 'undefined') window.a()", []),
    ("function f(document) { document.title }", []),
    ("order.window.x", []),
    ("// window.x", []),
    ("const x = require('x')", [("node-global", "require")]),
    ("f(__dirname)", [("node-global", "__dirname")]),
    ("process.exit(1)", [("node-global", "process.exit")]),
    ("process.env.NODE_ENV", []),
    ("const a = <div />", [("jsx", "<div />")]),
    ("const a = <div>x</div>", [("jsx", "</div>")]),
    ("const a = '</div>' // <br/>", []),
]


@pytest.mark.parametrize(("source", "expected"), HINTS)
def test_hints(read: Any, source: str, expected: list[tuple[str, str]]) -> None:
    assert read(source, RuntimeHint, "hint at", "a.tsx") == expected


V = "export default { resolve: { alias: "
ALIASES: list[tuple[str, list[tuple[str, str]]]] = [
    (V + "{ '@': './src' } } }", [("@", "src")]),
    (V + "{ '@': path.resolve(__dirname, './src') } } }", [("@", "src")]),
    (V + "{ '@': path.resolve(__dirname, 'a', 'b') } } }", [("@", "a/b")]),
    (V + "{ '@': path.join(import.meta.dirname, 'src/') } } }", [("@", "src")]),
    (V + "{ '@': fileURLToPath(new URL('./src', import.meta.url)) } } }", [("@", "src")]),
    (V + "{ '@': new URL('./src', import.meta.url).pathname } } }", [("@", "src")]),
    (V + "[{ find: '@', replacement: './src' }] } }", [("@", "src")]),
    (V + "{ '@': path.resolve(root(), 'src') } } }", []),
    (V + "aliases } }", []),
    ("const x = { alias: 'a' }", []),
]


@pytest.mark.parametrize(("source", "expected"), ALIASES)
def test_aliases(read: Any, source: str, expected: list[tuple[str, str]]) -> None:
    assert read(source, Resolver, "pattern target", "vite.config.ts") == expected
    assert read(source, Resolver, "pattern target", "src/app.ts") == []
