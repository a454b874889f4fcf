"""The command `go`: the checklist on the running app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dupelint.model.errors import EXIT_CLEAN, EXIT_FINDINGS

_FILE = click.Path(path_type=Path, dir_okay=False)


class _Seconds(click.FloatRange):
    """A time to wait; not a number is none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The seconds; click lets NaN through, which is in every range."""
        found: float = super().convert(value, param, ctx)
        return found if found == found else self.fail(f"{value} is not a number.", param, ctx)


_SECONDS = _Seconds(min=0, min_open=True, max=86_400)


def _headers(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    found = {}
    for value in values:
        name, colon, text = value.partition(":")
        if not colon or not name.strip() or any(ord(char) < 32 for char in value):
            raise click.BadParameter(f"`{value}` is no header: write 'Name: value'")
        found[name.strip()] = text.strip()
    return found


@click.command("go", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", default=".", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--phase",
    type=click.Choice(["before", "after"]),
    default="before",
    show_default=True,
    help="Whether the phone is connected: which values the answers have to hold.",
)
@click.option(
    "--wait-scan",
    type=_SECONDS,
    metavar="SECONDS",
    help="After the steps before, wait for the scan; then run the steps after.",
)
@click.option("--log", type=_FILE, metavar="FILE", help="The log of the app, while it runs.")
@click.option(
    "--report",
    type=_FILE,
    metavar="FILE",
    help="Write the answers with their headers and the log's last lines; without secrets.",
)
@click.option("--keep-going", is_flag=True, help="Do not stop at the first NO-GO.")
@click.option("--allow-remote", is_flag=True, help="Ask hosts that are not this machine, too.")
@click.option(
    "--timeout",
    type=_SECONDS,
    default=5,
    show_default=True,
    metavar="SECONDS",
    help="For one answer.",
)
@click.option(
    "--settle",
    type=_SECONDS,
    default=15,
    show_default=True,
    metavar="SECONDS",
    help="Until an answer holds the values of its phase.",
)
@click.option(
    "--header",
    "headers",
    multiple=True,
    callback=_headers,
    metavar="'NAME: VALUE'",
    help="Send this with every request of the contract, such as a session's cookie.",
)
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True
)
def go(
    path: Path,
    phase: str,
    wait_scan: float | None,
    log: Path | None,
    report: Path | None,
    keep_going: bool,
    allow_remote: bool,
    timeout: float,
    settle: float,
    headers: dict[str, str],
    color: str,
) -> None:
    """Ask the running app of PATH what its contract says, step by step.

    First the environment, then the health of each service, then every endpoint that [[contract]]
    declares, in order. Stops at the first NO-GO. Exit code: 0 GO, 1 NO-GO, 2 could not ask.
    """
    from dupelint.app.going import GoRequest
    from dupelint.app.going import go as run
    from dupelint.cli.output import colored
    from dupelint.report.go import render_steps

    request = GoRequest(
        path=path,
        phase="after" if phase == "after" else "before",
        wait_scan=wait_scan or 0,
        log=log,
        report=report,
        keep_going=keep_going,
        allow_remote=allow_remote,
        timeout=timeout,
        settle=settle,
        headers=headers,
        waiting=_say_waiting,
    )
    result = run(request)
    click.echo(render_steps(result.steps, result.scanned, colored(color)), nl=False)
    if result.report:
        click.echo(f"wrote {result.report}", err=True)
    raise SystemExit(EXIT_CLEAN if result.go else EXIT_FINDINGS)


def _say_waiting(seconds: float) -> None:
    click.echo(f"Scan the QR code now: waiting {seconds:g} s for the connection …", err=True)
