"""Tables, configuration keys and commands, as the code knows them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from dupelint.cli import COMMANDS, DEFAULT, dupelint
from dupelint.config.reference import Key, schema
from dupelint.config.reference import keys as config_keys
from dupelint.model import value
from dupelint.ruleset import schema as ruleset_schema


def values() -> str:
    """The forms of a VALUE."""
    doc = inspect.getdoc(value) or ""
    rows = [line.strip("| ").split(" | ", 1) for line in doc.split("\n") if line[:1] == "|"]
    head, _, *forms = [[_cell(cell) for cell in row] for row in rows]
    return _table(head, forms)


def tables(area: str) -> str:
    """Every table of an area."""
    return "\n\n".join(
        f"### {table.name}\n\n{table.doc}\n\n"
        + _table(
            ["column", "type", "meaning"],
            [[f"`{column.name}`", column.type, _cell(column.doc)] for column in table.columns],
        ).strip()
        for table in ruleset_schema.tables()
        if table.area == area
    )


def keys() -> str:
    """Every configuration key with what it is."""
    options = {
        option.removeprefix("--"): parameter
        for parameter in _parameters(DEFAULT)
        for option in parameter.opts
        if option != "--config"
    }
    return "\n\n".join(
        _key(key, options.get(key.name.removeprefix("lint."))) for key in config_keys()
    )


def override_keys() -> str:
    """The keys of one `[[overrides]]` table."""
    table = schema()["$defs"]["OverrideTable"]
    rows = [
        [f"`{name}`", "yes" if name in table.get("required", ()) else "no", shape["description"]]
        for name, shape in table["properties"].items()
    ]
    return _table(["key", "required", "meaning"], rows)


def commands() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(part.strip() for name in COMMANDS for part in _command(name))


def _key(key: Key, option: click.Parameter | None) -> str:
    lines = [f"- type: {_readable(key.type)}", f"- default: `{key.default}`"]
    if option:
        names = " / ".join(f"`{name}`" for name in _names(option))
        lines.append(f"- option: {names}, or the environment variable {_variable(option)}")
    return f"### {key.name}\n\n{key.description}\n\n" + "\n".join(lines)


def _readable(kind: str) -> str:
    return ", ".join(f"`{one}`" if '"' in one else one for one in kind.split(" | ")).replace(
        ", ", " or "
    )


def _command(name: str) -> Iterator[str]:
    command = dupelint.get_command(click.Context(dupelint), name)
    assert command is not None
    yield f"## {name}"
    if command.short_help:
        yield command.short_help
    usage = command.collect_usage_pieces(click.Context(command, info_name=name))
    yield f"```sh\n{' '.join(['dupelint', name, *usage])}\n```"
    if command.short_help:
        return
    yield inspect.cleandoc(command.help or "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        prefix = command.context_settings.get("auto_envvar_prefix")
        head = ["option", "meaning", *(["environment"] if prefix else [])]
        rows = [
            [_spelling(one), _meaning(one), *([_variable(one)] if prefix else [])]
            for one in options
        ]
        yield _table(head, rows)


def _parameters(name: str) -> list[click.Parameter]:
    command = dupelint.get_command(click.Context(dupelint), name)
    return command.params if command else []


def _spelling(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in _names(option))
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} `{_cell('|'.join(map(str, option.type.choices)))}`"
    return f"{names} `{_cell(option.metavar or str(option.type.name).upper())}`"


def _names(option: click.Parameter) -> list[str]:
    return [*option.opts, *option.secondary_opts]


def _meaning(option: click.Option) -> str:
    told = option.help or ""
    default = f"Default: `{option.default}`." if option.show_default else ""
    return _cell(" ".join(filter(None, (told, default))))


def _variable(option: click.Parameter) -> str:
    if isinstance(option, click.Option) and not option.allow_from_autoenv:
        return ""
    return f"`DUPELINT_{str(option.name).upper()}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
