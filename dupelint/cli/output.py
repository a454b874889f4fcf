"""Where reports go: standard output, files, the page of a GitHub step."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

import click

from dupelint.model.config import OutputFormat
from dupelint.model.errors import PathError
from dupelint.model.finding import Outcome

if TYPE_CHECKING:
    from dupelint.report import Options


class Report(NamedTuple):
    """What is to be said, and how."""

    outcomes: Sequence[Outcome]
    output_format: OutputFormat
    outputs: Sequence[str]  # `[FORMAT=]FILE`
    color: str
    statistics: bool
    verbose: bool
    quiet: bool
    contents: Mapping[str, bytes]
    show_fixes: bool = False
    findings: bool = True  # else only what was fixed


def emit(report: Report) -> None:
    """Write every report that was asked for; notes go to standard error."""
    from dupelint.report import HUMAN, Options, render

    outcomes = report.outcomes if report.findings else [_fixes_of(one) for one in report.outcomes]
    options = Options(
        color=colored(report.color),
        statistics=report.statistics,
        verbose=report.verbose,
        quiet=report.quiet,
        contents=report.contents,
        show_fixes=report.show_fixes,
        remaining=report.findings,
    )
    if not report.quiet:
        for note in dict.fromkeys(note for one in report.outcomes for note in one.notes):
            click.echo(f"note: {note}", err=True)
    written = {report.output_format}
    for output in report.outputs:
        output_format, path = _target(output, report.output_format)
        written.add(output_format)
        text = render(outcomes, output_format, replace(options, color=False))
        _save(path, text)
    if "github" in written:
        _step_summary(outcomes, options)
    text = render(outcomes, report.output_format, options)
    _print(text, "replace" if report.output_format in HUMAN else "")


def _fixes_of(outcome: Outcome) -> Outcome:
    """The outcome without what is left to be done."""
    return replace(outcome, findings=[], folded=[], withheld=[], refused=[])


def colored(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    environment = os.environ
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return sys.stdout.isatty() and environment.get("TERM") != "dumb"


def check_targets(outputs: Sequence[str]) -> None:
    """UsageError for a format that is none, before anything is done."""
    for output in outputs:
        word, equals, rest = output.partition("=")
        if equals and word not in get_args(OutputFormat) and word.replace("-", "").isalpha():
            formats = ", ".join(get_args(OutputFormat))
            raise click.UsageError(
                f"There is no format `{word}` for --output-file: it can be {formats}."
                f" A file of this name is ./{output}."
            )
        if not (rest if equals and word in get_args(OutputFormat) else output):
            raise click.UsageError("--output-file needs the name of a file.")


def _target(output: str, default: OutputFormat) -> tuple[OutputFormat, Path]:
    word, equals, rest = output.partition("=")
    for known in get_args(OutputFormat):
        if equals and word == known:
            return known, Path(rest)
    return default, Path(output)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PathError(
            f"cannot write the report {path}: {error.strerror}", "name a file that can be written"
        ) from error


def _step_summary(outcomes: Sequence[Outcome], options: Options) -> None:
    from dupelint.report.github import step_summary
    from dupelint.report.view import View

    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return
    view = View(outcomes, options)
    try:
        with Path(page).open("a", encoding="utf-8") as stream:
            stream.write(step_summary(view.findings(), view))
    except OSError as error:
        click.echo(f"note: the step summary cannot be written: {error.strerror}", err=True)


def _print(text: str, errors: str) -> None:
    """Human formats in the encoding of the terminal, others in UTF-8 whatever that is."""
    stream = sys.stdout.buffer
    encoding = sys.stdout.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace") if errors else text.encode())
    stream.flush()
