"""What every run must be, whatever it was given."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from .conftest import Dupelint, Run

LIMIT = 10.0  # seconds


def hardy(dupelint: Dupelint, *arguments: str, code: int | None = None, **environment: str) -> Run:
    """A run that ended as designed: no traceback, in time, an exit code that means something."""
    start = time.monotonic()
    run = dupelint(*arguments, **environment)
    assert time.monotonic() - start < LIMIT
    assert "Traceback" not in run.err
    assert "internal error" not in run.err
    if run.code == 2:
        assert run.err.startswith(("error: ", "Usage: "))
        assert run.out == ""
    assert run.code in ((0, 1) if code is None else (code,)), run
    return run


def powerless() -> list[str]:
    """In front of a command: root may read and write anywhere, so it gives that right away."""
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []


def without_power(cwd: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a run that may do no more than permissions say."""
    command = [*powerless(), sys.executable, "-m", "dupelint", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert "internal error" not in done.stderr
    return done.returncode, done.stdout, done.stderr
