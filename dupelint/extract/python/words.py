"""Finds many words in the bytes of a file, in few passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Characters that are rare in code, in the order in which a word is looked for from one that it
# holds, the less rare not as its last: `re` jumps from one such character to the next (memchr),
# then compares what comes behind, so that all words with that character take one pass of
# 0.4-1 ms per MB; `bytes.find` takes 0.6 ms per MB and word.
_RAREST = "VPSF0123456789v"  # also as its last
_RARE = "puh.r"
_WORTH_COMPILING = 100_000  # bytes; the patterns of a finder take as long as a search in so many


class WordFinder:
    """The places of some ASCII words."""

    __slots__ = ("_passes", "_seen", "_words")

    def __init__(self, words: Iterable[bytes]) -> None:
        self._words = tuple(words)
        self._passes: list[_Pass] | None = None
        self._seen = 0  # bytes searched before there were patterns

    def places(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """(offset, word) of every place of every word, in no particular order."""
        passes = self._compiled(data)
        if passes is None:
            for word in self._words:
                offset = data.find(word)
                while offset >= 0:
                    yield offset, word
                    offset = data.find(word, offset + 1)
            return
        for pattern, words, alone in passes:
            for match in pattern.finditer(data):
                pivot = match.start()
                for word, shift in words.get(data[pivot + 1 : pivot + 2], alone):
                    if data.startswith(word, pivot - shift):
                        yield pivot - shift, word

    def _compiled(self, data: bytes) -> list[_Pass] | None:
        """The passes, None as long as so little was searched that they do not pay."""
        if self._passes is None:
            self._seen += len(data)
            if self._seen >= _WORTH_COMPILING:
                self._passes = list(_passes(self._words))
        return self._passes


class _Pass(NamedTuple):
    """The words that share a rare character, each with where it holds that."""

    pattern: re.Pattern[bytes]
    words: dict[bytes, list[tuple[bytes, int]]]  # by the character behind it
    alone: list[tuple[bytes, int]]  # those it ends, which are in each of the lists too


def _passes(words: Iterable[bytes]) -> Iterator[_Pass]:
    groups: dict[str, list[tuple[bytes, int]]] = {}
    for word in words:
        text = word.decode("ascii")
        pivot = next((mark for mark in _RAREST if mark in text), "")
        pivot = pivot or next((mark for mark in _RARE if mark in text[:-1]), text[0])
        groups.setdefault(pivot, []).append((word, text.index(pivot)))
    for pivot, found in groups.items():
        alone = [(word, shift) for word, shift in found if shift + 1 == len(word)]
        behind: dict[bytes, list[tuple[bytes, int]]] = {}
        for word, shift in found:
            if shift + 1 < len(word):
                behind.setdefault(word[shift + 1 : shift + 2], [*alone]).append((word, shift))
        yield _Pass(_pattern(pivot, found), behind, alone)


def _pattern(pivot: str, words: Iterable[tuple[bytes, int]]) -> re.Pattern[bytes]:
    """`p(?:rint(?<=lueprint)|…)` as a look-ahead: what comes behind is compared first."""
    endings = []
    for word, index in words:
        before = b"(?<=" + re.escape(word) + b")" if index else b""
        endings.append(re.escape(word[index + 1 :]) + before)
    return re.compile(re.escape(pivot.encode()) + b"(?=" + b"|".join(endings) + b")")
