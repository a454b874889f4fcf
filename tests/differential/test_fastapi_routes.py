"""The routes that dupelint derives are those of the real FastAPI or Starlette application.

Path, methods and name of every route equal those of `app.routes`, in order; for every route and
method the real application is asked what answers the paths that the route matches, and whether it
leads from a path with a slash at its end to the one without and back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked
from dupelint.linking.routing.starlette_paths import samples
from dupelint.model.wiring import LiveRoute, ShadowedRoute

from .apps_file import Program, read_programs
from .asking import compared

PROBE = Path(__file__).with_name("fastapi_probe.py")
PROGRAMS = read_programs("fastapi_routes.txt") + read_programs("starlette_routes.txt")
TOLD = {"openapi", "swagger_ui_html", "swagger_ui_redirect", "redoc_html", "middleware", "static"}


class Derived:
    """What dupelint says of one program."""

    def __init__(self, folder: Path) -> None:
        with linked(folder) as project:
            read = project.store.ask
            rows = read("SELECT * FROM live_route ORDER BY app, rank")
            self.routes = [LiveRoute._make(row) for row in rows]
            beaten = [ShadowedRoute._make(row) for row in read("SELECT * FROM shadowed_route")]
        self.winners = {
            (row.route, method): row.winner for row in beaten for method in row.methods.split(",")
        }
        self.by_id = {route.id: route for route in self.routes}

    def requests(self) -> Iterator[tuple[LiveRoute, str, str]]:
        """(route, method, path) of all that is asked."""
        for route in self.routes:
            for method in route.methods.split(","):
                if method != "WEBSOCKET" and "{…}" not in route.path:
                    for path in samples((route.path,)):
                        yield route, method.replace("ALL", "GET"), path

    def turned(self) -> Iterator[tuple[LiveRoute, str, str]]:
        """The same with a slash more or less at the end."""
        for route, method, path in self.requests():
            if not route.catch_all and path != "/":
                yield route, method, path[:-1] if path.endswith("/") else path + "/"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Derived, Any]]:
    """title → (what dupelint says, what FastAPI says)."""
    folder = tmp_path_factory.mktemp("fastapi")

    def job(found: Derived, program: Program) -> list[Any]:
        return [
            program.variables,
            [[path, method] for _, method, path in [*found.requests(), *found.turned()]],
        ]

    return compared(folder, PROGRAMS, Derived, job, [sys.executable, "-I", str(PROBE)])


def test_there_are_enough() -> None:
    assert len({program.title for program in PROGRAMS}) == len(PROGRAMS) >= 30


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_routes(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (routes, _) = answers[program.title]
    found = [[one.path, one.methods.split(","), one.view_name] for one in derived.routes]
    if program.variables:  # of two branches one was taken
        assert all(route in found for route in routes)
    else:
        assert found == routes


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_what_answers(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (_, said) = answers[program.title]
    real: dict[tuple[int, str], list[str]] = {}
    for (route, method, _), (*_, body) in zip(derived.requests(), said, strict=False):
        if route.view_name not in TOLD:
            real.setdefault((route.id, method), []).append(body.strip('"'))
    for (number, method), reached in real.items():
        route = derived.by_id[number]
        if method in route.reached.split(",") or route.reached == "ALL":
            assert route.view_name in reached or program.variables, (route.path, method)
        else:
            winner = derived.by_id[derived.winners[number, method]]
            same = route.view == winner.view
            assert same or route.view_name not in reached, (route.path, method)
            assert winner.view_name in TOLD or reached[0] == winner.view_name


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_slashes(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (_, said) = answers[program.title]
    turned = list(derived.turned())
    for (route, method, path), (status, *_) in zip(
        turned, said[len(said) - len(turned) :], strict=True
    ):
        if route.strict_slashes:
            assert status in (404, 405), (method, path)
        elif not program.variables:
            assert status != 404, (method, path)
