"""What every run must be, whatever it was given."""

from __future__ import annotations

import time

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
