"""Registrations of blueprints, in every form that real projects write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask, Blueprint
app = Flask(__name__)
bp = Blueprint("wa", __name__, url_prefix="/wa")
app.register_blueprint(bp)
""",
        """\
App framework=flask name=app at=‹Flask(__name__)›
Blueprint framework=flask variable=bp class_name=Blueprint name='wa' prefix='/wa'
    at=‹Blueprint("wa", __name__, url_prefix="/wa")›
Registration receiver=app blueprint=bp form=register_blueprint
    at=‹app.register_blueprint(bp)›
""",
        id="module level",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask
from .routes import bp as wa_bp
def create_app(config=None):
    app = Flask(__name__)
    app.register_blueprint(wa_bp, url_prefix="/a", subdomain="x", cli_group=None)
    app.register_blueprint(wa_bp, name="again")
    app.register_blueprint(blueprint=wa_bp)
    return app
""",
        """\
App framework=flask name=app scope=create_app at=‹Flask(__name__)›
Registration receiver=new Flask@95 blueprint=wa_bp prefix='/a' options=cli_group=None,
    subdomain="x" form=register_blueprint scope=create_app at=‹app.register_blueprint(wa_bp,
    …roup=None)›
Registration receiver=new Flask@95 blueprint=wa_bp name='again' form=register_blueprint
    scope=create_app at=‹app.register_blueprint(wa_bp, name="again")›
Registration receiver=new Flask@95 blueprint=wa_bp form=register_blueprint scope=create_app
    at=‹app.register_blueprint(blueprint=wa_bp)›
""",
        id="factory, options, other prefix, other name",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Blueprint
import flask
class OwnBlueprint(Blueprint):
    pass
a = OwnBlueprint("a", __name__)
b = flask.Blueprint(name="b", import_name=__name__)
c = ThirdBlueprint("c", __name__)
class Plugin:
    blueprint = Blueprint("p", __name__)
def make(app):
    self.bp = Blueprint(f"x-{app.name}", __name__)
    return self.bp
""",
        """\
Blueprint framework=flask variable=a class_name=OwnBlueprint name='a' at=‹OwnBlueprint("a",
    __name__)›
Blueprint framework=flask variable=b class_name=flask.Blueprint name='b'
    at=‹flask.Blueprint(name="b", import_name=__name__)›
Blueprint framework=flask variable=c class_name=ThirdBlueprint name='c'
    at=‹ThirdBlueprint("c", __name__)›
Blueprint framework=flask variable=blueprint class_name=Blueprint name='p' scope=Plugin
    at=‹Blueprint("p", __name__)›
Blueprint framework=flask variable=self.bp class_name=Blueprint name=concat('x-', $app.name)
    scope=make at=‹Blueprint(f"x-{app.name}", __name__)›
""",
        id="subclass, keyword name, inside a class, attribute",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask as F, Blueprint as B
from quart import Quart
import fastapi
from apiflask import APIFlask
one = F(__name__)
two = Quart(__name__)
three = fastapi.FastAPI()
four = APIFlask(__name__)
bp = B("b", __name__)
router = fastapi.APIRouter(prefix="/r")
three.include_router(router, prefix="/api", tags=["x"])
""",
        """\
App framework=flask name=one at=‹F(__name__)›
App framework=quart name=two at=‹Quart(__name__)›
App framework=fastapi name=three at=‹fastapi.FastAPI()›
App framework=flask name=four at=‹APIFlask(__name__)›
Blueprint framework=flask variable=bp class_name=B name='b' at=‹B("b", __name__)›
Blueprint framework=fastapi variable=router class_name=fastapi.APIRouter prefix='/r'
    at=‹fastapi.APIRouter(prefix="/r")›
Registration receiver=three blueprint=router prefix='/api' options=tags=["x"]
    form=include_router at=‹three.include_router(router, prefix="/api", tags=["x"])›
""",
        id="alias, import as, quart, fastapi, apiflask",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask
class Redash(Flask):
    def __init__(self):
        super().__init__(__name__)
        self.register_blueprint(home)
class Deep(Redash): pass
app = Redash()
other = Deep()
""",
        """\
Registration receiver=$self blueprint=home form=register_blueprint scope=Redash.__init__
    at=‹self.register_blueprint(home)›
App framework=flask name=app at=‹Redash()› class_name=Redash
App framework=flask name=other at=‹Deep()› class_name=Deep
""",
        id="application subclass",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from . import views
def init_app(app, *, prefix="/v"):
    app.register_blueprint(views.bp, url_prefix=prefix)
""",
        """\
Registration receiver=$app blueprint=views.bp prefix=$prefix form=register_blueprint
    scope=init_app at=‹app.register_blueprint(views.bp, url_prefix=prefix)›
""",
        id="helper with an app parameter, module attribute",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask
def create_app():
    app = Flask(__name__)
    with app.app_context():
        from pkg.views import views
        from . import teams
        import pkg.admin as admin
        app.register_blueprint(views)
        app.register_blueprint(teams.bp)
        app.register_blueprint(admin.bp)
""",
        """\
App framework=flask name=app scope=create_app at=‹Flask(__name__)›
Registration receiver=new Flask@52 blueprint=import(pkg.views:views) form=register_blueprint
    scope=create_app at=‹app.register_blueprint(views)›
Registration receiver=new Flask@52 blueprint=import(.:teams).bp form=register_blueprint
    scope=create_app at=‹app.register_blueprint(teams.bp)›
Registration receiver=new Flask@52 blueprint=import(pkg.admin:).bp form=register_blueprint
    scope=create_app at=‹app.register_blueprint(admin.bp)›
""",
        id="function-local import inside with",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from flask import Flask, Blueprint
class Server:
    def __init__(self, name):
        self.app = Flask(name)
        self.other = name
    def start(self):
        self.app.register_blueprint(bp)
        self.other.register_blueprint(bp)
parent = Blueprint("parent", __name__)
parent.register_blueprint(child)
api.register_blueprint(bp)
setup = lambda target: target.register_blueprint(bp)
""",
        """\
App framework=flask name=self.app scope=Server.__init__ at=‹Flask(name)›
Registration receiver=new Flask@98 blueprint=bp form=register_blueprint scope=Server.start
    at=‹self.app.register_blueprint(bp)›
Registration receiver=$self.other blueprint=bp form=register_blueprint scope=Server.start
    at=‹self.other.register_blueprint(bp)›
Blueprint framework=flask variable=parent class_name=Blueprint name='parent'
    at=‹Blueprint("parent", __name__)›
Registration receiver=parent blueprint=child form=register_blueprint
    at=‹parent.register_blueprint(child)›
Registration receiver=api blueprint=bp form=register_blueprint
    at=‹api.register_blueprint(bp)›
Registration receiver=$target blueprint=bp form=register_blueprint scope=<346>
    call=‹target.register_blueprint(bp)› at=‹setup = lambda target:
    target.register_blueprint(bp)›
""",
        id="receiver: attribute set once, nested parent, extension, lambda",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
# app.register_blueprint(a)
TEXT = "app.register_blueprint(b)"
def register_blueprint(app, bp):
    \"\"\"app.register_blueprint(c)\"\"\"
register_blueprint(app, bp)
class App:
    def register_blueprint(self, bp):
        super().register_blueprint(bp)
class Flask: pass
""",
        "",
        id="not a registration: comments, texts, definitions, own functions, super",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init(app):
    app.register_blueprint(a
    app.register_blueprint(b)
""",
        """\
Gap reason=syntax error subject=call at=‹r›
Gap reason=syntax error subject=call at=‹r›
Gap reason=parse subject=file at=‹def init(app): app.register_bl…ueprint(b)›
""",
        id="half-written code",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
