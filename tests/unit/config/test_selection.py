from __future__ import annotations

from pathlib import Path

import pytest

from dupelint.config import Selection, load
from dupelint.model.config import Config, Override
from dupelint.model.edit import Applicability
from dupelint.model.errors import ConfigError
from dupelint.model.finding import Severity

RULES = {
    "DUP101": "duplicate-blueprint",
    "DUP102": "route-collision",
    "DUP203": "legacy-port",
    "DUP901": "unused-suppression",
}
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("select", "ignore", "running"),
    [
        (("DUP",), (), ["DUP101", "DUP102", "DUP203", "DUP901"]),
        (("ALL",), ("DUP9",), ["DUP101", "DUP102", "DUP203"]),
        (("DUP1",), ("DUP102",), ["DUP101"]),
        (("DUP102",), ("DUP1",), ["DUP102"]),  # the more exact wins
        (("DUP1",), ("DUP1",), []),
        (("legacy-port", "DUP1"), ("duplicate-blueprint",), ["DUP102", "DUP203"]),
        ((), (), []),
    ],
)
def test_runs(select: tuple[str, ...], ignore: tuple[str, ...], running: list[str]) -> None:
    selection = Selection(Config(select=select, ignore=ignore), RULES)
    assert [code for code in RULES if selection.runs(code)] == running


SAFE, UNSAFE, DISPLAY = Applicability


@pytest.mark.parametrize(
    ("keys", "given", "trust"),
    [
        ({}, SAFE, SAFE),
        ({}, DISPLAY, DISPLAY),
        ({"unfixable": ("DUP1",)}, SAFE, None),
        ({"unfixable": ("DUP2",)}, SAFE, SAFE),
        ({"fixable": ("DUP2",)}, SAFE, None),
        ({"unfixable": ("DUP1",), "fixable": ("duplicate-blueprint",)}, SAFE, SAFE),
        ({"unfixable": ("DUP101",), "fixable": ("DUP101",)}, SAFE, None),
        ({"extend_safe_fixes": ("DUP1",)}, UNSAFE, SAFE),
        ({"extend_safe_fixes": ("DUP1",)}, DISPLAY, DISPLAY),
        ({"extend_unsafe_fixes": ("DUP101",)}, SAFE, UNSAFE),
        ({"extend_unsafe_fixes": ("DUP101",)}, DISPLAY, DISPLAY),
        ({"extend_safe_fixes": ("DUP101",), "extend_unsafe_fixes": ("DUP1",)}, UNSAFE, SAFE),
        ({"extend_safe_fixes": ("ALL",), "extend_unsafe_fixes": ("ALL",)}, SAFE, UNSAFE),
    ],
)
def test_how_far_fixes_are_trusted(
    keys: dict[str, tuple[str, ...]], given: Applicability, trust: Applicability | None
) -> None:
    assert Selection(Config(**keys), RULES).applicability("DUP101", given) == trust  # type: ignore[arg-type]  # keys of one type


CONFIG = Config(
    severity={"DUP1": INFO, "duplicate-blueprint": ERROR},
    per_file_ignores=(("tests/**", ("DUP1",)), ("/top.py", ("ALL",))),
    overrides=(
        Override(("apps/**", "old"), ("DUP101",), {"DUP203": ERROR}),
        Override(("apps/admin/**",), (), {"DUP1": INFO}),
    ),
)


@pytest.mark.parametrize(
    ("code", "path", "severity"),
    [
        ("DUP101", "a.py", ERROR),
        ("DUP102", "a.py", INFO),
        ("DUP203", "a.py", WARNING),
        ("DUP101", "tests/a.py", None),
        ("DUP203", "tests/a.py", WARNING),
        ("DUP203", "top.py", None),
        ("DUP203", "x/top.py", WARNING),
        ("DUP101", "apps/a.py", None),
        ("DUP203", "apps/a.py", ERROR),
        ("DUP203", "x/old/a.py", ERROR),
        ("DUP101", "apps/admin/a.py", INFO),  # the last table wins
    ],
)
def test_severity(code: str, path: str, severity: Severity | None) -> None:
    assert Selection(CONFIG, RULES).severity(code, path, WARNING) == severity


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            '[lint]\nselect = [\n  "DUP1",\n  "DUP7",\n]',
            "dupelint.toml:4: no rule is called `DUP7` (in `lint.select`)",
            "`dupelint rule` lists them",
        ),
        (
            '[lint]\nignore = ["legcy-port"]',
            "dupelint.toml:2: no rule is called `legcy-port` (in `lint.ignore`)",
            "did you mean `legacy-port`?",
        ),
        (
            '[lint]\nignore = ["dup1"]',
            "dupelint.toml:2: no rule is called `dup1` (in `lint.ignore`)",
            "did you mean `DUP1`?",
        ),
        (
            '[lint]\nselect = ["all"]',
            "dupelint.toml:2: no rule is called `all` (in `lint.select`)",
            "did you mean `ALL`?",
        ),
        (
            '[[overrides]]\npaths = ["a"]\nseverity = { DUP110 = "info" }',
            "dupelint.toml:3: no rule is called `DUP110` (in `overrides`)",
            "`dupelint rule` lists them",
        ),
    ],
)
def test_unknown_rules(tmp_path: Path, text: str, message: str, advice: str) -> None:
    (tmp_path / "dupelint.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        Selection(load(tmp_path), RULES)
    assert (caught.value.message, caught.value.advice) == (message, advice)


def test_unknown_rule_in_an_option(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        Selection(load(tmp_path, {"lint.select": ["nope"]}), RULES)
    assert caught.value.message == "--select: no rule is called `nope` (in `lint.select`)"
