"""Calls that may hand an app to a function of the project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "AppPass",
        """\
from flask import Flask, jsonify
from .routes import register_routes
from ext import db, Limiter
import plugins
def create_app():
    app = Flask(__name__)
    from .extra import setup as setup_extra
    setup_extra(app, prefix="/x")
    register_routes(application=app)
    db.init_app(app)
    Limiter(app)
    load_everything()
    plugins.load()
    app.before_request(load_user)
    jsonify(app)
    print(app)
    helper(1)
    for register in (register_routes, plugins.register):
        register(app)
    for ext in [db, Limiter]:
        ext.init_app(app)
    wrap(lambda: register_routes(app))
    return finish(app)
def load_everything(): ...
def helper(x): ...
def finish(app): return app
""",
        """\
AppPass callee=import(.extra:setup) args=[new Flask@140] keywords={prefix: '/x'}
    scope=create_app at=‹setup_extra(app, prefix="/x")›
AppPass callee=register_routes args=[] keywords={application: new Flask@140}
    scope=create_app at=‹register_routes(application=app)›
AppPass callee=db.init_app args=[new Flask@140] keywords={} scope=create_app
    at=‹db.init_app(app)›
AppPass callee=Limiter.__init__ args=[new Flask@140] keywords={} scope=create_app
    at=‹Limiter(app)›
AppPass callee=load_everything args=[] keywords={} scope=create_app at=‹load_everything()›
AppPass callee=plugins.load args=[] keywords={} scope=create_app at=‹plugins.load()›
AppPass callee=helper args=[1] keywords={} scope=create_app at=‹helper(1)›
AppPass callee=each([register_routes, plugins.register]) args=[new Flask@140] keywords={}
    scope=create_app at=‹register(app)›
AppPass callee=each([db, Limiter]).init_app args=[new Flask@140] keywords={}
    scope=create_app at=‹ext.init_app(app)›
AppPass callee=finish args=[new Flask@140] keywords={} scope=create_app at=‹finish(app)›
""",
        id="in a factory",
    ),
    pytest.param(
        "AppPass Function",
        """\
from .deep import deeper
def one(app_instance, config):
    two(app_instance)
def two(app: "Flask"):
    deeper(app.config, app=app)
class Server:
    def __init__(self, app):
        self.register(app)
    def register(self, app):
        helpers.attach(app)
""",
        """\
AppPass callee=two args=[$app_instance] keywords={} scope=one at=‹two(app_instance)›
AppPass callee=deeper args=[$app.config] keywords={app: $app} scope=two
    at=‹deeper(app.config, app=app)›
AppPass callee=Server.register args=[$app] keywords={} scope=Server.__init__
    at=‹self.register(app)›
AppPass callee=helpers.attach args=[$app] keywords={} scope=Server.register
    at=‹helpers.attach(app)›
Function scope=one params=["app_instance","config"] defaults={} form=function
    body=‹two(app_instance)› at=‹def one(app_instance, config): two(app_instance)›
Function scope=two params=["app"] defaults={} form=function body=‹deeper(app.config,
    app=app)› at=‹def two(app: "Flask"): deeper(app.config, app=app)›
Function scope=Server params=["app"] defaults={} returns=unresolved(class) form=class
    body=‹def __init__(self, app): self.…ttach(app)› at=‹class Server: def
    __init__(sel…ttach(app)›
Function scope=Server.__init__ params=["app"] defaults={} form=method
    body=‹self.register(app)› at=‹def __init__(self, app): self.register(app)›
Function scope=Server.register params=["app"] defaults={} form=method
    body=‹helpers.attach(app)› at=‹def register(self, app): helpers.attach(app)›
""",
        id="handed on, in a class",
    ),
    pytest.param(
        "AppPass Assignment",
        """\
from server import create_app, init_routes
app = create_app("prod")
init_routes(app)
if __name__ == "__main__":
    main()
def main(): ...
""",
        """\
AppPass callee=create_app args=['prod'] keywords={} at=‹create_app("prod")›
AppPass callee=init_routes args=[app] keywords={} at=‹init_routes(app)›
AppPass callee=main args=[] keywords={} arms=if@85:main at=‹main()›
Assignment name=app value=create_app('prod') at=‹app = create_app("prod")›
""",
        id="module level",
    ),
    pytest.param(
        "AppPass",
        """\
from server import app
from .routes import init_routes
try:
    init_routes(app)
except Exception:
    pass
if app.debug:
    init_routes(app)
""",
        """\
AppPass callee=init_routes args=[app] keywords={} guard=swallowed attempt=‹try:
    init_routes(app) except Exception: pass› at=‹init_routes(app)›
AppPass callee=init_routes args=[app] keywords={} arms=if@108:if at=‹init_routes(app)›
""",
        id="imported app, swallowed, arms",
    ),
    pytest.param(
        "AppPass Gap",
        """\
import importlib
def load(app):
    for name in names:
        module = importlib.import_module(name)
        module.load(app)
    getattr(module, "load")(app)
""",
        """\
Gap reason=dynamic registration subject=app_pass at=‹module.load(app)›
Gap reason=dynamic registration subject=app_pass at=‹getattr(module, "load")(app)›
""",
        id="cannot be said",
    ),
    pytest.param(
        "AppPass",
        """\
def nothing():
    helper(1)
    compute(mapping)
def test_thing():
    destroy(app)
def make():
    app = build_server()
    register(app)
""",
        """\
AppPass callee=register args=[build_server()] keywords={} scope=make at=‹register(app)›
""",
        id="elsewhere",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
