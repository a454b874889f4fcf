"""What dupelint says that FastAPI views answer is what the real FastAPI answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked

from .apps_file import read_programs

PROBE = Path(__file__).with_name("fastapi_probe.py")
RAISING = {"/raised", "/raised-418", "/refused"}
(PROGRAM,) = read_programs("fastapi_answers.txt")
QUERY = (
    "SELECT path, status, kind, keys FROM route_answer JOIN live_route ON live_route.id = route"
    " ORDER BY path, status"
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[Any], Any]]:
    """path → (what dupelint says: status, kind, keys; what FastAPI answers)."""
    folder = tmp_path_factory.mktemp("answers")
    PROGRAM.write(folder)
    (folder / "dupelint.toml").touch()
    derived: dict[str, list[Any]] = {}
    with linked(folder) as project:
        for path, *answer in project.store.ask(QUERY):
            derived.setdefault(path, []).append(answer)
    asked = [[path, "GET"] for path in derived]
    done = subprocess.run(
        [sys.executable, "-I", str(PROBE)],
        input=json.dumps([[str(folder), {}, asked]]), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ((_, answers),) = json.loads(done.stdout)
    return {path: (derived[path], real) for path, real in zip(derived, answers, strict=True)}


def test_every_view_is_told(said: dict[str, tuple[list[Any], Any]]) -> None:
    assert len(said) == PROGRAM.files["main.py"].count("@app.get(") + 1
    assert len(said) >= 25


def test_they_are_the_real_ones(said: dict[str, tuple[list[Any], Any]]) -> None:
    for path, (told, (status, kind, body)) in said.items():
        real = [status, _kind(kind, body), _keys(kind, body)]
        if path in RAISING:  # whether they end without raising is not looked at
            assert real in told, path
        else:
            assert told == [real], path


def _kind(content_type: str, body: str) -> str:
    if "json" in content_type:
        return "json" if body else "empty-json"
    if content_type.startswith("text/"):
        return "html"
    return content_type or "empty"  # `redirect`


def _keys(content_type: str, body: str) -> str:
    """The keys of an object, as dupelint has them."""
    held = json.loads(body) if "json" in content_type and body else None
    return json.dumps(list(held)) if isinstance(held, dict) and held else ""
