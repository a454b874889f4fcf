"""The command `config`: the keys there are, the values in force, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dupelint.model.errors import ConfigError


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("subject", metavar="[KEY|PATH]", required=False)
@click.option("--show", is_flag=True, help="The settings in force for PATH, and where from.")
@click.option("--schema", is_flag=True, help="The JSON Schema of configuration files.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def config(subject: str | None, show: bool, schema: bool, output_format: str) -> None:
    """List configuration keys, or explain one."""
    from dupelint.config import reference

    if schema and (show or subject):
        raise click.UsageError("--schema stands alone.")
    if schema:
        click.echo(json.dumps(reference.schema(), indent=2))
    elif show:
        _show(Path(subject or "."), output_format)
    else:
        keys = [key for key in reference.keys() if subject in (None, key.name)]  # noqa: SIM118 – a function
        if not keys:
            _unknown(str(subject))
        if output_format == "json":
            click.echo(json.dumps([key._asdict() for key in keys], indent=2))
        elif subject is None:
            wide = max(len(key.name) for key in keys)
            for key in keys:
                click.echo(f"{key.name:{wide}}  {key.description}")
        else:
            (key,) = keys
            click.echo(f"{key.name}\n{key.description}\n")
            click.echo(f"Type: {key.type}\nDefault: {key.default}")


def _show(path: Path, output_format: str) -> None:
    from dupelint import app
    from dupelint.cli.check import from_environment
    from dupelint.config import load, reference
    from dupelint.discovery import ensure_readable, find_root

    ensure_readable(path)
    root = find_root(path)
    found = load(root, from_environment())
    wiring, bridge = app.own_wiring(path)
    settings = reference.settings(found)
    if output_format == "json":
        plain = {one.name: {"value": one.value, "origin": one.origin} for one in settings}
        click.echo(
            json.dumps(
                {
                    "root": root.as_posix(),
                    "file": found.path,
                    "settings": plain,
                    "wiring": wiring,
                    "bridge": bridge,
                }
            )
        )
        return
    click.echo(f"# root: {root.as_posix()}\n# file: {found.path or 'none'}")
    if wiring:
        click.echo(f"# port rules: in full force, because {wiring}")
    else:
        click.echo("# port rules: info only, the project does not show the wiring of the defaults")
    if bridge:
        click.echo(
            f"# bridge rules (DUP601, DUP604-608, DUP610, DUP611): in force, because {bridge}"
        )
    else:
        click.echo("# bridge rules (DUP601, DUP604-608, DUP610, DUP611): off, no bridge is seen")
    for one in settings:
        click.echo(f"{one.name} = {reference.toml(one.value)}  # {one.origin}")


def _unknown(key: str) -> None:
    from dupelint.config import reference
    from dupelint.config.layer import suggest

    advice = suggest(key, [one.name for one in reference.keys()])  # noqa: SIM118 – a function
    raise ConfigError(f"there is no key `{key}`", advice)
