"""What dupelint calls an error of wiring is what the real Flask refuses to start with, no less.

Each program in `apps/` is linted, and started in every way it names. `limits.txt` holds programs
that Flask refuses although dupelint is silent: silence beats a guess.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dupelint.app import CheckRequest, check

from .cases import Program, programs

WIRING = ("DUP101", "DUP104")
TOPICS = ("registrations", "nesting", "structure", "endpoints", "adversarial")
AGREEING = [program for topic in TOPICS for program in programs(f"{topic}.txt")]
LIMITS = programs("limits.txt")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Title → folder with the program's files."""
    found = {}
    for number, program in enumerate([*AGREEING, *LIMITS]):
        folder = tmp_path_factory.mktemp(f"program{number}")
        program.write(folder)
        (folder / "dupelint.toml").write_text("", encoding="utf-8")
        found[program.title] = folder
    return found


@pytest.fixture(scope="module")
def raised(folders: dict[str, Path]) -> dict[str, set[str]]:
    """Title → the codes of what its runs raised."""
    jobs = [
        (program.title, [str(folders[program.title]), run.code, run.roots, run.variables])
        for program in (*AGREEING, *LIMITS)
        for run in program.runs
    ]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("runner.py"))],
        input=json.dumps([job for _, job in jobs]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, set[str]] = {}
    for (title, _), outcome in zip(jobs, json.loads(done.stdout), strict=True):
        found.setdefault(title, set()).update({outcome} - {""})
    return found


def _errors(folder: Path) -> Iterator[str]:
    (outcome,) = check(CheckRequest((folder,), {"cache": False, "jobs": 1}))
    for finding in outcome.findings:
        if finding.code in WIRING and finding.severity == "error":
            yield finding.code


def test_titles_are_unique() -> None:
    titles = [program.title for program in (*AGREEING, *LIMITS)]

    assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("program", AGREEING, ids=lambda program: program.title)
def test_a_finding_is_what_flask_refuses(
    program: Program, folders: dict[str, Path], raised: dict[str, set[str]]
) -> None:
    assert set(_errors(folders[program.title])) == raised[program.title]


@pytest.mark.parametrize("program", LIMITS, ids=lambda program: program.title)
def test_beyond_the_limits_there_is_silence(
    program: Program, folders: dict[str, Path], raised: dict[str, set[str]]
) -> None:
    assert (set(_errors(folders[program.title])), raised[program.title] <= set(WIRING)) == (
        set(),
        True,
    )
    assert raised[program.title]
