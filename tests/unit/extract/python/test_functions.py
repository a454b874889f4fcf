"""Functions that facts hang on, functions with one simple result."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Function",
        """\
import functools
@app.cli.command("x")
@functools.wraps(f)
async def f(a, b: int, c=1, d: str = "x", *args, e, g=None, **kw):
    return os.getenv("A", "/x")
class C:
    @staticmethod
    def m(x):
        return "/m"
    @classmethod
    def n(cls, y):
        return "/n"
    @property
    def url(self):
        return f"/{self.base}"
    def __init__(self, app):
        app.register_blueprint(bp)
""",
        """\
Function scope=f params=["a","b","c","d","*args","e","g","**kw"] defaults={c: 1, d: 'x', g:
    None} returns=env(A, '/x') form=function is_async=1
    decorators=["app.cli.command","functools.wraps"] body=‹return os.getenv("A", "/x")›
    at=‹async def f(a, b: int, c=1, d:…"A", "/x")›
Function scope=C params=["app"] defaults={} returns=unresolved(class) form=class
    body=‹@staticmethod def m(x): return…eprint(bp)› at=‹class C: @staticmethod def
    m(x…eprint(bp)›
Function scope=C.m params=["x"] defaults={} returns='/m' form=method
    decorators=["staticmethod"] body=‹return "/m"› at=‹def m(x): return "/m"›
Function scope=C.n params=["y"] defaults={} returns='/n' form=method
    decorators=["classmethod"] body=‹return "/n"› at=‹def n(cls, y): return "/n"›
Function scope=C.url defaults={} returns=concat('/', $self.base) form=method
    decorators=["property"] body=‹return f"/{self.base}"› at=‹def url(self): return
    f"/{self.base}"›
Function scope=C.__init__ params=["app"] defaults={} form=method
    body=‹app.register_blueprint(bp)› at=‹def __init__(self, app):
    app.register_blueprint(bp)›
""",
        id="signatures",
    ),
    pytest.param(
        "Function",
        """\
def one(): return "/one"
def two(x):
    if x:
        return "/a"
    return x + "/b"
def three():
    return "/a"
    return "/b"
    return "/c"
    return "/d"
def scoped(rule):
    return "/<org>{}".format(rule)
def port():
    return 3300
def dynamic(x):
    if x:
        return x < 1
    return "/x"
def bps():
    return [one_bp, two_bp]
def make():
    bp = Blueprint("x", __name__)
    return bp
def outer():
    def inner():
        return "/inner"
    return inner
def gen():
    yield Blueprint("y", __name__)
def given():
    return app
""",
        """\
Function scope=one defaults={} returns='/one' form=function body=‹return "/one"› at=‹def
    one(): return "/one"›
Function scope=two params=["x"] defaults={} returns=cond('/a', concat($x, '/b'))
    form=function body=‹if x: return "/a" return x + "/b"› at=‹def two(x): if x: return "/a"
    return x + "/b"›
Function scope=three defaults={} returns=unresolved(several results) form=function
    body=‹return "/a" return "/b" return "/c" return "/d"› at=‹def three(): return "/a"
    retur…eturn "/d"›
Function scope=scoped params=["rule"] defaults={} returns=concat('/<org>', $rule)
    form=function body=‹return "/<org>{}".format(rule)› at=‹def scoped(rule): return
    "/<org>{}".format(rule)›
Function scope=port defaults={} returns=3300 form=function body=‹return 3300› at=‹def
    port(): return 3300›
Function scope=dynamic params=["x"] defaults={} returns=unresolved(dynamic) form=function
    body=‹if x: return x < 1 return "/x"› at=‹def dynamic(x): if x: return x < 1 return
    "/x"›
Function scope=bps defaults={} returns=[one_bp, two_bp] form=function body=‹return [one_bp,
    two_bp]› at=‹def bps(): return [one_bp, two_bp]›
Function scope=make defaults={} returns=new Blueprint@368 form=function body=‹bp =
    Blueprint("x", __name__) return bp› at=‹def make(): bp = Blueprint("x", __name__) return
    bp›
Function scope=outer defaults={} returns=outer.inner form=function body=‹def inner(): return
    "/inner" return inner› at=‹def outer(): def inner(): return "/inner" return inner›
Function scope=outer.inner defaults={} returns='/inner' form=function body=‹return "/inner"›
    at=‹def inner(): return "/inner"›
Function scope=gen defaults={} returns=unresolved(yields) form=function body=‹yield
    Blueprint("y", __name__)› at=‹def gen(): yield Blueprint("y", __name__)›
Function scope=given defaults={} returns=app form=function body=‹return app› at=‹def
    given(): return app›
""",
        id="results",
    ),
    pytest.param(
        "Function",
        """\
def a(): return x
def b():
    return "some text"
def c(): ...
def test_d():
    return "/d"
""",
        "",
        id="not kept",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
