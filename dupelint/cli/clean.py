"""The command `clean`: remove the cache."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1)
def clean(paths: tuple[str, ...]) -> None:
    """Remove the cache of the projects that PATHS lie in (default: here). Nothing else."""
    from dupelint.app.cleaning import clean_cache

    removed = clean_cache([Path(path) for path in paths or (".",)])
    for path in removed:
        click.echo(f"Removed {path}")
    if not removed:
        click.echo("There is no cache.")
