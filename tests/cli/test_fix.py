"""`--fix` and what belongs to it, on suppressions that are not needed: their fix is exact."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dupelint.__main__ import main

APP = b"""\
x = 1  # dupelint: ignore[DUP900] one
y = 2
# dupelint: ignore[DUP900] two
z = "\xc3\xa9"
"""
APP_FIXED = b'x = 1\ny = 2\nz = "\xc3\xa9"\n'
PROCFILE = b"\xef\xbb\xbfweb: gunicorn app:app\r\n# dupelint: ignore[DUP900]\r\nb: cat"
PROCFILE_FIXED = b"\xef\xbb\xbfweb: gunicorn app:app\r\nb: cat"


FIRST_QUESTION = """
warning[DUP901] no finding of DUP900 is suppressed here
Remove the suppression that is not needed (safe)
diff --git a/Procfile b/Procfile
--- a/Procfile
+++ b/Procfile
@@ -1,3 +1,2 @@
"""


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


Dupelint = Callable[..., Run]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files with three suppressions that are not needed, and an environment."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dupelint.toml").write_text('[lint]\nselect = ["DUP9"]\n')
    (tmp_path / "server").mkdir()
    (tmp_path / "server/app.py").write_bytes(APP)
    (tmp_path / "Procfile").write_bytes(PROCFILE)
    (tmp_path / ".env").write_text("SECRET=abc\n")
    return tmp_path


@pytest.fixture
def dupelint(project: Path, capfd: pytest.CaptureFixture[str]) -> Dupelint:
    """Runs the command line in this process, in the project."""
    assert Path.cwd() == project

    def run(*arguments: str) -> Run:
        capfd.readouterr()
        code = main(arguments)
        return Run(code, *capfd.readouterr())

    return run


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".dupelint" not in path.parts and ".git" not in path.parts
    }


def test_fixes_are_offered(dupelint: Dupelint) -> None:
    run = dupelint()

    assert run.code == 1
    assert "  = fix: Remove the suppression that is not needed (safe: dupelint --fix)\n" in run.out
    assert run.out.endswith("Found 3 warnings in 4 files.\n3 can be fixed with `--fix`.\n")


def test_safe_fixes_are_applied(dupelint: Dupelint, project: Path) -> None:
    before = contents(project)
    (project / "server/app.py").chmod(0o640)

    run = dupelint("--fix")

    assert run == Run(
        0,
        "Fixed 3 findings in 2 files. `dupelint undo` takes it back.\n"
        "All clear: 4 files checked, no finding.\n",
        "",
    )
    after = before | {"server/app.py": APP_FIXED, "Procfile": PROCFILE_FIXED}
    assert contents(project) == after
    assert stat.S_IMODE((project / "server/app.py").stat().st_mode) == 0o640
    assert stat.S_IMODE((project / ".dupelint/snapshots").stat().st_mode) == 0o700
    assert dupelint("--fix").out == "All clear: 4 files checked, no finding.\n"
    assert contents(project) == after


def test_undo_is_exact(dupelint: Dupelint, project: Path) -> None:
    before = contents(project)
    dupelint("--fix")

    run = dupelint("undo")

    assert run == Run(0, "Restored Procfile\nRestored server/app.py\n", "")
    assert contents(project) == before
    assert dupelint("undo") == Run(
        2,
        "",
        "error: there is nothing to undo\nhelp: `dupelint undo --list` lists the snapshots\n",
    )


def test_undo_of_a_named_snapshot(dupelint: Dupelint, project: Path) -> None:
    before = contents(project)
    dupelint("--fix")
    listed = dupelint("undo", "--list").out
    name = listed.split()[0]

    assert listed == f"{name}  fix            2 changed, 3 kept\n"
    assert dupelint("undo", name).code == 0
    assert contents(project) == before
    assert dupelint("undo", name).out == f"Every file is as it was before {name}.\n"
    run = dupelint("undo", "nothing-of-that-name")
    assert (run.code, run.err.partition("\n")[0]) == (
        2,
        "error: there is no snapshot 'nothing-of-that-name'",
    )


def test_undo_never_overwrites_what_was_done_since(dupelint: Dupelint, project: Path) -> None:
    dupelint("--fix")
    name = dupelint("undo", "--list").out.split()[0]
    (project / "server/app.py").write_bytes(APP_FIXED + b"more = 3\n")
    before = contents(project)

    run = dupelint("undo")

    assert run.code == 2
    assert run.err == (
        f"error: changed since {name}: server/app.py\n"
        "help: nothing was undone; the files as they were: "
        f"{project}/.dupelint/snapshots/{name}/files\n"
    )
    assert run.out.endswith('@@ -1,3 +1,4 @@\n x = 1\n y = 2\n z = "\u00e9"\n+more = 3\n')
    assert contents(project) == before


def test_all_restores_the_record_and_keeps_what_it_overwrites(
    dupelint: Dupelint, project: Path
) -> None:
    before = contents(project)
    run = dupelint("snapshot")
    name = dupelint("undo", "--list").out.split()[0]
    assert run == Run(
        0,
        "Kept .env\nKept Procfile\n"
        f"In {project}/.dupelint/snapshots/{name}: `dupelint undo {name} --all` puts them back.\n",
        "",
    )
    (project / ".env").write_text("SECRET=other\n")
    assert dupelint("undo", name).code == 2

    assert dupelint("undo", name, "--all").out == "Restored .env\n"

    assert contents(project) == before
    last = dupelint("undo", "--list").out.splitlines()[-1].split()[0]
    assert (project / ".dupelint/snapshots" / last / "files/.env").read_text() == "SECRET=other\n"


def test_a_snapshot_names_variables_that_nothing_defines(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_text(
        'import os\na = os.environ["SECRET"], os.environ["TOKEN"], os.getenv("ABSENT", "s3cret")\n'
    )
    run = dupelint("snapshot")

    assert run.out.splitlines()[-1] == "Read by the code, defined by no file: ABSENT, TOKEN"
    assert "s3cret" not in run.out


def test_a_patch_that_git_takes(dupelint: Dupelint, project: Path) -> None:
    odd = project / 'a "b"\u00e9 c.py'
    odd.write_bytes(APP)
    before = contents(project)

    run = dupelint("--diff")

    assert (run.code, run.err) == (1, "Would fix 5 findings.\n")
    assert contents(project) == before
    done = subprocess.run(["git", "apply", "-"], input=run.out.encode(), cwd=project, check=False)
    assert done.returncode == 0
    fixed = {"server/app.py": APP_FIXED, "Procfile": PROCFILE_FIXED, odd.name: APP_FIXED}
    assert contents(project) == before | fixed
    assert dupelint("--diff") == Run(0, "", "Would fix 0 findings.\n")
    assert not (project / ".dupelint/snapshots").exists()


def test_only_what_was_named_is_edited(dupelint: Dupelint, project: Path) -> None:
    before = contents(project)

    assert dupelint("--fix", "Procfile").code == 0

    assert contents(project) == before | {"Procfile": PROCFILE_FIXED}


def test_where_to_undo(dupelint: Dupelint, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    assert (
        f"`dupelint undo` in {project.name} takes it back." in dupelint("--fix", project.name).out
    )
    monkeypatch.chdir(project / "server")
    assert dupelint("undo").code == 0
    assert "`dupelint undo` takes it back." in dupelint("--fix", "..").out


def test_what_is_protected_is_not_edited(dupelint: Dupelint, project: Path) -> None:
    text = 'protect = ["server/**"]\n[lint]\nselect = ["DUP9"]\n'
    (project / "dupelint.toml").write_text(text)

    run = dupelint("--fix", "--output-format", "concise")

    assert run.code == 1
    assert run.out.splitlines()[2:] == [
        "Not fixed:",
        "  server/app.py:1:27: DUP901: server/app.py is protected by the configuration",
        "  server/app.py:3:20: DUP901: server/app.py is protected by the configuration",
        "Fixed 1 finding in 1 file. `dupelint undo` takes it back.",
        "Found 2 warnings in 4 files.",
    ]
    assert (project / "server/app.py").read_bytes() == APP


@pytest.mark.parametrize(
    ("options", "configuration", "fixed"),
    [
        (["--unfixable", "DUP901"], "", False),
        (["--fixable", "DUP1"], "", False),
        (["--unfixable", "DUP9", "--fixable", "unused-suppression"], "", True),
        ([], 'unfixable = ["DUP9"]', False),
        ([], 'extend-unsafe-fixes = ["DUP9"]', False),
        (["--unsafe-fixes"], 'extend-unsafe-fixes = ["DUP9"]', True),
        ([], 'extend-unsafe-fixes = ["DUP9"]\nextend-safe-fixes = ["DUP901"]', True),
    ],
)
def test_which_rules_are_fixed(
    dupelint: Dupelint, project: Path, options: list[str], configuration: str, fixed: bool
) -> None:
    (project / "dupelint.toml").write_text(f'[lint]\nselect = ["DUP9"]\n{configuration}\n')

    assert dupelint("--fix", *options).code == (0 if fixed else 1)
    assert (contents(project)["server/app.py"] == APP_FIXED) is fixed


def test_fix_only_and_what_was_fixed(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_bytes(APP + b"# dupelint: ignore\n")

    run = dupelint("--fix-only", "--show-fixes", "--exit-non-zero-on-fix")

    title = "DUP901 Remove the suppression that is not needed (safe)"
    assert run.code == 1
    assert run.out == (
        f"Fixed:\n  Procfile: {title}\n  server/app.py: {title}\n  server/app.py: {title}\n"
        "Fixed 3 findings in 2 files. `dupelint undo` takes it back.\n"
    )
    assert dupelint("--fix-only", "--exit-non-zero-on-fix").code == 0
    assert dupelint("--fix").code == 1


def test_json_carries_fixes_that_can_be_applied(dupelint: Dupelint, project: Path) -> None:
    document = json.loads(dupelint("--output-format", "json").out)

    data = {path: bytearray(content) for path, content in contents(project).items()}
    for finding in reversed(document["findings"]):
        (fix,) = finding["fixes"]
        assert fix["applicability"] == "safe"
        for edit in fix["edits"]:
            text = edit["replacement"].encode()
            data[edit["path"]][edit["start_byte"] : edit["end_byte"]] = text
    assert bytes(data["server/app.py"]) == APP_FIXED
    assert bytes(data["Procfile"]) == PROCFILE_FIXED
    assert json.loads(dupelint("--fix", "--output-format", "json").out)["summary"]["fixed"] == 3


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("y\nn\ny\n", ["Procfile", "two"]),
        ("n\na\n", ["one", "two"]),
        ("q\n", []),
        ("what?\ny\nq\n", ["Procfile"]),
        ("", []),
    ],
)
def test_fixes_are_asked_about(
    dupelint: Dupelint, project: Path, monkeypatch: pytest.MonkeyPatch, typed: str, fixed: list[str]
) -> None:
    read, write = os.pipe()
    os.write(write, typed.encode())
    os.close(write)
    with os.fdopen(read) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        run = dupelint("--fix", "--interactive")

    assert run.err.startswith(FIRST_QUESTION)
    left = contents(project)
    done = [word for word in ("one", "two") if word.encode() not in left["server/app.py"]]
    assert ["Procfile"] * (left["Procfile"] == PROCFILE_FIXED) + done == fixed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--show-fixes"], "--show-fixes goes with --fix."),
        (["--interactive"], "--interactive goes with --fix."),
        (["--exit-non-zero-on-fix"], "--exit-non-zero-on-fix goes with --fix."),
        (["--diff", "--interactive"], "--interactive contradicts it"),
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix or --diff."),
        (["--diff", "-o", "x"], "--output-file contradicts it"),
        (["--diff", "--output-format", "json"], "--output-format contradicts it"),
        (["--diff", "--fix", "--show-fixes"], "--show-fixes contradicts it"),
        (["--diff", "--statistics"], "--statistics contradicts it"),
        (["--diff", "--exit-non-zero-on-fix"], "--exit-non-zero-on-fix contradicts it"),
        (["--quiet", "--verbose"], "--quiet and --verbose contradict each other"),
        (["undo", "--list", "20260101-000000"], "--list stands alone"),
        (["undo", "--list", "--all"], "--list stands alone"),
        (["--fix", "--fixable", "DUP977"], "no rule is called `DUP977`"),
    ],
)
def test_options_that_do_not_go_together(
    dupelint: Dupelint, project: Path, arguments: list[str], message: str
) -> None:
    before = contents(project)

    run = dupelint(*arguments)

    assert run.code == 2
    assert message in run.err
    assert contents(project) == before


def test_what_the_environment_says_for_all_commands(
    dupelint: Dupelint, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SHOW_FIXES", "INTERACTIVE", "EXIT_NON_ZERO_ON_FIX", "UNSAFE_FIXES", "VERBOSE"):
        monkeypatch.setenv(f"DUPELINT_{name}", "1")
    before = contents(project)

    assert dupelint("--quiet").err == ""
    patch = dupelint("--diff", "--quiet")
    assert (patch.code, patch.err) == (1, "")
    assert patch.out.startswith("diff --git a/Procfile b/Procfile\n")
    assert contents(project) == before


def test_what_comes_into_force_with_a_port_does_not_stop_its_fix(
    dupelint: Dupelint, project: Path
) -> None:
    (project / "dupelint.toml").write_text("legacy-ports = { 3001 = 3300 }\n")
    (project / "Procfile").write_text("web: node server.js\n")
    server = "const app = require('express')();\napp.get('/', (req, res) => res.json([]));\n"
    (project / "server.js").write_text(f"{server}app.listen(3001);\n")

    run = dupelint("--fix", "--output-format", "concise", "--select", "DUP203,DUP604")

    assert run.out.splitlines() == [
        "server.js:3:1: DUP604 nothing handles unhandledRejection and uncaughtException in"
        " service 'web'",
        "Fixed 1 finding in 1 file. `dupelint undo` takes it back.",
        "Found 1 warning in 5 files.",
    ]
    assert (project / "server.js").read_text() == f"{server}app.listen(3300);\n"
