"""What a fixer is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dupelint.model.edit import Edit
from dupelint.model.source import Language


@dataclass(frozen=True, slots=True)
class Task:
    """One place to change, with everything a fixer may look at."""

    code: str  # DUP101: the rule that asks
    path: str
    language: Language
    source: bytes  # the whole file
    start: int  # bytes [start, end) are what the rule points at
    end: int
    stays: str  # "server/app.py:12": the place that stays in force; "" if there is none
    columns: Mapping[str, object]  # the row of the rule's query

    def edit(self, start: int, end: int, replacement: bytes) -> Edit:
        """What stands in bytes [start, end) gives way to the replacement."""
        return Edit(self.path, start, end, replacement, self.source[start:end])


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of one file that do what the task asks."""

    title: str  # what they do, as an order: "Comment out the second registration"
    edits: tuple[Edit, ...]  # in order, never overlapping; none: it is done already


class RefusalError(Exception):
    """The place cannot be changed without a guess; the text says why."""


FixerFunction = Callable[[Task], Change]  # raises RefusalError
