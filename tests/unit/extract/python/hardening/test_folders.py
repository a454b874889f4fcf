"""Calls of `os` that make a folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.facts import MadeFolder


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('import os\nos.mkdir("a/b")', [("os.mkdir", 0)]),
        ('import os\nos.mkdir(path="a/b")', [("os.mkdir", 0)]),
        ('import os\nos.makedirs("a/b", exist_ok=True)', [("os.makedirs", 1)]),
        ('from os import mkdir\nmkdir("a/b")', [("os.mkdir", 0)]),
        ("import os\nos.mkdir()", []),
        ('from shell import mkdir\nmkdir("a/b")', []),
        ('sftp.mkdir("a/b")', []),
        ('Path("a/b").mkdir()', []),
        ('import os\n# os.mkdir("a/b")', []),
    ],
)
def test_forms(facts: Callable[[str], list[object]], source: str, found: list[object]) -> None:
    made = [one for one in facts(source) if isinstance(one, MadeFolder)]
    assert [(one.form, one.recursive) for one in made] == found
