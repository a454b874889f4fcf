"""Collisions that are counted, not told."""

from __future__ import annotations

from tests.unit.linking.conftest import Ask

TWIN = """
from flask import Blueprint

bp = Blueprint("{0}", __name__, url_prefix="{1}")


@bp.get("/posts")
def posts():
    return []


@bp.post("/posts")
def write():
    return []
"""
WITHHELD = """
SELECT withheld, methods, path, place(at), place(also) FROM route_collision ORDER BY at, methods
"""
DISCOVERY = """
from importlib import import_module

from flask import Flask

app = Flask(__name__)
for name in app.config["PARTS"]:
    app.register_blueprint(import_module(name).bp)
"""


def test_twins_of_a_discovery(ask: Ask) -> None:
    """One of the two would never answer, if both are found and it comes second."""
    files = {
        "app.py": DISCOVERY,
        "blog.py": TWIN.format("blog", "/blog"),
        "blog_v2.py": TWIN.format("blog_v2", "/blog"),
        "shop.py": TWIN.format("shop", "/shop"),
    }
    why = "blueprints are registered that cannot be worked out"
    assert ask(files, WITHHELD) == [
        (why, "GET", "/blog/posts", "blog_v2.py:7:1", "blog.py:7:1"),
        (why, "POST", "/blog/posts", "blog_v2.py:12:1", "blog.py:12:1"),
    ]


def test_a_route_of_the_app_itself(ask: Ask) -> None:
    """What the app has for sure comes first."""
    files = {
        "app.py": f"{DISCOVERY}\n@app.get('/blog/posts')\ndef posts():\n    return []\n",
        "blog.py": TWIN.format("blog", "/blog"),
    }
    why = "blueprints are registered that cannot be worked out"
    assert ask(files, WITHHELD) == [(why, "GET", "/blog/posts", "blog.py:7:1", "app.py:10:1")]


def test_nothing_is_hidden_where_every_registration_is_known(ask: Ask) -> None:
    """A blueprint that nothing registers collides with nothing."""
    files = {
        "app.py": (
            "from flask import Flask\nfrom blog import bp\n"
            "app = Flask(__name__)\napp.register_blueprint(bp)\n"
        ),
        "blog.py": TWIN.format("blog", "/blog"),
        "blog_v2.py": TWIN.format("blog_v2", "/blog"),
    }
    assert ask(files, WITHHELD) == []


def test_a_prefix_that_is_not_known(ask: Ask) -> None:
    """Nothing can be said of its routes, hidden or not."""
    files = {
        "app.py": DISCOVERY,
        "blog.py": TWIN.format("blog", "/blog"),
        "blog_v2.py": TWIN.format("blog_v2", "/blog").replace('"/blog"', "find_prefix()"),
    }
    assert ask(files, WITHHELD) == []
