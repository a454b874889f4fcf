"""What holds for every fix, on the examples of the rules and what becomes of them."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from .fix_mutations import check, mutated, seeds

SEEDS = seeds()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 1_000_000))
def test_fixes_keep_files_whole_and_come_to_an_end(files: dict[str, bytes], number: int) -> None:
    """Many more by hand: `python tests/properties/fix_mutations.py 5000`."""
    assert check(mutated(files, random.Random(number)))[1] == []
