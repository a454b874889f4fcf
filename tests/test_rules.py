"""Every example of every rule document has exactly the findings and the fixes it shows."""

from __future__ import annotations

import pytest

from dupelint.app.examples import test_example as differences
from dupelint.ruleset.check import check as check_document
from dupelint.ruleset.examples import Example, examples
from dupelint.ruleset.registry import load_rules
from dupelint.ruleset.rule import Rule

KNOWN = load_rules()


@pytest.mark.parametrize("rule", KNOWN, ids=lambda rule: rule.id)
def test_the_document_is_sound(rule: Rule) -> None:
    check_document(rule)


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.id}: {example.title}")
        for rule in KNOWN
        for example in examples(rule)
    ],
)
def test_an_example(rule: Rule, example: Example) -> None:
    assert differences(rule, example, KNOWN) == []
