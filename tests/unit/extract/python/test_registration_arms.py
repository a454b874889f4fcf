"""Registrations of which only some happen: arms, guards, what was swallowed or bound anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init_app(app):
    if app.debug:
        app.register_blueprint(a)
    elif app.testing:
        app.register_blueprint(b)
    else:
        app.register_blueprint(c)
    try:
        from x import d
        app.register_blueprint(d)
    except (ImportError, AttributeError):
        app.register_blueprint(e)
    else:
        app.register_blueprint(f)
    match app.mode:
        case "a":
            app.register_blueprint(g)
        case _:
            app.register_blueprint(h)
""",
        """\
Registration receiver=$app blueprint=a form=register_blueprint scope=init_app arms=if@23:if
    at=‹app.register_blueprint(a)›
Registration receiver=$app blueprint=b form=register_blueprint scope=init_app
    arms=if@23:elif1 at=‹app.register_blueprint(b)›
Registration receiver=$app blueprint=c form=register_blueprint scope=init_app
    arms=if@23:else at=‹app.register_blueprint(c)›
Registration receiver=$app blueprint=import(x:d) form=register_blueprint scope=init_app
    arms=try:@175:try at=‹app.register_blueprint(d)›
Registration receiver=$app blueprint=e form=register_blueprint scope=init_app
    arms=try:@175:except ImportError at=‹app.register_blueprint(e)›
Registration receiver=$app blueprint=f form=register_blueprint scope=init_app
    arms=try:@175:try at=‹app.register_blueprint(f)›
Registration receiver=$app blueprint=g form=register_blueprint scope=init_app
    arms=match@362:case0 at=‹app.register_blueprint(g)›
Registration receiver=$app blueprint=h form=register_blueprint scope=init_app
    arms=match@362:case1 at=‹app.register_blueprint(h)›
""",
        id="arms: if and else, try and ImportError",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init_app(app):
    if app.old:
        app.register_blueprint(a)
        return
    app.register_blueprint(b)
    for x in y:
        if x.off:
            continue
        app.register_blueprint(c)
""",
        """\
Registration receiver=$app blueprint=a form=register_blueprint scope=init_app arms=if@23:if
    at=‹app.register_blueprint(a)›
Registration receiver=$app blueprint=b form=register_blueprint scope=init_app
    arms=if@23:else at=‹app.register_blueprint(b)›
Registration receiver=$app blueprint=c form=register_blueprint scope=init_app
    arms=if@23:else if@138:else at=‹app.register_blueprint(c)›
""",
        id="early return is the other arm",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def safe_register(app, bp):
    if bp.name not in app.blueprints:
        app.register_blueprint(bp)
    if app.blueprints.get(bp.name) is None:
        app.register_blueprint(bp)
    if not app.blueprints.get(bp.name):
        app.register_blueprint(bp)
    known = set(app.blueprints)
    for x in (a, b):
        if x.name in known:
            continue
        app.register_blueprint(x)
    [app.register_blueprint(b) for b in (c, d) if b.name not in app.blueprints]
    if bp.name in app.blueprints:
        return
    app.register_blueprint(bp)
def near_miss(app, bp):
    if bp.name in app.blueprints:
        app.register_blueprint(bp)
    if bp.name not in app.extensions:
        app.register_blueprint(bp)
""",
        """\
Registration receiver=$app blueprint=$bp form=register_blueprint scope=safe_register
    arms=if@32:if guard=checked at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=$bp form=register_blueprint scope=safe_register
    arms=if@105:if guard=checked at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=$bp form=register_blueprint scope=safe_register
    arms=if@184:if guard=checked at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=each([a, b]) form=register_blueprint
    scope=safe_register arms=if@316:else guard=checked at=‹app.register_blueprint(x)›
Registration receiver=$app blueprint=each([c, d]) form=register_blueprint
    scope=safe_register guard=checked call=‹app.register_blueprint(b)›
    at=‹[app.register_blueprint(b) for…lueprints]›
Registration receiver=$app blueprint=$bp form=register_blueprint scope=safe_register
    arms=if@475:else guard=checked at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=$bp form=register_blueprint scope=near_miss
    arms=if@579:if at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=$bp form=register_blueprint scope=near_miss
    arms=if@648:if at=‹app.register_blueprint(bp)›
""",
        id="guarded by app.blueprints",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
import contextlib
def init_app(app):
    try:
        app.register_blueprint(a)
    except ValueError:
        pass
    try:
        app.register_blueprint(b)
    except Exception as error:
        log(error)
        raise
    try:
        app.register_blueprint(c)
    except KeyError:
        pass
    try:
        pass
    except:
        app.register_blueprint(d)
    with contextlib.suppress(ValueError):
        app.register_blueprint(e)
""",
        """\
Registration receiver=$app blueprint=a form=register_blueprint scope=init_app
    guard=swallowed attempt=‹try: app.register_blueprint(a) except ValueError: pass›
    at=‹app.register_blueprint(a)›
Registration receiver=$app blueprint=b form=register_blueprint scope=init_app
    at=‹app.register_blueprint(b)›
Registration receiver=$app blueprint=c form=register_blueprint scope=init_app
    at=‹app.register_blueprint(c)›
Registration receiver=$app blueprint=d form=register_blueprint scope=init_app
    at=‹app.register_blueprint(d)›
Registration receiver=$app blueprint=e form=register_blueprint scope=init_app
    guard=swallowed attempt=‹with contextlib.suppress(Value…ueprint(e)›
    at=‹app.register_blueprint(e)›
""",
        id="swallowed, near misses",
    ),
    pytest.param(
        "App Blueprint Registration Gap Assignment",
        """\
from flask import Flask
app = None
def start():
    global app
    app = Flask(__name__)
    app.register_blueprint(bp)
""",
        """\
App framework=flask name=app scope=start at=‹Flask(__name__)›
Assignment name=app value=new Flask@73 at=‹app = Flask(__name__)›
Registration receiver=new Flask@73 blueprint=bp form=register_blueprint scope=start
    at=‹app.register_blueprint(bp)›
""",
        id="global declared in a function",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init(app):
    if x:
        bp = a
    else:
        bp = b
    app.register_blueprint(bp)
    bp = c
    app.register_blueprint(bp)
""",
        """\
Registration receiver=$app blueprint=cond(a, b) form=register_blueprint scope=init
    at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=c form=register_blueprint scope=init
    at=‹app.register_blueprint(bp)›
""",
        id="rebound in arms",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init(app):
    app.register_blueprint(a)
def init(app):
    app.register_blueprint(b)
""",
        """\
Registration receiver=$app blueprint=a form=register_blueprint scope=init
    at=‹app.register_blueprint(a)›
Registration receiver=$app blueprint=b form=register_blueprint scope=init@45
    at=‹app.register_blueprint(b)›
""",
        id="second definition of one path",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
