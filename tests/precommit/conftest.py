"""A repository that real pre-commit checks with this checkout's hooks, installed once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
IDENTITY = {
    "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.org",
}  # fmt: skip

APP = """\
from flask import Flask

from server.extra import init_extra
from server.pages import pages

app = Flask(__name__)
app.register_blueprint(pages)
init_extra(app)
"""
PAGES = 'from flask import Blueprint\n\npages = Blueprint("pages", __name__)\n'
EXTRA = "def init_extra(app):\n    app.config.update(DEBUG=False)\n"
AGAIN = (
    "from server.pages import pages\n\n\ndef init_extra(app):\n    app.register_blueprint(pages)\n"
)


@dataclass(frozen=True)
class Run:
    code: int
    out: str  # of both streams


@dataclass(frozen=True)
class Repository:
    """A git repository with the hooks in its `.pre-commit-config.yaml`."""

    root: Path
    environment: dict[str, str]

    def git(self, *arguments: str) -> Run:
        return self._run("git", *arguments)

    def pre_commit(self, *arguments: str) -> Run:
        return self._run(sys.executable, "-m", "pre_commit", *arguments)

    def dupelint(self, *arguments: str) -> Run:
        """The checkout itself, without pre-commit."""
        path = os.environ.get("PYTHONPATH")
        return self._run(
            sys.executable, "-m", "dupelint", *arguments, **({"PYTHONPATH": path} if path else {})
        )

    def write(self, **files: str) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self, **files: str) -> Run:
        """Write, stage and commit these files, with the installed hooks."""
        self.write(**files)
        self.git("add", "--", *files)
        return self.git("commit", "-m", "change")

    def _run(self, *command: str, **more: str) -> Run:
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Run(done.returncode, done.stdout)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """No setting of the user or of an outer hook; pre-commit's environments in a folder of ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT", "DUPELINT_", "PYTEST_"))
        and name not in {"PYTHONPATH", "SKIP", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"}
    }
    return {
        **kept,
        **IDENTITY,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit-home")),
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> str:
    """The configuration that names this checkout, as it stands on disk, as the hooks' source."""
    source = tmp_path_factory.mktemp("dupelint")
    for name in ("dupelint", "rules"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / name, source / name, ignore=ignored)
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        ".pre-commit-hooks.yaml",
    ):
        shutil.copyfile(CHECKOUT / name, source / name)
    for command in (["init", "-q"], ["add", "--all"], ["commit", "-qm", "as it stands"]):
        subprocess.run(["git", *command], cwd=source, env=environment, check=True)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"],
        cwd=source, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return (
        f"repos:\n  - repo: {source}\n    rev: {head.stdout.strip()}\n"
        "    hooks:\n      - id: dupelint\n      - id: dupelint-project\n"
    )


@pytest.fixture
def repository(
    tmp_path: Path, environment: dict[str, str], hooks: str
) -> Callable[..., Repository]:
    """Makes a repository whose first commit holds the given files, hooks installed."""

    def make(**files: str) -> Repository:
        made = Repository(tmp_path / "project", environment)
        made.root.mkdir()
        made.git("init", "-q")
        made.write(**{".pre-commit-config.yaml": hooks, **files})
        made.git("add", "--all")
        first = made.git("commit", "-qm", "first")
        assert first.code == 0, first.out
        for stage in ("pre-commit", "pre-push"):
            installed = made.pre_commit("install", "--hook-type", stage)
            assert installed.code == 0, installed.out
        return made

    return make
