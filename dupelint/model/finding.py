"""What dupelint tells the user: a job with more than one owner, or a wire that leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dupelint.model.edit import Fix, Remedy


class Severity(StrEnum):
    """Decides the exit code together with `--fail-on`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "warning", "info").index(self.value)


class Place(NamedTuple):
    """A half-open range of BYTE offsets in one file. Lines and columns are computed for reports."""

    path: str
    start: int
    end: int
    message: str = ""  # for a related place: what it is to the finding
    hidden: bool = False  # what stands there is a secret: no report shows it


class Finding(NamedTuple):
    """One fault, with every place that takes part in it."""

    code: str  # DUP101
    rule: str  # duplicate-blueprint
    severity: Severity
    message: str
    primary: Place
    related: tuple[Place, ...] = ()
    fixes: tuple[Fix, ...] = ()
    fingerprint: str = ""  # holds no line number: survives edits elsewhere in the file
    advice: str = ""  # what to do, one sentence
    remedy: Remedy | None = None  # what a fixer can do about it

    @property
    def places(self) -> tuple[Place, ...]:
        """Primary first."""
        return (self.primary, *self.related)


@dataclass(slots=True)
class Outcome:
    """Everything one project's run has to say."""

    root: str  # absolute
    findings: list[Finding] = field(default_factory=list)
    files: int = 0  # analysed
    suppressed: int = 0
    folded: list[tuple[Finding, str]] = field(default_factory=list)  # and the rule that told it
    withheld: list[tuple[Finding, str]] = field(default_factory=list)  # and why
    skipped: dict[str, int] = field(default_factory=dict)  # reason → count
    skipped_files: list[tuple[str, str]] = field(default_factory=list)  # path, reason
    gaps: list[tuple[Place, str]] = field(default_factory=list)  # what could not be read, and why
    secrets: tuple[str, ...] = ()  # variables whose values no report shows
    notes: list[str] = field(default_factory=list)  # for stderr: cache rebuilt, …
    fixed: list[tuple[Finding, Fix]] = field(default_factory=list)  # what is not there any more
    refused: list[tuple[Finding, str]] = field(default_factory=list)  # not fixed, and why
    fixing: bool = False  # whether fixes were to be applied
    snapshot: str = ""  # name of the one that holds the files as they were before the fixes
