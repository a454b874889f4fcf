"""The command `check`: lint, report, and answer with the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import click

from dupelint.cli.fixing import Wishes, given, show_patch, wishes
from dupelint.cli.output import Report, check_targets, emit
from dupelint.cli.progress import Progress
from dupelint.model.config import Config, FailOn, OutputFormat
from dupelint.model.errors import EXIT_CLEAN, EXIT_FINDINGS
from dupelint.model.finding import Outcome, Severity


def _split(
    _ctx: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(part.strip() for one in value for part in one.split(",") if part.strip())


class _Words(click.types.StringParamType):
    """Text; an environment variable separates several by commas, for a glob may hold blanks."""

    envvar_list_splitter = ","


_LIST: dict[str, Any] = {"type": _Words(), "multiple": True, "callback": _split}
_PREFIX = "DUPELINT"  # of environment variables


@click.command(
    context_settings={
        "auto_envvar_prefix": _PREFIX,
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    }
)
@click.argument("paths", nargs=-1)
@click.option(
    "--select", metavar="RULES", help="Rules to run: codes, prefixes, names, ALL.", **_LIST
)
@click.option("--ignore", metavar="RULES", help="Rules not to run.", **_LIST)
@click.option(
    "--exclude", metavar="GLOBS", help="Files not to read, instead of the usual.", **_LIST
)
@click.option("--extend-exclude", metavar="GLOBS", help="More files not to read.", **_LIST)
@click.option(
    "--force-exclude/--no-force-exclude",
    default=None,
    help="Leave excluded files out even where they are named.",
)
@click.option("--max-file-size", metavar="SIZE", help="Larger files are not read: 500kB, 2MB.")
@click.option(
    "--include-docs/--no-include-docs", default=None, help="Look for ports in Markdown, too."
)
@click.option(
    "--output-format",
    type=click.Choice(get_args(OutputFormat)),
    help="What is printed. The exit code does not depend on it.",
)
@click.option(
    "-o", "--output-file", "outputs", metavar="[FORMAT=]FILE", multiple=True,
    allow_from_autoenv=False, help="Write a report to a file, too. Can be given several times.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Apply safe fixes. `dupelint undo` takes them back.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also fixes that may change behaviour.",
)
@click.option(
    "--diff", is_flag=True, help="Print what --fix would change, as a patch; write nothing."
)
@click.option("--fix-only", is_flag=True, help="Fix, and report nothing that is left.")
@click.option("--show-fixes", is_flag=True, help="With --fix: list what was fixed.")
@click.option(
    "--interactive", is_flag=True, help="With --fix: show each fix, unsafe ones too, and ask."
)
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit code 1 if anything was fixed.")
@click.option("--fixable", metavar="RULES", help="Rules whose findings may be fixed.", **_LIST)
@click.option("--unfixable", metavar="RULES", help="Rules whose findings are not fixed.", **_LIST)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    help="The lowest severity that makes the exit code 1.  [default: warning]",
)
@click.option(
    "--config", "config_args", metavar="FILE|'KEY = VALUE'", multiple=True,
    allow_from_autoenv=False,
    help="A configuration file instead of the project's own, or one setting.",
)  # fmt: skip
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("-j", "--jobs", metavar="N|auto", help="Processes that read files.")
@click.option(
    "--stdin-filename", metavar="PATH", allow_from_autoenv=False,
    help="The file that the standard input (-) stands for.",
)  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Say what was skipped or withheld, and why.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
)
@click.option("--no-progress", is_flag=True, help="Show no progress bar.")
def check(paths: tuple[str, ...], **options: Any) -> None:
    """Lint the projects that PATHS lie in (default: here) and report what concerns PATHS.

    The whole project is read whatever PATHS are: they select what is reported.
    """
    stdin = _stdin(paths, options["stdin_filename"])
    wanted = wishes(options, stdin is not None)
    if "" in paths:
        raise click.UsageError("A path is empty: is a variable that it is made of not set?")
    named = [Path(stdin[0])] if stdin else [Path(path) for path in paths or (".",)]
    overrides = _overrides(options)
    files = [argument for argument in options["config_args"] if "=" not in argument]
    if options["isolated"] and files:
        raise click.UsageError(f"--isolated reads no file: --config {files[0]} contradicts it.")
    if given("quiet") and given("verbose"):
        raise click.UsageError("--quiet and --verbose contradict each other.")
    check_targets(options["outputs"])
    progress = Progress.wanted(options["no_progress"] or options["quiet"])
    outcomes, configs = _checked(named, overrides, options, stdin, progress, wanted)
    if wanted and wanted.diff:
        click.get_current_context().exit(
            EXIT_FINDINGS if show_patch(wanted, options["quiet"]) else EXIT_CLEAN
        )
    report = Report(
        outcomes,
        configs[0].output_format,
        options["outputs"],
        color=options["color"],
        statistics=options["statistics"],
        verbose=options["verbose"],
        quiet=options["quiet"],
        contents={os.path.abspath(stdin[0]): stdin[1]} if stdin else {},  # noqa: PTH100 – as app
        show_fixes=options["show_fixes"],
        findings=not options["fix_only"],
    )
    emit(report)
    failed = not options["fix_only"] and any(
        _fails(outcome, config) for outcome, config in zip(outcomes, configs, strict=False)
    )
    if options["exit_non_zero_on_fix"]:
        failed = failed or any(outcome.fixed for outcome in outcomes)
    click.get_current_context().exit(EXIT_FINDINGS if failed else EXIT_CLEAN)


def _checked(
    paths: Sequence[Path],
    overrides: dict[str, object],
    options: dict[str, Any],
    stdin: tuple[str, bytes] | None,
    progress: Progress | None,
    wanted: Wishes | None,
) -> tuple[list[Outcome], list[Config]]:
    """Outcomes with the configuration of each; no outcome where nothing named can be linted."""
    from dupelint.config import load
    from dupelint.discovery import ensure_readable, find_root, language_of

    for path in paths:
        if stdin is None and not os.path.isfile(path):  # noqa: PTH113 – Path raises for no name
            ensure_readable(path, _meant)
    config_args, isolated = options["config_args"], options["isolated"]
    if all((stdin or path.is_file()) and language_of(path.as_posix()) is None for path in paths):
        return [], [load(find_root(paths[0]), overrides, config_args, isolated)]
    from dupelint import app

    request = app.CheckRequest(
        tuple(paths),
        overrides,
        config_args,
        isolated,
        dict([stdin]) if stdin else {},
        fixes=True,
        progress=progress.show if progress else None,
    )
    outcomes = wanted.fixed(request) if wanted else app.check(request)
    if progress:
        progress.clear()
    roots = [Path(outcome.root) for outcome in outcomes]
    return outcomes, [load(root, overrides, config_args, isolated) for root in roots]


def _meant(word: str) -> str:
    """Advice for a path that is not there: it may have been meant as a command."""
    import difflib

    from dupelint.cli import COMMANDS

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    return f"did you mean the command `{near[0]}`?" if near else "check the spelling"


def _stdin(paths: Sequence[str], name: str | None) -> tuple[str, bytes] | None:
    if "-" not in paths:
        if name is not None:
            raise click.UsageError("--stdin-filename goes with the path `-`.")
        return None
    if not name:
        raise click.UsageError("The path `-` needs --stdin-filename: which file is it?")
    if len(paths) > 1:
        raise click.UsageError("The path `-` stands alone.")
    return name, sys.stdin.buffer.read()


def from_environment() -> dict[str, object]:
    """What the environment says that `check` would be run in, as configuration keys."""
    context = check.make_context("check", [])
    with context:
        return _overrides(context.params)


def _overrides(options: dict[str, Any]) -> dict[str, object]:
    """What the options of the command at work say, as configuration keys; whence, in `origins`."""
    found: dict[str, object] = {}
    for key in ("select", "ignore", "fixable", "unfixable"):
        if options[key]:
            found[f"lint.{key}"] = list(options[key])
    for key in ("exclude", "extend-exclude"):
        if options[key.replace("-", "_")]:
            found[key] = list(options[key.replace("-", "_")])
    for key in ("force-exclude", "include-docs", "output-format", "fail-on"):
        if options[key.replace("-", "_")] is not None:
            found[key] = options[key.replace("-", "_")]
    for key in ("max-file-size", "jobs"):
        value = options[key.replace("-", "_")]
        if value is not None:
            found[key] = int(value) if value.isdecimal() else value
    found["origins"] = {key: _origin(key.removeprefix("lint.")) for key in found}
    if options["no_cache"]:
        found["cache"] = False
    return found


def _origin(option: str) -> str:
    """What a user would call it: the option, or the variable that stands for it."""
    name = option.replace("-", "_")
    source = click.get_current_context().get_parameter_source(name)
    if source is click.core.ParameterSource.ENVIRONMENT:
        return f"{_PREFIX}_{name.upper()}"
    return f"--{option}"


def _fails(outcome: Outcome, config: Config) -> bool:
    if config.fail_on == "never":
        return False
    limit = Severity(config.fail_on).rank
    return any(finding.severity.rank <= limit for finding in outcome.findings)
