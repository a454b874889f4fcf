"""A short run of the fuzzer, the same one each time."""

from __future__ import annotations

from pathlib import Path

from .run import fuzz
from .targets import CORPUS, targets

INPUTS = 3_000


def test_no_input_does_harm(tmp_path: Path) -> None:
    found = list(targets(CORPUS, tmp_path))
    assert len(found) > 20
    assert [harm.told for harm in fuzz(found, INPUTS, 1, lambda _: None)] == []


def test_a_reader_that_fails_is_told(tmp_path: Path) -> None:
    def fail(data: bytes) -> None:
        assert len(data) < 0

    one = next(targets(CORPUS, tmp_path))._replace(name="broken", feed=fail)
    (harm,) = fuzz([one], 1, 1, lambda _: None)
    assert harm.target == "broken"
    assert "AssertionError" in harm.told
