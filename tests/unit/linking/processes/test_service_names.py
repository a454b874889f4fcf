"""What people call a service."""

from __future__ import annotations

import pytest

from dupelint.linking.files import Files
from dupelint.linking.processes import services
from dupelint.linking.processes.services import find_services

from ..conftest import Make

NAMES = "SELECT entry, name FROM service_file WHERE depth = 0 ORDER BY entry"
PACKAGE = '{"name": "shop", "main": "a.js", "scripts": {"start": "node a.js", "seed": "node b.js"}}'


@pytest.mark.parametrize(
    ("files", "names"),
    [
        pytest.param({"package.json": PACKAGE, "a.js": "", "b.js": ""},
                     [("a.js", "shop"), ("b.js", "b.js")], id="its package, its path"),
        pytest.param({"package.json": PACKAGE, "a.js": "", "b.js": "",
                      "Procfile": "web: node a.js\nseed: node b.js\n"},
                     [("a.js", "web"), ("b.js", "seed")], id="a Procfile's name"),
        pytest.param({"package.json": '{"name": "shop", "main": "a.js",'
                                      ' "scripts": {"start": "node b.js"}}',
                      "a.js": "", "b.js": ""},
                     [("a.js", "a.js"), ("b.js", "b.js")], id="two that the package may mean"),
        pytest.param({"one/Procfile": "web: node a.js\n", "one/a.js": "",
                      "two/Procfile": "web: node a.js\n", "two/a.js": ""},
                     [("one/a.js", "one/a.js"), ("two/a.js", "two/a.js")], id="one name twice"),
        pytest.param({"api/Dockerfile": "FROM node AS builder\nWORKDIR /app\nCOPY . .\n"
                                        "CMD node a.js\n",
                      "api/a.js": "",
                      "compose.yml": "services:\n  backend:\n    build: api\n"},
                     [("api/a.js", "backend")], id="the service that is built, not the stage"),
        pytest.param({"Dockerfile": "FROM node AS builder\nWORKDIR /app\nCOPY . .\nCMD node a.js\n",
                      "a.js": ""},
                     [("a.js", "a.js")], id="an image that no service is built from"),
        pytest.param({"package.json": '{"name": "tool", "bin": {"shop-cli": "cli.js"}}',
                      "cli.js": ""},
                     [("cli.js", "shop-cli")], id="a command that the package installs"),
        pytest.param({"Procfile": "app: node a.js\n", "a.js": "", "package.json": PACKAGE},
                     [("a.js", "shop")], id="a name that says nothing"),
    ],
)  # fmt: skip
def test_names(project: Make, files: dict[str, str], names: list[tuple[str, str]]) -> None:
    """Every service by its entry."""
    assert project(files).rows(NAMES) == names


def test_what_too_many_services_reach(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a runner names is kept before scripts of a manifest."""
    made = project(
        {
            "package.json": '{"scripts": {"one": "node a.js", "two": "node b.js"}}',
            "Procfile": "web: node c.js\n",
            "a.js": "require('./d.js');",
            "b.js": "require('./d.js');",
            "c.js": "require('./d.js');",
            "d.js": "",
        }
    )
    store = made.project.store
    files = Files(store)

    def entries() -> list[str]:
        return [files.path(one.entry) for one in find_services(store, files, made.reach)]

    assert entries() == ["a.js", "b.js", "c.js"]
    monkeypatch.setattr(services, "MAX_REACHED", 5)
    assert entries() == ["a.js", "c.js"]
