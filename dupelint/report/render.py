"""The one way to a report: by the name of its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.model.config import OutputFormat
from dupelint.model.finding import Outcome
from dupelint.report.options import Options
from dupelint.report.view import Seen, View

HUMAN = frozenset({"full", "concise"})


def render(outcomes: Sequence[Outcome], output_format: OutputFormat, options: Options) -> str:
    """The whole report, with the line end of its last line."""
    view = View(outcomes, options)
    findings = view.findings()
    if output_format == "github":
        from dupelint.report.github import commands

        return commands(findings, view)
    if output_format in HUMAN:
        return "".join(f"{line}\n" for line in _human(findings, output_format, view))
    from dupelint.report import machine

    return (machine.document if output_format == "json" else machine.lines)(findings, view)


def _human(findings: Sequence[Seen], output_format: OutputFormat, view: View) -> Iterator[str]:
    from dupelint.report import fixes, human, summary

    options = view.options
    yield from (human.full if output_format == "full" else human.concise)(findings, view)
    if options.verbose:
        yield from summary.details(view)
    if options.statistics:
        yield from summary.statistics(findings, options.color)
    if not options.quiet:
        yield from fixes.told(view)
        if options.remaining:
            yield from summary.summary(findings, view)
            yield from fixes.possible(view)
