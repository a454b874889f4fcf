"""A span of one file as an integer that holds the file too."""

from __future__ import annotations

from dupelint.model.facts import LENGTH_BITS, START_BITS, Span

FILE_SHIFT = START_BITS + LENGTH_BITS
_START_MASK = (1 << START_BITS) - 1
_LENGTH_MASK = (1 << LENGTH_BITS) - 1


def locate(span: int) -> tuple[int, int, int]:
    """A stored span as (file id, start, end), byte offsets."""
    start = span >> LENGTH_BITS & _START_MASK
    return span >> FILE_SHIFT, start, start + (span & _LENGTH_MASK)


def place_span(file: int, start: int, end: int) -> Span:
    """Reverse of `locate`."""
    return Span(file << FILE_SHIFT | start << LENGTH_BITS | end - start)
