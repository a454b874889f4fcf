"""Routes of Apis that hang on applications and blueprints, and those that are not known."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

HEAD = """\
from flask import Blueprint, Flask
from flask_restful import Api, Resource
import flask_restx
import settings

class A(Resource):
    def get(self): return {}

"""
ROUTES = (
    "SELECT path, methods, endpoint, view_name FROM live_route"
    " WHERE implicit <> 'static' ORDER BY id"
)
CASES = [
    ("api = Api(Flask('x'))\napi.add_resource(A, '/a')", [("/a", "GET", "a", "A")]),
    ("api = Api()\napi.add_resource(A, '/a')", []),
    (
        "app = Flask('x')\napi = Api()\napi.init_app(app)\napi.add_resource(A, '/a')",
        [],  # flask-restful forgets it
    ),
    ("api = Api(Flask('x'), prefix=settings.PREFIX)\napi.add_resource(A, '/a')", []),
    ("api = Api(Flask('x'), url_part_order='aeb')\napi.add_resource(A, '/a')", []),
    ("api = Api(Flask('x'))\napi.add_resource(A, settings.PATH)", []),
    ("api = Api(Flask('x'))\napi.add_resource(settings.View, '/a')", []),
    ("api = Api(Flask('x'))\napi.add_resource(A, 'no-slash')", []),
    (
        "app = Flask('x')\nbp = Blueprint('b', 'b', url_prefix='/b')\napi = Api(bp, prefix='/p')\n"
        "api.add_resource(A, '/a')",
        [],  # nothing registers the blueprint
    ),
    (
        "app = Flask('x')\nbp = Blueprint('b', 'b', url_prefix='/b')\napi = Api(bp, prefix='/p')\n"
        "api.add_resource(A, '/a')\napp.register_blueprint(bp, url_prefix='/c')",
        [("/c/p/a", "GET", "b.a", "A")],
    ),
    (
        "class Own(Api):\n    def _complete_url(self, url, prefix): return url\n"
        "api = Own(Flask('x'))\napi.add_resource(A, '/a')",
        [],
    ),
    (
        "api = flask_restx.Api(Flask('x'), doc=False)\nns = flask_restx.Namespace(settings.NAME)\n"
        "api.add_namespace(ns)\nns.add_resource(A, '/a')",
        [
            ("/swagger.json", "GET", "specs", "the specification of the Api"),
            ("/", "GET", "root", "the root of the Api"),
        ],
    ),
]


@pytest.mark.parametrize(("code", "routes"), CASES)
def test_the_routes_of_an_api(ask: Ask, code: str, routes: list[tuple[str, ...]]) -> None:
    assert ask({"app.py": HEAD + code + "\n"}, ROUTES) == routes


@pytest.mark.parametrize(
    ("code", "withheld"),
    [
        ("api = Api(app)\napi.add_resource(A, '/a')", []),
        (
            "api = Api(app, prefix=settings.PREFIX)\napi.add_resource(A, '/a')",
            ["a route of app.py hangs on what is not known"],
        ),
        (
            "api = flask_restx.Api(app)\napi.add_namespace(settings.space)",
            ["app.py adds a namespace that is not known"],
        ),
        (
            "api = flask_restx.Api(app)\napi.add_namespace(settings.space, path='/other')",
            [""],
        ),
        (
            "from flask_classful import FlaskView",
            ["the project has a server of another kind (flask_classful)"],
        ),
    ],
)
def test_what_may_serve_a_path_that_no_route_does(ask: Ask, code: str, withheld: list[str]) -> None:
    files = {
        "app.py": f"{HEAD}app = Flask('x')\n{code}\n\n@app.get('/b')\ndef b(): return {{}}\n",
        "page.js": "fetch('/b');\nfetch('/a');\n",
    }
    assert [row[0] for row in ask(files, "SELECT withheld FROM unserved_call")] == withheld
