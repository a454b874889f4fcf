"""Tells a fault once: by the rule that says most about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dupelint.model.finding import Finding, Place


def fold(
    findings: Iterable[Finding], yields_to: Mapping[str, Sequence[str]]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Findings that stay; findings with a place inside one of a rule that theirs yields to."""
    told: dict[tuple[str, str], list[Place]] = defaultdict(list)
    everything = list(findings)
    wanted = {other for others in yields_to.values() for other in others}
    for finding in everything:
        if finding.rule in wanted:
            for place in finding.places:
                told[finding.rule, place.path].append(place)
    kept: list[Finding] = []
    folded: list[tuple[Finding, str]] = []
    for finding in everything:
        for other in yields_to.get(finding.rule, ()):
            if any(_inside(place, told.get((other, place.path), ())) for place in finding.places):
                folded.append((finding, other))
                break
        else:
            kept.append(finding)
    return kept, folded


def _inside(place: Place, others: Iterable[Place]) -> bool:
    return any(other.start <= place.start and place.end <= other.end for other in others)
