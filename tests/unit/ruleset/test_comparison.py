# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

import pytest

from dupelint.model.edit import Applicability, Fixer, Remedy
from dupelint.model.finding import Finding, Place, Severity
from dupelint.ruleset.comparison import differences, unlike
from dupelint.ruleset.examples import Example
from dupelint.ruleset.markers import Expected

FILES = {"a.py": b"one\ntwo\nthree\n", "b.py": b"four\n"}
ONE, TWO, THREE = Place("a.py", 0, 3), Place("a.py", 4, 7), Place("a.py", 8, 13)
FOUR = Place("b.py", 0, 4)


def found(
    primary: Place,
    *related: Place,
    rule: str = "mine",
    code: str = "OWN101",
    message: str = "m",
) -> Finding:
    return Finding(code, rule, Severity.WARNING, message, primary, related)


def named(place: Place, message: str) -> Place:
    return Place(place.path, place.start, place.end, message)


def finding(
    path: str, line: int, rule: str = "mine", severity: str = "", text: str | None = None
) -> Expected:
    return Expected("finding", rule, path, line, Severity(severity) if severity else None, text)


def also(path: str, line: int, text: str | None = None, rule: str = "mine") -> Expected:
    return Expected("also", rule, path, line, None, text)


@pytest.mark.parametrize(
    ("expected", "findings"),
    [
        ([], []),
        ([], [found(ONE, rule="other")]),
        ([finding("a.py", 1)], [found(ONE)]),
        ([finding("a.py", 1, severity="warning", text="m")], [found(ONE)]),
        ([finding("a.py", 2), also("b.py", 1)], [found(TWO, named(FOUR, "here"))]),
        ([finding("a.py", 2), also("b.py", 1, "here")], [found(TWO, named(FOUR, "here"))]),
        ([finding("a.py", 1), finding("a.py", 1, text="n")], [found(ONE), found(ONE, message="n")]),
        ([finding("a.py", 1, text="n"), finding("a.py", 1)], [found(ONE, message="n"), found(ONE)]),
        # one place of two findings is marked once; so are two labels of one place
        ([finding("a.py", 1), finding("a.py", 2), also("b.py", 1)], [found(ONE, FOUR), found(TWO, FOUR)]),
        ([finding("a.py", 1), also("b.py", 1)], [found(ONE, named(FOUR, "x"), named(FOUR, "y"))]),
        ([finding("a.py", 1, rule="other")], [found(ONE, rule="other")]),
        ([finding("a.py", 3, rule="parse-error")], [found(THREE, rule="parse-error", code="DUP900")]),
    ],
)  # fmt: skip
def test_as_marked(expected: list[Expected], findings: list[Finding]) -> None:
    assert differences(Example("x", 1, FILES, expected), "mine", findings) == []


@pytest.mark.parametrize(
    ("expected", "findings", "lines"),
    [
        ([finding("a.py", 1)], [], ["a.py:1: expected: finding: mine"]),
        ([], [found(ONE)], ['a.py:1: not expected: finding: mine (warning) "m"']),
        ([finding("a.py", 2)], [found(ONE)], ['a.py:1: not expected: finding: mine (warning) "m"', "a.py:2: expected: finding: mine"]),
        ([finding("a.py", 1, severity="error")], [found(ONE)], ["a.py:1: expected: finding: mine (error)", 'a.py:1: not expected: finding: mine (warning) "m"']),
        ([finding("a.py", 1, text="n")], [found(ONE)], ['a.py:1: expected: finding: mine "n"', 'a.py:1: not expected: finding: mine (warning) "m"']),
        ([finding("a.py", 1)], [found(ONE), found(ONE)], ['a.py:1: not expected: finding: mine (warning) "m"']),
        ([finding("a.py", 1), finding("a.py", 1)], [found(ONE)], ["a.py:1: expected: finding: mine"]),
        ([finding("a.py", 1)], [found(ONE, named(FOUR, "here"))], ['b.py:1: not expected: also: mine "here"']),
        ([finding("a.py", 1), also("b.py", 1)], [found(ONE)], ["b.py:1: expected: also: mine"]),
        ([finding("a.py", 1), also("b.py", 1, "x")], [found(ONE, named(FOUR, "y"))], ['b.py:1: expected: also: mine "x"', 'b.py:1: not expected: also: mine "y"']),
        ([], [found(ONE, rule="parse-error", code="DUP900")], ['a.py:1: not expected: finding: parse-error (warning) "m"']),
        ([finding("a.py", 1, rule="other")], [], ["a.py:1: expected: finding: other"]),
        ([], [found(Place("gone.py", 0, 1))], ['gone.py:0: not expected: finding: mine (warning) "m"']),
    ],
)  # fmt: skip
def test_differences(expected: list[Expected], findings: list[Finding], lines: list[str]) -> None:
    assert differences(Example("x", 1, FILES, expected), "mine", findings) == lines


SAFE = Remedy(Fixer.ADD_LINE, Applicability.SAFE, ())


@pytest.mark.parametrize(
    ("wanted", "remedy", "lines"),
    [
        (None, SAFE, []),
        (Applicability.SAFE, SAFE, []),
        (Applicability.UNSAFE, SAFE, ["a.py:1: expected: finding: mine (unsafe)", 'a.py:1: not expected: finding: mine (warning, safe) "m"']),
        (Applicability.SAFE, None, ["a.py:1: expected: finding: mine (safe)", 'a.py:1: not expected: finding: mine (warning) "m"']),
    ],
)  # fmt: skip
def test_how_far_a_fix_can_be_trusted(
    wanted: Applicability | None, remedy: Remedy | None, lines: list[str]
) -> None:
    example = Example("x", 1, FILES, [finding("a.py", 1)._replace(applicability=wanted)])
    findings = [found(ONE)._replace(remedy=remedy)]

    assert differences(example, "mine", findings) == lines


def test_files_after_the_fix() -> None:
    example = Example("x", 1, FILES, fixed={"a.py": b"one\ntwo\n"})

    assert unlike(example, {"a.py": b"one\ntwo\n", "b.py": b"four\n"}) == []
    assert unlike(example, FILES) == [
        "a.py:3: after the fix: expected the end of the file, found 'three\\n'"
    ]
    assert unlike(example, {"a.py": b"one\ntwo", "b.py": b"4\n"}) == [
        "a.py:2: after the fix: expected 'two\\n', found 'two'",
        "b.py:1: after the fix: expected 'four\\n', found '4\\n'",
    ]
