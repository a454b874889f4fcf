"""What the tests of the example app share: its folders, installed and built once."""

import fcntl
import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from .running import EXAMPLE

INSTALL_SECONDS = 600


@pytest.fixture(scope="session")
def fixed() -> Path:
    """The app with one entry point for each job, its npm packages installed."""
    if shutil.which("npm") is None:
        pytest.skip("needs Node.js and npm")
    project = EXAMPLE / "fixed"
    with (project / "package.json").open() as package:
        fcntl.flock(package, fcntl.LOCK_EX)  # parallel test processes install once
        # npm writes the second file last, so an interrupted install is done again.
        wanted = project / "package-lock.json"
        installed = project / "node_modules" / ".package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
            subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund"],
                cwd=project,
                check=True,
                timeout=INSTALL_SECONDS,
            )
    return project


@pytest.fixture(scope="session")
def built(fixed: Path) -> Path:
    """The fixed app with its client built, in an environment that can run it."""
    for module in ("honcho", "gunicorn", "eventlet", "flask_wtf", "dotenv", "requests"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"needs {module}: pip install -r {EXAMPLE / 'fixed/requirements.txt'}")
    subprocess.run(["npm", "run", "build"], cwd=fixed, check=True, timeout=INSTALL_SECONDS)
    return fixed
