"""What a run has to say of the whole project, before PATHS select what is reported."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.app.scope import reported
from dupelint.model.finding import Finding, Outcome, Place


class Verdict(NamedTuple):
    """What depends on nothing but a run's inputs; other fields of an outcome are of the run."""

    findings: list[Finding]
    suppressed: list[Finding]
    folded: list[tuple[Finding, str]]  # and the rule that told it
    withheld: list[tuple[Finding, str]]  # and why
    gaps: list[tuple[Place, str]]  # what could not be read, and why
    refused: list[tuple[Finding, str]]  # what cannot be fixed without a guess, and why

    def tell(self, outcome: Outcome, scope: tuple[str, ...]) -> None:
        """Put what concerns `scope` into the outcome."""
        wanted = reported(scope)
        outcome.findings = list(filter(wanted, self.findings))
        outcome.suppressed = sum(map(wanted, self.suppressed))
        outcome.folded = [(one, why) for one, why in self.folded if wanted(one)]
        outcome.withheld = [(one, why) for one, why in self.withheld if wanted(one)]
        outcome.gaps = list(self.gaps)
        outcome.refused = [(one, why) for one, why in self.refused if wanted(one)]
