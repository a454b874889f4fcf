"""Which file a Python import means."""

from __future__ import annotations

import pytest

from dupelint.linking.symbols.imports import imported_files

from ..conftest import Make

PACKAGE = ("server/__init__.py", "server/app.py", "server/parts/__init__.py", "server/parts/a.py")


@pytest.mark.parametrize(
    ("paths", "importer", "name", "module", "file"),
    [
        pytest.param(("a.py", "b.py"), "a.py", "b", "b", "b.py", id="beside at the root"),
        pytest.param(PACKAGE, "server/app.py", "server.parts.a", "server/parts/a",
                     "server/parts/a.py", id="from the root"),
        pytest.param(PACKAGE, "server/app.py", "server.parts", "server/parts",
                     "server/parts/__init__.py", id="a package is its __init__"),
        pytest.param(PACKAGE, "server/app.py", ".parts.a", "server/parts/a", "server/parts/a.py",
                     id="relative"),
        pytest.param(PACKAGE, "server/parts/a.py", "..app", "server/app", "server/app.py",
                     id="relative to the parent"),
        pytest.param(PACKAGE, "server/parts/a.py", ".", "server/parts",
                     "server/parts/__init__.py", id="the package itself"),
        pytest.param(PACKAGE, "server/parts/a.py", "...x", None, None, id="not there"),
        pytest.param(PACKAGE, "server/parts/a.py", ".....x", None, None, id="above the root"),
        pytest.param(PACKAGE, "server/app.py", "app", None, None,
                     id="a package folder is no root"),
        pytest.param(PACKAGE, "server/app.py", "parts.a", None, None,
                     id="nor for what lies in it"),
        pytest.param(("server/main.py", "server/b.py"), "server/main.py", "b", "server/b",
                     "server/b.py", id="a script's folder is"),
        pytest.param(("server/main.py", "server/lib/__init__.py", "server/lib/c.py"),
                     "server/lib/c.py", "main", "server/main", "server/main.py",
                     id="the folder a package stands in is"),
        pytest.param(("src/shop/__init__.py", "src/shop/a.py", "tools/x.py"), "tools/x.py",
                     "shop.a", "src/shop/a", "src/shop/a.py", id="src"),
        pytest.param(("server/a.py", "server/b.py", "b.py"), "server/a.py", "b", "server/b",
                     "server/b.py", id="nearest first"),
        pytest.param(("a.py", "b.py", "b/__init__.py"), "a.py", "b", "b", "b/__init__.py",
                     id="a package goes before a module"),
        pytest.param(("a.py", "parts/b.py"), "a.py", "parts", "parts", None,
                     id="a namespace package"),
        pytest.param(("a.py", "static/logo.js"), "a.py", "static", None, None,
                     id="a folder without Python"),
        pytest.param(("a.py",), "a.py", "requests", None, None, id="installed"),
    ],
)  # fmt: skip
def test_find(
    project: Make,
    paths: tuple[str, ...],
    importer: str,
    name: str,
    module: str | None,
    file: str | None,
) -> None:
    made = project(dict.fromkeys(paths, ""))
    modules = made.names.python

    found = modules.find(importer, name)
    of_module = None if found is None else modules.file(found)

    assert (found, of_module and made.files.path(of_module)) == (module, file)


def test_a_configured_root_goes_before_the_root(project: Make) -> None:
    made = project(
        {
            "dupelint.toml": 'source-roots = ["lib/py"]\n',
            "lib/py/x.py": "",
            "x.py": "",
            "a/b.py": "",
        }
    )

    assert made.names.python.find("a/b.py", "x") == "lib/py/x"


@pytest.mark.parametrize(
    ("name", "internal"),
    [
        ("server.gone", True), (".gone", True), ("server", False), ("flask", False),
        ("flask.views", False),
    ],
)  # fmt: skip
def test_what_looks_internal(project: Make, name: str, internal: bool) -> None:
    made = project(dict.fromkeys(PACKAGE, ""))

    assert made.names.python.looks_internal("server", name) is internal


def test_what_is_imported_runs_its_packages_first(project: Make) -> None:
    made = project(
        {
            **dict.fromkeys(PACKAGE, ""),
            "main.py": "from server.parts import a\nimport server.app as s\nimport os, os.path\n"
            "from server import gone\nimport server.lost\n",
        }
    )

    file = made.files.ids["main.py"]
    found = [
        (target, fact.module)
        for fact, targets in imported_files(made.names, file)
        for target in targets or ()
    ]

    assert [(made.files.path(target), module) for target, module in found] == [
        ("server/__init__.py", "server.parts"),
        ("server/parts/__init__.py", "server.parts"),
        ("server/parts/a.py", "server.parts"),
        ("server/__init__.py", "server.app"),
        ("server/app.py", "server.app"),
        ("server/__init__.py", "server"),
    ]
    assert {fact.module for _, fact in made.reach.unfound} == {"server.lost"}
