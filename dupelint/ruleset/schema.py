"""The tables that a rule's query reads, documented from the source of `model`."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dupelint.model import facts, wiring
from dupelint.model.errors import RuleError, did_you_mean


class Column(NamedTuple):
    """One column."""

    name: str
    type: str  # INTEGER, TEXT, SPAN (an INTEGER), VALUE or ARMS (TEXT: see model/facts/column.py)
    doc: str


class Table(NamedTuple):
    """One table."""

    name: str
    area: str  # facts, wiring
    doc: str
    columns: tuple[Column, ...]


_TYPES = {"int": "INTEGER", "str": "TEXT", "Span": "SPAN", "ValueText": "VALUE", "Arms": "ARMS"}
_COMMON = {  # columns that mean the same in every table
    "arms": "the branches it lies in, outermost first: `[[branch, arm], …]`",
    "at": "where it stands",
    "scope": 'dotted path of the functions and classes around it, "" = module level',
}
_FILE = Column("file", "INTEGER", "the file's id, as in `source`")
_SOURCE = Table(
    "source",
    "facts",
    "A file of this run.",
    (
        Column("file", "INTEGER", "its id"),
        Column("path", "TEXT", "relative to the root, forward slashes"),
        Column("language", "TEXT", "python, javascript, typescript, tsx, json, …"),
        Column("kind", "TEXT", "source, test, example, tooling, generated"),
        Column("size", "INTEGER", "bytes"),
    ),
)


def tables() -> list[Table]:
    """Every table in the order of the vocabulary."""
    return [
        _SOURCE,
        *_tables("facts", facts.FACTS, (_FILE,)),
        *_tables("wiring", wiring.WIRING, ()),
    ]


def table(name: str) -> Table:
    """One table; RuleError if there is none of this name."""
    every = tables()
    for each in every:
        if each.name == name:
            return each
    raise RuleError(
        f"unknown table '{name}'",
        did_you_mean(name, [each.name for each in every]) or "`dupelint schema` lists them",
    )


def _tables(area: str, kinds: Iterable[type[Any]], extra: tuple[Column, ...]) -> Iterator[Table]:
    """The comment behind a field is its documentation: it is not to be had at run time."""
    for kind in kinds:
        lines = inspect.getsource(kind).split("\n")
        (definition,) = ast.parse("\n".join(lines)).body
        columns = [
            Column(
                field.target.id,
                _TYPES[ast.unparse(field.annotation)],
                _comment(lines, field) or _COMMON.get(field.target.id, ""),
            )
            for field in getattr(definition, "body", ())
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        ]
        doc = inspect.getdoc(kind) or ""
        yield Table(facts.table_name(kind), area, doc, (*extra, *columns))


def _comment(lines: list[str], field: ast.AnnAssign) -> str:
    """Every comment on the field's lines: a formatter may have put brackets around its type."""
    text = "\n".join(lines[field.lineno - 1 : field.end_lineno])
    return " ".join(re.findall(r"# *(.*?) *$", text, re.MULTILINE))
