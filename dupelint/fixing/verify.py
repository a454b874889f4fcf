"""Whether findings are better after a fix, and nothing else is worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dupelint.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the whole project found."""

    findings: list[Finding]
    aside: list[Finding] = field(default_factory=list)  # folded or withheld: known, not reported


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
) -> str:
    """Why the fixes of these findings cannot stay; "" if they can.

    They are gone, and nothing is new that is as grave as one of them, except what their rules say
    they uncover (rule → rules).
    """
    mildest = max((finding.severity.rank for finding in fixed), default=0)
    allowed = frozenset[str]().union(*(uncovers.get(one.rule, frozenset()) for one in fixed))
    gone = Counter(finding.fingerprint for finding in fixed)
    known: list[Finding] = []
    for finding in (*before.findings, *before.aside):
        if gone[finding.fingerprint]:
            gone[finding.fingerprint] -= 1
        else:
            known.append(finding)
    for finding in _new(known, after.findings):
        if any(_smaller(finding, one) for one in fixed):
            continue  # of three places two are left: the next round sees to them
        if finding.severity.rank <= mildest and finding.rule not in allowed:
            if any(_SAME[1](finding) == _SAME[1](one) for one in fixed):
                return f"{finding.code} would still be there: {finding.message}"
            return f"it would bring {finding.code} in {finding.primary.path}: {finding.message}"
    return ""


def _new(known: Iterable[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """Findings that were not there before in any form."""
    known, found = list(known), list(findings)
    for key in _SAME:
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
    return [one for one in found if not any(_fewer_places(one, other) for other in known)]


def _smaller(after: Finding, fixed: Finding) -> bool:
    return _fewer_places(after, fixed) and len(after.places) < len(fixed.places)


def _fewer_places(after: Finding, before: Finding) -> bool:
    paths = {place.path for place in after.places}
    return after.rule == before.rule and paths <= {place.path for place in before.places}
