"""Which place tells two events of one statement apart."""

from __future__ import annotations

from tests.unit.linking.conftest import Ask

HELPER = """
from flask import Blueprint, Flask

bp = Blueprint("a", __name__)


def inner(app):
    app.register_blueprint(bp)


def outer(app):
    inner(app)


app = Flask(__name__)
other = Flask(__name__)
"""
PLACES = "SELECT app_name, place(at) FROM live_registration ORDER BY app, seq"


def test_each_of_two_calls_is_a_place(ask: Ask) -> None:
    """The outermost call that differs."""
    files = {"app.py": f"{HELPER}outer(app)\ninner(app)\n"}
    assert ask(files, PLACES) == [("app", "app.py:17:1"), ("app", "app.py:18:1")]


def test_one_call_for_each_app(ask: Ask) -> None:
    """Nothing has to be told apart."""
    files = {"app.py": f"{HELPER}outer(app)\nouter(other)\n"}
    assert ask(files, PLACES) == [("app", "app.py:8:5"), ("other", "app.py:8:5")]


def test_a_statement_of_its_own_beside_a_call(ask: Ask) -> None:
    """Two statements are told apart by themselves."""
    files = {"app.py": f"{HELPER}app.register_blueprint(bp)\nouter(app)\n"}
    assert ask(files, PLACES) == [("app", "app.py:17:1"), ("app", "app.py:8:5")]


def test_a_view_in_a_helper_that_is_called_twice(ask: Ask) -> None:
    """Each call makes a function of its own."""
    code = (
        "from flask import Flask\n\n\ndef add(app):\n    @app.get('/x')\n    def x():\n"
        "        return ''\n\n\napp = Flask(__name__)\nadd(app)\nadd(app)\n"
    )
    query = "SELECT endpoint, place(at) FROM live_endpoint ORDER BY seq"
    assert ask({"app.py": code}, query) == [("x", "app.py:11:1"), ("x", "app.py:12:1")]
