"""Every example of every rule document has exactly the findings it is marked with."""

from __future__ import annotations

from pathlib import Path

import pytest

from dupelint.app import CheckRequest, check
from dupelint.ruleset.check import check as check_document
from dupelint.ruleset.comparison import differences
from dupelint.ruleset.examples import Example, examples
from dupelint.ruleset.registry import load_rules
from dupelint.ruleset.rule import Rule

RULES = list(load_rules())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_document_is_sound(rule: Rule) -> None:
    check_document(rule)


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.id}: {example.title}")
        for rule in RULES
        for example in examples(rule)
    ],
)
def test_an_example(tmp_path: Path, rule: Rule, example: Example) -> None:
    for path, content in {"dupelint.toml": b"", **example.files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    (outcome,) = check(CheckRequest((tmp_path,)))

    assert differences(example, rule.id, outcome.findings) == []
