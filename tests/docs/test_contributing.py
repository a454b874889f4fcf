"""The rule that CONTRIBUTING.md shows is a rule, and its listing is what the query prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dupelint.ruleset.check import CONTRACT
from dupelint.ruleset.document import load
from dupelint.ruleset.examples import examples
from dupelint.ruleset.registry import load_rules

from .markdown import ROOT, blocks

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = blocks(TEXT)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The rule in a project that uses it."""
    (shown,) = (block for block in BLOCKS if block.file)
    path = tmp_path / shown.file
    path.parent.mkdir(parents=True)
    path.write_text(shown.content, encoding="utf-8")
    (config,) = (block.content for block in BLOCKS if block.language == "toml")
    (tmp_path / "dupelint.toml").write_text(config)
    return path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "dupelint", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_rule_passes_its_examples(document: Path, tmp_path: Path) -> None:
    count = len(examples(load(document)))
    assert run(tmp_path, "test", "tools/wiring/fixed-port.md") == (
        0,
        f"{count} examples, all as marked\n",
    )


def test_the_rule_is_found_by_the_configuration(document: Path, tmp_path: Path) -> None:
    (tmp_path / "server.js").write_bytes(examples(load(document))[0].files["server.js"])
    code, out = run(tmp_path, "--select", "fixed-port", "--output-format", "concise")
    assert (code, out.splitlines()[0]) == (
        1,
        "server.js:4:1: OWN101 app.listen opens port 3000, whatever the environment says",
    )


def test_a_wrong_marker_is_told(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("  # finding: fixed-port", ""), encoding="utf-8")
    code, out = run(tmp_path, "test", "tools/wiring/fixed-port.md")
    assert code == 1
    assert "web.py:6: not expected: finding: fixed-port (warning)" in out


def test_the_listing_of_the_query(document: Path, tmp_path: Path) -> None:
    (tmp_path / "server.js").write_bytes(examples(load(document))[0].files["server.js"])
    shell, listing = (
        next(
            block.content for block in BLOCKS if language == block.language and has in block.content
        )
        for language, has in (("sh", "dupelint query"), ("text", "place"))
    )
    query = shell.partition('"')[2].partition('"')[0]
    assert run(tmp_path, "query", query) == (0, listing)


def test_it_could_be_one_of_ours(document: Path) -> None:
    assert "fixed-port" in load_rules([document])


def test_every_column_of_the_contract_is_described() -> None:
    section = TEXT.partition("| column of the query |")[2].partition("\n\n")[0]
    assert [name for name in CONTRACT if f"`{name}`" not in section] == []
