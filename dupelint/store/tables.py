"""The tables of SQLite that stand for the kinds of `model.facts` and `model.wiring`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from dupelint.model.facts import FACTS, Span, table_name
from dupelint.model.wiring import WIRING

Kind = type[Any]

_WORD = re.compile(r"\w+", re.ASCII)


def columns(kind: Kind) -> list[tuple[str, str]]:
    """(column, SQL type) of a fact or wiring table, without the `file` column of facts."""
    types = kind.__annotations__
    return [(name, "INTEGER" if types[name] in (int, Span) else "TEXT") for name in kind._fields]


def span_columns(kind: Kind) -> list[int]:
    """The columns that hold spans."""
    return [i for i, name in enumerate(kind._fields) if kind.__annotations__[name] is Span]


def fact_columns(kind: Kind) -> list[tuple[str, str]]:
    """The same as `columns`, the file first."""
    return [("file", "INTEGER"), *columns(kind)]


def definition(name: str, parts: Sequence[tuple[str, str]]) -> str:
    """What follows `CREATE TABLE`."""
    return f"{name} ({', '.join(f'{quoted(column)} {kind}' for column, kind in parts)})"


def insertion(name: str, width: int) -> str:
    """The statement that puts a row of so many columns into a table."""
    return f"INSERT INTO {name} VALUES ({', '.join('?' * width)})"


def quoted(column: str) -> str:
    """Some columns are words of SQL: `group`, `constraint`."""
    return f'"{column}"'


def fact_tables() -> Iterator[str]:
    """The statements that make the tables of a store that persists."""
    for kind in FACTS:
        name = f"fact_{table_name(kind)}"
        yield f"CREATE TABLE {definition(name, fact_columns(kind))}"
        yield f"CREATE INDEX {name}_file ON {name} (file, at)"


def named(queries: Iterable[str]) -> list[Kind]:
    """The kinds whose tables these queries may read."""
    known = _kinds()
    words = {word.lower() for query in queries for word in set(_WORD.findall(query))}
    return [known[word] for word in sorted(words & known.keys())]


def table_names() -> list[str]:
    """Every name that a query may ask for."""
    return ["source", *_kinds()]


@cache
def _kinds() -> dict[str, Kind]:
    return {table_name(kind): kind for kind in (*FACTS, *WIRING)}
