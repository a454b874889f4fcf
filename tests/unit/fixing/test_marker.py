from __future__ import annotations

import pytest

from dupelint.fixing.marker import Marker, make, parse


@pytest.mark.parametrize(
    ("code", "stays", "text"),
    [
        ("DUP101", "", "dupelint[DUP101]: switched off"),
        ("DUP101", "a/b.py:3", "dupelint[DUP101]: switched off, a/b.py:3 stays in force"),
        ("OWN7123", "a b,c.py:3", "dupelint[OWN7123]: switched off, a b,c.py:3 stays in force"),
    ],
)
def test_what_is_made_is_read_again(code: str, stays: str, text: str) -> None:
    assert make(code, stays) == text
    if code != "OWN7123":
        assert parse(f"    // {text}; app.listen()") == Marker(code, stays)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dupelint: ignore[DUP101] switched off",
        "dupelint: switched off",
        "dupelint[DUP101] switched off",
        "dupelint[DUP1]: switched off",
        "dupelint[DUP101]: switched offline",
        "dupelint[DUP101]: see app.py",
    ],
)
def test_no_marker(text: str) -> None:
    assert parse(text) is None


def test_a_path_cannot_end_the_comment() -> None:
    text = make("DUP101", "a*/\nb-->.py:1")

    assert text == "dupelint[DUP101]: switched off, a* / b-- >.py:1 stays in force"
