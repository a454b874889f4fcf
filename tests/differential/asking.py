"""Asks a real framework about programs that dupelint has read."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from .apps_file import Program

D = TypeVar("D")


def compared(
    folder: Path,
    programs: Sequence[Program],
    derive: Callable[[Path], D],
    job: Callable[[D, Program], list[Any]],
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
) -> dict[str, tuple[D, Any]]:
    """title → (what dupelint derives of the program, what the framework says).

    Each program is written into a folder of its own; `command` reads the list of all jobs, each
    that folder and what `job` adds to it, and prints an answer for each.
    """
    derived: dict[str, D] = {}
    jobs = []
    for number, program in enumerate(programs):
        where = folder / str(number)
        program.write(where)
        (where / "dupelint.toml").touch()
        found = derived[program.title] = derive(where)
        jobs.append([str(where), *job(found, program)])
    done = subprocess.run(
        command, input=json.dumps(jobs), capture_output=True, text=True, timeout=120, check=False,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    real = json.loads(done.stdout)
    return {
        title: (found, said) for (title, found), said in zip(derived.items(), real, strict=True)
    }
