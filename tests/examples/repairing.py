"""Copies of the broken app, repaired and built as a user does it."""

import shutil
import subprocess
import sys
from pathlib import Path

from .running import EXAMPLE

NOT_THE_PROJECT = ("node_modules", "dist", "__pycache__", ".dupelint")


def dupelint(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it as a user does."""
    command = [sys.executable, "-m", "dupelint", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def files(folder: Path) -> dict[str, bytes]:
    """The project's files; nothing that was installed, built or kept."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(NOT_THE_PROJECT) & set(path.relative_to(folder).parts)
    }


def copy_of_broken(folder: Path) -> Path:
    """The broken app in a new folder."""
    ignored = shutil.ignore_patterns(*NOT_THE_PROJECT)
    return Path(shutil.copytree(EXAMPLE / "broken", folder, ignore=ignored))


def repair(project: Path, *options: str) -> Path:
    """Apply all fixes; something is left that a person has to do."""
    done = dupelint("--fix", "--unsafe-fixes", "--quiet", *options, folder=project)
    assert (done.returncode, done.stderr) == (1, ""), done
    return project


def build(project: Path, built: Path) -> None:
    """Check and build the client, with the packages of the app that is built already."""
    packages = project / "node_modules"
    if not packages.exists():
        packages.symlink_to(built / "node_modules")
    subprocess.run(["npm", "run", "build"], cwd=project, check=True)
