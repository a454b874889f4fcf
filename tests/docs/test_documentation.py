"""The documentation agrees with the code, and with itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from dupelint.__main__ import main
from dupelint.model.config import OutputFormat
from dupelint.ruleset.registry import load_rules

from .markdown import ROOT, anchors, blocks, documents, links

TEST_COMMAND = (
    "pip install -q -e '.[test]' -r examples/whatsapp-bridge/fixed/requirements.txt"
    " && pytest -q -n auto"
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_document_is_looked_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in documents()}
    assert {"README.md", "CONTRIBUTING.md", "docs/rules/legacy-port.md"} <= names


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    broken = []
    for link in links(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (
            anchor and anchor not in anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    assert broken == []


def test_the_readme_and_the_checks_run_the_same_tests() -> None:
    assert TEST_COMMAND in [block.content.strip() for block in blocks(read("README.md"))]
    assert TEST_COMMAND in read(".ci/run").splitlines()


def test_the_readme_shows_what_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Between two `…` stands what is really there, in this order."""
    (shown,) = (one.content for one in blocks(read("README.md")) if one.content.startswith("$ "))
    command, _, sample = shown.partition("\n")
    monkeypatch.chdir(ROOT)
    main([*command.split()[2:], "--no-cache", "--color", "never"])
    printed = capfd.readouterr().out
    for part in filter(None, re.split(r"^…\n", sample, flags=re.MULTILINE)):
        _, found, printed = printed.partition(part)
        assert found, part


def test_the_changelog_names_every_rule() -> None:
    text = read("CHANGELOG.md")
    named = set(re.findall(r"\bDUP\d{3}\b", text))
    for first, last in re.findall(r"\bDUP(\d{3})–DUP(\d{3})\b", text):
        named |= {f"DUP{number}" for number in range(int(first), int(last) + 1)}
    assert {rule.code for rule in load_rules()} - named == set()


def test_every_format_is_described() -> None:
    titles = re.findall(r"^## (.+)$", read("docs/output-formats.md"), re.MULTILINE)
    rows = re.findall(r"^\| `([a-z-]+)` \|", read("docs/output-formats.md"), re.MULTILINE)
    assert titles == rows == list(get_args(OutputFormat))
