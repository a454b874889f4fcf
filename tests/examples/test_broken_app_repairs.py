"""What `--fix --unsafe-fixes` makes of the broken example answers like the fixed one."""

import compileall
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dupelint.ruleset.registry import load_rules

from .checklist import go_checklist
from .running import EXAMPLE, call, under_honcho

# Where a rule with a fixer has nothing that it can change: the place is neutralised already (an
# info), or the fix would be a guess.
LEFT = {
    ("DUP103", "server/routes_whatsapp_old.py"),
    ("DUP103", "server/whatsapp_bp.py"),
    ("DUP205", "services/baileys/server.js"),
}


def dupelint(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it as a user does."""
    command = [sys.executable, "-m", "dupelint", *arguments, "."]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def files(folder: Path) -> dict[str, bytes]:
    """The project's files; nothing that was installed, built or kept."""
    left_out = {"node_modules", "dist", ".dupelint"}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not left_out.intersection(path.relative_to(folder).parts)
    }


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the broken app."""
    project = tmp_path / "repaired"
    ignored = shutil.ignore_patterns("node_modules", "dist", "__pycache__", ".dupelint")
    shutil.copytree(EXAMPLE / "broken", project, ignore=ignored)
    return project


@pytest.fixture
def repaired(broken: Path) -> Path:
    """The same after all fixes."""
    done = dupelint("--fix", "--unsafe-fixes", "--quiet", folder=broken)
    assert (done.returncode, done.stderr) == (1, ""), done
    return broken


def test_only_what_no_fix_can_mend_is_left(repaired: Path) -> None:
    report = dupelint("--unsafe-fixes", "--output-format", "json", folder=repaired)
    found = json.loads(report.stdout)["findings"]
    assert [finding for finding in found if finding["fixes"]] == []
    with_fixer = {rule.code for rule in load_rules([]) if rule.fixer}
    left = {(one["code"], one["path"]) for one in found if one["code"] in with_fixer}
    assert left == LEFT


def test_no_file_goes_and_every_file_is_sound(repaired: Path) -> None:
    before, after = files(EXAMPLE / "broken"), files(repaired)
    assert after.keys() == before.keys()
    assert compileall.compile_dir(repaired / "server", quiet=1)
    assert compileall.compile_file(repaired / "wsgi.py", quiet=1)
    for path in sorted(repaired.glob("services/**/*.js")):
        subprocess.run(["node", "--check", path], check=True)
    for path in sorted(repaired.glob("*.sh")):
        subprocess.run(["bash", "-n", path], check=True)


def test_a_second_run_changes_nothing(repaired: Path) -> None:
    before = files(repaired)
    dupelint("--fix", "--unsafe-fixes", folder=repaired)
    assert files(repaired) == before


def test_undo_takes_everything_back(repaired: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "dupelint", "undo"], cwd=repaired)
    assert done.returncode == 0
    assert files(repaired) == files(EXAMPLE / "broken")


def test_repaired_app_answers_like_the_fixed_one(
    repaired: Path, built: Path, tmp_path: Path
) -> None:
    (repaired / "node_modules").symlink_to(built / "node_modules")
    subprocess.run(["npm", "run", "build"], cwd=repaired, check=True)
    with under_honcho(repaired, tmp_path) as app:
        assert "<div id" in call("GET", f"{app.web}/").text
        go_checklist(app)
