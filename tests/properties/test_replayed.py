"""A verdict that is given again after lines came, went and moved is the one of a new run."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st

from .snippets import told, write

FILES = {
    "dupelint.toml": "legacy-ports = [3001]\n",
    "Procfile": "web: gunicorn server.app:app\n",
    "gunicorn.conf.py": "workers = 2\n",
    "server/__init__.py": "",
    "server/config.py": (
        'HOST = "localhost"\nPORT = 3001\nPREFIX = "/api"\n\n\nclass Later:\n    A = 1\n'
    ),
    "server/pages.py": (
        "from flask import Blueprint\n\n"
        "from server import config\nfrom server.config import PREFIX\n\n"
        'NAME = "pages"\n\npages = Blueprint(NAME, __name__, url_prefix=PREFIX)\n\n\n'
        '@pages.get("/a")\ndef a():\n    return {}\n'
    ),
    "server/asking.py": (
        "import requests\n\nfrom server.config import *\n\n\ndef ask():\n"
        '    return requests.get(f"http://{HOST}:{PORT}/status", timeout=3).json()\n'
    ),
    "server/app.py": (
        "from flask import Flask\n\nfrom server.pages import pages\n\napp = Flask(__name__)\n"
        "app.register_blueprint(pages)\napp.register_blueprint(pages)\n"
    ),
    "server/plain.py": "def total(rows):\n    return sum(rows)\n",
    "bridge/port.js": "const PORT = 3300;\n\nmodule.exports = { PORT };\n",
    "bridge/main.js": (
        "const express = require('express');\nconst { PORT } = require('./port');\n\n"
        "const app = express();\napp.get('/status', (req, res) => res.json({}));\n"
        "app.listen(PORT);\n"
    ),
    "client/page.ts": (
        "import { BASE } from './base';\n\n"
        "export const load = async () => (await fetch(`${BASE}/a`)).json();\n"
    ),
    "client/base.ts": "const HOST = 'http://localhost:3300';\n\nexport const BASE = HOST;\n",
}
NAMES = ("HOST", "PORT", "PREFIX", "NAME", "BASE", "pages", "bind", "SECRET_KEY", "unheard_of")
VALUES = ("1", "3001", "3300", "''", "'/api'", "'other'", "'http://localhost:3001'", "[1, 2]")
CODE = sorted(path for path in FILES if path.endswith((".py", ".js", ".ts")))


@st.composite
def lines(draw: st.DrawFn, path: str) -> str:
    """A line that may stand between two statements."""
    python = path.endswith(".py")
    if draw(st.booleans()):
        return draw(st.sampled_from(("", "# a note" if python else "// a note")))
    name, value = draw(st.sampled_from(NAMES)), draw(st.sampled_from(VALUES))
    return f"{name} = {value}" if python else f"const {name} = {value};"


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_lines_that_come_and_go(data: st.DataObject) -> None:
    root = Path(mkdtemp()).resolve()
    try:
        write(root, FILES)
        told(root, cache=True)
        texts = {path: FILES[path].splitlines() for path in CODE}
        while True:
            path = data.draw(st.sampled_from(CODE))
            text = texts[path]
            # In front of what starts at the margin, and at the end.
            places = [at for at, line in enumerate(text) if line[:1].strip(" })")] + [len(text)]
            if text and data.draw(st.booleans()):
                del text[data.draw(st.sampled_from([at for at in places if at < len(text)] or [0]))]
            else:
                text.insert(data.draw(st.sampled_from(places)), data.draw(lines(path)))
            write(root, {path: "\n".join(text) + "\n"})
            assert told(root, cache=True) == told(root, cache=False)
            if data.draw(st.integers(0, 4)) == 0:
                break
    finally:
        shutil.rmtree(root)
