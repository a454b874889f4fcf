"""Every hook, run by pre-commit itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from .conftest import AGAIN, APP, EXTRA, PAGES, Repository

Make = Callable[..., Repository]

CLEAN = {
    "server/__init__.py": "",
    "server/app.py": APP,
    "server/pages.py": PAGES,
    "server/extra.py": EXTRA,
    "dupelint.toml": "legacy-ports = [3001]\n",
}
BROKEN = {**CLEAN, "server/extra.py": AGAIN}


def test_a_commit_that_registers_again_is_stopped(repository: Make) -> None:
    project = repository(**CLEAN)
    run = project.commit(**{"server/extra.py": AGAIN})
    assert run.code == 1
    assert "server/extra.py:5:5" in run.out
    assert "server/app.py:7:1" in run.out
    assert "registered here first" in run.out
    assert project.git("log", "--format=%s").out == "first\n"


def test_a_commit_of_the_first_place_is_stopped_too(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.commit(**{"server/app.py": APP + "app.debug = False\n"})
    assert run.code == 1
    assert "server/extra.py:5:5" in run.out


def test_a_commit_elsewhere_passes_in_spite_of_an_old_duplicate(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.commit(**{"server/other.py": "x = 1\n"})
    assert run.code == 0, run.out
    assert project.git("log", "--format=%s").out == "change\nfirst\n"


def test_a_commit_that_mends_passes(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.commit(**{"server/extra.py": EXTRA})
    assert run.code == 0, run.out


@pytest.mark.parametrize("files", [CLEAN, BROKEN, {**BROKEN, ".env": "WEB_PORT=3001\n"}])
def test_all_files_agree_with_a_run_by_hand(repository: Make, files: dict[str, str]) -> None:
    project = repository(**files)
    by_hand = project.dupelint("--output-format", "concise", "-q", "--no-cache")
    hook = project.pre_commit("run", "dupelint", "--all-files")
    report = project.root / "report.json"
    project.dupelint("--output-format", "json", "-o", f"json={report}", "--no-cache")
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    assert hook.code == by_hand.code
    assert re.findall(r"\[(DUP\d+)\]", hook.out) == [one["code"] for one in findings]
    assert re.findall(r"--> (\S+)", hook.out) == [
        f"{one['path']}:{one['line']}:{one['column']}" for one in findings
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (".env", "WEB_PORT=3001\n", "1:10"),
        (".env.production", "WEB_PORT=3001\n", "1:10"),
        ("Procfile", "web: gunicorn -b :3001 app:app\n", "1:19"),
        ("client/vite.config.mts", "export default { server: { port: 3001 } };\n", "1:34"),
        ("client/api.mts", "fetch('http://localhost:3001/');\n", "1:25"),
        ("Dockerfile", "FROM python:3.12\nEXPOSE 3001\n", "2:8"),
        (".replit", "[[ports]]\nlocalPort = 3001\n", "2:13"),
    ],
)
def test_settings_alone_are_covered(repository: Make, name: str, text: str, place: str) -> None:
    project = repository(**CLEAN)
    run = project.commit(**{name: text})
    assert run.code == 1
    assert "DUP203" in run.out
    assert f"{name}:{place}" in run.out


def test_untracked_files_are_no_part_of_the_project(repository: Make) -> None:
    project = repository(**CLEAN)
    project.write(**{"server/second.py": AGAIN.replace("init_extra", "init_second")})
    project.write(**{"start.sh": "export WEB_PORT=3001\n"})
    assert project.dupelint("-q", "--no-cache").code == 1
    assert project.pre_commit("run", "--all-files").code == 0
    run = project.commit(**{"server/other.py": "x = 1\n"})
    assert run.code == 0, run.out


def test_a_commit_that_only_deletes(repository: Make) -> None:
    project = repository(**{**BROKEN, "server/old.py": "x = 1\n"})
    project.git("rm", "-q", "server/old.py")
    run = project.git("commit", "-m", "away")
    assert run.code == 0, run.out


def test_a_tracked_file_that_is_gone(repository: Make) -> None:
    project = repository(**CLEAN)
    (project.root / "server/extra.py").unlink()
    run = project.commit(**{"server/other.py": "x = 1\n"})
    assert run.code == 0, run.out


def test_excluded_files_stay_out(repository: Make) -> None:
    project = repository(**{**CLEAN, "dupelint.toml": 'extend-exclude = ["server/extra.py"]\n'})
    run = project.commit(**{"server/extra.py": AGAIN})
    assert run.code == 0, run.out


def test_a_changed_configuration_concerns_everything(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.commit(**{"dupelint.toml": "legacy-ports = [3002]\n"})
    assert run.code == 1
    assert "server/extra.py:5:5" in run.out


def test_a_mistake_in_the_configuration_stops_the_commit(repository: Make) -> None:
    project = repository(**CLEAN)
    run = project.commit(**{"dupelint.toml": "legacy-port = [3001]\n"})
    assert run.code == 1
    assert "dupelint.toml:1: unknown key `legacy-port`" in run.out
    assert "did you mean `legacy-ports`?" in run.out


def test_the_whole_project_before_a_push(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.pre_commit("run", "--hook-stage", "pre-push", "dupelint-project")
    assert run.code == 1
    assert "server/extra.py:5:5" in run.out
    project.write(**{"server/extra.py": EXTRA})
    project.git("add", "--all")
    assert project.pre_commit("run", "--hook-stage", "pre-push", "dupelint-project").code == 0


def test_a_push_is_stopped(repository: Make) -> None:
    project = repository(**BROKEN)
    remote = project.root.parent / "remote.git"
    project.git("init", "-q", "--bare", str(remote))
    project.git("remote", "add", "origin", str(remote))
    run = project.git("push", "origin", "HEAD:main")
    assert run.code == 1
    assert "server/extra.py:5:5" in run.out
    assert project.commit(**{"server/extra.py": EXTRA}).code == 0
    run = project.git("push", "origin", "HEAD:main")
    assert run.code == 0, run.out


def test_the_whole_project_is_no_part_of_a_commit(repository: Make) -> None:
    project = repository(**BROKEN)
    run = project.commit(**{"server/other.py": "x = 1\n"})
    assert "dupelint (whole project)" not in run.out


def test_the_cache_is_never_staged(repository: Make) -> None:
    project = repository(**CLEAN)
    assert project.commit(**{"server/other.py": "x = 1\n"}).code == 0
    assert (project.root / ".dupelint").is_dir()
    assert project.git("status", "--porcelain").out == ""


UNUSED = "x = 1  # dupelint: ignore[DUP900] of no use\n"


def test_a_commit_is_fixed_and_stopped_until_the_fix_is_staged(
    repository: Make, hooks: str
) -> None:
    config = hooks.replace("id: dupelint\n", "id: dupelint-fix\n")
    project = repository(**CLEAN, **{".pre-commit-config.yaml": config, "old.py": UNUSED})

    run = project.commit(**{"server/other.py": UNUSED, "server/more.py": "y = 2\n"})

    assert run.code == 1
    assert "files were modified by this hook" in run.out
    assert "Fixed 1 finding in 1 file." in run.out
    assert (project.root / "server/other.py").read_text() == "x = 1\n"
    assert (project.root / "old.py").read_text() == UNUSED  # not part of the commit
    assert project.commit(**{"server/other.py": "x = 1\n"}).code == 0
    assert project.git("status", "--porcelain").out == ""
