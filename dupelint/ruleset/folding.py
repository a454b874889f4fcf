"""Tells a fault once: by the rule that says most about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dupelint.model.finding import Finding, Place


def fold(
    findings: Iterable[Finding], yields_to: Mapping[str, Sequence[str]]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Findings that stay; findings whose primary lies inside one of a rule theirs yields to."""
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
        primary = finding.primary
        for other in yields_to.get(finding.rule, ()):
            places = told.get((other, primary.path), ())
            if any(place.start <= primary.start and primary.end <= place.end for place in places):
                folded.append((finding, other))
                break
        else:
            kept.append(finding)
    return kept, folded
