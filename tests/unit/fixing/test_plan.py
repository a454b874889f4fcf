from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.fixing.patch import StaleError, overlap
from dupelint.fixing.plan import contents, together
from dupelint.model.edit import Applicability, Edit, Fix


def fix(*edits: Edit) -> Fix:
    return Fix("x", Applicability.SAFE, edits)


ONE = fix(Edit("a", 0, 3, b"1", b"one"))
BOTH = fix(Edit("a", 4, 7, b"2", b"two"), Edit("b", 0, 1, b"", b"x"))
INSIDE = fix(Edit("c", 0, 1, b"", b"c"), Edit("b", 0, 1, b"y", b"x"))


def test_of_two_that_touch_the_later_waits_with_all_its_edits() -> None:
    assert together([ONE, BOTH, INSIDE]) == [ONE, BOTH]
    assert together([INSIDE, BOTH, ONE]) == [INSIDE, ONE]


def test_contents_of_the_files_that_change() -> None:
    files = {"a": b"one two", "b": b"x", "c": b"c"}

    assert contents([ONE, BOTH], files) == {"a": b"1 2", "b": b""}
    assert contents([fix(Edit("a", 0, 3, b"one", b"one"))], files) == {}
    with pytest.raises(StaleError):
        contents([ONE], files | {"a": b"two"})


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=8)


@given(SPANS)
def test_each_is_compared_with_all_that_are_taken(spans: list[tuple[int, int]]) -> None:
    fixes = [fix(Edit("a", start, start + length, b"", b"")) for start, length in spans]
    expected: list[Fix] = []
    for one in fixes:
        if not any(overlap(one.edits[0], other.edits[0]) for other in expected):
            expected.append(one)

    assert together(fixes) == expected
