"""Numbers that are written as text."""

from __future__ import annotations

import pytest

from dupelint.model.numbers import small_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("8080", 8080), ("99999", 99999), ("007", 7), ("100000", -1), ("9" * 5000, -1),
     ("", -1), ("-1", -1), ("²", -1), ("٣", -1), ("1_0", -1), (" 1", -1), ("1.0", -1)],
)  # fmt: skip
def test_what_is_one(text: str, number: int) -> None:
    assert small_number(text) == number
