"""What a rule document says, once it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from dupelint.model.edit import Applicability, Fixer, Remedy, Target
from dupelint.model.errors import RuleError
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.pattern import lazy
from dupelint.ruleset.fingerprint import fingerprint

M = TypeVar("M", bound=StrEnum)

PLACEHOLDER = lazy(r"\{([a-z][a-z0-9_]*)\}")
MAX_VALUE = 200  # characters of one placeholder in a message; the fingerprint takes all of them

# Rules whose findings no query can make: the stage that does, and the placeholders it fills.
ENGINES: dict[str, frozenset[str]] = {"suppressing": frozenset({"code"})}


class Evidence(StrEnum):
    """What a finding claims: that something is there, or that nothing is."""

    PRESENCE = "presence"
    COMPLETE = "complete"  # "nobody …": a row says in `withheld` what could hide the answer


class Rule(NamedTuple):
    """One rule. Its documentation and its tests stand in the same document: `text`."""

    id: str  # duplicate-blueprint
    code: str  # DUP101
    title: str
    severities: tuple[Severity, ...]  # the first holds where the query names none
    evidence: Evidence
    message: str  # with {placeholders}: columns of the query
    advice: str  # one sentence: what to do; may hold the same placeholders
    yields_to: tuple[str, ...]  # ids of rules that tell the same fault better
    places: int  # how many places a finding needs to stand: 2 for duplicates
    engine: str  # "" or a key of ENGINES; then `query` is empty
    fixer: Fixer | None
    applicabilities: tuple[Applicability, ...]  # as severities; empty without a fixer
    uncovers: tuple[str, ...]  # ids of rules that may find something once a fix is applied
    query: str
    query_line: int  # line of the document on which the query starts
    path: Path
    text: str  # the whole document, "\n" line ends

    @property
    def placeholders(self) -> frozenset[str]:
        """Columns the query must return for the message and the advice."""
        return frozenset(PLACEHOLDER.findall(self.message) + PLACEHOLDER.findall(self.advice))

    def finding(
        self,
        primary: Place,
        values: Mapping[str, object],
        symbols: Iterable[tuple[str, str]],
        related: Sequence[Place] = (),
        severity: Severity | None = None,
        remedy: Remedy | None = None,
    ) -> Finding:
        """A finding of this rule, its texts filled from `values`.

        `symbols` are the (path, symbol) of its places: what its fingerprint knows them by.
        The remedy of a rule with an engine is for the primary place.
        """
        if self.engine and self.fixer:
            target = Target(primary.path, primary.start, primary.end, dict(values))
            remedy = Remedy(self.fixer, self.applicabilities[0], (target,))
        told = {name: as_text(values[name]) for name in PLACEHOLDER.findall(self.message)}
        return Finding(
            code=self.code,
            rule=self.id,
            severity=severity or self.severities[0],
            message=fill(self.message, values),
            primary=primary,
            related=tuple(related),
            fingerprint=fingerprint(self.id, told, symbols),
            advice=fill(self.advice, values),
            remedy=remedy,
        )

    def where(self, line: int) -> str:
        """A line of the document, as error messages name it."""
        return f"{self.path}:{line}"


def allowed(rule: Rule, column: str, value: object, members: Sequence[M]) -> M:
    """The member that a query's value names; RuleError if the front matter does not list it."""
    for member in members:
        if value == member:
            return member
    raise RuleError(
        f"{rule.where(rule.query_line)}: {rule.id}: the query returns {column} {value!r}",
        f"the front matter allows: {', '.join(members)}",
    )


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with each `{name}` replaced by its value, clipped, on one line."""
    return PLACEHOLDER.sub(lambda match: _clipped(as_text(values[match[1]])), template)


def as_text(value: object) -> str:
    """A column's value as a message shows it; NULL is nothing."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
