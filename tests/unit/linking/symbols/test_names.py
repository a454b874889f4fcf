"""Where following a name leads."""

from __future__ import annotations

import pytest

from dupelint.linking.symbols.where import bind
from dupelint.model.value import Value, unresolved

from ..conftest import Linked, Make


def _meaning(made: Linked, path: str, name: str) -> tuple[str, Value]:
    found = made.names.follow(made.where(path, name))
    return made.files.path(found.file), found.value


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        pytest.param({"a.py": "x = 1\ny = x\n"}, "y", ("a.py", ("num", 1)), id="an alias"),
        pytest.param({"a.py": "from b import x as y\n", "b.py": "x = 1\n"}, "y",
                     ("b.py", ("num", 1)), id="an import under another name"),
        pytest.param({"a.py": "from b import y\n", "b/__init__.py": "from .c import x as y\n",
                      "b/c.py": "x = 1\n"}, "y", ("b/c.py", ("num", 1)), id="given out again"),
        pytest.param({"a.py": "from b import *\n", "b.py": "x = 1\n"}, "x",
                     ("b.py", ("num", 1)), id="star"),
        pytest.param({"a.py": "from b import *\n", "b.py": "from c import *\n",
                      "c.py": "from d import y as x\n", "d.py": "y = 1\n"}, "x",
                     ("d.py", ("num", 1)), id="star of a star"),
        pytest.param({"a.py": "from b import *\nx = 2\n", "b.py": "x = 1\n"}, "x",
                     ("a.py", ("num", 2)), id="what is defined here goes before a star"),
        pytest.param({"a.py": "from b import *\n", "b.py": "from a import *\n"}, "x",
                     ("a.py", unresolved("unknown name")), id="stars in a circle"),
        pytest.param({"a.py": "from b import x\n", "b.py": "from a import x\n"}, "x",
                     ("a.py", unresolved("too many steps")), id="imports in a circle"),
        pytest.param({"a.py": "x = y\ny = x\n"}, "x", ("a.py", unresolved("too many steps")),
                     id="aliases in a circle"),
        pytest.param({"a.py": "import b\nx = b.y\n", "b.py": "y = 1\n"}, "x",
                     ("b.py", ("num", 1)), id="attribute of a module"),
        pytest.param({"a.py": "import p.b as c\nx = c.y\n", "p/b.py": "y = 1\n"}, "x",
                     ("p/b.py", ("num", 1)), id="import a.b as c"),
        pytest.param({"a.py": "import p.b\nx = p.b.y\n", "p/b.py": "y = 1\n"}, "x",
                     ("p/b.py", ("num", 1)), id="import a.b"),
        pytest.param({"a.py": "from p import b\nx = b.y\n", "p/b.py": "y = 1\n"}, "x",
                     ("p/b.py", ("num", 1)), id="a submodule"),
        pytest.param({"a.py": "from p import b\n", "p/__init__.py": "from .b import b\n",
                      "p/b.py": "b = 1\n"}, "b", ("p/b.py", ("num", 1)),
                     id="a name of the package hides the submodule"),
        pytest.param({"a.py": "from p import b\nx = b.y\n", "p/__init__.py": "from . import b\n",
                      "p/b.py": "y = 1\n"}, "x", ("p/b.py", ("num", 1)),
                     id="a package that imports its own submodule"),
        pytest.param({"a.py": "from requests import get\n"}, "get",
                     ("a.py", ("external", "requests", "get")), id="installed"),
        pytest.param({"a.py": "class Settings:\n    PORT = 1\nx = Settings.PORT\n"}, "x",
                     ("a.py", ("num", 1)), id="attribute of a class"),
        pytest.param({"a.py": "c = {'k': [7, 8]}\nx = c['k'][1]\n"}, "x", ("a.py", ("num", 8)),
                     id="items"),
        pytest.param({"a.py": "c = {'k': 1}\nx = c['q']\n"}, "x",
                     ("a.py", unresolved("no such key")), id="no such key"),
        pytest.param({"a.py": "def url(p):\n    return '/x'\nx = url(1)\n"}, "x",
                     ("a.py", ("str", "/x")), id="what a function returns"),
        pytest.param({"a.py": "from b import Settings\nx = Settings.PORT\n",
                      "b.py": "class Settings:\n    PORT = 1\n"}, "x", ("b.py", ("num", 1)),
                     id="attribute of a class of another module"),
        pytest.param({"a.py": "x = 1\nx = 2\n"}, "x",
                     ("a.py", unresolved("assigned more than once")), id="bound twice"),
        pytest.param({"a.py": "x = 1\nx = 1\n"}, "x", ("a.py", ("num", 1)),
                     id="bound twice to the same"),
        pytest.param({"a.py": "import os\nx = 1\nif os.name:\n    x = 2\n"}, "x",
                     ("a.py", ("cond", ("num", 1), ("num", 2))), id="bound under a condition"),
    ],
)  # fmt: skip
def test_python(
    project: Make, files: dict[str, str], name: str, expected: tuple[str, Value]
) -> None:
    assert _meaning(project(files), "a.py", name) == expected


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        pytest.param({"a.js": "import { x as y } from './b';\nconst z = y;\n",
                      "b.js": "export const x = 1;\n"}, "z", ("b.js", ("num", 1)), id="named"),
        pytest.param({"a.js": "import y from './b';\nconst z = y;\n",
                      "b.js": "const x = 1;\nexport default x;\n"}, "z", ("b.js", ("num", 1)),
                     id="default"),
        pytest.param({"a.js": "import * as b from './b';\nconst z = b.x;\n",
                      "b.js": "export const x = 1;\n"}, "z", ("b.js", ("num", 1)),
                     id="namespace"),
        pytest.param({"a.js": "import * as x from './b';\nconst z = x.y;\n",
                      "b.js": "export const x = 1;\nexport const y = 2;\n"}, "z",
                     ("b.js", ("num", 2)), id="a namespace named like one of its exports"),
        pytest.param({"a.js": "const { x } = require('./b');\nconst z = x;\n",
                      "b.js": "module.exports = { x: 1 };\n"}, "z", ("b.js", ("num", 1)),
                     id="require"),
        pytest.param({"a.js": "const b = require('./b');\nconst z = b.x;\n",
                      "b.js": "exports.x = 1;\n"}, "z", ("b.js", ("num", 1)),
                     id="require of a module"),
        pytest.param({"a.js": "import { x } from './b';\nconst z = x;\n",
                      "b.js": "export { y as x } from './c';\n", "c.js": "export const y = 1;\n"},
                     "z", ("c.js", ("num", 1)), id="given out again"),
        pytest.param({"a.js": "import { x } from './b';\nconst z = x;\n",
                      "b.js": "export * from './d';\nexport * from './c';\n", "d.js": "",
                      "c.js": "export const x = 1;\n"}, "z", ("c.js", ("num", 1)),
                     id="everything given out again"),
        pytest.param({"a.js": "import { x } from './b';\nconst z = x;\n",
                      "b.js": "export * from './c';\nexport default { q: 2 };\n",
                      "c.js": "export const x = 1;\n"}, "z", ("c.js", ("num", 1)),
                     id="everything given out again beside a default"),
        pytest.param({"a.js": "import { x } from './b';\nconst z = x;\n",
                      "b.js": "export * as x from './c';\n", "c.js": "export const y = 1;\n"},
                     "z", ("c.js", ("module", "3")), id="given out as a namespace"),
        pytest.param({"a.js": "import { x } from './b';\nconst z = x;\n",
                      "b.js": "export * from './c';\n", "c.js": "export * from './b';\n"},
                     "z", ("a.js", unresolved("not exported")), id="circles"),
    ],
)  # fmt: skip
def test_javascript(
    project: Make, files: dict[str, str], name: str, expected: tuple[str, Value]
) -> None:
    made = project(files)
    found = made.names.follow(made.where("a.js", name))

    assert (made.files.path(found.file), found.value) == expected


def test_the_way_a_value_came(project: Make) -> None:
    made = project({"a.py": "from b import y\nx = y\n", "b.py": "y = z\nz = 1\n"})

    found = made.names.follow(made.where("a.py", "x"))

    assert [(made.files.path(file), name) for file, name, _ in found.steps] == [
        ("a.py", "x"),
        ("b.py", "y"),
        ("b.py", "z"),
    ]


CALLS = """\
from flask import Blueprint
first = Blueprint("first", __name__)
def make(name, *rest, prefix="/d", **others):
    return Blueprint(name, __name__)
a = make("x")
"""


def test_arguments_stand_for_parameters(project: Make) -> None:
    made = project({"a.py": CALLS})
    file = made.files.ids["a.py"]
    function = made.names.functions[file, "make"]
    here = made.where("a.py", "a")

    env = bind(
        file,
        function,
        here,
        (("str", "n"), ("num", 1), ("num", 2)),
        (("name2", ("num", 3)), ("prefix", ("str", "/p"))),
    )

    assert {name: where.value for name, where in env.items() if name != "name2"} == {
        "name": ("str", "n"),
        "prefix": ("str", "/p"),
        "*rest": ("list", ("num", 1), ("num", 2)),
        "**others": ("object", ("name2", ("num", 3))),
    }


def test_a_result_knows_its_arguments(project: Make) -> None:
    made = project({"a.py": CALLS})

    found = made.names.follow(made.where("a.py", "a"))

    assert found.form == "new"
    assert found.env is not None
    assert found.env["name"].value == ("str", "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = [1, 2]\n", [1, 2]),
        ("y = [2]\nx = [1] + y\n", [1, 2]),
        ("y = (2, 3)\nx = [1, *y, 4]\n", [1, 2, 3, 4]),
        ("x = f()\n", None),
        ("y = f()\nx = [1] + y\n", None),
    ],
)
def test_items(project: Make, text: str, expected: list[int] | None) -> None:
    made = project({"a.py": text})

    found = made.names.items(made.assigned("a.py", "x"))

    assert (found and [item.value[1] for item in found]) == expected


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        ({"a.py": "from b import x as y\n", "b.py": "def x(): pass\n"}, "y", ("b.py", "x")),
        ({"a.py": "from b import y\nz = y\n", "b.py": "from c import x as y\n",
          "c.py": "def x(): pass\n"}, "z", ("c.py", "x")),
        ({"a.py": "import b\nz = b.x\n", "b.py": "def x(): pass\n"}, "z", ("b.py", "x")),
        ({"a.py": "from b import *\n", "b.py": ""}, "x", None),
        ({"a.py": "from requests import x\n"}, "x", None),
        ({"a.py": "x = wrap(y)\ndef wrap(y): return y\n"}, "x", None),
    ],
)  # fmt: skip
def test_where_a_function_is_defined(
    project: Make, files: dict[str, str], name: str, expected: tuple[str, str] | None
) -> None:
    made = project(files)

    found = made.names.defined_at(made.where("a.py", name))

    assert (found and (made.files.path(found[0]), found[1])) == expected
