"""What answers before Flask is what the real WSGI callable lets answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dupelint.app import linked
from dupelint.linking.routing.werkzeug import samples
from dupelint.model.wiring import LiveRoute, ShadowedRoute

from .apps_file import Program, read_programs

PROBE = Path(__file__).with_name("wrapper_probe.py")
PROGRAMS = read_programs("wrappers.txt")


def said(folder: Path) -> dict[tuple[str, str], str]:
    """(path, method) → the name of what answers, for every path of every route."""
    with linked(folder) as project:
        read = project.store.ask
        routes = {row[0]: LiveRoute._make(row) for row in read("SELECT * FROM live_route")}
        beaten = [ShadowedRoute._make(row) for row in read("SELECT * FROM shadowed_route")]
    winner = {
        (row.route, method): row.winner for row in beaten for method in row.methods.split(",")
    }
    found: dict[tuple[str, str], str] = {}
    for route in routes.values():
        if route.implicit:
            continue
        for method in route.methods.split(","):
            answers = routes[winner.get((route.id, method), route.id)]
            for path in samples(route.path):
                found.setdefault((path, method), answers.view_name)
    return found


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.title)
def test_the_answers(tmp_path: Path, program: Program) -> None:
    """Every view and wrapper answers with its own name."""
    program.write(tmp_path)
    (tmp_path / "dupelint.toml").touch()
    expected = said(tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", str(PROBE)],
        input=json.dumps([[str(tmp_path), [list(asked) for asked in expected]]]),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (real,) = json.loads(done.stdout)
    assert dict(zip(expected, real, strict=True)) == expected
