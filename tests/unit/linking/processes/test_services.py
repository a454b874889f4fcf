"""Services, their files, their listeners and which of them stays in force."""

from __future__ import annotations

import pytest

from ..conftest import Make

MEMBERS = "SELECT name, entry, path(file), depth, standalone FROM service_file ORDER BY 1, 4, 3"
LISTENERS = (
    "SELECT service_name, label, path(at >> 42), reached, canonical, stands"
    " FROM live_listener ORDER BY id"
)


def _server(port: str, *imports: str) -> str:
    lines = [f"require('{name}');" for name in imports]
    return "\n".join([*lines, "const app = require('express')();", f"app.listen({port});", ""])


def _package(**scripts: str) -> str:
    pairs = ", ".join(f'"{name}": "{command}"' for name, command in scripts.items())
    return f'{{"name": "x", "scripts": {{{pairs}}}}}'


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        pytest.param({"package.json": _package(start="node a.js"), "a.js": ""}, "a.js",
                     id="as written"),
        pytest.param({"package.json": _package(start="node ./a"), "a.js": ""}, "a.js",
                     id="extension left out"),
        pytest.param({"package.json": _package(start="node server"), "server/index.js": ""},
                     "server/index.js", id="a folder"),
        pytest.param({"package.json": _package(start="node dist/a.js"), "src/a.ts": ""},
                     "src/a.ts", id="built from src"),
        pytest.param({"package.json": _package(start="node dist/server/a.js"),
                      "server/a.ts": ""}, "server/a.ts", id="built from beside"),
        pytest.param({"package.json": _package(start="node dist/a.js"), "dist/a.js": "",
                      "src/a.ts": ""}, "src/a.ts", id="what is built is not read"),
        pytest.param({"x/package.json": _package(start="node a.js"), "x/a.js": "", "a.js": ""},
                     "x/a.js", id="relative to its package"),
        pytest.param({"Procfile": "web: node a.js\n", "a.js": ""}, "a.js", id="procfile"),
        pytest.param({"Procfile": "web: gunicorn shop.wsgi:app\n", "shop/wsgi.py": ""},
                     "shop/wsgi.py", id="a Python module"),
        pytest.param({"package.json": _package(test="node a.js"), "a.js": ""}, None,
                     id="tests are no service"),
        pytest.param({"package.json": _package(start="node gone.js"), "a.js": ""}, None,
                     id="what is not there"),
        pytest.param({"package.json": _package(start="node ../../a.js"), "a.js": ""}, None,
                     id="outside"),
    ],
)  # fmt: skip
def test_entries(project: Make, files: dict[str, str], entry: str | None) -> None:
    made = project(files)

    expected = [] if entry is None else [(entry,)]
    assert made.rows("SELECT entry FROM service_file WHERE depth = 0") == expected


def test_two_commands_for_one_entry_are_one_service(project: Make) -> None:
    made = project(
        {
            "package.json": _package(dev="node a.js", start="node a.js"),
            "a.js": "import './b.js'",
            "b.js": "",
        }
    )

    assert made.rows(MEMBERS) == [("x", "a.js", "a.js", 0, 0), ("x", "a.js", "b.js", 1, 0)]


def test_what_is_imported_deepest_listens_first(project: Make) -> None:
    made = project(
        {
            "package.json": _package(start="node a.js"),
            "a.js": _server("3300", "./b.js"),
            "b.js": _server("3300"),
        }
    )

    assert made.rows(LISTENERS) == [
        ("x", "app.listen(3300)", "b.js", 1, 0, 1),
        ("x", "app.listen(3300)", "a.js", 1, 0, 0),
    ]


def test_a_listener_outside_of_the_service_that_does_its_job(project: Make) -> None:
    made = project(
        {
            "package.json": _package(start="node a.js"),
            "a.js": _server("process.env.PORT || 3300"),
            "old.js": _server("process.env.PORT || 3310"),
            "same.js": _server("3300"),
            "other.js": _server("4000"),
            "tests/a.test.js": _server("3300"),
            "elsewhere/package.json": '{"name": "y"}',
            "elsewhere/b.js": _server("3300"),
        }
    )

    assert made.rows(LISTENERS) == [
        ("x", "app.listen(PORT or 3300)", "a.js", 1, 0, 1),
        ("x", "app.listen(3300)", "same.js", 0, 0, 0),
    ]
    assert made.rows(MEMBERS) == [
        ("x", "a.js", "same.js", -1, 1),
        ("x", "a.js", "a.js", 0, 0),
    ]


def test_a_canonical_listener_stands_and_has_all_of_its_package_beside_it(project: Make) -> None:
    made = project(
        {
            "dupelint.toml": 'canonical = ["bridge.js"]\n',
            "package.json": _package(start="node a.js"),
            "a.js": _server("3300", "./bridge.js"),
            "bridge.js": _server("3301"),
            "other.js": _server("4000"),
        }
    )

    assert made.rows(LISTENERS) == [
        ("x", "app.listen(3301)", "bridge.js", 1, 1, 1),
        ("x", "app.listen(3300)", "a.js", 1, 0, 0),
        ("x", "app.listen(4000)", "other.js", 0, 0, 0),
    ]


def test_probes_open_nothing(project: Make) -> None:
    made = project(
        {
            "package.json": _package(start="node a.js"),
            "a.js": "const s = require('net').createServer();\ns.listen(3300, () => s.close());\n",
        }
    )

    assert made.rows(LISTENERS) == []
