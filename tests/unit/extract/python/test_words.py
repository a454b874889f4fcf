"""Words are found wherever `bytes.find` would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.extract.python.words import WordFinder

PATIENCE = 100_000  # bytes that are searched word by word
WORDS = (b"(app", b", app", b"bp)", b"up", b"p", b"3300", b"333", b"(", b"serve(", b"server(")


def _every_place(word: bytes, data: bytes) -> set[tuple[int, bytes]]:
    return {(at, word) for at in range(len(data)) if data.startswith(word, at)}


@given(st.lists(st.sampled_from([*WORDS, b"\n", b"3", b"serve", b"r", b"\xff", b", "])))
def test_places_are_those_of_each_word(parts: list[bytes]) -> None:
    data = b"".join(parts)
    expected = set().union(*(_every_place(word, data) for word in WORDS))
    finder = WordFinder(WORDS)
    assert sorted(finder.places(data)) == sorted(expected)
    list(finder.places(bytes(PATIENCE)))
    assert sorted(finder.places(data)) == sorted(expected)


@pytest.mark.parametrize("word", WORDS)
def test_one_word_is_told_from_its_parts(word: bytes) -> None:
    finder = WordFinder([word])
    for _ in ("word by word", "with patterns"):
        assert list(finder.places(b"\n" + word)) == [(1, word)]
        assert not [*finder.places(word[:-1] + b"\n" + word[1:])]
        assert not [*finder.places(bytes(PATIENCE))]


def test_no_word_stands_nowhere() -> None:
    assert list(WordFinder([]).places(b"(app")) == []
