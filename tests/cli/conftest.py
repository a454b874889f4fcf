from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

TWICE = """\
from flask import Blueprint, Flask

app = Flask(__name__)
pages = Blueprint("pages", __name__)
app.register_blueprint(pages)
app.register_blueprint(pages)
"""
ONCE = TWICE.replace("app.register_blueprint(pages)\n", "", 1)


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


Dupelint = Callable[..., Run]


@pytest.fixture
def dupelint(tmp_path: Path) -> Dupelint:
    """Runs the real program in `tmp_path`; keywords are environment variables."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DUPELINT_", "GITHUB_", "GIT_", "CLICOLOR"))
        and name not in {"NO_COLOR", "FORCE_COLOR", "PRE_COMMIT", "CI"}
    }

    def run(*arguments: str, stdin: str = "", cwd: Path = tmp_path, **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "dupelint", *arguments],
            cwd=cwd,
            input=stdin.encode(),
            capture_output=True,
            env={**clean, **environment},
            check=False,
            timeout=60,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one fault in `server/app.py`."""
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "server").mkdir()
    (tmp_path / "server/app.py").write_text(TWICE)
    (tmp_path / "other.py").write_text("x = 1\n")
    return tmp_path
