"""Annotations for GitHub Actions, and the table for a step's summary page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dupelint.model.finding import Severity
from dupelint.report.summary import statistics
from dupelint.report.text import count, harmless
from dupelint.report.view import Seen, Spot, View

SHOWN = 10  # GitHub shows no more annotations than this of one level and step
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def commands(findings: Sequence[Seen], _view: View) -> str:
    """Workflow commands for the first of each level, the others as text in a folded group."""
    out, rest = [], []
    for severity, level in _LEVELS.items():
        some = [seen for seen in findings if seen.finding.severity is severity]
        out += [_command(level, seen) for seen in some[:SHOWN]]
        rest += [f"{level}: {_data(_told(seen))}" for seen in some[SHOWN:]]
    if rest:
        title = f"dupelint: {count(len(rest), 'more finding')}"
        out += [f"::group::{title}", *rest, "::endgroup::"]
    return "".join(f"{line}\n" for line in out)


def step_summary(findings: Sequence[Seen], view: View) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`."""
    files = sum(outcome.files for outcome in view.outcomes)
    head = f"### dupelint: {count(len(findings), 'finding')} in {count(files, 'file')}\n\n"
    if not findings:
        return head
    rows = "".join(
        f"| {seen.finding.severity} | {seen.finding.code} | {_cell(_where(seen.primary))}"
        f" | {_cell(seen.finding.message)} |\n"
        for seen in findings
    )
    counts = "\n".join(statistics(findings, color=False)).strip()
    return (
        f"{head}| severity | rule | place | finding |\n| --- | --- | --- | --- |\n{rows}\n"
        f"```\n{counts}\n```\n"
    )


def _command(level: str, seen: Seen) -> str:
    spot = seen.primary
    properties = {"file": _path(spot), "line": spot.line, "endLine": spot.end_line}
    if spot.line == spot.end_line:  # with columns, GitHub drops an annotation over several lines
        properties |= {"col": spot.column, "endColumn": max(spot.end_column - 1, spot.column)}
    properties["title"] = f"dupelint {seen.finding.code}"
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{level} {told}::{_data(_told(seen))}"


def _told(seen: Seen) -> str:
    """The message with every place: the log shows no file name of its own."""
    finding = seen.finding
    return "\n".join(_text(seen.primary, f"{finding.code} {finding.message}", seen, finding.advice))


def _text(spot: Spot, message: str, seen: Seen, advice: str) -> Iterator[str]:
    yield f"{_where(spot)}: {harmless(message)}"
    for other in seen.related:
        yield f"  {_where(other)}: {harmless(other.message or 'also here')}"
    if advice:
        yield f"  help: {harmless(advice)}"


def _where(spot: Spot) -> str:
    return f"{_path(spot)}:{spot.line}:{spot.column}"


def _path(spot: Spot) -> str:
    """Relative to the top of the repository, where GitHub looks for it."""
    for folder in spot.path.parents:
        if (folder / ".git").exists():
            return harmless(spot.path.relative_to(folder).as_posix())
    here = Path.cwd()
    below = spot.path.is_relative_to(here)
    return harmless((spot.path.relative_to(here) if below else spot.path).as_posix())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    escaped = harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return escaped.replace("`", "\\`").replace("[", "\\[")
