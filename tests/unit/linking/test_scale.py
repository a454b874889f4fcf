"""Large and hostile input is linked in a time that grows with its size."""

from __future__ import annotations

import time

import pytest

from .conftest import Make

HEAD = "from flask import Blueprint, Flask\n" + "# a line of words that say little\n" * 2_000
BLUEPRINT = "bp = Blueprint('p', __name__)\n"
SHARED = HEAD + BLUEPRINT + "app = Flask(__name__)\n"
USE = "from app import app, bp\napp.register_blueprint(bp)\n"
FACTORY = "def create():\n    app = Flask(__name__)\n"

SECONDS = 5.0  # many times what it takes, far below what a quadratic pass would


def _lines(count: int, text: str) -> str:
    return "".join(text.replace("{i}", str(i)).replace("{j}", str(i - 1)) for i in range(1, count))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(
            {"app.py": HEAD + BLUEPRINT
             + _lines(300, "a{i} = Flask('x')\na{i}.register_blueprint(bp)\n")},
            id="300 apps",
        ),
        pytest.param({"app.py": SHARED + "app.register_blueprint(bp)\n" * 2_000},
                     id="2,000 times one blueprint"),
        pytest.param(
            {"app.py": HEAD + "app = Flask('x')\n" + _lines(
                2_000, "b{i} = Blueprint('p{i}', __name__)\napp.register_blueprint(b{i})\n")},
            id="2,000 blueprints",
        ),
        pytest.param(
            {"app.py": HEAD + BLUEPRINT + FACTORY + _lines(
                2_000, "    if m == {i}:\n        app.register_blueprint(bp)\n")},
            id="2,000 conditions",
        ),
        pytest.param(
            {"app.py": HEAD + "app = Flask('x')\n" + _lines(
                2_000, "@app.route('/{i}')\ndef index(): pass\n")},
            id="2,000 views of one name",
        ),
        pytest.param(
            {"app.py": HEAD + BLUEPRINT + FACTORY + _lines(
                150, "    b{i} = Blueprint('b{i}', __name__)\n    app.register_blueprint(b{i})\n")
             + "    return app\n"
             + _lines(150, "x{i} = create()\nx{i}.register_blueprint(bp)\n")},
            id="150 apps of a factory with 150 blueprints",
        ),
        pytest.param(
            {"app.py": SHARED + _lines(3_000, "a{i} = a{j}\n") + "app.register_blueprint(a2999)\n"},
            id="a chain of 3,000 aliases",
        ),
        pytest.param(
            {"app.py": SHARED + "a0 = [bp]\n" + _lines(60, "a{i} = a{j} + a{j}\n")
             + "for b in a59:\n    app.register_blueprint(b)\n"},
            id="lists doubled 60 times",
        ),
        pytest.param(
            {"app.py": SHARED + _lines(1_500, "def h{i}(app):\n    h{j}(app)\n    h{i}(app)\n")
             + "h1499(app)\n"},
            id="helpers that call each other",
        ),
        pytest.param({"app.py": SHARED, **{f"m{i}.py": USE for i in range(1_000)}},
                     id="1,000 programs that share an app"),
        pytest.param(
            {"app.py": SHARED, **{f"m{i}.py": f"import m{(i * 7 + 1) % 1_000}\n{USE}"
                                  for i in range(1_000)}},
            id="1,000 modules that import each other",
        ),
        pytest.param(
            {"app.py": SHARED + "from m0 import *\napp.register_blueprint(nowhere)\n",
             **{f"m{i}.py": f"from m{i + 1} import *\nfrom m{i + 2} import *\n"
                for i in range(60)}},
            id="stars that fork 60 times",
        ),
        pytest.param(
            {"src/a.js": "import { x } from './m0';\nfetch(x + '/a');\n",
             **{f"src/m{i}.js": f"export * from './m{i + 1}';\nexport * from './m{i + 2}';\n"
                for i in range(60)}},
            id="re-exports that fork 60 times",
        ),
    ],
)  # fmt: skip
def test_linking_ends_soon(
    project: Make, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    from dupelint.linking import link as linking

    took: list[float] = []
    link = linking.link

    def timed(*args: object) -> object:
        start = time.process_time()
        try:
            return link(*args)  # type: ignore[arg-type]  # handed on as they come
        finally:
            took.append(time.process_time() - start)

    monkeypatch.setattr(linking, "link", timed)

    project(files)

    assert len(took) == 1
    assert took[0] < SECONDS
