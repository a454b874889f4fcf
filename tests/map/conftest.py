from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .chromium import Page, browser

FILES = {
    "dupelint.toml": 'internal-ports = [3300]\n\n[lint]\nselect = ["DUP1", "DUP2", "DUP3"]\n',
    "package.json": '{"dependencies": {"express": "4"}}\n',
    "Procfile": "web: gunicorn -b 0.0.0.0:5000 wsgi:app\nbridge: node bridge.js\n",
    "wsgi.py": """\
from flask import Flask
from pages import pages

app = Flask(__name__)
app.register_blueprint(pages, url_prefix="/api")
app.register_blueprint(pages, url_prefix="/api")
""",
    "pages.py": """\
from flask import Blueprint, jsonify

pages = Blueprint("pages", __name__)


@pages.get("/items/<int:item>")
def item(item):
    return jsonify({})


@pages.route("/items", methods=["GET", "POST"])
def items():
    return jsonify([])
""",
    "bridge.js": """\
const express = require('express');
const app = express();
app.listen(3300);
fetch('http://127.0.0.1:5000/api/items', { method: 'POST' });
""",
    "client/main.jsx": """\
import { createRoot } from 'react-dom/client';

export const one = (id) => fetch(`/api/items/${id}`);
export const direct = () => fetch('http://localhost:3300/qr');
createRoot(document.body);
""",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of three layers with a duplicate and a broken wire."""
    root = tmp_path / "small"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tab of a real browser."""
    with browser() as tab:
        yield tab
