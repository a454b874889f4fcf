"""Handlers bound to paths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Route",
        """\
from flask import Flask
app = Flask(__name__)
METHODS = ["PUT", "delete"]
@app.route("/a", methods=["POST", "get"])
@app.route("/b", methods=("GET",), endpoint="bee")
@login_required
@app.get("/c")
def view():
    return "ok"
@app.route("/d", methods=METHODS)
@app.route("/e", methods=compute())
@app.route(rule="/f", defaults={"x": 1})
async def other(): ...
""",
        """\
Route framework=flask receiver=app path='/a' methods=GET,POST view=view view_at=‹def view():
    return "ok"› form=decorator at=‹@app.route("/a", methods=["POST", "get"])›
Route framework=flask receiver=app path='/b' methods=GET endpoint='bee' view=view
    view_at=‹def view(): return "ok"› form=decorator at=‹@app.route("/b", methods=("GET",),
    endpoint="bee")›
Route framework=flask receiver=app path='/c' methods=GET view=view view_at=‹def view():
    return "ok"› form=decorator at=‹@app.get("/c")›
Route framework=flask receiver=app path='/d' methods=DELETE,PUT view=other view_at=‹async
    def other(): ...› form=decorator at=‹@app.route("/d", methods=METHODS)›
Route framework=flask receiver=app path='/e' methods=* view=other view_at=‹async def
    other(): ...› form=decorator at=‹@app.route("/e", methods=compute())›
Route framework=flask receiver=app path='/f' view=other view_at=‹async def other(): ...›
    form=decorator options={defaults: {x: 1}} at=‹@app.route(rule="/f", defaults={"x": 1})›
""",
        id="decorators of an app, stacked, methods in every form",
    ),
    pytest.param(
        "Route",
        """\
from .base import bp, org_scoped_rule
PREFIX = "/p"
@bp.route(f"{PREFIX}/x/<int:id>")
def a(id): ...
@bp.route(PREFIX + "/y")
def b(): ...
@bp.route(org_scoped_rule("/z"))
def c(): ...
def create_app():
    from flask import Flask
    app = Flask(__name__)
    @app.route("/in")
    def inner(): ...
    @inner_bp.post("/post")
    def inner2(): ...
    return app
""",
        """\
Route framework=flask receiver=bp path=concat(PREFIX, '/x/<int:id>') view=a view_at=‹def
    a(id): ...› form=decorator at=‹@bp.route(f"{PREFIX}/x/<int:id>")›
Route framework=flask receiver=bp path=concat(PREFIX, '/y') view=b view_at=‹def b(): ...›
    form=decorator at=‹@bp.route(PREFIX + "/y")›
Route framework=flask receiver=bp path=org_scoped_rule('/z') view=c view_at=‹def c(): ...›
    form=decorator at=‹@bp.route(org_scoped_rule("/z"))›
Route framework=flask receiver=new Flask@241 path='/in' view=inner view_at=‹def inner():
    ...› form=decorator scope=create_app at=‹@app.route("/in")›
Route framework=flask receiver=inner_bp path='/post' methods=POST view=inner2 view_at=‹def
    inner2(): ...› form=decorator scope=create_app at=‹@inner_bp.post("/post")›
""",
        id="blueprint imported, in a function, f-string, concatenation, helper",
    ),
    pytest.param(
        "Route App",
        """\
from fastapi import FastAPI, APIRouter
app = FastAPI()
router = APIRouter()
@app.get("/items/{id}")
async def read(id: int): ...
@router.post("")
def create(): ...
@router.api_route("/any", methods=["GET", "POST"])
def any_(): ...
router.add_api_route("/more", read, methods=["PUT"])
""",
        """\
App framework=fastapi name=app at=‹FastAPI()›
Route framework=fastapi receiver=app path='/items/{id}' methods=GET view=read view_at=‹async
    def read(id: int): ...› form=decorator at=‹@app.get("/items/{id}")›
Route framework=fastapi receiver=router path='' methods=POST view=create view_at=‹def
    create(): ...› form=decorator at=‹@router.post("")›
Route framework=fastapi receiver=router path='/any' methods=GET,POST view=any_ view_at=‹def
    any_(): ...› form=decorator at=‹@router.api_route("/any", methods=["GET", "POST"])›
Route framework=fastapi receiver=router path='/more' methods=PUT view=read view_at=‹async
    def read(id: int): ...› form=add_url_rule at=‹router.add_api_route("/more", read,
    methods=["PUT"])›
""",
        id="fastapi",
    ),
    pytest.param(
        "Route",
        """\
from flask.views import MethodView
@ns.route("/x")
class List(Resource):
    def get(self): ...
    def post(self): ...
    def helper(self): ...
class UserAPI(MethodView):
    def get(self): ...
    def delete(self): ...
class Own(View):
    methods = ["GET", "POST"]
    def dispatch_request(self): ...
class Plain(View):
    def dispatch_request(self): ...
class Derived(UserAPI):
    def put(self): ...
app.add_url_rule("/u", view_func=UserAPI.as_view("users"))
app.add_url_rule("/o", endpoint="own", view_func=Own.as_view("other"))
user_view = UserAPI.as_view("user_api")
app.add_url_rule("/v", view_func=user_view, methods=["GET"])
app.add_url_rule("/w", view_func=user_view, methods=["DELETE"])
app.add_url_rule("/z", view_func=imported.Thing.as_view("thing"))
app.add_url_rule("/p", view_func=Plain.as_view("plain"))
app.add_url_rule("/q", view_func=Derived.as_view("derived"))
""",
        """\
Route framework=flask receiver=ns path='/x' methods=GET,POST view=List view_at=‹class
    List(Resource): def get(…self): ...› form=decorator at=‹@ns.route("/x")›
Route framework=flask receiver=app path='/u' methods=DELETE,GET endpoint='users'
    view=UserAPI view_at=‹UserAPI.as_view("users")› form=as_view at=‹app.add_url_rule("/u",
    view_func=UserAPI.as_view("users"))› target=UserAPI
Route framework=flask receiver=app path='/o' methods=GET,POST endpoint='own' view=Own
    view_at=‹Own.as_view("other")› form=as_view at=‹app.add_url_rule("/o",
    endpoin…("other"))› target=Own
Route framework=flask receiver=app path='/v' methods=GET endpoint='user_api' view=UserAPI
    view_at=‹UserAPI.as_view("user_api")› form=add_url_rule at=‹app.add_url_rule("/v",
    view_fu…s=["GET"])› target=UserAPI
Route framework=flask receiver=app path='/w' methods=DELETE endpoint='user_api' view=UserAPI
    view_at=‹UserAPI.as_view("user_api")› form=add_url_rule at=‹app.add_url_rule("/w",
    view_fu…"DELETE"])› target=UserAPI
Route framework=flask receiver=app path='/z' methods=* endpoint='thing' view=imported.Thing
    view_at=‹imported.Thing.as_view("thing")› form=as_view at=‹app.add_url_rule("/z",
    view_fu…("thing"))› target=imported.Thing
Route framework=flask receiver=app path='/p' endpoint='plain' view=Plain
    view_at=‹Plain.as_view("plain")› form=as_view at=‹app.add_url_rule("/p",
    view_func=Plain.as_view("plain"))› target=Plain
Route framework=flask receiver=app path='/q' methods=* endpoint='derived' view=Derived
    view_at=‹Derived.as_view("derived")› form=as_view at=‹app.add_url_rule("/q",
    view_fu…derived"))› target=Derived
""",
        id="class views",
    ),
    pytest.param(
        "ViewClass",
        """\
from flask.views import MethodView, View
from .base import Base
class UserAPI(MethodView):
    def get(self): ...
    def delete(self): ...
class Own(View):
    methods = ["GET", "POST"]
    def dispatch_request(self): ...
class Derived(Base, mixins.Audit):
    methods = compute()
    def put(self): ...
class Form(Base):
    def validate(self): ...
class Alone:
    def get(self): ...
class Later(Alone):
    decorators = [login_required, limited(5), lambda f: f]
    method_decorators = {"get": [x]}
    def other(self): ...
class Other(Form): ...
""",
        """\
ViewClass scope=UserAPI bases=[MethodView] verbs=DELETE,GET at=‹class UserAPI(MethodView):
    def…self): ...›
ViewClass scope=Own bases=[View] methods=GET,POST at=‹class Own(View): methods = ["G…self):
    ...›
ViewClass scope=Derived bases=[Base, mixins.Audit] verbs=PUT methods=* at=‹class
    Derived(Base, mixins.Aud…self): ...›
ViewClass scope=Alone bases=[] verbs=GET at=‹class Alone: def get(self): ...›
ViewClass scope=Later bases=[Alone] decorators=["login_required","limited","?","?"]
    at=‹class Later(Alone): decorators…self): ...›
""",
        id="classes of views",
    ),
    pytest.param(
        "Route",
        """\
from .views import RHIndex, index
def local(): ...
_bp.add_url_rule("/", "index", RHIndex)
_bp.add_url_rule("/a", view_func=local, methods=("GET", "POST"))
_bp.add_url_rule(rule="/b", endpoint=None, view_func=index)
_bp.add_url_rule("/c", "c", lambda: "c")
_bp.add_url_rule("/d", **options)
_bp.add_url_rule("/e", endpoint="e")
def init(app):
    def nested(): ...
    app.add_url_rule("/n", view_func=nested)
""",
        """\
Route framework=flask receiver=_bp path='/' endpoint='index' view=RHIndex form=add_url_rule
    at=‹_bp.add_url_rule("/", "index", RHIndex)›
Route framework=flask receiver=_bp path='/a' methods=GET,POST view=local view_at=‹def
    local(): ...› form=add_url_rule at=‹_bp.add_url_rule("/a", view_fu…, "POST"))›
Route framework=flask receiver=_bp path='/b' view=index form=add_url_rule
    at=‹_bp.add_url_rule(rule="/b", endpoint=None, view_func=index)›
Route framework=flask receiver=_bp path='/c' endpoint='c' view=<lambda> view_at=‹lambda:
    "c"› form=add_url_rule at=‹_bp.add_url_rule("/c", "c", lambda: "c")›
Route framework=flask receiver=_bp path='/d' methods=* form=add_url_rule
    at=‹_bp.add_url_rule("/d", **options)›
Route framework=flask receiver=_bp path='/e' endpoint='e' form=add_url_rule
    at=‹_bp.add_url_rule("/e", endpoint="e")›
Route framework=flask receiver=$app path='/n' view=nested view_at=‹def nested(): ...›
    form=add_url_rule scope=init at=‹app.add_url_rule("/n", view_func=nested)›
""",
        id="add_url_rule by position, by keyword, imported view, lambda, nothing",
    ),
    pytest.param(
        "Route",
        """\
@bp.get("/a")
def view(): ...
@bp.get("/b")
def view(): ...
""",
        """\
Route framework=flask receiver=bp path='/a' methods=GET view=view view_at=‹def view(): ...›
    form=decorator at=‹@bp.get("/a")›
Route framework=flask receiver=bp path='/b' methods=GET view=view view_at=‹def view(): ...›
    form=decorator at=‹@bp.get("/b")›
""",
        id="redefined view: two function objects",
    ),
    pytest.param(
        "Route",
        """\
@mock.patch("module.name")
@patch.object(x, "y")
@cache.get("key")
@pytest.fixture
@app.before_request
@app.errorhandler(404)
@x.post(1)
@property
def test_it(): ...
\"\"\"
@app.route("/doc")
\"\"\"
# @app.route("/comment")
requests.get("/x")
value = a @ b.get("/c")
""",
        "",
        id="not routes",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
