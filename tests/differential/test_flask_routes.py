"""The routes that dupelint derives are those of the real Flask application.

Path, methods and endpoint of every rule equal `app.url_map`; for every rule and method the real
application is asked what answers the paths that the rule matches.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked
from dupelint.linking.routing.werkzeug import samples
from dupelint.model.wiring import LiveRoute, ShadowedRoute

from .apps_file import Program, read_programs
from .asking import compared

PROBE = Path(__file__).with_name("flask_probe.py")
PROGRAMS = read_programs("flask_routes.txt")


class Derived:
    """What dupelint says of one program."""

    def __init__(self, folder: Path) -> None:
        with linked(folder) as project:
            read = project.store.ask
            self.routes = [LiveRoute._make(row) for row in read("SELECT * FROM live_route")]
            beaten = [ShadowedRoute._make(row) for row in read("SELECT * FROM shadowed_route")]
        self.winners = {
            (row.route, method): row.winner for row in beaten for method in row.methods.split(",")
        }
        self.by_id = {route.id: route for route in self.routes}

    def requests(self) -> Iterator[tuple[LiveRoute, str, str]]:
        """(route, method, path) of all that is asked."""
        for route in self.routes:
            for method in route.methods.split(","):
                for path in samples(route.path):
                    if "\0" not in path:
                        yield route, method, path


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Derived, Any]]:
    """title → (what dupelint says, what Flask says)."""
    folder = tmp_path_factory.mktemp("flask")

    def job(found: Derived, program: Program) -> list[Any]:
        return [
            program.variables,
            [[one.host, path, method] for one, method, path in found.requests()],
        ]

    return compared(folder, PROGRAMS, Derived, job, [sys.executable, "-I", str(PROBE)])


def test_there_are_enough() -> None:
    assert len({program.title for program in PROGRAMS}) == len(PROGRAMS) >= 30


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_rules(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (rules, _) = answers[program.title]

    found = [
        [route.host, route.path, _answered(route), route.endpoint]
        for route in derived.routes
        if not program.variables or route.view_name in str(rules)
    ]
    wanted = [[host, path, _declared(methods), endpoint] for host, path, methods, endpoint in rules]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_what_answers(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (_, said) = answers[program.title]
    real: dict[tuple[int, str], list[list[str]]] = {}
    for (route, method, _), answer in zip(derived.requests(), said, strict=True):
        real.setdefault((route.id, method), []).append(answer)
    for (number, method), reached in real.items():
        route = derived.by_id[number]
        own = [route.path, route.endpoint]
        if method in route.reached.split(","):
            assert own in reached or program.variables, (route.path, method)
        else:
            winner = derived.by_id[derived.winners[number, method]]
            assert own not in reached, (route.path, method)
            # Of two equal rules the first is taken, even where it then refuses the value.
            assert next(filter(None, reached)) == [winner.path, winner.endpoint]


def _declared(methods: list[str]) -> list[str]:
    """Without what Flask adds."""
    return sorted(set(methods) - {"OPTIONS"} - ({"HEAD"} if "GET" in methods else set()))


def _answered(route: LiveRoute) -> list[str]:
    return _declared(route.methods.split(","))
