"""The command `init`: a first configuration file."""

from __future__ import annotations

from pathlib import Path

import click

PRESETS = ("whatsapp-bridge",)  # as config.presets knows them


@click.command("init", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    default=None,
    help="Write the values of this architecture instead of those found.",
)
def init(path: Path, preset: str | None) -> None:
    """Write dupelint.toml for the project that PATH lies in, from what is found there.

    What is not sure stands in it as a comment. A configuration that exists is never overwritten.
    """
    from dupelint.app.starting import initialise

    target = initialise(path, preset or "")
    click.echo(f"wrote {target}")
