"""The lines of code that are shown with a finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dupelint.model.finding import Place
from dupelint.report import Options, render
from tests.unit.report.sample import DIAL, PLAIN, outcome


def test_long_lines_are_cut() -> None:
    text = b"a" * 500 + b"HERE" + b"b" * 500
    one = DIAL._replace(fixes=(), primary=Place("x.js", 500, 504), message="m")
    options = Options(Path("/p"), contents={"/p/x.js": text}, quiet=True)
    assert render([outcome(one)], "full", options) == (
        "warning[DUP301] m\n"
        " --> x.js:1:501\n"
        "  |\n"
        f"1 | …{'a' * 20}HERE{'b' * 135}…\n"
        f"  | {' ' * 21}^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
    )


def test_secrets_are_not_shown() -> None:
    text = b'PIN=1234\nAPI_KEY=abc\nget(\n    "first-secret",\n)\n'
    pin = DIAL._replace(fixes=(), primary=Place(".env", 9, 16), message="m")
    literal = pin._replace(primary=Place(".env", 31, 43, hidden=True))
    options = Options(Path("/p"), contents={"/p/.env": text}, quiet=True)
    found = replace(outcome(pin, literal), secrets=("PIN",))
    assert render([found], "full", options) == (
        "warning[DUP301] m\n"
        " --> .env:2:1\n"
        "  |\n"
        "1 | PIN=****\n"
        "2 | API_KEY=***\n"
        "  | ^^^^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
        "warning[DUP301] m\n"
        " --> .env:4:6\n"
        "  |\n"
        "3 | get(\n"
        '4 |     "************",\n'
        "  |      ^^^^^^^^^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
    )


def test_a_file_that_is_gone() -> None:
    one = DIAL._replace(fixes=(), primary=Place("gone.js", 10, 20), message="m")
    assert render([outcome(one)], "full", replace(PLAIN, quiet=True)) == (
        "warning[DUP301] m\n --> gone.js:1:1\n  |\n1 |\n  | ^\n  = rule: direct-internal-call\n\n"
    )


def test_a_byte_order_mark_takes_no_column() -> None:
    one = DIAL._replace(fixes=(), primary=Place("x.js", 3, 4), message="m")
    options = Options(Path("/p"), contents={"/p/x.js": b"\xef\xbb\xbfx\r\n"}, quiet=True)
    assert render([outcome(one)], "full", options) == (
        "warning[DUP301] m\n --> x.js:1:1\n  |\n1 | x\n  | ^\n  = rule: direct-internal-call\n\n"
    )
