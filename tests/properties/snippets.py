"""Small files that wire something to each other, to be put together at random."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from dupelint.app import CheckRequest, check
from dupelint.model.finding import Finding, Place

PAGES = 'from flask import Blueprint\n\npages = Blueprint("pages", __name__)\n'
APP = "from flask import Flask\nfrom server.pages import pages\n\napp = Flask(__name__)\n"
VIEW = '\n\n@pages.get("/a")\ndef a():\n    return {}\n'
REGISTER = "app.register_blueprint(pages)\n"

# Path → what the file may hold.
FILES: dict[str, tuple[str, ...]] = {
    "dupelint.toml": ("", "legacy-ports = [3001]\n", '[lint]\nignore = ["DUP203"]\n',
                      'canonical = ["bridge/old.js"]\n',
                      'extend-exclude = ["client"]\nforce-exclude = true\n'),
    "server/__init__.py": ("",),
    "server/pages.py": (
        PAGES,
        PAGES.replace('"pages"', '"other"'),
        PAGES + VIEW + VIEW,
        "pages = None\n",
    ),
    "server/app.py": (
        APP + REGISTER,
        APP + REGISTER + REGISTER,
        APP + REGISTER + "from server.extra import init_extra\n\ninit_extra(app)\n",
        APP + REGISTER + REGISTER[:-1] + "  # dupelint: ignore[DUP101] twice on purpose\n",
        APP + REGISTER[:-1] + "  # dupelint: ignore[DUP101] not needed\n",
        APP + "for one in (pages, pages):\n    app.register_blueprint(one)\n",
    ),
    "server/extra.py": (
        "from server.pages import pages\n\n\n"
        "def init_extra(app):\n    app.register_blueprint(pages)\n",
        "def init_extra(app):\n    pass\n",
        "from server.app import app\n\n\ndef init_extra(app):\n    init_extra(app)\n",
    ),
    "package.json": (
        '{"scripts": {"start": "node bridge/main.js"}}\n',
        '{"scripts": {"start": "node bridge/main.js", "old": "PORT=3001 node bridge/old.js"}}\n',
        '{"name": "a"}\n',
    ),
    "bridge/main.js": (
        "const express = require('express');\nrequire('./old');\nexpress().listen(3300);\n",
        "require('./old').start();\n",
        "import './old.js';\n",
    ),
    "bridge/old.js": (
        "const express = require('express');\nexpress().listen(3300);\n",
        "const express = require('express');\n"
        "exports.start = () => express().listen(process.env.PORT || 3001);\n",
        "// dupelint: ignore[DUP201]\nrequire('express')().listen(3300);\n",
    ),
    "client/config.ts": (
        "export const BASE = 'http://localhost:3300';\n",
        "export const BASE = '/api';\n",
        "export * from './config';\n",
    ),
    "client/http.ts": (
        "export const call = (path: string) => fetch(path);\n",
        "export async function call(path: string) {\n  const res = await fetch(path);\n"
        "  if (res.status !== 200) throw new Error(String(res.status));\n  return res;\n}\n",
    ),
    "client/page.tsx": (
        "import { BASE } from './config';\nimport { call } from './http';\n\n"
        "export const load = async () => (await call(`${BASE}/status`)).json();\n"
        "export const look = () => fetch(`${BASE}/qr`);\n",
        "import { call } from './http';\n\n"
        "export const load = async () => (await call('/a')).json();\n"
        "export const Page = () => <img src=\"http://localhost:3300/qr\" />;\n",
    ),
    ".env": (
        "PORT=3001\n",
        "PORT=3300\nBAILEYS_PORT=3310\n",
        "# dupelint: ignore[DUP203] old\nPORT=3001\n",
    ),
    "start.sh": ("export PORT=3001\nnode bridge/main.js\n", "node bridge/old.js\n"),
    "requirements.txt": ("flask\n", "flask==2.0.3\n"),
}  # fmt: skip
CODE = tuple(path for path in FILES if path != "dupelint.toml")


@st.composite
def contents(draw: st.DrawFn) -> dict[str, str]:
    """Path → text of a project; most of the files, one of the texts each."""
    chosen = {}
    for path, texts in FILES.items():
        text = draw(
            st.sampled_from((*texts, None)) if path != "dupelint.toml" else st.sampled_from(texts)
        )
        if text is not None:
            chosen[path] = text
    return chosen


def write(root: Path, files: Mapping[str, str]) -> None:
    """The files on disk."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


Told = tuple[list[Finding], int, list[tuple[str, str]], list[str], list[tuple[Place, str]]]


def told(root: Path, *paths: str, cache: bool) -> Told:
    """All that a run says: findings, what was suppressed, skipped, folded and not followed."""
    request = CheckRequest(
        tuple(root / path for path in paths or ("",)), {"cache": cache, "jobs": 1}
    )
    (outcome,) = check(request)
    folded = [repr(one) for one in outcome.folded + outcome.withheld]
    gaps = sorted(outcome.gaps)
    return outcome.findings, outcome.suppressed, outcome.skipped_files, folded, gaps
