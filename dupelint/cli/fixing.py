"""What `check` does with fixes: applied, printed as a patch, or asked about one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dupelint.model.edit import Applicability, Fix
from dupelint.model.finding import Finding, Outcome

if TYPE_CHECKING:
    from dupelint.app import CheckRequest
    from dupelint.app.fixing import Fixed
    from dupelint.fixing.mend import Read, Review


@dataclass(slots=True)
class Wishes:
    """Which fixes the user wants, and what came of it."""

    diff: bool
    unsafe: bool
    interactive: bool
    projects: Sequence[Fixed] = field(default=())

    def fixed(self, request: CheckRequest) -> list[Outcome]:
        """Run with fixes."""
        from dupelint.app.fixing import FixRequest, fix

        review = reviewer(self.unsafe) if self.interactive else None
        self.projects = fix(FixRequest(request, self.unsafe, not self.diff, review))
        return [project.outcome for project in self.projects]


def wishes(options: dict[str, Any], stdin: bool) -> Wishes | None:
    """What the options ask for, None for no fixes; UsageError if they contradict each other."""
    diff, interactive = options["diff"], options["interactive"]
    fixing = options["fix"] or options["fix_only"]
    if not (fixing or diff):
        for option in ("show_fixes", "interactive", "exit_non_zero_on_fix"):
            if given(option):
                raise click.UsageError(f"--{option.replace('_', '-')} goes with --fix.")
        if given("unsafe_fixes"):
            raise click.UsageError("--unsafe-fixes goes with --fix or --diff.")
        return None
    if stdin:
        raise click.UsageError("--fix and --diff need files, the path `-` is none.")
    for option in _NO_PATCH if diff else ():
        if given(option):
            other = "--output-file" if option == "outputs" else f"--{option.replace('_', '-')}"
            raise click.UsageError(
                f"--diff prints a patch and nothing else: {other} contradicts it."
            )
    return Wishes(diff, options["unsafe_fixes"], interactive and not diff)


_NO_PATCH = (
    "interactive", "outputs", "output_format", "show_fixes", "exit_non_zero_on_fix", "statistics",
)  # fmt: skip


def given(option: str) -> bool:
    """Whether the command line says so; what the environment says is for all commands at once."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


def show_patch(wanted: Wishes, quiet: bool) -> bool:
    """Print the patch; whether there is anything to change. How much it mends is for stderr."""
    from dupelint.fixing.diff import patch

    here = Path.cwd()
    roots = [Path(project.outcome.root) for project in wanted.projects]
    files = [
        root / path for root, one in zip(roots, wanted.projects, strict=True) for path in one.after
    ]
    base = here
    if not all(path.is_relative_to(here) for path in files):
        base = Path(os.path.commonpath(roots))
        click.echo(f"note: paths are relative to {base}: apply the patch there", err=True)
    for root, project in zip(roots, wanted.projects, strict=True):
        name = {path: (root / path).relative_to(base).as_posix() for path in project.after}
        before = {name[path]: data for path, data in project.before.items()}
        after = {name[path]: data for path, data in project.after.items()}
        sys.stdout.buffer.write(patch(before, after))
    sys.stdout.buffer.flush()
    if quiet:
        return bool(files)
    fixed = sum(len(project.outcome.fixed) for project in wanted.projects)
    for project in wanted.projects:
        for finding, why in project.outcome.refused:
            click.echo(f"note: {finding.code} in {finding.primary.path} stays: {why}", err=True)
    click.echo(f"Would fix {fixed} finding{'' if fixed == 1 else 's'}.", err=True)
    return bool(files)


def reviewer(unsafe: bool) -> Review:
    """Asks about each fix. `all` says yes to the rest; to unsafe ones only with --unsafe-fixes."""
    said = ""

    def review(finding: Finding, fix: Fix, read: Read) -> bool:
        nonlocal said
        if said == "q":
            return False
        if said == "a" and (unsafe or fix.applicability is Applicability.SAFE):
            return True
        _show(finding, fix, read)
        answer = _answer()
        if answer in "aq":
            said = answer
        return answer in "ya"

    return review


def _show(finding: Finding, fix: Fix, read: Read) -> None:
    from dupelint.fixing.diff import patch
    from dupelint.fixing.plan import contents
    from dupelint.report.text import harmless

    click.echo(f"\n{finding.severity}[{finding.code}] {harmless(finding.message)}", err=True)
    click.echo(f"{harmless(fix.title)} ({fix.applicability})", err=True)
    before = {edit.path: read(edit.path) for edit in fix.edits}
    text = patch(before, contents([fix], before)).decode("utf-8", "replace")
    for line in text.splitlines():
        click.echo(harmless(line), err=True)


def _answer() -> str:
    while True:
        click.echo("Apply? [y]es, [n]o, [a]ll, [q]uit: ", nl=False, err=True)
        line = sys.stdin.readline()
        word = line.strip().lower()
        if not line:
            click.echo("q", err=True)
            return "q"
        if word in {"y", "n", "a", "q", "yes", "no", "all", "quit"}:
            return word[0]
