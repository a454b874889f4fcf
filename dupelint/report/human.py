"""The formats a person reads: `full` and `concise`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.model.edit import Applicability, Fix
from dupelint.report.frame import frame
from dupelint.report.text import harmless, paint, shown_path
from dupelint.report.view import Seen, Spot, View


def full(findings: Sequence[Seen], view: View) -> Iterator[str]:
    """Each finding with the code at every place, and what to do."""
    for seen in findings:
        finding, color = seen.finding, view.options.color
        head = paint(f"{finding.severity}[{finding.code}]", finding.severity, color)
        yield f"{head} {paint(harmless(finding.message), 'bold', color)}"
        spots = (seen.primary, *seen.related)
        gutter = max(len(str(spot.line)) for spot in spots)
        for spot in spots:
            first = spot is seen.primary
            arrow = paint("-->" if first else ":::", "frame", color)
            yield f"{'':{gutter}}{arrow} {_where(spot, view)}"
            mark, style = ("^", str(finding.severity)) if first else ("-", "related")
            lines = view.lines(spot.path)
            shown = _harmless(spot)
            yield from frame(shown, lines, gutter, mark, style, color, view.secrets)
        advice = f"help: {harmless(finding.advice)}" if finding.advice else ""
        for note in filter(None, (advice, *map(_fix, finding.fixes), f"rule: {finding.rule}")):
            yield f"{'':{gutter}} {paint('=', 'frame', color)} {note}"
        yield ""


def concise(findings: Sequence[Seen], view: View) -> Iterator[str]:
    """One line per place."""
    for seen in findings:
        finding, color = seen.finding, view.options.color
        code = paint(finding.code, finding.severity, color)
        yield f"{_where(seen.primary, view)}: {code} {harmless(finding.message)}"
        for spot in seen.related:
            yield f"  {_where(spot, view)}: {harmless(spot.message or 'also here')}"


def _fix(fix: Fix) -> str:
    """What would be done, and what to type for it."""
    how = {
        Applicability.SAFE: "dupelint --fix",
        Applicability.UNSAFE: "dupelint --fix --unsafe-fixes",
        Applicability.DISPLAY: "by hand",
    }
    return f"fix: {harmless(fix.title)} ({fix.applicability}: {how[fix.applicability]})"


def _where(spot: Spot, view: View) -> str:
    return f"{shown_path(spot.path, view.options.directory)}:{spot.line}:{spot.column}"


def _harmless(spot: Spot) -> Spot:
    return spot._replace(message=harmless(spot.message))
