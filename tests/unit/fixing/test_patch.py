from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.fixing.patch import StaleError, overlap, patched
from dupelint.model.edit import Edit

DATA = b"one two three"
TWO = Edit("f", 4, 7, b"2", b"two")


def insertion(at: int, path: str = "f") -> Edit:
    return Edit(path, at, at, b"+", b"")


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        ([], DATA),
        ([TWO], b"one 2 three"),
        ([insertion(13), TWO, insertion(0)], b"+one 2 three+"),
        ([insertion(7), TWO], b"one 2+ three"),
        ([Edit("f", 3, 7, b"", b" two")], b"one three"),
    ],
)
def test_edits_change_their_bytes_only(edits: list[Edit], after: bytes) -> None:
    assert patched(DATA, edits) == after


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("f", 4, 7, b"2", b"TWO")],
        [Edit("f", 12, 14, b"", b"e\n")],
        [TWO, Edit("f", 6, 9, b"", b"o t")],
    ],
)
def test_what_is_not_as_planned_is_not_written(edits: list[Edit]) -> None:
    with pytest.raises(StaleError):
        patched(DATA, edits)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Edit("f", 6, 8, b"", b""), True),
        (Edit("f", 0, 20, b"", b""), True),
        (insertion(5), True),
        (insertion(4), True),
        (insertion(7), False),
        (insertion(5, "g"), False),
        (Edit("f", 7, 9, b"", b""), False),
    ],
)
def test_overlap(other: Edit, expected: bool) -> None:
    assert overlap(TWO, other) is expected
    assert overlap(other, TWO) is expected


def test_two_insertions_at_one_place_have_no_order() -> None:
    assert overlap(insertion(3), insertion(3))


@given(st.binary(max_size=40), st.lists(st.integers(0, 40), max_size=6), st.binary(max_size=3))
def test_bytes_outside_the_edits_stay(data: bytes, cuts: list[int], new: bytes) -> None:
    points = sorted({min(cut, len(data)) for cut in cuts})
    spans = list(zip(points[::2], points[1::2], strict=False))
    edits = [Edit("f", start, end, new, data[start:end]) for start, end in spans]
    expected, done = b"", 0
    for start, end in spans:
        expected += data[done:start] + new
        done = end

    assert patched(data, edits) == expected + data[done:]
