# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dupelint.model.errors import ConfigError, RuleError
from dupelint.ruleset.document import load
from dupelint.ruleset.registry import RuleSet, builtin_folder, load_rules

Write = Callable[..., Path]

OTHER = (("id: used-port", "id: free-port"), ("OWN101", "OWN201"))


def yielding(*ids: str) -> tuple[str, str]:
    return "evidence: presence", f"evidence: presence\nyields-to: [{', '.join(ids)}]"


@pytest.fixture
def rules(write: Write) -> RuleSet:
    return RuleSet([load(write(*OTHER, name="free-port")), load(write())])


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ("OWN101", ["used-port"]),
        ("used-port", ["used-port"]),
        ("OWN2", ["free-port"]),
        ("OWN", ["used-port", "free-port"]),
        ("ALL", ["used-port", "free-port"]),
    ],
)
def test_what_a_selector_means(rules: RuleSet, selector: str, names: list[str]) -> None:
    assert [rule.id for rule in rules.matching(selector)] == names


@pytest.mark.parametrize(
    ("selector", "advice"),
    [
        ("used-prot", "did you mean 'used-port'?"),
        ("own101", "did you mean 'OWN101'?"),
        ("zzzz", "`dupelint rule` lists them all"),
        ("", "`dupelint rule` lists them all"),
        ("XYZ", "`dupelint rule` lists them all"),
    ],
)
def test_an_unknown_selector(rules: RuleSet, selector: str, advice: str) -> None:
    with pytest.raises(ConfigError) as raised:
        rules.matching(selector)

    assert (raised.value.message, raised.value.advice) == (f"unknown rule '{selector}'", advice)


def test_looking_up(rules: RuleSet) -> None:
    assert rules["OWN101"] is rules["used-port"]
    assert len(rules) == 2
    assert ("OWN101" in rules, "used-port" in rules, "OWN" in rules) == (True, True, False)
    with pytest.raises(ConfigError, match="unknown rule 'OWN'"):
        _ = rules["OWN"]


@pytest.mark.parametrize(
    ("changes", "name", "message", "advice"),
    [
        ((("id: used-port", "id: free-port"),), "free-port", "used-port.md: code 'OWN101' is taken by free-port.md", "choose another"),
        ((*OTHER, yielding("used-prot")), "free-port", "free-port.md: yields-to: unknown rule 'used-prot'", "did you mean 'used-port'?"),
        ((*OTHER, ("evidence: presence", "evidence: presence\nfix: add-line\napplicability: [safe]\nuncovers: [used-prot]")), "free-port", "free-port.md: uncovers: unknown rule 'used-prot'", "did you mean 'used-port'?"),
        ((*OTHER, yielding("free-port")), "free-port", "free-port.md: yields-to: 'free-port' yields to itself, perhaps through others", "leave out the rule that tells less"),
    ],
)  # fmt: skip
def test_rules_that_do_not_go_together(
    write: Write, changes: tuple[tuple[str, str], ...], name: str, message: str, advice: str
) -> None:
    with pytest.raises(RuleError) as raised:
        RuleSet([load(write(*changes, name=name)), load(write())])

    assert (raised.value.message, raised.value.advice) == (message, advice)


def test_two_rules_that_yield_to_each_other(write: Write) -> None:
    first = load(write(yielding("free-port")))
    second = load(write(*OTHER, yielding("used-port"), name="free-port"))

    with pytest.raises(RuleError, match="'used-port' yields to itself, perhaps through others"):
        RuleSet([first, second])


def test_own_rules_stand_beside_the_built_in_ones(write: Write) -> None:
    built_in = load_rules()

    rules = load_rules([write(), write()])

    assert [rule.id for rule in rules] == [*(rule.id for rule in built_in), "used-port"]
    assert built_in["DUP900"].path == builtin_folder() / "parse-error.md"


def test_an_own_rule_is_checked_whole(write: Write) -> None:
    with pytest.raises(RuleError, match="no such table: ports"):
        load_rules([write(("FROM port_mention", "FROM ports"))])
