"""What an example must have against what was found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from dupelint.model.finding import Finding, Place
from dupelint.ruleset.examples import Example
from dupelint.ruleset.markers import Expected
from dupelint.syntax.position import Lines

ABOUT_DUPELINT = "DUP9"  # findings about dupelint itself count in every example


def differences(example: Example, rule: str, findings: Iterable[Finding]) -> list[str]:
    """One line for each finding or related place that is missing, or is not marked.

    Compared are the findings of `rule`, of DUP9xx, and of every rule that the example marks.
    """
    named = {rule, *(marker.rule for marker in example.expected)}
    relevant = [
        finding
        for finding in findings
        if finding.rule in named or finding.code.startswith(ABOUT_DUPELINT)
    ]
    lines = {path: Lines(data) for path, data in example.files.items()}
    found = Counter[Expected]()
    for finding in relevant:
        found[_expected("finding", finding, finding.primary, lines)] += 1
    also = {
        _expected("also", finding, place, lines)
        for finding in relevant
        for place in finding.related
    }
    found.update(also)
    return _unmatched(example.expected, found)


def _expected(form: str, finding: Finding, place: Place, lines: dict[str, Lines]) -> Expected:
    line = lines[place.path].line(place.start) if place.path in lines else 0
    if form == "finding":
        applicability = finding.remedy.applicability if finding.remedy else None
        return Expected(
            form, finding.rule, place.path, line, finding.severity, finding.message, applicability
        )
    return Expected(form, finding.rule, place.path, line, None, place.message)


def _unmatched(wanted: Sequence[Expected], found: Counter[Expected]) -> list[str]:
    """Markers take what fits them, the most particular first; what is left differs."""
    missing: list[Expected] = []
    left = found.copy()
    for marker in sorted(wanted, key=lambda each: sum(part is None for part in each)):
        fitting = [each for each in left if left[each] and _fits(marker, each)]
        if not fitting:
            missing.append(marker)
        elif marker.form == "also":  # one label for one line speaks for all that end there
            for each in fitting if marker.text is None else fitting[:1]:
                del left[each]
        else:
            left[fitting[0]] -= 1
    lines = [("expected", marker) for marker in missing]
    lines += [("not expected", each) for each in left.elements()]
    lines.sort(key=lambda pair: (pair[1].path, pair[1].line, pair[0]))
    return [f"{each.path}:{each.line}: {verb}: {_shown(each)}" for verb, each in lines]


def _fits(marker: Expected, found: Expected) -> bool:
    return (
        marker[:4] == found[:4]
        and marker.severity in (None, found.severity)
        and marker.text in (None, found.text)
        and marker.applicability in (None, found.applicability)
    )


def _shown(each: Expected) -> str:
    words = ", ".join(word for word in (each.severity, each.applicability) if word)
    return f"{each.form}: {each.rule}{f' ({words})' if words else ''}" + (
        f' "{each.text}"' if each.text else ""
    )


def unlike(example: Example, fixed: Mapping[str, bytes]) -> list[str]:
    """One line for each file that the fixes left other than the example shows it."""
    lines = []
    for path, before in example.files.items():
        wanted, found = example.fixed.get(path, before), fixed.get(path, before)
        if wanted != found:
            number, line, other = _first_difference(wanted, found)
            lines.append(f"{path}:{number}: after the fix: expected {line}, found {other}")
    return lines


def _first_difference(one: bytes, other: bytes) -> tuple[int, str, str]:
    pairs = zip_longest(*(data.splitlines(keepends=True) for data in (one, other)))
    for number, pair in enumerate(pairs, start=1):
        if pair[0] != pair[1]:
            first, second = (
                "the end of the file" if line is None else repr(line.decode("utf-8", "replace"))
                for line in pair
            )
            return number, first, second
    return 0, "", ""
