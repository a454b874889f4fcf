"""Applications of Starlette, beside what their lists leave open."""

from __future__ import annotations

from ..conftest import Ask

FLASK = """from flask import Flask

def create_app():
    app = Flask(__name__)

    @app.route("/api/users")
    def users():
        return {}

    return app
"""
HEAD = """from starlette.applications import Starlette
from starlette.routing import Mount, Route
from wsgi import Lazy

def get_app():
    global made
    if made is None:
        from web import create_app
        made = create_app()
    return made

async def health(request):
    return None

"""
ROUTES = "SELECT framework, methods, path, implicit FROM live_route ORDER BY framework, path"
CLIENT = "fetch('/api/users')\nfetch('/api/nobody')\n"
UNSERVED = "SELECT path, withheld FROM unserved_call"


def test_flask_behind_a_function_that_makes_it(ask: Ask) -> None:
    app = HEAD + "app = Starlette(routes=[Route('/health', health), Mount('/', Lazy(get_app))])\n"
    files = {"web.py": FLASK, "main.py": app, "client.js": CLIENT}

    assert ask(files, ROUTES) == [
        ("flask", "GET", "/api/users", ""),
        ("flask", "GET", "/static/<path:filename>", "static"),
        ("starlette", "GET,HEAD", "/health", ""),
    ]
    assert ask(files, UNSERVED) == [("/api/nobody", "")]


def test_flask_below_a_path(ask: Ask) -> None:
    app = HEAD + "app = Starlette(routes=[Mount('/web/', app=Lazy(get_app))])\n"
    paths = [row[2] for row in ask({"web.py": FLASK, "main.py": app}, ROUTES)]
    assert paths == ["/web/api/users", "/web/static/<path:filename>"]


def test_what_is_mounted_is_not_known(ask: Ask) -> None:
    routes = "[Route('/api/users', health), Mount('/', Lazy(health))]"
    files = {"main.py": f"{HEAD}app = Starlette(routes={routes})\n", "client.js": CLIENT}

    assert ask(files, ROUTES) == [
        ("starlette", "GET,HEAD", "/api/users", ""),
        ("starlette", "ALL", "/{path:path}", "middleware"),
    ]
    assert ask(files, UNSERVED) == [("/api/nobody", "ALL /{path:path} takes every path below")]


def test_a_list_that_is_not_known(ask: Ask) -> None:
    app = HEAD + "app = Starlette(routes=[Route('/api/users', health), *found()])\n"
    files = {"main.py": app, "client.js": CLIENT}

    assert ask(files, UNSERVED) == []
    assert ask(files, ROUTES) == []


def test_names_of_other_libraries(ask: Ask) -> None:
    app = "from werkzeug.routing import Route, Mount\nroutes = [Route('/a', b), Mount('/c', d)]\n"
    assert ask({"main.py": app}, "SELECT framework FROM blueprint") == []
    assert ask({"main.py": app}, "SELECT framework FROM route") == []
