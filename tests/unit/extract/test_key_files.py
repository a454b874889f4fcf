"""Names of files that may hold a key."""

from __future__ import annotations

import pytest

from dupelint.extract.key_files import MOST, key_files


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("echo a > keys/google.json", ["google.json"]),
        ("open('service-account.json')", ["service-account.json"]),
        ("cp a.b-key.json b", ["a.b-key.json"]),
        ('echo "$A" > "$GOOGLE_APPLICATION_CREDENTIALS"', ["$GOOGLE_APPLICATION_CREDENTIALS"]),
        ("echo > ${FIREBASE_KEY_FILE}", ["$FIREBASE_KEY_FILE"]),
        ("cp package.json b", []),
        ("key.jsonl key.json.gz", []),
        ("x.json()", []),
        ("$HOME/a.json", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """By a word in the name and its ending."""
    assert [one.name for one in key_files(text.encode())] == names


def test_one_with_more_is_data() -> None:
    assert len(list(key_files(b"key.json " * (MOST + 1)))) == MOST
