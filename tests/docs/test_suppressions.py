"""Every example of docs/suppressions.md suppresses, and something would be found without it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dupelint.app import CheckRequest, check
from dupelint.discovery import language_of
from dupelint.model.finding import Outcome
from dupelint.model.source import Language
from dupelint.syntax.comments import STYLES

from .markdown import ROOT, Block, blocks

TEXT = (ROOT / "docs/suppressions.md").read_text(encoding="utf-8")
EXAMPLES = [block for block in blocks(TEXT) if block.file]


def lint(folder: Path, block: Block, content: str) -> Outcome:
    (folder / "dupelint.toml").write_text("legacy-ports = [3310]\ninclude-docs = true\n")
    (folder / block.file).write_text(content, encoding="utf-8")
    (outcome,) = check(CheckRequest((folder,), {"cache": False}))
    return outcome


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: block.file)
def test_an_example(tmp_path: Path, block: Block) -> None:
    (rule,) = re.findall(r"dupelint: ignore\[([\w-]+)\]", block.content)

    outcome = lint(tmp_path, block, block.content)
    assert (outcome.findings, outcome.suppressed) == ([], 1)

    without = re.sub(r"dupelint: ignore\[[\w-]+\]", "not", block.content)
    (finding,) = lint(tmp_path, block, without).findings
    assert rule in (finding.code, finding.rule)


def test_every_language_that_can_have_a_finding_has_an_example() -> None:
    shown = {language_of(block.file) for block in EXAMPLES}
    assert shown == set(Language) - {Language.REQUIREMENTS}


def test_the_table_says_what_holds() -> None:
    names = {
        "Python": Language.PYTHON,
        "Shell": Language.SHELL,
        "YAML": Language.YAML,
        "TOML, `.replit`": Language.TOML,
        "JSON that may have comments": Language.JSON,
        "JavaScript, TypeScript": Language.TYPESCRIPT,
        "JSX, TSX attributes": Language.TSX,
        "nginx": Language.NGINX,
        "systemd, supervisor": Language.UNIT,
        "Makefile": Language.MAKEFILE,
        "requirements files": Language.REQUIREMENTS,
        "dotenv": Language.DOTENV,
        "Procfile": Language.PROCFILE,
        "Dockerfile": Language.DOCKERFILE,
        "HTML and its templates, Vue, Svelte": Language.HTML,
        "Scripts in them": Language.JAVASCRIPT,
        "Markdown (with `include-docs`)": Language.MARKDOWN,
    }
    rows = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \| (yes|no) \| yes \|$", TEXT, re.MULTILINE)
    assert {name for name, _, _ in rows} == {*names, "JSX, TSX between tags"}
    for name, marks, behind in rows:
        if name in names:
            style = STYLES[names[name]]
            written = [f"`{style.line}`"] if style.line else []
            written += [f"`{' '.join(style.block)}`"] if style.block else []
            assert (marks, behind) == (", ".join(written), "yes" if style.trailing else "no"), name
