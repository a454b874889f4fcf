"""What a fix does to files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Applicability(StrEnum):
    """How far a fix can be trusted, in falling order."""

    SAFE = "safe"  # what the program does is kept
    UNSAFE = "unsafe"  # what the program does may change; a person should look
    DISPLAY = "display"  # never applied: advice only


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


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace bytes [start, end) of a file; `expected` stood there when the edit was planned."""

    path: str
    start: int
    end: int
    replacement: bytes
    expected: bytes


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all of them are applied, or none."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]
