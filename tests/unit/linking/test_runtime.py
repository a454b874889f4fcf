"""Where a JavaScript file runs, and why."""

from __future__ import annotations

import pytest

from .conftest import Make

NODE_PACKAGE = '{"name": "x", "dependencies": {"express": "4"}}'
PAGE_PACKAGE = '{"name": "x", "dependencies": {"vue": "3"}}'
BOTH_PACKAGE = '{"name": "x", "dependencies": {"react-dom": "18", "express": "4"}}'
NEXT_PACKAGE = '{"name": "x", "dependencies": {"next": "15"}}'
PAGE = "import { createRoot } from 'react-dom/client';\nimport './lib';\n"
SERVER = "import express from 'express';\nimport './lib.js';\nexpress().listen(3000);\n"
CALL = "export const a = () => fetch('/api/a');\n"


@pytest.mark.parametrize(
    ("files", "path", "runtime", "because"),
    [
        pytest.param({"a.py": ""}, "a.py", "python", "its language", id="python"),
        pytest.param({"server/a.html": f"<script>{CALL}</script>"}, "server/a.html", "browser",
                     "its extension", id="a page"),
        pytest.param({"a.vue": "<script>import './x/a'</script>", "x/a.js": CALL}, "x/a.js",
                     "browser", "a page imports it", id="imported by a component"),
        pytest.param({"templates/a.html": "<script src='/x/a.js'></script>", "x/a.js": CALL},
                     "x/a.js", "browser", "a page imports it", id="loaded by a page"),
        pytest.param({"x/a.js": "'use client';\n" + CALL}, "x/a.js", "browser", "'use client'",
                     id="use client"),
        pytest.param({"x/a.js": "'use server';\n" + CALL}, "x/a.js", "node", "'use server'",
                     id="use server"),
        pytest.param({"x/a.js": "import 'server-only';\n" + CALL}, "x/a.js", "node",
                     "'use server'", id="server-only"),
        pytest.param({"m.js": PAGE, "lib.js": CALL}, "lib.js", "browser", "a page imports it",
                     id="imported by a page"),
        pytest.param({"m.js": SERVER, "lib.js": CALL}, "lib.js", "node", "a server imports it",
                     id="imported by a server"),
        pytest.param({"p.js": PAGE, "s.js": SERVER, "lib.js": CALL}, "lib.js", "both",
                     "a page and a server import it", id="imported by both"),
        pytest.param({"package.json": '{"scripts": {"start": "node m.js"}}',
                      "m.js": "import './lib.js';\n", "lib.js": CALL}, "lib.js", "node",
                     "a server imports it", id="imported by what a script starts"),
        pytest.param({"x/a.js": "import fs from 'node:fs';\n" + CALL}, "x/a.js", "node",
                     "what it imports", id="node imports"),
        pytest.param({"x/a.js": "import $ from 'jquery';\n" + CALL}, "x/a.js", "browser",
                     "what it imports", id="page imports"),
        pytest.param({"package.json": NODE_PACKAGE, "x/a.js": CALL}, "x/a.js", "node",
                     "what its package depends on", id="node package"),
        pytest.param({"package.json": PAGE_PACKAGE, "x/a.js": CALL}, "x/a.js", "browser",
                     "what its package depends on", id="page package"),
        pytest.param({"package.json": BOTH_PACKAGE, "x/a.js": CALL}, "x/a.js", "unknown",
                     "no sign", id="package of both"),
        pytest.param({"package.json": NODE_PACKAGE, "client/a.js": CALL}, "client/a.js",
                     "browser", "folder client", id="a sure folder goes before the package"),
        pytest.param({"package.json": NODE_PACKAGE, "web/package.json": PAGE_PACKAGE,
                      "web/x/a.js": CALL}, "web/x/a.js", "browser",
                     "what its package depends on", id="nearest package"),
        pytest.param({"x/a.js": "window.x = 1;\n" + CALL}, "x/a.js", "browser",
                     "it uses the page's globals", id="globals"),
        pytest.param({"server/a.js": CALL}, "server/a.js", "node", "folder server",
                     id="server folder"),
        pytest.param({"server/client/a.js": CALL}, "server/client/a.js", "browser",
                     "folder client", id="nearest folder"),
        pytest.param({"server/api/public/a.js": CALL}, "server/api/public/a.js", "browser",
                     "folder public", id="nearest sure folder"),
        pytest.param({"client/api/a.js": CALL}, "client/api/a.js", "browser", "folder client",
                     id="a sure folder goes before a likely one"),
        pytest.param({"package.json": NEXT_PACKAGE, "app/api/x/route.ts": CALL},
                     "app/api/x/route.ts", "node", "Next.js runs it on the server",
                     id="route of Next.js"),
        pytest.param({"package.json": NEXT_PACKAGE, "app/x/page.tsx": "'use client';\n" + CALL},
                     "app/x/page.tsx", "browser", "'use client'", id="client page of Next.js"),
        pytest.param({"x/a.js": CALL}, "x/a.js", "unknown", "no sign", id="no sign"),
    ],
)  # fmt: skip
def test_runtime(
    project: Make, files: dict[str, str], path: str, runtime: str, because: str
) -> None:
    made = project(files)

    query = f"SELECT runtime, because FROM file_runtime WHERE path(file) = '{path}'"
    assert made.rows(query) == [(runtime, because)]


def test_tests_and_settings(project: Make) -> None:
    made = project(
        {"package.json": NODE_PACKAGE, "a.test.js": "import './lib';\n" + SERVER, "lib.js": CALL}
    )

    query = "SELECT path(file), runtime, because FROM file_runtime ORDER BY 1"
    assert made.rows(query) == [
        ("a.test.js", "node", "what it imports"),
        ("lib.js", "node", "what its package depends on"),
    ]
