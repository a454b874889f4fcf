"""Both examples are sound programs: what is wrong with broken/ is its wiring alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from .running import EXAMPLE

NOT_SOURCE = {"node_modules", "dist"}
BUILD_SECONDS = 120


def sources(project: str, *suffixes: str) -> list[Path]:
    """The project's own files with one of these suffixes."""
    return sorted(
        path
        for path in (EXAMPLE / project).rglob("*")
        if path.suffix in suffixes and not NOT_SOURCE.intersection(path.parts)
    )


def run(command: list[str], cwd: Path) -> None:
    """Run a command and show what it said if it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=BUILD_SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("project", ["broken", "fixed"])
def test_python_compiles(project: str) -> None:
    files = sources(project, ".py")
    assert files
    for path in files:
        compile(path.read_bytes(), path, "exec")


@pytest.mark.parametrize("project", ["broken", "fixed"])
def test_node_accepts_every_script(project: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("needs Node.js")
    files = sources(project, ".js")
    assert files
    for path in files:
        run([node, "--check", str(path)], path.parent)


@pytest.mark.parametrize("project", ["broken", "fixed"])
def test_shell_accepts_every_script(project: str) -> None:
    for path in sources(project, ".sh"):
        run(["bash", "-n", str(path)], path.parent)


@pytest.mark.parametrize("project", ["broken", "fixed"])
def test_client_type_checks_and_builds(fixed: Path, project: str, tmp_path: Path) -> None:
    # Both have the same dependencies, so one installation serves both.
    copy = tmp_path / project
    shutil.copytree(EXAMPLE / project, copy, ignore=shutil.ignore_patterns(*NOT_SOURCE))
    (copy / "node_modules").symlink_to(fixed / "node_modules")
    assert (copy / "package-lock.json").read_bytes() == (fixed / "package-lock.json").read_bytes()
    run(["npm", "run", "build"], copy)
    assert (copy / "client" / "dist" / "index.html").is_file()
