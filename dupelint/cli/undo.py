"""Commands about snapshots: put files back, keep them."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("undo", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", required=False, metavar="[SNAPSHOT]")
@click.option("--list", "listing", is_flag=True, help="List the snapshots of this project.")
@click.option(
    "--all", "everything", is_flag=True,
    help="Restore every file that the snapshot keeps, also those that no fix changed.",
)  # fmt: skip
def undo(name: str | None, listing: bool, everything: bool) -> None:
    """Put the files back that the last fix changed, or those of SNAPSHOT, byte for byte.

    A file that changed since is never overwritten: then nothing is done, and what differs is
    printed. `--all` overwrites, and takes a snapshot of what it overwrites first.
    """
    from dupelint.app.fixing import snapshots, undo_fixes
    from dupelint.fixing.transaction import ChangedSinceError

    here = Path.cwd()
    if listing and (name or everything):
        raise click.UsageError("--list stands alone.")
    if listing:
        for line in snapshots(here):
            click.echo(line)
        return
    try:
        undone, note = undo_fixes(here, name or "", everything)
    except ChangedSinceError as error:
        sys.stdout.buffer.write(error.patch)
        sys.stdout.buffer.flush()
        raise
    if note:
        click.echo(f"note: {note}", err=True)
    if undone is None:
        return
    for path in undone.restored:
        click.echo(f"Restored {path}")
    if not undone.restored:
        click.echo(f"Every file is as it was before {undone.snapshot.name}.")


@click.command("snapshot", context_settings={"help_option_names": ["-h", "--help"]})
def snapshot() -> None:
    """Keep the environment and runner files of this project as they are, for repairs by hand.

    Also lists variables that the code reads and no file defines: names, never values.
    """
    from dupelint.app.fixing import take_snapshot

    folder, files, missing = take_snapshot(Path.cwd())
    for path in files:
        click.echo(f"Kept {path}")
    if not files:
        click.echo("There is no environment or runner file here.")
    else:
        click.echo(f"In {folder}: `dupelint undo {folder.name} --all` puts them back.")
    if missing:
        click.echo(f"Read by the code, defined by no file: {', '.join(missing)}")
