"""What holds for any bytes: no exception, spans inside the file, values that can be stored."""

from __future__ import annotations

import json
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.extract.python import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, Arms, Span, ValueText
from dupelint.model.source import Kind, Language
from dupelint.model.value import dump, load

WORDS = Words(frozenset({3001, 3310}), False)

SEED = b'''
import os, sys as s
from .a import (b, c as d)  # comment
from flask import Flask, Blueprint
bp = Blueprint("x", __name__, url_prefix=f"/{os.getenv('P', 3001)}")
class K(Flask):
    """Doc http://localhost:3001"""
    methods = ["GET"]
    def __init__(self, app=None, *args, port=3001, **kw):
        self.app = app or Flask(__name__)
def create_app(config):
    app = Flask(__name__)
    try:
        from .x import y
        app.register_blueprint(y, url_prefix="/y")
    except (ImportError, ValueError) as e:
        pass
    for p, q in [(bp, "/a"), (d.bp, "/b")]:
        if p.name not in app.blueprints:
            app.register_blueprint(p, url_prefix=q)
            continue
    @app.route("/r/<int:i>", methods=("GET",))
    async def view(i): return "/x" % i
    app.add_url_rule("/v", view_func=K.as_view("k"))
    with app.app_context(): init(app, *config, **{})
    match config:
        case {"a": 1}: app.run("0.0.0.0", port=int(os.environ["PORT"] or 3310))
        case _: return app
    [app.register_blueprint(z) for z in (lambda t: t)(1) if z]
os.environ["A"] = "b" "c"
if __name__ == "__main__":
    create_app(None).run(debug=True)  # dupelint: ignore[DUP201] x
'''
PIECES = st.sampled_from(
    [b"(", b")", b"[", b"]", b'"', b"'", b'"""', b"\\", b"\n", b"    ", b"\x00", b"\xff", b"\r",
     b"#", b":", b",", b"=", b"def ", b"class ", b"if x:", b"else:", b"try:", b"app", b"3001",
     b".register_blueprint(", b"f'", b"{", b"}", b"lambda x: ", b"import ", b"\xe2\x82", b"*"]
)  # fmt: skip


def check(data: bytes) -> None:
    unit = Unit("m.py", Language.PYTHON, Kind.SOURCE, data, WORDS)
    for fact in extract(unit):
        hints = get_type_hints(type(fact))
        for name, item in fact._asdict().items():
            check_field(hints[name], item, len(data))


def check_field(kind: Any, item: Any, size: int) -> None:
    if kind is Span:
        if item != NO_SPAN:
            start, length = item >> LENGTH_BITS, item & (1 << LENGTH_BITS) - 1
            assert 0 <= start <= start + length <= size
    elif kind is ValueText:
        assert dump(load(item)) == item
        item.encode()
    elif kind is Arms:
        assert all(isinstance(at, int) and arm for at, arm in json.loads(item))
    elif kind is int:
        assert isinstance(item, int)
    else:
        assert isinstance(item, str)
        item.encode()


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.data())
@settings(max_examples=300)
def test_any_damage(data: st.DataObject) -> None:
    source = bytearray(SEED)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(start + 40, len(source))))
        source[start:end] = data.draw(PIECES)
    check(bytes(source))


@given(st.lists(st.one_of(PIECES, st.sampled_from(SEED.splitlines(keepends=True))), max_size=40))
@settings(max_examples=200)
def test_any_order(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


@pytest.mark.parametrize(
    "source",
    [
        b"x = " + b"(" * 3000 + b"app" + b")" * 3000,
        b"x = " + b"a + " * 5000 + b"'app.run('",
        b"x = " + b"[" * 2000 + b"3001" + b"]" * 2000,
        b"x" + b".a" * 5000 + b".register_blueprint(bp)",
        b"f(" * 1500 + b"app" + b")" * 1500,
        b"".join(b" " * i + b"if x:\n" for i in range(300)) + b" " * 300 + b"app.run()\n",
        b"def f():\n" + b"".join(b" x%d = x%d + x%d\n" % (i + 1, i, i) for i in range(60))
        + b" app.run(port=x60)\n",
        b"x = f'{" * 30 + b"app" + b"}'" * 30,
        b"if a: pass\n" + b"elif b: app.run()\n" * 3000,
        b"environ[" * 800,
        b"def f(app):\n for a in " + b"iter(" * 1500 + b"b" + b")" * 1500
        + b":\n  app.register_blueprint(a)\n",
        b"def f(app):\n " + b"[*a, " * 1500 + b"c" + b"]" * 1500 + b" = x\n app.run(port=c)\n",
        b"[app.run(a) for " + b"(a, " * 1500 + b"a" + b")" * 1500 + b" in x]",
        b"x" + b"['a']" * 3000 + b" = 'app.run('",
        b"self" + b".a" * 3000 + b" = Flask()",
        b"from a import (" + b"(" * 3000,
        b"from" + b" ." * 20000 + b"\nimport" * 2000,
        b'"""' * 5001 + b"\nimport a" * 3000,
    ],
    ids=range(18),
)  # fmt: skip
def test_hostile_shapes(source: bytes) -> None:
    check(source)
    check(source + b"\n" * 5000)
