"""The command line: which commands there are. Each is imported when it is used."""

from __future__ import annotations

from importlib import import_module

import click

from dupelint import __version__

DEFAULT = "check"
COMMANDS = {  # name → module and attribute
    "check": ("dupelint.cli.check", "check"),
    "rule": ("dupelint.cli.rules", "rule"),
    "explain": ("dupelint.cli.rules", "explain"),
    "test": ("dupelint.cli.rules", "test"),
    "query": ("dupelint.cli.store", "query"),
    "schema": ("dupelint.cli.store", "schema"),
    "map": ("dupelint.cli.map", "map_"),
    "go": ("dupelint.cli.go", "go"),
    "init": ("dupelint.cli.init", "init"),
    "config": ("dupelint.cli.config", "config"),
    "undo": ("dupelint.cli.undo", "undo"),
    "snapshot": ("dupelint.cli.undo", "snapshot"),
    "clean": ("dupelint.cli.clean", "clean"),
}
_OWN = frozenset({"--help", "-h", "--version", "-V"})


class Commands(click.Group):
    """`dupelint PATHS` is `dupelint check PATHS`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command where none is named."""
        if not args or (args[0] not in COMMANDS and args[0] not in _OWN):
            args.insert(0, DEFAULT)
        return super().parse_args(ctx, args)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        found = getattr(import_module(module), attribute)
        return found if isinstance(found, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", "-V", message="%(prog)s %(version)s")
def dupelint() -> None:
    """Find every job in a project that has more than one owner, and every wire that leads nowhere.

    `dupelint PATHS` is `dupelint check PATHS`. Exit code: 0 clean, 1 findings, 2 could not
    complete.
    """
