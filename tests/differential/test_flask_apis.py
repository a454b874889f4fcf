"""Routes and answers of flask-restful, flask-restx, flask-smorest, and of Flask's class-based
views, are those of the real libraries.

Path, methods and endpoint of every rule equal `app.url_map`; each rule is asked with each of its
methods, and its status, content type and emptiness are among the answers that dupelint derives.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked
from dupelint.linking.routing.werkzeug import samples
from dupelint.model.wiring import LiveRoute, RouteAnswer

from .apps_file import Program, read_programs
from .asking import compared

PROBE = Path(__file__).with_name("api_probe.py")
PROGRAMS = read_programs("flask_apis.txt")
# Pages that flask-restx adds for all its Apis together.
_SHARED = "restx_doc.static"


class Derived:
    """What dupelint says of one program."""

    def __init__(self, folder: Path) -> None:
        with linked(folder) as project:
            read = project.store.ask
            self.routes = [LiveRoute._make(row) for row in read("SELECT * FROM live_route")]
            self.answers = [RouteAnswer._make(row) for row in read("SELECT * FROM route_answer")]
        self.asked = [
            (route, method, path)
            for route in self.routes
            if not route.implicit
            for method in route.methods.split(",")
            for path in samples(route.path)[:1]
        ]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Derived, Any]]:
    """title → (what dupelint says, what the libraries say)."""
    folder = tmp_path_factory.mktemp("apis")

    def job(found: Derived, _program: Program) -> list[Any]:
        return [[[path, method] for _, method, path in found.asked]]

    return compared(folder, PROGRAMS, Derived, job, [sys.executable, "-I", str(PROBE)])


def test_there_are_enough() -> None:
    assert len({program.title for program in PROGRAMS}) == len(PROGRAMS) >= 20


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_rules(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (rules, said) = answers[program.title]
    assert rules, said

    found = [[route.path, route.methods.split(","), route.endpoint] for route in derived.routes]
    assert sorted(found) == sorted(rule for rule in rules if rule[2] != _SHARED)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_answers(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (_, said) = answers[program.title]
    known = 0
    for (route, method, _), real in zip(derived.asked, said, strict=True):
        own = [
            one for one in derived.answers if one.route == route.id and one.method in ("", method)
        ]
        status, mimetype, empty, text = real
        told = {(one.kind, one.status) for one in own}
        expected = (_kind(mimetype, status, empty), status)
        assert told & {expected, ("unknown", 0)}, (route.path, method, real, told)
        known += ("unknown", 0) not in told
        if [one.keys != "" for one in own] == [True]:
            assert sorted(json.loads(own[0].keys)) == sorted(json.loads(text)), route.path
    assert known >= len(derived.asked) / 3


def _kind(mimetype: str, status: int, empty: bool) -> str:
    if 300 <= status < 400:
        return "redirect"
    if mimetype == "application/json":
        return "empty-json" if empty else "json"
    return "empty" if empty else "html"
