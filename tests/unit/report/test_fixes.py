"""What is said of fixes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dupelint.model.edit import Applicability, Edit, Fix
from dupelint.model.finding import Finding
from dupelint.report import render
from tests.unit.report.sample import DIAL, PLAIN, TWICE, outcome

SAFE = DIAL._replace(
    fixes=(Fix("Use /b", Applicability.SAFE, (Edit("web/a.js", 0, 1, b"", b"f"),)),)
)
SHOWN = DIAL._replace(fixes=(Fix("Look\x07", Applicability.DISPLAY, ()),))


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ([TWICE, SHOWN], "Found 1 error, 1 warning in 42 files."),
        ([SAFE, SAFE], "2 can be fixed with `--fix`."),
        ([SAFE, DIAL, SHOWN], "1 can be fixed with `--fix`, 1 more with `--unsafe-fixes`."),
    ],
)
def test_what_could_be_fixed(findings: list[Finding], line: str) -> None:
    assert render([outcome(*findings)], "concise", PLAIN).splitlines()[-1] == line


def test_how_to_fix() -> None:
    text = render([outcome(SAFE, SHOWN)], "full", PLAIN)
    assert "  = fix: Use /b (safe: dupelint --fix)\n" in text
    assert "  = fix: Look\\x07 (display: by hand)\n" in text


def test_what_was_fixed_and_what_not() -> None:
    done = outcome(DIAL)
    done.fixing, done.fixed, done.refused = True, [(SAFE, SAFE.fixes[0])], [(DIAL, "no\x1b way")]
    told = [
        "Not fixed:",
        "  web/a.js:1:1: DUP301: no\\x1b way",
        "Fixed 1 finding in 1 file. `dupelint undo` takes it back.",
    ]
    fixed = ["Fixed:", "  web/a.js: DUP301 Use /b (safe)"]
    left = [
        "web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300",
        *told,
        "Found 1 warning in 42 files.",
    ]

    assert render([done], "concise", PLAIN).splitlines() == left
    shown = render([done], "concise", replace(PLAIN, show_fixes=True)).splitlines()
    assert shown == [left[0], *fixed, *left[1:]]
    only = replace(done, findings=[], refused=[])
    assert render([only], "concise", replace(PLAIN, remaining=False)).splitlines() == told[2:]
