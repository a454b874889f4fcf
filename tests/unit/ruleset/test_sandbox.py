# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dupelint.model.errors import UserError
from dupelint.ruleset import sandbox as module
from dupelint.ruleset.sandbox import Answer, QueryError, Sandbox
from dupelint.store import Store

Read = Callable[[str], bytes]
ONE_SELECT = "a query is one SELECT over the tables of `dupelint schema`"


def refused(store: Store, read: Read, sql: str, seconds: float = 5.0) -> tuple[str, str]:
    with Sandbox(store, read, seconds) as sandbox, pytest.raises(QueryError) as raised:
        sandbox.run(sql)
    return raised.value.message, raised.value.advice


@pytest.mark.parametrize(
    ("sql", "used"),
    [
        ("ATTACH 'x.db' AS x", "ATTACH"),
        ("DETACH temp", "DETACH"),
        ("PRAGMA table_info(config_key)", "PRAGMA"),
        ("PRAGMA writable_schema = 1", "PRAGMA"),
        ("SELECT name FROM pragma_table_info('config_key')", "SELECT"),
        ("INSERT INTO config_key VALUES ('a', 'b')", "INSERT"),
        ("UPDATE config_key SET value = 'b'", "UPDATE"),
        ("DELETE FROM config_key", "DELETE"),
        ("DROP TABLE config_key", "DROP"),
        ("CREATE TABLE mine (x)", "CREATE"),
        ("CREATE TEMP TRIGGER t DELETE ON config_key BEGIN SELECT 1; END", "CREATE"),
        ("ALTER TABLE config_key RENAME TO other", "ALTER"),
        ("VACUUM INTO 'copy.db'", "VACUUM"),
        ("REINDEX", "REINDEX"),
        ("-- x\n/* y\nz */ ANALYZE", "ANALYZE"),
        ("BEGIN", "BEGIN"),
        ("commit", "COMMIT"),
        ("SAVEPOINT s", "SAVEPOINT"),
        ("SELECT printf('%1000000d', 1)", "printf()"),
        ("SELECT format('%d', 1)", "format()"),
        ("SELECT zeroblob(1000000)", "zeroblob()"),
        ("SELECT randomblob(9)", "randomblob()"),
        ("SELECT random()", "random()"),
        ("SELECT load_extension('x')", "load_extension()"),
        ("SELECT datetime('now')", "datetime()"),
        ("SELECT last_insert_rowid()", "last_insert_rowid()"),
        ("SELECT sqlite_version()", "sqlite_version()"),
        ("SELECT path FROM main.file", "table file"),
        ("WITH q AS (SELECT path FROM main.file) SELECT * FROM q", "table file"),
        ("SELECT count(*) FROM main.file", "table file"),
    ],
)
def test_a_query_can_only_read_this_run(store: Store, read: Read, sql: str, used: str) -> None:
    before = list(store.connection.iterdump())

    assert refused(store, read, sql) == (f"a query may not use {used}", ONE_SELECT)
    assert list(store.connection.iterdump()) == before


@pytest.mark.parametrize("name", ["readfile", "writefile", "edit", "median"])
def test_what_sqlite_does_not_know(store: Store, read: Read, name: str) -> None:
    assert refused(store, read, f"SELECT {name}('x')") == (f"no such function: {name}", "")


@pytest.mark.parametrize(
    ("sql", "message", "advice"),
    [
        ("SELECT 1; SELECT 2", "more than one statement", "a query is one SELECT"),
        ("", "the query is empty", "write one SELECT"),
        ("-- nothing", "the query is empty", "write one SELECT"),
        ("SELECT a FROM config_keys", "no such table: config_keys", "did you mean 'config_key'?"),
        ("SELECT a FROM zzz", "no such table: zzz", "`dupelint schema` lists the tables"),
        (
            "SELECT a FROM config_key",
            "no such column: a",
            "`dupelint schema TABLE` lists the columns of a table",
        ),
    ],
)
def test_a_mistake_is_explained(
    store: Store, read: Read, sql: str, message: str, advice: str
) -> None:
    assert refused(store, read, sql) == (message, advice)


@pytest.mark.parametrize("sql", ["SELECT 1\0", "SELECT '\ud800'"])
def test_a_character_that_sqlite_cannot_take(store: Store, read: Read, sql: str) -> None:
    assert "character" in refused(store, read, sql)[0]


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "


@pytest.mark.parametrize(
    "sql",
    [
        ENDLESS + "SELECT count(*) FROM c",
        ENDLESS + "SELECT x FROM c WHERE x < 0",
        "WITH t(x) AS (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) SELECT count(*) FROM"
        " t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l, t m, t n",
    ],
)
def test_a_query_without_end_is_stopped(store: Store, read: Read, sql: str) -> None:
    start = time.monotonic()

    message, _ = refused(store, read, sql, seconds=0.1)

    assert message == "the query took longer than 0.1 s"
    assert time.monotonic() - start < 2


def test_an_answer_without_end_is_stopped(store: Store, read: Read) -> None:
    message, advice = refused(store, read, ENDLESS + "SELECT x FROM c")

    assert (message, advice) == (
        "the query returns more than 100,000 rows or 64,000,000 characters",
        "add a condition or LIMIT",
    )


def test_an_answer_of_long_rows_is_stopped(store: Store, read: Read) -> None:
    long = "replace(replace('aaaaaaaaaa', 'a', 'bbbbbbbbbb'), 'b', 'cccccccccc')"
    text = f"replace({long}, 'c', '{'d' * 100}')"

    message, _ = refused(store, read, ENDLESS + f"SELECT {text} FROM c")

    assert message == "the query returns more than 100,000 rows or 64,000,000 characters"


DOUBLING = "WITH RECURSIVE d(s) AS (SELECT 'a' UNION ALL SELECT s || s FROM d) SELECT s FROM d"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (DOUBLING, "string or blob too big"),
        ("SELECT 'a' LIKE '" + "%a" * 200 + "'", "LIKE or GLOB pattern too complex"),
        ("SELECT 1" + "+1" * 250, "Expression tree is too large"),
        ("SELECT '" + "a" * 100_001 + "'", "query string is too large"),
    ],
)
def test_limits(store: Store, read: Read, sql: str, message: str) -> None:
    assert refused(store, read, sql)[0].startswith(message)


def test_a_query_that_is_too_large_to_compile(store: Store, read: Read) -> None:
    parts = [f"a{n + 1} AS (SELECT p.x FROM a{n} AS p, a{n} AS q)" for n in range(30)]

    message, _ = refused(
        store, read, f"WITH a0 AS (SELECT 1 AS x), {', '.join(parts)} SELECT * FROM a30"
    )

    assert message == "the query needs more than 512 MB"


def test_memory_is_limited(store: Store, read: Read) -> None:
    text = f"replace('{'a' * 1000}', 'a', '{'d' * 900}') || x"

    message, _ = refused(store, read, ENDLESS + f"SELECT count(DISTINCT {text}) FROM c")

    assert message == "the query needs more than 512 MB"


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT 1 AS one, 'a' || 'b'", [(1, "ab")]),
        ("VALUES (1), (2)", [(1,), (2,)]),
        ("SELECT value FROM json_each('[3, 4]')", [(3,), (4,)]),
        ("SELECT fullkey FROM json_tree('[3]')", [("$",), ("$[0]",)]),
        ("SELECT DISTINCT port FROM port_mention ORDER BY port", [(3001,), (5000,)]),
        ("SELECT count(*) FROM port_mention", [(4,)]),
        ("SELECT path FROM source ORDER BY path", [("bridge.js",), ("server/app.py",)]),
        ("WITH RECURSIVE c(x) AS (SELECT 1 UNION SELECT x + 1 FROM c LIMIT 3) SELECT * FROM c", [(1,), (2,), (3,)]),
        ("SELECT row_number() OVER (ORDER BY port DESC) FROM port_mention LIMIT 1", [(1,)]),
        ("SELECT name FROM sqlite_temp_master WHERE name = 'config_key'", [("config_key",)]),
        ("SELECT path(at), line(at), place(at) FROM port_mention WHERE port = 3001 ORDER BY 1", [("bridge.js", 2, "bridge.js:2:20"), ("server/app.py", 3, "server/app.py:3:16")]),
        ("SELECT path(-1), line(NULL), place('x'), place(1 << 60)", [(None, None, None, None)]),
    ],
)  # fmt: skip
def test_what_a_query_can_do(
    store: Store, read: Read, sql: str, rows: list[tuple[object, ...]]
) -> None:
    with Sandbox(store, read) as sandbox:
        assert sandbox.run(sql).rows == rows


def test_columns_are_told_also_without_rows(store: Store, read: Read) -> None:
    with Sandbox(store, read) as sandbox:
        answer = sandbox.run("SELECT at, port AS number FROM port_mention WHERE port = 1")

    assert answer == Answer(("at", "number"), [])


def test_a_file_that_is_gone_has_one_empty_line(store: Store) -> None:
    def read(path: str) -> bytes:
        raise FileNotFoundError(path)

    with Sandbox(store, read) as sandbox:
        answer = sandbox.run("SELECT DISTINCT place(at) FROM port_mention ORDER BY 1")

    assert answer.rows == [("bridge.js:1:1",), ("server/app.py:1:1",)]


def test_afterwards_the_connection_is_as_before(store: Store, read: Read) -> None:
    limits = [store.connection.getlimit(number) for number in range(11)]

    refused(store, read, ENDLESS + "SELECT count(*) FROM c", seconds=0.01)

    assert [store.connection.getlimit(number) for number in range(11)] == limits
    store.connection.execute("INSERT INTO temp.config_key VALUES ('a', 'b')")
    assert store.connection.execute("SELECT printf('%d', 1)").fetchone() == ("1",)
    with pytest.raises(sqlite3.OperationalError):
        store.connection.execute("SELECT place(1)")


def test_what_another_statement_prepared_is_checked_again(store: Store, read: Read) -> None:
    store.show()
    store.connection.execute("DELETE FROM config_key")

    assert refused(store, read, "DELETE FROM config_key")[0] == "a query may not use DELETE"


def test_an_old_sqlite_is_named(store: Store, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.sqlite3, "sqlite_version_info", (3, 30, 1))
    monkeypatch.setattr(module.sqlite3, "sqlite_version", "3.30.1")

    with pytest.raises(UserError) as raised, Sandbox(store, read):
        pass

    assert raised.value.message == "SQLite 3.31 or newer is needed, this Python has 3.30.1"


def test_nothing_is_left_on_the_disk(folder: Path, store: Store, read: Read) -> None:
    for sql in ("ATTACH 'x.db' AS x", "VACUUM INTO 'copy.db'"):
        refused(store, read, sql)

    assert list(folder.iterdir()) == []
