"""Each gate word reveals a fact in a large file that nothing else would open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.extract.python.anchors import _WORDS as ANCHORS
from dupelint.extract.python.gate import MORE, SMALL, WORDS, find_marks
from dupelint.model.facts import (
    ApiMount,
    App,
    AppPass,
    Assignment,
    Blueprint,
    CommentDirective,
    CsrfStatement,
    EarlyAnswer,
    EnvRead,
    ErrorHandler,
    ExtensionOption,
    Function,
    HeaderCheck,
    HttpCall,
    Import,
    KeylessClient,
    Listener,
    MadeFolder,
    Mount,
    PathText,
    PortMention,
    Process,
    RequestGuard,
    Route,
    ViewClass,
)

PADDING = "x = y < z\n" * (SMALL // 10 + 1)
PORTS = frozenset({3001, 3310, 3300})

CASES = [
    (b"lueprint", 'b = Blueprint("b", __name__)', Blueprint),
    (b"(app", "register(app)", AppPass),
    (b".route(", '@ns.route("/x")\nclass View: ...', Route),
    (b"Flask", "a = Flask(__name__)", App),
    (b"environ", 'os.environ["A"]', EnvRead),
    (b".run(", "application.run()", Listener),
    (b"_app(", "web.run_app(make())", Listener),
    (b", app", "register(db, app)", AppPass),
    (b"url_rule", 'x.add_url_rule("/x", view_func=f)', Route),
    (b"outer", "r = APIRouter()", Blueprint),
    (b"bp)", "attach(bp)", AppPass),
    (b"serve", 'HTTPServer(("", 8000), H).serve_forever()', Listener),
    (b"getenv", 'os.getenv("A")', EnvRead),
    (b"FastAPI", "a = FastAPI()", App),
    (b"Starlette(", "from starlette.applications import Starlette\na = Starlette()", App),
    (b"starlette.routing", "from starlette.routing import Route\na = [Route('/', b)]", Route),
    (
        b"starlette.responses",
        "from starlette.responses import Response\ndef view(request):\n    return None\n",
        Function,
    ),
    (b"Quart", "a = Quart(__name__)", App),
    (b"api_route", 'x.add_api_route("/x", f)', Route),
    (b"websocket_route", 'x.add_websocket_route("/x", f)', Route),
    (b".mount(", 'x.mount("/x", StaticFiles())', Mount),
    (b"BaseSettings", 'class Options(BaseSettings):\n    prefix_setting = "/x"', Assignment),
    (b"exception_handler(", "@a.exception_handler(500)\ndef f(e): ...", ErrorHandler),
    (b".listen(", "tornado_app.listen(8888)", Listener),
    (b"run_simple", 'run_simple("localhost", 5000, a)', Listener),
    (b"TCPSite", 'web.TCPSite(runner, "0.0.0.0", 8000)', Listener),
    (b"MethodView", "class Users(views.MethodView): ...", ViewClass),
    (b"mkdir(", 'os.mkdir("a/b")', MadeFolder),
    (b"makedirs(", 'os.makedirs("a/b")', MadeFolder),
    (b"subprocess", 'import subprocess\nsubprocess.Popen(["node", "a.js"])', Process),
    (b"os.system(", 'import os\nos.system("node a.js")', Process),
    (b"os.popen(", 'import os\nos.popen("node a.js")', Process),
    (
        b"PATH_INFO",
        "def a(e, s):\n    if e['PATH_INFO'] == '/x':\n        s('200')\n        return []\n    b(e, s)",
        EarlyAnswer,
    ),
    (
        b"scope[",
        "async def a(scope, r, s):\n    if scope['path'] == '/x':\n        await s({})\n"
        "        return\n    await b(scope, r, s)",
        EarlyAnswer,
    ),
    (b"DispatcherMiddleware", "DispatcherMiddleware(a, {'/x': b})", EarlyAnswer),
    (b"requests", "import requests\nrequests.get(u)", HttpCall),
    (b"httpx", "import httpx\nhttpx.get(u)", HttpCall),
    (b"ClientSession", "import aiohttp\naiohttp.ClientSession().get(u)", HttpCall),
    (b"urlopen(", "import urllib.request\nurllib.request.urlopen(u)", HttpCall),
    (b"headers.get(", 'h = r.headers.get("X-A")', HeaderCheck),
    (b"headers[", 'h = r.headers["X-A"]', HeaderCheck),
    (b"RequestValidator", "v = RequestValidator(t)", HeaderCheck),
    (b"before_", "@a.before_request\ndef check(): ...", RequestGuard),
    (b"errorhandler(", "@a.errorhandler(500)\ndef f(e): ...", ErrorHandler),
    (b"error_handler(", "a.register_error_handler(500, f)", ErrorHandler),
    (b"CSRF", "WTF_CSRF_ENABLED = False", CsrfStatement),
    (b"Csrf", "c = CsrfProtect()", CsrfStatement),
    (b"csrf", "csrf.exempt(view)", CsrfStatement),
    (b"SeaSurf", "s = SeaSurf()", CsrfStatement),
    (b"SEASURF_", "SEASURF_A = 1", ExtensionOption),
    (b"openai", "import openai\nc = openai.OpenAI()", KeylessClient),
    (b"anthropic", "import anthropic\nc = anthropic.Anthropic()", KeylessClient),
    (b"twilio.rest", "from twilio.rest import Client\nc = Client()", KeylessClient),
    (b"google.cloud", "from google.cloud import speech\nc = speech.SpeechClient()", KeylessClient),
    (b"_resource(", 'a.add_resource(Users, "/users")', Route),
    (b"add_namespace(", "a.add_namespace(ns)", ApiMount),
    (b".resource(", '@a.resource("/x")\nclass Users: ...', Route),
    (b"Resource)", "class Users(BaseResource): ...", ViewClass),
    (b"_restful", "from flask_restful import Api\na = Api()", Blueprint),
    (b"_restplus", "from flask_restplus import Api\na = Api()", Blueprint),
    (b"restx import", "from flask_restx import Namespace\nn = Namespace('x')", Blueprint),
    (b"import flask_restx", "import flask_restx\na = flask_restx.Api()", Blueprint),
    (b"smorest import", "from flask_smorest import Api\na = Api()", Blueprint),
    (b"import flask_smorest", "import flask_smorest\na = flask_smorest.Api()", Blueprint),
    (b"dupelint:", "# dupelint: ignore[DUP101] why\nx = 1", CommentDirective),
    (b"", '@x.get("/y")\ndef view(): ...', Route),
    (b"", '@x.websocket("/y")\ndef view(): ...', Route),
    (b"", "PORT = 3001", PortMention),
]
IMPORTS = {"_app(": "from aiohttp import web\n", ".listen(": "import tornado\n"}


@pytest.mark.parametrize(
    ("word", "code", "kind"), CASES, ids=[(case[0] or case[1].encode()).decode() for case in CASES]
)
def test_word_opens_a_large_file(
    facts: Callable[[str], list[Any]], word: bytes, code: str, kind: type[Any]
) -> None:
    code = IMPORTS.get(word.decode(), "") + code + "\n"
    assert [kind] == [type(fact) for fact in facts(PADDING + code) if isinstance(fact, kind)]
    assert [other for other in WORDS if other in code.encode()] == ([word] if word else [])


def test_every_word_has_a_case() -> None:
    assert sorted(WORDS) == sorted(word for word, _, _ in CASES if word)


def test_anchors_start_from_words_that_are_looked_for() -> None:
    assert sorted({*ANCHORS} - {*WORDS, *MORE}) == []


def test_a_number_that_is_a_configured_port_reveals() -> None:
    assert find_marks(b"x = 3310\n", PORTS).revealing
    assert not find_marks(b"x = 3311\n", PORTS).revealing


def test_without_a_word_only_imports_and_paths_are_read(facts: Callable[[str], list[Any]]) -> None:
    found = facts("import a\nPREFIX = '/x'\n" + PADDING)
    assert [(type(fact), fact[0]) for fact in found] == [(PathText, "/x"), (Import, "a")]


def test_a_small_file_is_read_for_its_constants(read: Callable[..., list[str]]) -> None:
    assert not find_marks(b"PREFIX = '/x'\n", PORTS).revealing
    assert read("PREFIX = '/x'\n", "Assignment") == [
        "Assignment name=PREFIX value='/x' at=‹PREFIX = '/x'›"
    ]


def test_a_method_named_as_a_verb_reveals_in_a_small_file(
    facts: Callable[[str], list[Any]],
) -> None:
    head, body = "from .base import Base\n\n\nclass Users(Base):\n", "(self):\n        return {}\n"

    def views(code: str) -> list[Any]:
        return [fact for fact in facts(code) if isinstance(fact, ViewClass)]

    assert len(views(f"{head}    def post{body}")) == 1
    assert views(f"{head}    def post_all{body}") == []
    assert views(f"{PADDING}{head}    def post{body}") == []
