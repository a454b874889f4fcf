"""The SQLite store: facts of every file, kept between runs, and the linked tables of one run.

Facts live in one table per kind, generated from `model.facts`. A run sees them through TEMP views
of the same name that keep only the files of the run. Linked tables are TEMP: two processes never
see each other's. One transaction spans a run, so what it reads is one state of the cache.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dupelint.model.errors import UserError
from dupelint.model.facts import (
    FACTS,
    LENGTH_BITS,
    NO_SPAN,
    START_BITS,
    Assignment,
    Export,
    Function,
    Import,
    ModuleCall,
    RuntimeHint,
    Span,
    table_name,
)
from dupelint.model.hashing import digest
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.model.wiring import WIRING

FILE_SHIFT = START_BITS + LENGTH_BITS
_START_MASK = (1 << START_BITS) - 1
_LENGTH_MASK = (1 << LENGTH_BITS) - 1

# Most facts are of these kinds, and hardly a query asks for them.
SELDOM_ASKED = frozenset({Import, Export, Assignment, Function, ModuleCall, RuntimeHint})
VERDICTS = 8  # kept at a time: of a few branches, of a few selections of rules

KIND_INDEX = {kind: index for index, kind in enumerate(FACTS)}

F = TypeVar("F")
Row = tuple[Any, ...]


def locate(span: int) -> tuple[int, int, int]:
    """A stored span as (file id, start, end), byte offsets."""
    start = span >> LENGTH_BITS & _START_MASK
    return span >> FILE_SHIFT, start, start + (span & _LENGTH_MASK)


def place_span(file: int, start: int, end: int) -> Span:
    """Reverse of `locate`."""
    return Span(file << FILE_SHIFT | start << LENGTH_BITS | end - start)


def columns(kind: type[Any]) -> list[tuple[str, str]]:
    """(column, SQL type) of a fact or wiring table, without the `file` column of facts."""
    types = kind.__annotations__
    return [(name, "INTEGER" if types[name] in (int, Span) else "TEXT") for name in kind._fields]


def _span_columns(kind: type[Any]) -> list[int]:
    return [i for i, name in enumerate(kind._fields) if kind.__annotations__[name] is Span]


class Written(NamedTuple):
    """What one file's reading gave."""

    source: SourceFile
    digest: bytes  # content hash
    rows: Sequence[tuple[int, Row]]  # (kind's index, fact)
    skipped: str  # why its content was left aside; "" if it was read
    told: bytes = b""  # hash of the facts


class Store:
    """One open store. Use `open_store`."""

    def __init__(self, connection: sqlite3.Connection, persistent: bool) -> None:
        self.connection = connection
        self.persistent = persistent
        self.paths: dict[int, str] = {}  # file id → path, of this run
        self.ids: dict[str, int] = {}
        self._facts: dict[type[Any], list[tuple[int, Any]]] = {}  # many passes read the same
        self._written: set[str] = set()  # paths of files whose facts `_rows` holds
        self._rows: dict[type[Any], list[Row]] = {}  # the facts as they were written
        self._waiting: set[type[Any]] = set()  # kinds whose table does not hold them yet
        self._is_running = False
        self._choice = ""  # what confines a table of facts to the run

    # --- facts -----------------------------------------------------------------------------

    def known(self) -> dict[str, tuple[int, int, int, bytes]]:
        """path → (size, mtime_ns, ctime_ns, content hash) of every file with stored facts."""
        rows = self.connection.execute("SELECT path, size, mtime_ns, ctime_ns, hash FROM main.file")
        return {row[0]: row[1:] for row in rows}

    def told(self) -> dict[str, tuple[bytes, str]]:
        """path → (hash of its facts, why it was left aside) of every file with stored facts."""
        rows = self.connection.execute("SELECT path, told, skipped FROM main.file")
        return {path: (told, skipped) for path, told, skipped in rows}

    def date(self, files: Iterable[SourceFile]) -> None:
        """Note the times of files whose content is what is stored."""
        self.connection.executemany(
            "UPDATE main.file SET mtime_ns = ?, ctime_ns = ? WHERE path = ?",
            [(source.mtime_ns, source.ctime_ns, source.path) for source in files],
        )

    def write(self, files: Sequence[Written]) -> None:
        """Replace what is known of these files."""
        self.write_waiting()
        ids: dict[str, int] = dict(self.connection.execute("SELECT path, id FROM main.file"))
        self._drop_facts([(ids[one.source.path],) for one in files if one.source.path in ids])
        unused = max(ids.values(), default=0) + 1
        entries: list[Row] = []
        batches: list[list[Row]] = [[] for _ in FACTS]
        spans = [_span_columns(kind) for kind in FACTS]
        for source, content, facts, skipped, told in files:
            key = ids.get(source.path, unused)
            if key == unused:
                unused += 1
            path, language, kind, *state = source
            # Plain texts: sqlite3 takes five times as long over members of an enumeration.
            entries.append((key, path, language.value, kind.value, *state, content, skipped, told))
            base = key << FILE_SHIFT
            for index, fact in facts:
                row = [key, *fact]
                for column in spans[index]:
                    if fact[column] != NO_SPAN:
                        row[column + 1] = base | fact[column]
                batches[index].append(tuple(row))
        self.connection.executemany(
            "INSERT OR REPLACE INTO main.file"
            " (id, path, language, kind, size, mtime_ns, ctime_ns, hash, skipped, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            entries,
        )
        self._written = {one.source.path for one in files}
        self._rows = dict(zip(FACTS, batches, strict=True))
        for table in FACTS:
            if table in SELDOM_ASKED and not self.persistent:
                self._waiting.add(table)
            else:
                self._insert(table)

    def _insert(self, kind: type[Any]) -> None:
        marks = ", ".join("?" * (len(kind._fields) + 1))
        self.connection.executemany(
            f"INSERT INTO main.fact_{table_name(kind)} VALUES ({marks})", self._rows[kind]
        )

    def write_waiting(self, queries: Iterable[str] | None = None) -> None:
        """Put facts into their tables for queries that name these; None: all there are."""
        text = None if queries is None else " ".join(queries).lower()
        for kind in sorted(self._waiting, key=table_name):
            if text is None or table_name(kind) in text:
                self._waiting.discard(kind)
                self._insert(kind)
                if self._is_running:
                    self._create_view(kind)

    def forget(self, paths: Iterable[str]) -> None:
        """Drop files that are gone, with their facts."""
        self.write_waiting()
        ids: dict[str, int] = dict(self.connection.execute("SELECT path, id FROM main.file"))
        keys = [(ids[path],) for path in paths if path in ids]
        self.connection.executemany("DELETE FROM main.file WHERE id = ?", keys)
        self._drop_facts(keys)

    def _drop_facts(self, keys: Sequence[tuple[int]]) -> None:
        if keys:
            for kind in FACTS:
                self.connection.executemany(
                    f"DELETE FROM main.fact_{table_name(kind)} WHERE file = ?", keys
                )

    def begin_run(self, files: Sequence[SourceFile]) -> None:
        """Fix the files of this run; fact views, `paths` and `ids` show exactly these."""
        self.connection.execute("CREATE TEMP TABLE run_file (file INTEGER PRIMARY KEY)")
        self.connection.execute("CREATE TEMP TABLE run_path (path TEXT PRIMARY KEY)")
        self.connection.executemany(
            "INSERT INTO run_path VALUES (?)", [(source.path,) for source in files]
        )
        self.connection.execute(
            "INSERT INTO run_file SELECT id FROM main.file JOIN run_path USING (path)"
            " WHERE skipped = ''"
        )
        self.connection.execute(
            "CREATE TEMP VIEW source AS SELECT id AS file, path, language, kind, size"
            " FROM main.file JOIN run_file ON run_file.file = id"
        )
        query = (
            "SELECT (SELECT count(*) FROM run_file)"
            " = (SELECT count(*) FROM main.file WHERE skipped = '')"
        )
        ((whole,),) = self.connection.execute(query)
        self._choice = "" if whole else " JOIN run_file ON run_file.file = f.file"
        for key, path in self.connection.execute("SELECT file, path FROM source"):
            self.paths[key] = path
            self.ids[path] = key
        if not whole or not self._written.issuperset(self.ids):
            self.write_waiting()
            self._rows.clear()
        self._is_running = True
        for kind in FACTS:
            if kind not in self._waiting:  # without a view nobody takes it for empty
                self._create_view(kind)

    def _create_view(self, kind: type[Any]) -> None:
        name = table_name(kind)
        self.connection.execute(
            f"CREATE TEMP VIEW {name} AS SELECT f.* FROM main.fact_{name} AS f{self._choice}"
        )

    def sources(self) -> dict[int, tuple[str, Language, Kind]]:
        """file id → (path, language, kind) of this run."""
        rows = self.connection.execute("SELECT file, path, language, kind FROM source")
        return {key: (path, Language(lang), Kind(kind)) for key, path, lang, kind in rows}

    def facts(self, kind: type[F]) -> Iterator[tuple[int, F]]:
        """(file id, fact) of this run in order of file and place; spans hold the file."""
        if kind not in self._facts:
            # What `_make` of a NamedTuple does, without its check of the length.
            make: Callable[[Row], F] = partial(tuple.__new__, kind)  # type: ignore[type-var]  # it is one
            self._facts[kind] = [(row[0], make(row[1:])) for row in self._ordered(kind)]
        return iter(self._facts[kind])

    def _ordered(self, kind: type[Any]) -> Iterable[Row]:
        """Rows of a kind, from memory if they were written in this run."""
        names = [name for name, _ in columns(kind)]
        if kind in self._rows:
            order = (0, names.index("at") + 1) if "at" in names else (0,)
            rows = self._rows[kind] if kind in self._waiting else self._rows.pop(kind)
            return sorted(rows, key=itemgetter(*order))
        shown = ", ".join(map(_quoted, names))
        return self.connection.execute(
            f"SELECT file, {shown} FROM {table_name(kind)}"
            f" ORDER BY file{', at' if 'at' in names else ''}"
        )

    # --- verdicts --------------------------------------------------------------------------

    def recall(self, key: str) -> str | None:
        """What was remembered under the key."""
        query = "SELECT body FROM main.verdict WHERE key = ?"
        row = self.connection.execute(query, (key,)).fetchone()
        return row[0] if row else None

    def remember(self, key: str, body: str) -> None:
        """Keep a text, and drop all but the latest. A failure costs the cache, never the run."""
        with contextlib.suppress(sqlite3.Error):
            execute = self.connection.execute
            execute("INSERT OR REPLACE INTO main.verdict VALUES (?, ?)", (key, body))
            execute(
                "DELETE FROM main.verdict WHERE rowid NOT IN"
                " (SELECT rowid FROM main.verdict ORDER BY rowid DESC LIMIT ?)",
                (VERDICTS,),
            )

    # --- wiring ----------------------------------------------------------------------------

    def fill(self, kind: type[Any], rows: Iterable[Row]) -> None:
        """Put rows into a linked table."""
        marks = ", ".join("?" * len(kind._fields))
        self.connection.executemany(f"INSERT INTO {table_name(kind)} VALUES ({marks})", rows)

    def create_wiring(self) -> None:
        """Make the linked tables, empty."""
        for kind in WIRING:
            self.connection.execute(
                f"CREATE TEMP TABLE {_definition(table_name(kind), columns(kind))}"
            )

    # --- life ------------------------------------------------------------------------------

    def begin(self, writing: bool) -> bool:
        """Start the run's transaction; False if another process holds the store for writing."""
        try:
            self.connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        except sqlite3.OperationalError:
            return False
        return True

    def commit(self) -> None:
        """Keep what was written. A failure costs the cache, never the run."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.connection.close()


def _definition(name: str, parts: Sequence[tuple[str, str]]) -> str:
    return f"{name} ({', '.join(f'{_quoted(column)} {kind}' for column, kind in parts)})"


def _quoted(column: str) -> str:
    """Some columns are words of SQL: `group`, `constraint`."""
    return f'"{column}"'


def schema_version(extractor: str) -> str:
    """Changes whenever stored facts could mean something else."""
    text = repr([(kind.__name__, columns(kind)) for kind in FACTS]) + extractor
    return digest(text.encode(), 12).hex()


def open_store(path: Path | None, version: str) -> tuple[Store, str]:
    """Open the cache at `path` (None: in memory) and say in one line what was wrong with it, if so.

    A cache that cannot be used is rebuilt; one that cannot be written is replaced by memory.
    """
    if path is not None:
        try:
            return Store(_connect(path, version), persistent=True), ""
        except sqlite3.OperationalError as error:
            note = f"cache not used ({error}): {path}"
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            try:
                return Store(
                    _connect(path, version), True
                ), f"cache was damaged and rebuilt: {path}"
            except sqlite3.Error as error:
                note = f"cache not used ({error}): {path}"
        return Store(_connect(None, version), persistent=False), note
    return Store(_connect(None, version), persistent=False), ""


def may_be_damage(error: Exception) -> bool:
    """Whether what a damaged cache gave out can be the reason: anything but a user's mistake."""
    if isinstance(error, UserError):
        return isinstance(error.__cause__, sqlite3.DatabaseError) and "malformed" in str(error)
    return True


def _connect(path: Path | None, version: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        ":memory:" if path is None else path, isolation_level=None, timeout=0.2
    )
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        if path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        if _stored_version(connection) != version:
            _rebuild(connection, version)
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


def _rebuild(connection: sqlite3.Connection, version: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    names = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in names:
        connection.execute(f'DROP TABLE "{name}"')
    connection.execute(
        "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, language TEXT,"
        " kind TEXT, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, hash BLOB,"
        " skipped TEXT, told BLOB)"
    )
    connection.execute("CREATE TABLE verdict (key TEXT PRIMARY KEY, body TEXT)")
    for kind in FACTS:
        name = f"fact_{table_name(kind)}"
        parts = [("file", "INTEGER"), *columns(kind)]
        connection.execute(f"CREATE TABLE {_definition(name, parts)}")
        order = "file, at" if "at" in kind._fields else "file"
        connection.execute(f"CREATE INDEX {name}_file ON {name} ({order})")
    connection.execute("CREATE TABLE schema_version (version TEXT)")
    connection.execute("INSERT INTO schema_version VALUES (?)", (version,))
    connection.execute("COMMIT")
