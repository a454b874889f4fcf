"""What holds for every fix, on the examples of the rules and what becomes of them."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from .fix_mutations import check, mutated, seeds, written_and_undone

SEEDS = seeds()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 1_000_000))
def test_fixes_keep_files_whole_and_come_to_an_end(files: dict[str, bytes], number: int) -> None:
    """Many more by hand: `python tests/properties/fix_mutations.py 5000`."""
    assert check(mutated(files, random.Random(number)))[1] == []


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 1_000_000))
def test_no_file_comes_or_goes_and_undo_is_exact(files: dict[str, bytes], number: int) -> None:
    before = mutated(files, random.Random(number))
    count, after, undone = written_and_undone(before)
    assert after.keys() == before.keys()
    assert (after != before) == (count > 0)
    assert undone == before
