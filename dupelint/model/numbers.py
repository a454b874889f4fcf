"""Numbers that are written as text."""

from __future__ import annotations

_DIGITS = 5  # of a port; Python itself reads no more than 4,300


def small_number(text: str) -> int:
    """An index, a port, a count: what five digits can say; -1 for everything else, `²` too."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else -1
