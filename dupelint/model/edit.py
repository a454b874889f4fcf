"""What a fix does to files."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Applicability(StrEnum):
    """How far a fix can be trusted, in falling order."""

    SAFE = "safe"  # what the program does is kept
    UNSAFE = "unsafe"  # what the program does may change; a person should look
    DISPLAY = "display"  # never applied: advice only

    @property
    def rank(self) -> int:
        """0 for the most trusted."""
        return ("safe", "unsafe", "display").index(self.value)


class Fixer(StrEnum):
    """The names a rule document may give for `fix:`."""

    COMMENT_OUT = "comment-out"
    REPLACE_VALUE = "replace-value"
    GUARD_RESPONSE = "guard-response"
    INSERT_AWAIT = "insert-await"
    GUARD_MAIN = "guard-main"
    ADD_OPTION = "add-option"
    ADD_LINE = "add-line"
    REMOVE_CODE = "remove-code"  # a code in a suppression that is not needed


class Edit(NamedTuple):
    """Replace bytes [start, end) of a file; `expected` stood there when the edit was planned."""

    path: str
    start: int
    end: int
    replacement: bytes
    expected: bytes


class Fix(NamedTuple):
    """Edits that belong together: all of them are applied, or none."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Target(NamedTuple):
    """One place that a remedy changes: bytes [start, end) of a file."""

    path: str
    start: int
    end: int
    columns: Mapping[str, object]  # the row of the query that named it
    stays: str = ""  # "server/app.py:12": the place that stays in force, for the marker


class Remedy(NamedTuple):
    """What a rule asks of a fixer. The fixer makes a `Fix` of it once it sees the files."""

    fixer: Fixer
    applicability: Applicability
    targets: tuple[Target, ...]  # all of them are changed, or none
