"""What the tests of the example app share: its folder, installed and built once."""

import fcntl
import importlib.util
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .repairing import copy_of_broken, repair
from .running import EXAMPLE

PROJECT = EXAMPLE / "fixed"
NPM_SECONDS = 600


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Parallel test processes share one folder; nobody builds while another installs."""
    with (PROJECT / "package.json").open() as package:
        fcntl.flock(package, fcntl.LOCK_EX)
        yield


def is_older(made: Path, sources: Iterable[Path]) -> bool:
    """Whether `made` has to be made again."""
    return not made.exists() or any(
        source.stat().st_mtime > made.stat().st_mtime for source in sources
    )


@pytest.fixture(scope="session")
def fixed() -> Path:
    """The app with one entry point for each job, its npm packages installed."""
    if shutil.which("npm") is None:
        pytest.fail("needs Node.js and npm")
    with one_at_a_time():
        # npm writes this file last, so an interrupted install is done again.
        installed = PROJECT / "node_modules" / ".package-lock.json"
        if is_older(installed, [PROJECT / "package-lock.json"]):
            command = ["npm", "ci", "--no-audit", "--no-fund"]
            subprocess.run(command, cwd=PROJECT, check=True, timeout=NPM_SECONDS)
    return PROJECT


@pytest.fixture(scope="session")
def built(fixed: Path) -> Path:
    """The fixed app with its client built, in an environment that can run it."""
    for module in ("honcho", "gunicorn", "eventlet", "flask_wtf", "dotenv", "requests"):
        if importlib.util.find_spec(module) is None:
            pytest.fail(f"needs {module}: pip install -r {EXAMPLE / 'fixed/requirements.txt'}")
    with one_at_a_time():
        client = fixed / "client"
        page = client / "dist" / "index.html"
        sources = [fixed / "package-lock.json", *client.glob("*.*"), *client.rglob("src/**/*")]
        if is_older(page, sources):
            command = ["npm", "run", "build"]
            subprocess.run(command, cwd=fixed, check=True, timeout=NPM_SECONDS)
    return fixed


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the broken app."""
    return copy_of_broken(tmp_path / "repaired")


@pytest.fixture
def repaired(broken: Path) -> Path:
    """The same after all fixes."""
    return repair(broken)
