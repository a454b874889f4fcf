"""What a parse costs where a text can be read in many ways."""

from __future__ import annotations

import tracemalloc

import pytest

from dupelint.model.source import Language
from dupelint.syntax.grammar import SLICE, SMALL, UnparsedError, parse


def test_going_back_and_forth_takes_no_memory() -> None:
    text = b"(: *aPORer_blueprint" * 1_000  # the grammar reads it over and over: 14 MB in all
    tracemalloc.start()
    try:
        parse(text, Language.SHELL)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2_000_000


def test_a_parse_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnparsedError, match="timeout"):
        parse(b"export A=80" + b".json()" * 20_000, Language.SHELL, limit=0.05)


@pytest.mark.parametrize("size", [SMALL - 1, SMALL + 1, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE])
def test_every_size_is_parsed_whole(size: int) -> None:
    text = (b"x = 'abc'  # y\n" * (size // 15 + 1))[:size] + b"\n"
    root = parse(text, Language.PYTHON).root_node
    assert (root.start_byte, root.end_byte) == (0, len(text))
    assert root.named_child_count == 2 * (size // 15) + (size % 15 > 0) + (size % 15 > 11)
