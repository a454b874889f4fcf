"""Edits on bytes."""

from __future__ import annotations

from collections.abc import Iterable

from dupelint.model.edit import Edit


class StaleError(Exception):
    """An edit does not find what stood there when it was planned, or meets another."""


def patched(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes after these edits of one file; nothing outside of them changes."""
    parts: list[bytes] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < done or data[edit.start : edit.end] != edit.expected:
            raise StaleError(f"{edit.path}: bytes {edit.start} to {edit.end} are not as planned")
        parts += (data[done : edit.start], edit.replacement)
        done = edit.end
    return b"".join((*parts, data[done:]))


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same bytes; two insertions at one place do."""
    if one.path != other.path:
        return False
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end
