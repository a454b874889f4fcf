"""Apis of flask-restful, flask-restx and flask-smorest, their namespaces and resources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Blueprint ApiMount Route AppPass",
        """\
from flask import Flask
from flask_restful import Api, Resource
from res import Users
app = Flask(__name__)
api = Api(app, "/api")
late = Api(prefix="/late")
api.add_resource(Users, "/users", "/people", endpoint="users")
api.add_resource(res.Things, *urls, **options)
late.add_org_resource(Users, "/org")
late.init_app(app)
db.init_app(app)
other = make()
other.init_app(app)
robot.add_resource("/no-view", handler)
super().add_resource(Users, "/x")
""",
        """\
Blueprint framework=restful variable=api class_name=Api prefix='/api' at=‹Api(app, "/api")›
ApiMount receiver=app target=new Api@114 form=Api at=‹api = Api(app, "/api")›
Blueprint framework=restful variable=late class_name=Api prefix='/late' at=‹Api(prefix="/late")›
Route framework=flask receiver=api path='/users' methods=* endpoint='users' view=Users
    form=resource at=‹api.add_resource(Users, "/user…t="users")› target=Users
Route framework=flask receiver=api path='/people' methods=* endpoint='users' view=Users
    form=resource at=‹api.add_resource(Users, "/user…t="users")› target=Users
Route framework=flask receiver=api path=each(urls) methods=* endpoint=options.endpoint
    view=res.Things form=resource at=‹api.add_resource(res.Things, *urls, **options)›
    target=res.Things
AppPass callee=late.add_org_resource args=[Users, '/org'] keywords={}
    at=‹late.add_org_resource(Users, "/org")›
ApiMount receiver=app target=late form=init_app at=‹late.init_app(app)›
ApiMount receiver=app target=db form=init_app at=‹db.init_app(app)›
AppPass callee=db.init_app args=[app] keywords={} at=‹db.init_app(app)›
AppPass callee=other.init_app args=[app] keywords={} at=‹other.init_app(app)›
""",
        id="flask-restful",
    ),
    pytest.param(
        "Blueprint ApiMount Route",
        """\
from flask import Blueprint
from flask_restx import Api as RestApi, Namespace as Space, Resource
bp = Blueprint("api", __name__)
api = RestApi(bp, doc="/docs", title="x")
ns = Space("cats", path="/all/cats")
api.add_namespace(ns, "/cats")
dogs = api.namespace("dogs")
@dogs.route("", "/<id>")
class Dogs(Resource):
    def get(self, id=None): ...
@api.resource("/of-restful")
def view(): ...
""",
        """\
Blueprint framework=flask variable=bp class_name=Blueprint name='api' at=‹Blueprint("api",
    __name__)›
Blueprint framework=restx variable=api class_name=RestApi options={doc: '/docs'} at=‹RestApi(bp,
    doc="/docs", title="x")›
ApiMount receiver=bp target=new RestApi@135 form=Api at=‹api = RestApi(bp, doc="/docs",
    title="x")›
Blueprint framework=namespace variable=ns class_name=Space name='cats' prefix='/all/cats'
    at=‹Space("cats", path="/all/cats")›
ApiMount receiver=api target=ns path='/cats' form=add_namespace at=‹api.add_namespace(ns,
    "/cats")›
Blueprint framework=namespace variable=dogs class_name=api.namespace name='dogs'
    at=‹api.namespace("dogs")›
ApiMount receiver=api target=new api.namespace@246 form=namespace at=‹dogs =
    api.namespace("dogs")›
Route framework=flask receiver=dogs path='' methods=GET view=Dogs view_at=‹class Dogs(Resource):
    def get(self, id=None): ...› form=decorator at=‹@dogs.route("", "/<id>")›
Route framework=flask receiver=dogs path='/<id>' methods=GET view=Dogs view_at=‹class
    Dogs(Resource): def get(self, id=None): ...› form=decorator at=‹@dogs.route("", "/<id>")›
""",
        id="flask-restx and its namespaces",
    ),
    pytest.param(
        "Blueprint ApiMount",
        """\
import flask_restful
from flask_smorest import Api
class Placed(flask_restful.Api):
    def _complete_url(self, url, prefix): ...
class Answering(flask_restful.Api):
    def make_response(self, data): ...
class Registering(Api):
    def register_blueprint(self, blueprint): ...
a = Placed(prefix="/a")
b = Answering(prefix="/b")
c = Registering(app)
d = Api(app)
def create_app():
    from flask_restx import Api as Inner
    global e
    e = Inner(current, **options)
""",
        """\
Blueprint framework=restful variable=a class_name=Placed prefix=unresolved(placed by its class)
    at=‹Placed(prefix="/a")›
Blueprint framework=restful variable=b class_name=Answering prefix='/b' options={answers: True}
    at=‹Answering(prefix="/b")›
Blueprint framework=smorest variable=c class_name=Registering prefix=unresolved(placed by its
    class) at=‹Registering(app)›
ApiMount receiver=app target=new Registering@333 form=Api at=‹c = Registering(app)›
Blueprint framework=smorest variable=d class_name=Api at=‹Api(app)›
ApiMount receiver=app target=new Api@354 form=Api at=‹d = Api(app)›
Blueprint framework=restx variable=e class_name=Inner prefix=unresolved(placed by its class)
    scope=create_app at=‹Inner(current, **options)›
ApiMount receiver=current target=new Inner@443 form=Api scope=create_app at=‹e = Inner(current,
    **options)›
""",
        id="classes that put resources where they like",
    ),
    pytest.param(
        "Route",
        """\
from flask_restful import Api
class Ext(Api):
    def add_org_resource(self, resource, *urls, **kwargs):
        urls = [scoped(url) for url in urls]
        return self.add_resource(resource, *urls, **kwargs)
    def add_some_resource(self, resource, *urls):
        self.add_resource(resource, *[scoped(url) for url in urls if url])
""",
        """\
Route framework=flask receiver=$self path=scoped(each($*urls)) methods=*
    endpoint=$**kwargs.endpoint view=resource form=resource scope=Ext.add_org_resource
    at=‹return self.add_resource(resource, *urls, **kwargs)› target=$resource
Route framework=flask receiver=$self path=each(unresolved(dynamic)) methods=* view=resource
    form=resource scope=Ext.add_some_resource at=‹self.add_resource(resource, *[…s if url])›
    target=$resource
""",
        id="items of a list are followed",
    ),
    pytest.param(
        "AnswerDecorator",
        """\
from flask.views import MethodView
from flask_smorest import Blueprint
blp = Blueprint("b", __name__)
@blp.route("/x")
class X(MethodView):
    @blp.response(201, Schema)
    @blp.doc(x=1)
    def get(self): return {}
    @ns.marshal_with(fields)
    def post(self): return {}
    @blp.response(status_code=204, schema=None)
    @response
    def put(self): return {}
    def delete(self): return {}
""",
        """\
AnswerDecorator handler=‹def get(self): return {}› callee=blp.response status=201 schema=Schema
    at=‹@blp.response(201, Schema)›
AnswerDecorator handler=‹def post(self): return {}› callee=ns.marshal_with status=fields
    at=‹@ns.marshal_with(fields)›
AnswerDecorator handler=‹def put(self): return {}› callee=blp.response status=204
    at=‹@blp.response(status_code=204, schema=None)›
""",
        id="decorators that make an answer",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
