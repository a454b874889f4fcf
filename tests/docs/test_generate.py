"""`docs/generate.py` names what is stale, writes just that, and says where markers are missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .markdown import ROOT

PARTS = ("README.md", "docs", "dupelint.schema.json", "examples/whatsapp-bridge/broken")
FOREIGN = shutil.ignore_patterns("node_modules", ".dupelint", "__pycache__")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in PARTS:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=FOREIGN)
        else:
            shutil.copy(source, target)
    assert generate(tmp_path)[0] == 0
    return tmp_path


def generate(root: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(root / "docs/generate.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_what_is_generated_is_fresh() -> None:
    assert generate(ROOT, "--check") == (0, "")


def test_stale_files_are_named_and_written(copy: Path) -> None:
    page, readme, gone = (
        copy / name for name in ("docs/rules/legacy-port.md", "README.md", "docs/rules/gone.md")
    )
    before = {path: path.read_text(encoding="utf-8") for path in (page, readme)}
    page.write_text("mine\n")
    readme.write_text(before[readme].replace("| DUP101 |", "| DUP999 |"), encoding="utf-8")
    gone.write_text("a rule that is no more\n")

    code, out = generate(copy, "--check")
    assert (code, sorted(out.splitlines())) == (
        1,
        [
            "run: python docs/generate.py",
            "stale: README.md",
            "stale: docs/rules/gone.md",
            "stale: docs/rules/legacy-port.md",
        ],
    )
    assert page.read_text() == "mine\n", "looking changes nothing"

    assert generate(copy)[0] == 0
    assert {path: path.read_text(encoding="utf-8") for path in before} == before
    assert not gone.exists()
    assert generate(copy, "--check") == (0, "")


def test_missing_markers(copy: Path) -> None:
    (copy / "docs/cli.md").write_text("# Command line\n")
    lines = "<!-- commands:begin --> and <!-- commands:end -->"
    assert generate(copy, "--check") == (2, f"error: docs/cli.md needs the lines {lines} once\n")
    (copy / "docs/cli.md").unlink()
    assert generate(copy) == (2, "error: docs/cli.md is missing\n")


def test_a_page_shows_no_markers() -> None:
    for page in (ROOT / "docs/rules").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert " file=" not in text.partition("## Examples")[2], page.name
        assert f"finding: {page.stem}" not in text, page.name
        assert text.count("\nFound:\n") >= 1, page.name
        assert text.count("\nNothing is found here.\n") >= 1, page.name
