"""Registrations and endpoints as they happen on each object."""

from __future__ import annotations

from ..conftest import Make

REGISTRATIONS = (
    "SELECT app, app_name, name, text(at), guard, adds, is_error FROM live_registration"
    " ORDER BY app, seq"
)
ENDPOINTS = "SELECT owner_name, endpoint, path(at >> 42) FROM live_endpoint ORDER BY seq"
EXCLUSIVE = (
    "SELECT text(a.at), text(b.at) FROM exclusive"
    " JOIN live_registration a ON a.id = exclusive.a JOIN live_registration b ON b.id = exclusive.b"
    " WHERE exclusive.a < exclusive.b"
)
HEAD = "from flask import Blueprint, Flask\nbp = Blueprint('p', __name__)\n"


def test_registrations_in_the_order_they_happen(project: Make) -> None:
    made = project(
        {
            "requirements.txt": "flask==2.0.3\n",
            "a.py": HEAD + "def extra(target):\n"
            "    target.register_blueprint(bp, url_prefix='/x', subdomain='s')\n"
            "def create_app():\n"
            "    app = Flask(__name__)\n"
            "    extra(app)\n"
            "    app.register_blueprint(bp, name='again')\n"
            "    if 'p' not in app.blueprints:\n"
            "        app.register_blueprint(bp)\n"
            "    return app\n"
            "one = create_app()\n"
            "one.register_blueprint(bp, name='late')\n"
            "two = create_app()\n",
        }
    )

    extra = "target.register_blueprint(bp, url_prefix='/x', subdomain='s')"
    assert made.rows(REGISTRATIONS) == [
        (1, "one", "p", extra, "", "url_prefix=/x subdomain='s'", 0),
        (1, "one", "again", "app.register_blueprint(bp, name='again')", "", "", 0),
        (1, "one", "p", "app.register_blueprint(bp)", "checked", "", 0),
        (1, "one", "late", "one.register_blueprint(bp, name='late')", "", "", 0),
    ]


def test_children_of_blueprints(project: Make) -> None:
    made = project(
        {
            "a.py": HEAD + "live = Blueprint('live', __name__)\n"
            "dead = Blueprint('dead', __name__)\n"
            "live.register_blueprint(bp)\n"
            "dead.register_blueprint(bp)\n"
            "app = Flask(__name__)\n"
            "app.register_blueprint(live)\n",
        }
    )

    assert made.rows(REGISTRATIONS) == [
        (1, "live", "p", "live.register_blueprint(bp)", "", "", 1),
        (3, "app", "live", "app.register_blueprint(live)", "", "", 1),
    ]


def test_endpoints_of_objects_that_are_served(project: Make) -> None:
    made = project(
        {
            "a.py": HEAD + "from views import about, Page\n"
            "app = Flask(__name__)\n"
            "app.register_blueprint(bp)\n"
            "dead = Blueprint('dead', __name__)\n"
            "@bp.get('/a')\n"
            "def a(): pass\n"
            "@dead.get('/b')\n"
            "def b(): pass\n"
            "app.add_url_rule('/about', view_func=about)\n"
            "app.add_url_rule('/p', view_func=Page.as_view('page'))\n"
            "app.add_url_rule('/q', endpoint=unknown(), view_func=about)\n",
            "views.py": "def about(): pass\nclass Page: pass\n",
        }
    )

    assert made.rows(ENDPOINTS) == [
        ("bp", "a", "a.py"),
        ("app", "about", "a.py"),
        ("app", "page", "a.py"),
    ]


def test_what_excludes_what(project: Make) -> None:
    made = project(
        {
            "a.py": HEAD + "app = Flask(__name__)\n"
            "def wire(flag):\n"
            "    if flag:\n"
            "        app.register_blueprint(bp, url_prefix='/1')\n"
            "    else:\n"
            "        app.register_blueprint(bp, url_prefix='/2')\n"
            "    app.register_blueprint(bp, url_prefix='/3')\n"
            "wire(1)\n",
        }
    )

    first, second = (f"app.register_blueprint(bp, url_prefix='/{n}')" for n in (1, 2))
    assert made.rows(EXCLUSIVE) == [(first, second)]


def test_calls_that_cannot_be_followed_to_the_end_are_told(project: Make) -> None:
    names = [f"h{number}" for number in range(30)]
    helpers = "".join(
        f"def {name}(app):\n"
        + "".join(f"    {other}(app)\n" for other in names)
        + "    app.register_blueprint(bp)\n"
        for name in names
    )
    calls = "".join(f"{name}(app)\n" for name in names)
    made = project({"a.py": HEAD + helpers + "app = Flask(__name__)\n" + calls})

    assert {why for _, why in made.project.outcome.gaps} == {"one of too many calls to follow"}
