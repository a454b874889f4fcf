"""What stands below the findings in the formats a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dupelint.model.finding import Finding, Place, Severity
from dupelint.report.text import count, harmless, paint, shown_path
from dupelint.report.view import Seen, View

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def summary(findings: Sequence[Seen], view: View) -> Iterator[str]:
    """One line with everything counted."""
    outcomes, color = view.outcomes, view.options.color
    files = sum(outcome.files for outcome in outcomes)
    if not files:
        yield f"Nothing to check: no file here is one that dupelint reads{_asides(view)}."
    elif not findings:
        clear = paint("All clear", "good", color)
        yield f"{clear}: {count(files, 'file')} checked, no finding{_asides(view)}."
    else:
        severities = Counter(seen.finding.severity for seen in findings)
        parts = [
            paint(count(severities[severity], noun), severity, color)
            for severity, noun in _NOUNS.items()
            if severities[severity]
        ]
        yield f"Found {', '.join(parts)} in {count(files, 'file')}{_asides(view)}."


def _asides(view: View) -> str:
    outcomes = view.outcomes
    numbers = {
        "suppressed": sum(outcome.suppressed for outcome in outcomes),
        "folded": sum(len(outcome.folded) for outcome in outcomes),
        "withheld": sum(len(outcome.withheld) for outcome in outcomes),
        "skipped": sum(sum(outcome.skipped.values()) for outcome in outcomes),
    }
    told = [f"{number:,} {word}" for word, number in numbers.items() if number]
    return f" ({', '.join(told)})" if told else ""


def statistics(findings: Sequence[Seen], color: bool) -> Iterator[str]:
    """How often each rule was met, most often first."""
    counts = Counter(
        (seen.finding.code, seen.finding.rule, seen.finding.severity) for seen in findings
    )
    digits = max((len(f"{number:,}") for number in counts.values()), default=0)
    for (code, rule, severity), number in sorted(
        counts.items(), key=lambda item: (-item[1], item[0])
    ):
        yield f"{number:>{digits},}  {paint(code, severity, color)}  {rule} ({severity})"
    if counts:
        yield ""


def details(view: View) -> Iterator[str]:
    """What was not reported or not read, and why."""
    directory = view.options.directory
    for outcome in view.outcomes:
        root = Path(outcome.root)
        sections = {
            "Withheld (the answer may hide in what could not be followed)": [
                _aside(finding, why, root, view) for finding, why in outcome.withheld
            ],
            "Folded (told better by another rule)": [
                _aside(finding, f"see {rule}", root, view) for finding, rule in outcome.folded
            ],
            "Not to be fixed without a guess": [
                _aside(finding, why, root, view)
                for finding, why in outcome.refused
                if not outcome.fixing
            ],
            "Not followed": [
                f"{_where(place, root, view)}: {harmless(why)}" for place, why in outcome.gaps
            ],
            "Skipped": [
                f"{shown_path(root / path, directory)}{'/' * path.endswith('/')}: {reason}"
                for path, reason in outcome.skipped_files
            ],
        }
        for title, lines in sections.items():
            if lines:
                yield f"{title}:"
                yield from (f"  {line}" for line in lines)
                yield ""


def _aside(finding: Finding, why: str, root: Path, view: View) -> str:
    where = _where(finding.primary, root, view)
    return f"{where}: {finding.code} {harmless(finding.message)} ({harmless(why)})"


def _where(place: Place, root: Path, view: View) -> str:
    spot = view.spot(place, root)
    return f"{shown_path(spot.path, view.options.directory)}:{spot.line}:{spot.column}"
