"""Ports that are mentioned inside a place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from dupelint.model.facts import PortMention, Span
from dupelint.store import Store, locate, place_span


class Mentions:
    """Every port mention, looked up by place."""

    def __init__(self, store: Store) -> None:
        self._of_file: dict[int, list[PortMention]] = defaultdict(list)  # by place
        for file, mention in store.facts(PortMention):
            self._of_file[file].append(mention)

    def of(self, file: int) -> list[PortMention]:
        """All of a file, by place."""
        return self._of_file.get(file, [])

    def within(self, at: Span, port: int) -> Iterator[Span]:
        """The digits that write this port inside a place."""
        file, start, end = locate(at)
        known = self.of(file)
        for mention in known[bisect_left(known, place_span(file, start, start), key=_place) :]:
            _, begin, finish = locate(mention.at)
            if begin >= end:
                return
            if mention.port == port and finish <= end:
                yield mention.at


def _place(mention: PortMention) -> Span:
    return mention.at
