"""What goes without protection against forged requests, and what it shuts out."""

from __future__ import annotations

from typing import Any

import pytest

APP = """
from flask import Flask
from flask_wtf.csrf import CSRFProtect
app = Flask(__name__)
csrf = CSRFProtect(app)
{extra}
@app.post("/webhook/a")
{above}
def hook(): return {{}}
@app.post("/api/b")
def written(): return {{}}
"""


@pytest.mark.parametrize(
    ("extra", "above", "walls"),
    [
        ("", "", [("POST /webhook/a", "")]),
        ("", "@csrf.exempt", []),
        ('csrf.exempt("app.hook")', "", []),
        ("app.config['WTF_CSRF_ENABLED'] = False", "", []),
        ("app.config['WTF_CSRF_CHECK_DEFAULT'] = False", "", []),
        (
            "csrf._exempt_views.add(name)",
            "",
            [("POST /webhook/a", "what is exempt cannot all be worked out")],
        ),
        (
            "for one in load():\n    csrf.exempt(one)",
            "",
            [("POST /webhook/a", "what is exempt cannot all be worked out")],
        ),
    ],
)
def test_walls(project: Any, extra: str, above: str, walls: list[tuple[str, str]]) -> None:
    made = project({"app.py": APP.format(extra=extra, above=above)})
    assert made.rows("SELECT route, withheld FROM csrf_wall") == walls


@pytest.mark.parametrize(
    ("glob", "holes"),
    [
        ("/webhook/*", [("written", "error", "POST /api/b")]),
        ("/api/*", []),
        ("/api/b", []),
        ("/api", [("written", "error", "POST /api/b")]),
        ("/*", []),
    ],
)
def test_holes(project: Any, glob: str, holes: list[tuple[str, str, str]]) -> None:
    source = APP.format(extra="", above="") + "csrf.exempt(written)\n"
    made = project({"app.py": source, "dupelint.toml": f'csrf-exempt = ["{glob}"]\n'})
    assert made.rows("SELECT what, severity, routes FROM csrf_hole") == holes
