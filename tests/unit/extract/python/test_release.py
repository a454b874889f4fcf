"""The tree of a file is gone as soon as its facts are read."""

from __future__ import annotations

import gc

from dupelint.extract import python
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.value import Values
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language

SOURCE = b"""\
from flask import Blueprint, Flask

class Server:
    prefix = "/x"

    def attach(self, app: Flask) -> None:
        def add(bp: Blueprint) -> None:
            app.register_blueprint(bp, url_prefix=self.prefix)

        for bp in (Blueprint("a", __name__), Blueprint("b", __name__)):
            add(bp)

def create_app():
    app = Flask(__name__)
    Server().attach(app)
    return app
"""


def test_nothing_waits_for_the_collector() -> None:
    unit = Unit("m.py", Language.PYTHON, Kind.SOURCE, SOURCE, Words(frozenset({3001}), False))
    gc.collect()
    gc.disable()
    try:
        facts = list(python.extract(unit))
        left = [type(one) for one in gc.get_objects() if isinstance(one, (Scope, Values))]
    finally:
        gc.enable()
    assert facts
    assert left == []
