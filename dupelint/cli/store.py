"""Commands about the store: ask it, print its tables."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dupelint.model.errors import RuleError

if TYPE_CHECKING:
    from dupelint.ruleset.sandbox import Answer
    from dupelint.ruleset.schema import Table


@click.command("query")
@click.argument("sql")
@click.argument("root", default=".", type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
def query(sql: str, root: Path, output_format: str) -> None:
    """Ask the facts and the wiring of the project at ROOT with one SELECT.

    `dupelint schema` prints the tables. The functions place(at), path(at) and line(at) say where a
    SPAN is. The query runs as a rule's query does: it can only read, and for five seconds.
    """
    from dupelint import app
    from dupelint.ruleset.sandbox import Sandbox

    with app.linked(root) as project, Sandbox(project.store, project.read) as sandbox:
        answer = sandbox.run(sql)
    if output_format == "json":
        _reject_twins(answer)
    click.echo(_WRITERS[output_format](answer), nl=False)


@click.command("schema")
@click.argument("name", required=False, metavar="[TABLE]")
def schema(name: str | None) -> None:
    """Print the tables that queries read, with what each column means."""
    from dupelint.ruleset.schema import table, tables

    click.echo("\n".join(map(_described, [table(name)] if name else tables())), nl=False)


def _described(table: Table) -> str:
    heading, _, rest = table.doc.partition("\n")
    lines = [f"{table.name} ({table.area}): {heading}"]
    lines += [f"  {line}".rstrip() for line in rest.strip().split("\n") if rest.strip()]
    wide = max(len(column.name) for column in table.columns)
    lines += [
        f"    {column.name:{wide}}  {column.type:7}  {column.doc}".rstrip()
        for column in table.columns
    ]
    return "\n".join(lines) + "\n"


def _table(answer: Answer) -> str:
    rows = [[_printable(value) for value in row] for row in (answer.columns, *answer.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )


def _reject_twins(answer: Answer) -> None:
    for name in answer.columns:
        if answer.columns.count(name) > 1:
            raise RuleError(f"two columns are called `{name}`", "give one another name with AS")


def _json(answer: Answer) -> str:
    rows = [dict(zip(answer.columns, map(_finite, row), strict=True)) for row in answer.rows]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows: Iterable[Iterable[Any]] = (answer.columns, *answer.rows)
    writer.writerows(map(_text, row) for row in rows)
    return out.getvalue()


def _finite(value: Any) -> Any:
    """What JSON can hold: it has no infinity."""
    return None if value in (math.inf, -math.inf) else _text(value)


def _text(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _printable(value: Any) -> str:
    """What a terminal may be given: control characters are shown, not sent."""
    text = "NULL" if value is None else str(_text(value))
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


_WRITERS = {"table": _table, "json": _json, "csv": _csv}
commands: list[click.Command] = [query, schema]
