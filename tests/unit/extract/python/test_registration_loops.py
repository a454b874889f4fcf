"""Registrations in loops."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "App Blueprint Registration Gap",
        """\
from . import saml
def init_app(app):
    from .google import create_blueprint
    for blueprint in [create_blueprint(app), saml.blueprint, LOCAL]:
        app.register_blueprint(blueprint)
""",
        """\
Registration receiver=$app blueprint=each([import(.google:create_blueprint)($app),
    saml.blueprint, LOCAL]) form=register_blueprint scope=init_app
    at=‹app.register_blueprint(blueprint)›
""",
        id="loop over a literal list: name, attribute, call",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
def init_app(app):
    for bp, prefix in [(a, "/a"), (b, "/b")]:
        app.register_blueprint(bp, url_prefix=prefix)
    for prefix, bp in {"/c": c, "/d": d}.items():
        app.register_blueprint(bp, url_prefix=prefix)
    for i, bp in enumerate((e, f)):
        app.register_blueprint(bp)
    chosen = (g, h)
    for bp in chosen:
        app.register_blueprint(bp)
    [app.register_blueprint(x) for x in ALL]
""",
        """\
Registration receiver=$app blueprint=each([[a, '/a'], [b, '/b']]).0 prefix=each([[a, '/a'],
    [b, '/b']]).1 form=register_blueprint scope=init_app at=‹app.register_blueprint(bp,
    url_prefix=prefix)›
Registration receiver=$app blueprint=each([['/c', c], ['/d', d]]).1 prefix=each([['/c', c],
    ['/d', d]]).0 form=register_blueprint scope=init_app at=‹app.register_blueprint(bp,
    url_prefix=prefix)›
Registration receiver=$app blueprint=each([[0, e], [1, f]]).1 form=register_blueprint
    scope=init_app at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=each([g, h]) form=register_blueprint scope=init_app
    at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=each(ALL) form=register_blueprint scope=init_app
    call=‹app.register_blueprint(x)› at=‹[app.register_blueprint(x) for x in ALL]›
""",
        id="loop over pairs, dict items, enumerate, variable list",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
for item in (a, b):
    app.register_blueprint(item)
""",
        """\
Registration receiver=app blueprint=each([a, b]) form=register_blueprint
    at=‹app.register_blueprint(item)›
""",
        id="module-level loop",
    ),
    pytest.param(
        "App Blueprint Registration Gap",
        """\
import importlib, pkgutil
def init_app(app):
    for name in names():
        module = importlib.import_module(name)
        app.register_blueprint(module.bp)
    for bp in discover():
        app.register_blueprint(bp)
    app.register_blueprint(getattr(plugin, "bp"))
    grown = []
    grown.append(x)
    for bp in grown:
        app.register_blueprint(bp)
""",
        """\
Registration receiver=$app blueprint=importlib.import_module(each(names())).bp
    form=register_blueprint scope=init_app at=‹app.register_blueprint(module.bp)›
Gap reason=dynamic registration subject=registration at=‹app.register_blueprint(module.bp)›
Registration receiver=$app blueprint=each(discover()) form=register_blueprint scope=init_app
    at=‹app.register_blueprint(bp)›
Gap reason=dynamic registration subject=registration at=‹app.register_blueprint(bp)›
Registration receiver=$app blueprint=getattr(plugin, 'bp') form=register_blueprint
    scope=init_app at=‹app.register_blueprint(getattr(plugin, "bp"))›
Gap reason=dynamic registration subject=registration
    at=‹app.register_blueprint(getattr(plugin, "bp"))›
Registration receiver=$app blueprint=each(unresolved(changed)) form=register_blueprint
    scope=init_app at=‹app.register_blueprint(bp)›
Gap reason=dynamic registration subject=registration at=‹app.register_blueprint(bp)›
""",
        id="discovery cannot be said",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
