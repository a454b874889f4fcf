"""Takes suppressed places out of findings, and finds suppressions that do nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from dupelint.model.facts import Gap
from dupelint.model.finding import Finding, Place
from dupelint.store import Store
from dupelint.suppressing.directive import Directive, read

UNUSED = "unused-suppression"
MALFORMED = "malformed-suppression"
UNREAD = frozenset({"decode", "timeout", "parse", "deep"})  # gaps that may hide a finding


class Rule(Protocol):
    """What is asked of a rule here."""

    @property
    def id(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def places(self) -> int: ...
    def finding(
        self, primary: Place, values: Mapping[str, object], symbols: Iterable[tuple[str, str]]
    ) -> Finding: ...


class Suppression(NamedTuple):
    """Findings after the comments had their say."""

    findings: list[Finding]  # what is left, with those about suppressions themselves
    suppressed: list[Finding]  # what ended


def suppress(
    store: Store,
    findings: Iterable[Finding],
    rules: Iterable[Rule],
    running: Sequence[Rule],
    aside: Iterable[Finding] = (),
) -> Suppression:
    """Remove each suppressed place from its finding.

    A finding of a rule that needs several places ends when fewer remain; its primary place, if
    taken, is followed by the next. Any other finding ends with its primary place. `aside` are
    findings that are not reported (folded, withheld): a suppression of one is not unused.
    """
    rules = list(rules)
    names = {word: rule.code for rule in rules for word in (rule.code, rule.id)}
    places = {rule.code: rule.places for rule in rules}
    directives = list(read(store, names))
    by_path: dict[str, list[Directive]] = {}
    for directive in directives:
        by_path.setdefault(directive.path, []).append(directive)
    kept, suppressed = [], []
    for finding in findings:
        left = _without_suppressed(finding, by_path, places.get(finding.code, 1))
        if left is None:
            suppressed.append(finding)
        else:
            kept.append(left)
    for finding in aside:
        _without_suppressed(finding, by_path, 1)
    extra = _about_directives(store, directives, {rule.id: rule for rule in running}, names)
    for finding in extra:
        (kept if _without_suppressed(finding, by_path, 1) else suppressed).append(finding)
    kept.sort(key=lambda finding: (finding.primary.path, finding.primary.start, finding.code))
    return Suppression(kept, suppressed)


def _without_suppressed(
    finding: Finding, by_path: Mapping[str, Sequence[Directive]], needed: int
) -> Finding | None:
    left = [place for place in finding.places if not _taken(place, finding.code, by_path)]
    if len(left) == 1 + len(finding.related):
        return finding
    if len(left) < needed or (needed < 2 and left[:1] != [finding.primary]):
        return None
    remedy = None if _meant(finding, by_path) else finding.remedy
    return finding._replace(primary=left[0], related=tuple(left[1:]), remedy=remedy)


def _meant(finding: Finding, by_path: Mapping[str, Sequence[Directive]]) -> bool:
    """Whether the fix would change what a comment says is meant to be so."""
    targets = finding.remedy.targets if finding.remedy else ()
    return any(
        _taken(Place(target.path, target.start, target.end), finding.code, by_path)
        for target in targets
    )


def _taken(place: Place, code: str, by_path: Mapping[str, Sequence[Directive]]) -> bool:
    taken = False
    for directive in by_path.get(place.path, ()):
        if directive.speaks_for(place, code):
            directive.used.add(code)
            taken = True
    return taken


def _about_directives(
    store: Store,
    directives: Sequence[Directive],
    running: Mapping[str, Rule],
    names: Mapping[str, str],
) -> list[Finding]:
    found: list[Finding] = []
    if rule := running.get(MALFORMED):
        found += _unknown(rule, directives, names)
    if rule := running.get(UNUSED):
        ran = {one.code for one in running.values()} - {rule.code}
        found += _unused(rule, directives, ran, _unsure(store))
    return found


def _unknown(
    rule: Rule, directives: Sequence[Directive], names: Mapping[str, str]
) -> Iterator[Finding]:
    import difflib

    for directive in directives:
        for word in directive.unknown:
            problem = f"no rule is called `{word}`"
            near = difflib.get_close_matches(
                word, [name for name in names if not _is_code(name)], 1
            )
            if near:
                problem += f", did you mean `{near[0]}`?"
            yield rule.finding(directive.at, {"problem": problem}, [(directive.path, word)])


def _unused(
    rule: Rule, directives: Sequence[Directive], ran: set[str], unsure: set[str]
) -> Iterator[Finding]:
    """Codes that nothing was taken out for, where their rule ran on a file that was read whole."""
    seen: Counter[tuple[str, str]] = Counter()
    for directive in directives:
        for word, code in directive.codes.items():
            if code in directive.used or code not in ran or directive.path in unsure:
                continue
            seen[directive.path, code] += 1
            symbol = f"{code} {seen[directive.path, code]}"
            yield rule.finding(directive.at, {"code": word}, [(directive.path, symbol)])


def _unsure(store: Store) -> set[str]:
    return {store.paths[file] for file, gap in store.facts(Gap) if gap.reason in UNREAD}


def _is_code(word: str) -> bool:
    return word[-1:].isdigit()
