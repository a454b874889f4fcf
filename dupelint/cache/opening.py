"""Opens a cache; one that cannot be used is rebuilt or replaced by memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from dupelint.cache.cache import Cache
from dupelint.model.errors import UserError

Tables = Callable[[], Iterable[str]]  # the statements that make those of facts

# Beside the facts: what is known of each file, and the verdicts of earlier runs.
_LAYOUT = (
    "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, language TEXT,"
    " kind TEXT, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, hash BLOB,"
    " skipped TEXT, told BLOB, judged BLOB, asked TEXT)",
    "CREATE TABLE verdict (key TEXT PRIMARY KEY, body TEXT)",
    "CREATE TABLE basis (key TEXT, frame TEXT, everywhere TEXT)",
)


def open_cache(path: Path | None, version: str, facts: Tables) -> tuple[Cache, str]:
    """Open the cache at `path` (None: in memory) and say in one line what was wrong with it, if so.

    `version` changes whenever what is stored could mean something else. A cache that cannot be used
    is rebuilt; one that cannot be written is replaced by memory.
    """
    if path is not None:
        try:
            return Cache(_connect(path, version, facts), persistent=True), ""
        except sqlite3.OperationalError as error:
            note = f"cache not used ({error}): {path}"
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            try:
                return Cache(
                    _connect(path, version, facts), True
                ), f"cache was damaged and rebuilt: {path}"
            except sqlite3.Error as error:
                note = f"cache not used ({error}): {path}"
        return Cache(_in_memory(), persistent=False), note
    return Cache(_in_memory(), persistent=False), ""


def may_be_damage(error: Exception) -> bool:
    """Whether what a damaged cache gave out can be the reason: anything but a user's mistake."""
    if isinstance(error, UserError):
        return isinstance(error.__cause__, sqlite3.DatabaseError) and "malformed" in str(error)
    return True


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA temp_store = MEMORY")
    for statement in _LAYOUT:
        connection.execute(statement)
    return connection


def _connect(path: Path, version: str, facts: Tables) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.2)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if _stored_version(connection) != version:
            _rebuild(connection, version, facts)
    except BaseException:
        connection.close()
        raise
    return connection


def _stored_version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT version FROM main.schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return ""
        raise
    return str(row[0]) if row else ""


def _rebuild(connection: sqlite3.Connection, version: str, facts: Tables) -> None:
    connection.execute("BEGIN IMMEDIATE")
    names = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in names:
        connection.execute(f'DROP TABLE "{name}"')
    for statement in (*_LAYOUT, *facts()):
        connection.execute(statement)
    connection.execute("CREATE TABLE schema_version (version TEXT)")
    connection.execute("INSERT INTO schema_version VALUES (?)", (version,))
    connection.execute("COMMIT")
