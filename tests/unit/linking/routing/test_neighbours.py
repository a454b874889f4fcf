"""Quart as Flask; one project with FastAPI and Flask; what is known of FastAPI only in part."""

from __future__ import annotations

from tests.unit.linking.conftest import Ask

ROUTES = (
    "SELECT framework, methods, reached, path FROM live_route"
    " WHERE implicit = '' ORDER BY app, rank"
)
WITHHELD = "SELECT path, withheld FROM unserved_call ORDER BY path"


def test_quart(ask: Ask) -> None:
    code = """\
from quart import Blueprint, Quart

api = Blueprint("api", __name__, url_prefix="/api")


@api.get("/items/<int:item>")
async def item(item):
    return {"id": item}


@api.websocket("/ws")
async def ws(): ...


@api.route("/items/<name>", methods=["GET", "POST"])
async def by_name(name):
    return {"name": name}


app = Quart(__name__)
app.register_blueprint(api)
"""
    assert ask({"main.py": code}, ROUTES) == [
        ("quart", "GET", "GET", "/api/items/<int:item>"),
        ("quart", "GET,POST", "GET,POST", "/api/items/<name>"),
    ]
    assert ask({"main.py": code}, "SELECT kind, keys FROM route_answer ORDER BY at") == [
        ("json", '["id"]'),
        ("json", '["name"]'),
    ]


def test_flask_below_a_path_of_fastapi(ask: Ask) -> None:
    code = """\
from fastapi import FastAPI
from fastapi.middleware.wsgi import WSGIMiddleware
from flask import Flask

old = Flask(__name__, static_folder=None)


@old.get("/state")
def state():
    return {}


app = FastAPI()
app.mount("/old", WSGIMiddleware(old))


@app.get("/state")
def new_state():
    return {}
"""
    assert sorted(ask({"main.py": code}, ROUTES)) == [
        ("fastapi", "GET", "GET", "/state"),
        ("flask", "GET", "GET", "/old/state"),
    ]


def test_a_route_in_a_file_that_imports_no_framework(ask: Ask) -> None:
    files = {
        "routers.py": "from fastapi import APIRouter, FastAPI\nusers = APIRouter(prefix='/users')\n"
        "app = FastAPI()\n",
        "main.py": "from routers import app, users\n\n"
        "@users.get('/{name}')\ndef show(name): ...\n\n"
        "@users.get('/{name}/x')\ndef show(name): ...\n\n"
        "app.include_router(users)\n",
    }
    assert ask(files, ROUTES) == [
        ("fastapi", "GET", "GET", "/users/{name}"),
        ("fastapi", "GET", "GET", "/users/{name}/x"),
    ]
    assert ask(files, "SELECT endpoint FROM live_endpoint") == []


CLIENT = "fetch('/api/state');\nfetch('/api/other');\n"
SERVER = """\
{imports}
from fastapi import APIRouter, FastAPI

app = FastAPI()
router = APIRouter()


@app.get("/api/state")
def state():
    return {{}}


{code}
"""


def withheld(ask: Ask, code: str, imports: str = "") -> list[tuple[str, str]]:
    files = {"main.py": SERVER.format(imports=imports, code=code), "client/main.js": CLIENT}
    return ask(files, WITHHELD)


def test_what_withholds_a_claim(ask: Ask) -> None:
    told = "main.py registers something that is not known"
    assert withheld(ask, "") == [("/api/other", "")]
    assert withheld(ask, "app.include_router(made.router())", "import made") == [
        ("/api/other", told)
    ]
    assert withheld(ask, "app.include_router(made.router(), prefix='/auth')", "import made") == [
        ("/api/other", "")
    ]
    assert withheld(ask, "app.mount('/api', made.app)", "import made") == [
        ("/api/other", "ALL /api/{path:path} takes every path below")
    ]
    assert withheld(ask, "app.mount('/', made.app)", "import made") == [
        ("/api/other", "ALL /{path:path} takes every path below")
    ]
    assert withheld(ask, "made.app.mount('/api', other)", "import made") == [
        ("/api/other", "main.py mounts something that is not known")
    ]
    assert withheld(ask, "for one in made.routers():\n    app.include_router(one)", "import made")[
        0
    ][1]


def test_what_answers_only_where_nothing_else_does(ask: Ask) -> None:
    assert withheld(ask, "app.mount('/', StaticFiles(directory='d', html=True))") == [
        ("/api/other", "")
    ]
    page = "@app.get('/{path:path}')\ndef page(path: str):\n    return FileResponse('index.html')"
    assert withheld(ask, page) == [("/api/other", "")]


def test_a_middleware_that_rewrites_paths(ask: Ask) -> None:
    code = """\
class Strip:
    async def __call__(self, scope, receive, send):
        scope["path"] = scope["path"].removeprefix("/api")
"""
    assert withheld(ask, code) == [("/api/other", "main.py could not be read (it rewrites paths)")]


def test_websockets(ask: Ask) -> None:
    server = """\
from fastapi import APIRouter, FastAPI

router = APIRouter(prefix="/live")


@router.websocket("/{room}")
async def room(websocket, room: str): ...


@router.get("/{room}/state")
def state(room: str):
    return {}


app = FastAPI()
app.include_router(router)
"""
    client = """\
new WebSocket(`wss://${location.host}/live/7`);
new WebSocket(`wss://${location.host}/live/7/state`);
new WebSocket('wss://elsewhere.example/live/7');
fetch('/live/7/state');
fetch('/live/7');
"""
    files = {"main.py": server, "client/main.js": client}
    pairs = (
        "SELECT client, live_call.path, kind, live_route.path FROM live_call"
        " JOIN call_route ON call = live_call.id JOIN live_route ON live_route.id = route"
        " ORDER BY live_call.id"
    )
    assert ask(files, pairs) == [
        ("WebSocket", "/live/7", "serves", "/live/{room}"),
        ("fetch", "/live/7/state", "serves", "/live/{room}/state"),
        ("fetch", "/live/7", "other-method", "/live/{room}"),
    ]
    assert ask(files, "SELECT fault, path, methods FROM unserved_call") == [
        ("method", "/live/7", "WEBSOCKET")
    ]
