"""Whether findings are better after a fix, and nothing else is worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dupelint.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the whole project found."""

    findings: list[Finding]
    aside: list[Finding] = field(default_factory=list)  # folded or withheld: known, not reported


class Complaint(NamedTuple):
    """Why fixes cannot stay."""

    why: str
    paths: frozenset[str]  # of the files it is about


Key = Callable[[Finding], Hashable]
# Two findings of two runs are one fault by the first of these that fits: a fix elsewhere may
# change what a message counts, or take a place away.
_SAME: tuple[Key, ...] = (
    lambda one: one.fingerprint,
    lambda one: (one.rule, one.message, one.primary.path),
    lambda one: (one.rule, one.primary.path),
)


def complaint(
    before: Seen, after: Seen, fixed: Sequence[Finding], uncovers: Mapping[str, frozenset[str]]
) -> Complaint | None:
    """Why the fixes of these findings cannot stay; None if they can.

    They are gone, and nothing is new that is as grave as one of them, except what their rules say
    they uncover (rule → rules).
    """
    mildest = max((finding.severity.rank for finding in fixed), default=0)
    allowed = frozenset[str]().union(*(uncovers.get(one.rule, frozenset()) for one in fixed))
    known, _ = _unmatched([*before.findings, *before.aside], fixed, _SAME[:2])
    for finding in _new(known, after.findings):
        if any(_smaller(finding, one) for one in fixed):
            continue  # of three places two are left: the next round sees to them
        if finding.severity.rank <= mildest and finding.rule not in allowed:
            if any(_SAME[1](finding) == _SAME[1](one) for one in fixed):
                why = f"{finding.code} would still be there: {finding.message}"
            else:
                path = finding.primary.path
                why = f"it would bring {finding.code} in {path}: {finding.message}"
            return Complaint(why, frozenset(place.path for place in finding.places))
    return None


def _new(known: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """Findings that were not there before in any form."""
    known, found = _unmatched(known, findings, _SAME)
    return [one for one in found if not any(_fewer_places(one, other) for other in known)]


def _unmatched(
    known: Sequence[Finding], findings: Sequence[Finding], keys: Sequence[Key]
) -> tuple[list[Finding], list[Finding]]:
    """What is left of both when each is paired with one of the other that is the same fault."""
    known, found = list(known), list(findings)
    for key in keys:
        left = Counter(map(key, known))
        unmatched = []
        for finding in found:
            if left[key(finding)]:
                left[key(finding)] -= 1
            else:
                unmatched.append(finding)
        remaining = []
        for finding in known:
            if left[key(finding)]:
                left[key(finding)] -= 1
                remaining.append(finding)
        known, found = remaining, unmatched
    return known, found


def _smaller(after: Finding, fixed: Finding) -> bool:
    return _fewer_places(after, fixed) and len(after.places) < len(fixed.places)


def _fewer_places(after: Finding, before: Finding) -> bool:
    paths = {place.path for place in after.places}
    return after.rule == before.rule and paths <= {place.path for place in before.places}
