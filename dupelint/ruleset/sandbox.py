"""Runs SQL that somebody else wrote: it can only read, and only for so long."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from dupelint.model.errors import RuleError, UserError, did_you_mean
from dupelint.ruleset.sources import Read, Sources
from dupelint.store import Store, table_names

SECONDS = 5.0  # of the processor for one query: on a busy machine the clock runs on without it
MAX_ROWS = 100_000
MAX_TEXT = 64_000_000  # characters in all rows of one answer
HEAP = 512 << 20  # bytes for SQLite, in the whole process: it can be lowered, never raised
MINIMUM_SQLITE = (3, 31)  # since then it knows hard_heap_limit

_STEPS = 5_000  # of SQLite's machine between two looks at the clock; well under a millisecond
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 256,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

# No printf, format, zeroblob, randomblob (memory), load_extension, readfile (the machine),
# random, date, last_insert_rowid (an answer depends on the project, on nothing else).
_NAMES = """
    abs char coalesce concat concat_ws glob hex if ifnull iif instr length like likelihood likely
    lower ltrim max min nullif quote replace round rtrim sign substr substring trim typeof unicode
    unlikely upper
    avg count group_concat string_agg sum total
    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank
    row_number
    json json_array json_array_length json_each json_extract json_group_array json_group_object
    json_object json_quote json_tree json_type json_valid -> ->>
    place path line
"""
FUNCTIONS = frozenset(_NAMES.split())
_TABLE_FUNCTIONS = frozenset({"json_each", "json_tree"})
_CATALOGUE = frozenset(
    {"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"}
)

Row = tuple[Any, ...]


class QueryError(RuleError):
    """A query that could not be answered; says why, not which query it was."""


class Answer(NamedTuple):
    """What a query returned."""

    columns: tuple[str, ...]
    rows: list[Row]


class Sandbox:
    """Queries on a store between `with` and its end; the connection is as before afterwards.

    `queries` are all that will be run, where that is known.
    """

    def __init__(
        self,
        store: Store,
        read: Read,
        seconds: float = SECONDS,
        queries: Iterable[str] | None = None,
    ) -> None:
        store.show(queries)
        self.sources = Sources(store, read)
        self._connection = store.connection
        self._seconds = seconds
        self._deadline = 0.0
        self._expired = False
        self._sql = ""
        self._denied = ""
        self._limits: dict[int, int] = {}
        self._views: frozenset[str] = frozenset()

    def __enter__(self) -> Sandbox:
        if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
            wanted = ".".join(map(str, MINIMUM_SQLITE))
            raise UserError(
                f"SQLite {wanted} or newer is needed, this Python has {sqlite3.sqlite_version}",
                "use a Python with a newer SQLite: its version is sqlite3.sqlite_version",
            )
        connection = self._connection
        connection.execute(f"PRAGMA hard_heap_limit = {HEAP}").fetchall()
        for name, function in (
            ("place", self._place),
            ("path", self._path),
            ("line", self._line),
        ):
            connection.create_function(name, 1, function, deterministic=True)
        views = connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'")
        self._views = frozenset(name for (name,) in views)
        with suppress(sqlite3.OperationalError):  # they are made, like a table, when first named
            connection.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')")
        self._limits = {key: connection.setlimit(key, value) for key, value in _LIMITS.items()}
        connection.set_progress_handler(self._late, _STEPS)
        connection.set_authorizer(self._authorize)
        return self

    def __exit__(self, *_error: object) -> None:
        connection = self._connection
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        for key, value in self._limits.items():
            connection.setlimit(key, value)
        for name in ("place", "path", "line"):
            connection.create_function(name, 1, None)

    def run(self, sql: str) -> Answer:
        """All rows of one statement; QueryError says what is wrong with it."""
        self._deadline = time.thread_time() + self._seconds
        self._sql, self._expired, self._denied = sql, False, ""
        try:
            return self._fetch(sql)
        except (sqlite3.Error, sqlite3.Warning, MemoryError) as error:
            raise self._explained(error) from error
        except ValueError as error:  # NUL, or a surrogate
            raise QueryError(f"the query has a character it may not have: {error}") from error

    def _fetch(self, sql: str) -> Answer:
        cursor = self._connection.execute(sql)
        try:
            if cursor.description is None:
                raise QueryError("the query is empty", "write one SELECT")
            columns = tuple(column[0] for column in cursor.description)
            rows: list[Row] = []
            room = MAX_TEXT
            for row in cursor:
                rows.append(row)
                room -= sum(len(value) for value in row if isinstance(value, str | bytes))
                if len(rows) > MAX_ROWS or room < 0:
                    raise QueryError(
                        f"the query returns more than {MAX_ROWS:,} rows or {MAX_TEXT:,} characters",
                        "add a condition or LIMIT",
                    )
            return Answer(columns, rows)
        finally:
            cursor.close()

    # --- called by SQLite --------------------------------------------------------------------

    def _late(self) -> bool:
        self._expired = time.thread_time() > self._deadline
        return self._expired

    def _mentions(self, table: str | None) -> bool:
        """Whether the query itself names a table, not a view over it."""
        return re.search(rf"\b{re.escape(table or '')}\b", self._sql, re.IGNORECASE) is not None

    def _authorize(
        self,
        action: int,
        first: str | None,
        second: str | None,
        database: str | None,
        through: str | None,  # the view or trigger it happens in
    ) -> int:
        if self._late():  # a query can also take for ever to compile
            return sqlite3.SQLITE_DENY
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            if (
                database in ("temp", None)  # None: a table without a column of it
                or (not second and not self._mentions(first))  # count(*) on a view
                or through in self._views
                or first in _TABLE_FUNCTIONS | _CATALOGUE
            ):
                return sqlite3.SQLITE_OK
            self._denied = f"table {first}"  # main holds files that are not of this run
        elif action == sqlite3.SQLITE_FUNCTION:
            if str(second).lower() in FUNCTIONS:
                return sqlite3.SQLITE_OK
            self._denied = f"{second}()"
        else:
            self._denied = _keyword(self._sql)
        return sqlite3.SQLITE_DENY

    def _place(self, at: object) -> str | None:
        place = self.sources.place(at)
        if place is None:
            return None
        line, column = self.sources.lines(place.path).position(place.start)
        return f"{place.path}:{line}:{column}"

    def _path(self, at: object) -> str | None:
        place = self.sources.place(at)
        return place.path if place else None

    def _line(self, at: object) -> int | None:
        place = self.sources.place(at)
        return self.sources.lines(place.path).line(place.start) if place else None

    # --- what went wrong ---------------------------------------------------------------------

    def _explained(self, error: Exception) -> QueryError:
        if self._expired:
            return QueryError(
                f"the query took longer than {self._seconds:g} s",
                "join on equal columns, or move the work into a condition",
            )
        if self._denied:
            return QueryError(
                f"a query may not use {self._denied}",
                "a query is one SELECT over the tables of `dupelint schema`",
            )
        if isinstance(error, MemoryError):
            return QueryError(f"the query needs more than {HEAP >> 20} MB", "make it smaller")
        message = str(error)
        if "one statement" in message:
            return QueryError("more than one statement", "a query is one SELECT")
        if message in _BROKEN_OFF:
            raise KeyboardInterrupt
        if message.startswith("no such table: "):
            return QueryError(message, _table_advice(message.partition(": ")[2]))
        if message.startswith("no such column: "):
            return QueryError(message, "`dupelint schema TABLE` lists the columns of a table")
        return QueryError(message)


def _table_advice(name: str) -> str:
    return did_you_mean(name, table_names()) or "`dupelint schema` lists the tables"


# What SQLite says after Ctrl-C: sqlite3 keeps to itself what is raised in what SQLite calls.
_BROKEN_OFF = ("interrupted", "not authorized", "user-defined function raised exception")


def _keyword(sql: str) -> str:
    """The word a statement starts with: what SQLite asks about is often a step of its own."""
    word = re.match(r"(?:\s|--.*\n|/\*(?s:.*?)\*/)*(\w+)", sql)
    return word[1].upper() if word else "this statement"
