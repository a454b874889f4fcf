"""The formats that people read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dupelint.model.finding import Outcome, Place
from dupelint.report import render
from tests.unit.report.sample import DIAL, PLAIN, TWICE, full_outcome, outcome

FULL = """\
error[DUP101] blueprint 'whatsapp' is registered on app again
 --> server/app.py:6:1
  |
5 | init(app)
6 | app.register_blueprint(whatsapp_bp)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: server/app.py:4:2
  |
3 | app = F()
4 |     app.register_blueprint(客bp)
  |     ---------------------------- registered here first
  = help: comment out the later registration
  = rule: duplicate-blueprint

warning[DUP301] browser code dials \\x1b[31m3300
 --> web/a.js:1:1
  |
1 | fetch('http://localhost:3300/x',
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = fix: Use /api (unsafe: dupelint --fix --unsafe-fixes)
  = rule: direct-internal-call

Found 1 error, 1 warning in 42 files.
1 can be fixed with `--fix --unsafe-fixes`.
"""


def test_full() -> None:
    assert render([outcome(DIAL, TWICE)], "full", PLAIN) == FULL


def test_full_in_colour_is_the_same_text() -> None:
    text = render([outcome(TWICE)], "full", replace(PLAIN, color=True))
    assert text.startswith("\x1b[1;31merror[DUP101]\x1b[0m \x1b[1mblueprint")
    bare = text
    for code in ("1", "1;31", "34", "36"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare.replace("\x1b[0m", "") == render([outcome(TWICE)], "full", PLAIN)


CONCISE = """\
server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again
  server/app.py:4:2: registered here first
web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300
Found 1 error, 1 warning in 42 files.
1 can be fixed with `--fix --unsafe-fixes`.
"""


def test_concise() -> None:
    assert render([outcome(DIAL, TWICE)], "concise", PLAIN) == CONCISE


def test_paths_are_relative_to_the_working_directory() -> None:
    options = replace(PLAIN, directory=Path("/p/web"), quiet=True)
    assert render([outcome(DIAL, TWICE)], "concise", options) == (
        "../server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again\n"
        "  ../server/app.py:4:2: registered here first\n"
        "a.js:1:1: DUP301 browser code dials \\x1b[31m3300\n"
    )


def test_verbose() -> None:
    whole = full_outcome(outcome())
    options = replace(PLAIN, verbose=True)
    assert render([whole], "full", options) == (
        "Withheld (the answer may hide in what could not be followed):\n"
        "  web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300 (dynamic registration)\n"
        "\n"
        "Folded (told better by another rule):\n"
        "  server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again"
        " (see stray-listener)\n"
        "\n"
        "Not followed:\n"
        "  server/app.py:6:1: import is computed\n"
        "\n"
        "Skipped:\n"
        "  dist/: excluded\n"
        "  a.min.js: minified\n"
        "\n"
        "All clear: 42 files checked, no finding"
        " (2 suppressed, 1 folded, 1 withheld, 2 skipped).\n"
    )


def test_statistics() -> None:
    other = DIAL._replace(primary=Place("web/a.js", 5, 6))
    options = replace(PLAIN, statistics=True)
    text = render([outcome(DIAL, TWICE, other)], "concise", options)
    assert text.splitlines()[-6:] == [
        "web/a.js:1:6: DUP301 browser code dials \\x1b[31m3300",
        "2  DUP301  direct-internal-call (warning)",
        "1  DUP101  duplicate-blueprint (error)",
        "",
        "Found 1 error, 2 warnings in 42 files.",
        "2 can be fixed with `--fix --unsafe-fixes`.",
    ]


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ([Outcome("/p", [], 1)], "All clear: 1 file checked, no finding.\n"),
        ([Outcome("/p", [], 1), Outcome("/q", [], 2)], "All clear: 3 files checked, no finding.\n"),
        ([Outcome("/p", [], 0)], "Nothing to check: no file here is one that dupelint reads.\n"),
        (
            [Outcome("/p", [], 0, skipped={"minified": 3})],
            "Nothing to check: no file here is one that dupelint reads (3 skipped).\n",
        ),
    ],
)
def test_nothing_found(outcomes: list[Outcome], text: str) -> None:
    assert render(outcomes, "full", PLAIN) == text
    assert render(outcomes, "full", replace(PLAIN, quiet=True)) == ""
