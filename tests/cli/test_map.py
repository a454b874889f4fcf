from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Dupelint, Run

TREE = """\
Wiring of {name}: 1 route; 1 duplicate

Routes
└─ ⧉ server/app.py  [DUP101]
   └─ GET /  index  server/app.py:5
"""
APP = """\
from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)

@pages.get("/")
def index():
    return ""

app = Flask(__name__)
app.register_blueprint(pages)
app.register_blueprint(pages)
"""


@pytest.fixture
def served(project: Path) -> Path:
    (project / "server/app.py").write_text(APP)
    return project


def test_the_whole_output(dupelint: Dupelint, served: Path) -> None:
    expected = Run(0, TREE.format(name=served.name), "")
    assert dupelint("map", PYTHONUTF8="1") == expected
    assert dupelint("map", ".", "--output-format", "text", PYTHONUTF8="1") == expected
    assert dupelint("map", cwd=served / "server", PYTHONUTF8="1") == expected


def test_a_terminal_without_utf_8(dupelint: Dupelint, served: Path) -> None:
    expected = TREE.format(name=served.name).replace("└─", "`-").replace("⧉", "=")
    assert dupelint("map", PYTHONIOENCODING="latin-1") == Run(0, expected, "")
    assert dupelint("map", "--output-format", "json", PYTHONIOENCODING="latin-1").out == (
        dupelint("map", "--output-format", "json", PYTHONUTF8="1").out
    )


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.txt", "Wiring of"),
        ("a.HTML", "<!doctype html>"),
        ("a.json", '{\n  "version": 1,'),
        ("a.dot", 'digraph "'),
        ("a.mmd", "flowchart LR\n"),
    ],
)
def test_the_ending_decides_the_format(
    dupelint: Dupelint, served: Path, name: str, begins: str
) -> None:
    assert dupelint("map", "-o", name, PYTHONIOENCODING="ascii") == Run(0, "", "")
    assert (served / name).read_text(encoding="utf-8").startswith(begins)


def test_the_option_wins_over_the_ending(dupelint: Dupelint, served: Path) -> None:
    dupelint("map", "-o", "a.html", "--output-format", "json")
    assert json.loads((served / "a.html").read_text())["version"] == 1


def test_a_second_map_is_the_same(dupelint: Dupelint, served: Path) -> None:
    assert served.is_dir()
    for output_format in ("text", "mermaid", "dot", "json", "html"):
        first = dupelint("map", "--output-format", output_format)
        assert first.code == 0
        assert dupelint("map", "--output-format", output_format) == first


def test_mistakes(dupelint: Dupelint, served: Path) -> None:
    other = served / "other"
    other.mkdir()
    (other / "dupelint.toml").touch()
    assert dupelint("map", "nowhere") == Run(
        2, "", "error: no such file or folder: nowhere\nhelp: check the spelling\n"
    )
    assert dupelint("map", ".", "other") == Run(
        2,
        "",
        f"error: these are 2 projects: {served.as_posix()}, {other.as_posix()}\n"
        "help: draw one at a time\n",
    )
    assert dupelint("map", "-o", "no/folder/map.html") == Run(
        2,
        "",
        "error: cannot write the map no/folder/map.html: No such file or directory\n"
        "help: name a file that can be written\n",
    )
    assert dupelint("map", "--output-format", "svg").code == 2
