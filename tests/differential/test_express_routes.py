"""The routes that dupelint derives are those of the real Express application.

Method and path of every route equal the real `router.stack`; for every route the real application
is asked what answers the paths that it matches.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked
from dupelint.linking.routing.express_paths import samples
from dupelint.model.wiring import LiveRoute, ShadowedRoute
from dupelint.store import locate

from .apps_file import Program, read_programs
from .asking import compared

PROBE = Path(__file__).with_name("express_probe.cjs")
PROGRAMS = read_programs("express_routes.txt")
_SENT = re.compile(r"send\('(\w+)'\)(?!.*send\()")


class Derived:
    """What dupelint says of one program."""

    def __init__(self, folder: Path) -> None:
        with linked(folder) as project:
            read = project.store.ask
            self.routes = [LiveRoute._make(row) for row in read("SELECT * FROM live_route")]
            beaten = [ShadowedRoute._make(row) for row in read("SELECT * FROM shadowed_route")]
            paths = project.store.paths
        self.winners = {row.route: row.winner for row in beaten}
        self.sent = {route.id: _sent(folder, paths, route.at) for route in self.routes}

    def requests(self) -> Iterator[tuple[LiveRoute, str, str]]:
        """(route, method, path) of all that is asked."""
        for route in self.routes:
            if not route.implicit:
                for path in samples((route.path,)):
                    yield route, "LOCK" if route.methods == "ALL" else route.methods, path


def _sent(folder: Path, paths: dict[int, str], at: int) -> str:
    """What the handler of a route sends: the last text on the line that the route ends on."""
    file, start, end = locate(at)
    text = (folder / paths[file]).read_text(encoding="utf-8")
    line = text[start : text.index("\n", end)]
    own = _SENT.search(text[start:end]) or _SENT.search(line)
    assert own is not None, line
    return own[1]


@pytest.fixture(scope="module")
def answers(
    tmp_path_factory: pytest.TempPathFactory, fixed: Path
) -> dict[str, tuple[Derived, Any]]:
    """title → (what dupelint says, what Express says)."""
    folder = tmp_path_factory.mktemp("express")

    def job(found: Derived, _program: Program) -> list[Any]:
        return [[[method, path] for _, method, path in found.requests()]]

    environment = {**os.environ, "NODE_PATH": str(fixed / "node_modules")}
    return compared(folder, PROGRAMS, Derived, job, ["node", str(PROBE)], environment)


def test_there_are_enough() -> None:
    assert len({program.title for program in PROGRAMS}) == len(PROGRAMS) >= 20


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_routes(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (stack, _) = answers[program.title]

    found = [[route.methods, _bare(route.path)] for route in derived.routes if not route.implicit]
    assert found == [[method, _bare(path)] for method, path in stack]  # in the order of the stack


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_what_answers(answers: dict[str, tuple[Derived, Any]], program: Program) -> None:
    derived, (_, said) = answers[program.title]
    real: dict[int, list[str]] = {}
    for (route, _, _), answer in zip(derived.requests(), said, strict=True):
        real.setdefault(route.id, []).append(answer)
    for route in derived.routes:
        if route.implicit:
            continue
        heard, own = real[route.id], derived.sent[route.id]
        if route.id in derived.winners:
            assert heard[0] == derived.sent[derived.winners[route.id]], route.path
            if (
                route.view
                != next(r for r in derived.routes if r.id == derived.winners[route.id]).view
            ):
                assert own not in heard, route.path
        elif not route.passes:
            assert own in heard, route.path


def _bare(path: str) -> str:
    return path.rstrip("/") or "/"
