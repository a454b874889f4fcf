from __future__ import annotations

import pytest

from dupelint.fixing.verify import Seen, complaint
from dupelint.model.finding import Finding, Place, Severity


def found(
    rule: str, path: str, message: str = "m", severity: str = "warning", *also: str
) -> Finding:
    related = tuple(Place(other, 0, 1) for other in also)
    fingerprint = f"{rule} {path} {message} {also}"
    return Finding(
        rule.upper(), rule, Severity(severity), message, Place(path, 0, 1), related,
        fingerprint=fingerprint,
    )  # fmt: skip


A, B = found("a", "x"), found("b", "x")
ERROR, INFO = found("e", "x", "m", "error"), found("i", "x", "m", "info")
THREE = found("many", "x", "started 3 times", "warning", "y", "z")
TWO = found("many", "y", "started 2 times", "warning", "z")


@pytest.mark.parametrize(
    ("before", "after", "fixed", "why"),
    [
        ([A], [], [A], ""),
        ([A, B], [B], [A], ""),
        ([A, B], [], [A], ""),
        ([B], [B], [A], ""),  # it went with another
        ([found("a", "x", "n")], [found("a", "x", "n")], [A], ""),
        ([A], [A], [A], "A would still be there: m"),
        ([A, A], [A], [A], ""),
        ([A], [B], [A], "it would bring B in x: m"),
        ([A], [ERROR], [A], "it would bring E in x: m"),
        ([A], [INFO], [A], ""),
        ([INFO], [A], [INFO], "it would bring A in x: m"),
        ([ERROR], [A], [ERROR], ""),
        # the same fault, told otherwise
        ([A, found("b", "x", "3 times")], [found("b", "x", "2 times")], [A], ""),
        ([A, found("b", "x", "3 times")], [found("b", "y", "2 times")], [A], "it would bring B in y: 2 times"),
        ([A, THREE], [TWO], [A], ""),
        ([A, TWO], [THREE], [A], "it would bring MANY in x: started 3 times"),
        ([A, THREE], [THREE, TWO], [A], "it would bring MANY in y: started 2 times"),
        ([THREE], [TWO], [THREE], ""),
        ([TWO], [THREE], [TWO], "it would bring MANY in x: started 3 times"),
    ],
)  # fmt: skip
def test_what_a_fix_may_leave(
    before: list[Finding], after: list[Finding], fixed: list[Finding], why: str
) -> None:
    found = complaint(Seen(before), Seen(after), fixed, {})
    assert (found.why if found else "") == why


def test_what_another_rule_told_is_not_new() -> None:
    assert complaint(Seen([A], [B]), Seen([B]), [A], {}) is None


def test_what_a_rule_uncovers() -> None:
    assert complaint(Seen([A]), Seen([B]), [A], {"a": frozenset({"b"})}) is None
    assert complaint(Seen([A]), Seen([ERROR]), [A], {"a": frozenset({"b"})}) is not None


def test_a_complaint_names_the_files_it_is_about() -> None:
    found_two = complaint(Seen([A]), Seen([TWO]), [A], {})
    assert found_two is not None
    assert found_two.paths == {"y", "z"}
