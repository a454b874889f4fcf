"""One open store: what is known of each file, and what linking made of it.

Facts are kept in one table per kind, generated from `model.facts`; those of a store in memory stay
in Python. A query sees the facts of the run's files, and the linked rows, as TEMP tables or views
that are made when a query names them: two processes never see each other's. One transaction spans
a run, so what it reads is one state of the cache.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from dupelint.cache import Cache, Entry
from dupelint.model.facts import FACTS, NO_SPAN, table_name
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.model.wiring import WIRING
from dupelint.store.spans import FILE_SHIFT
from dupelint.store.tables import (
    columns,
    definition,
    fact_columns,
    insertion,
    named,
    quoted,
    span_columns,
)

KIND_INDEX = {kind: index for index, kind in enumerate(FACTS)}

T = TypeVar("T")
Row = tuple[Any, ...]
Placed = tuple[int, Any]  # file id, fact; spans hold the file

_LANGUAGES = {language.value: language for language in Language}
_KINDS = {kind.value: kind for kind in Kind}


class Written(NamedTuple):
    """What one file's reading gave."""

    source: SourceFile
    digest: bytes  # content hash
    rows: Sequence[tuple[int, Row]]  # (kind's index, fact)
    skipped: str  # why its content was left aside; "" if it was read
    told: bytes = b""  # what the facts tell


class Store(Cache):
    """One open store. Use `open_store`."""

    def __init__(self, connection: sqlite3.Connection, persistent: bool) -> None:
        super().__init__(connection, persistent)
        self.paths: dict[int, str] = {}  # file id → path, of this run
        self.ids: dict[str, int] = {}
        self._sources: dict[int, tuple[str, Language, Kind]] = {}
        self._facts: dict[type[Any], list[Placed]] = {}  # many passes read the same
        self._written: set[str] = set()  # paths of files whose facts `_held` holds
        self._held: list[list[Placed]] = [[] for _ in FACTS]  # as they were written
        self._rows: dict[type[Any], list[Any]] = {}  # what linking found
        self._later: dict[type[Any], Callable[[], Iterable[Any]]] = {}  # what it left for later
        self._indexes: dict[type[Any], list[str]] = {}
        self._shown: set[type[Any]] = set()  # kinds that queries can name
        self._is_whole = False  # the run's files are all there are
        self._is_running = False
        self._is_linking = False

    @classmethod
    def over(cls, cache: Cache) -> Store:
        """The store in an open database, in the transaction that is under way."""
        if isinstance(cache, cls):
            return cache
        store = cls(cache.connection, cache.persistent)
        store._known, store._version = cache._known, cache._version
        return store

    # --- files -----------------------------------------------------------------------------

    def write(self, files: Sequence[Written]) -> None:
        """Replace what is known of these files."""
        known = self.known()
        ids: dict[str, int] = dict(self.connection.execute("SELECT path, id FROM main.file"))
        self._drop_facts([ids[one.source.path] for one in files if one.source.path in ids])
        unused = max(ids.values(), default=0) + 1
        entries: list[Row] = []
        held: list[list[Placed]] = [[] for _ in FACTS]
        makes = [_maker(kind) for kind in FACTS]
        spans = [span_columns(kind) for kind in FACTS]
        for source, content, facts, skipped, told in files:
            key = ids.get(source.path, unused)
            if key == unused:
                unused += 1
            path, language, kind, *state = source
            # Plain texts: sqlite3 takes five times as long over members of an enumeration.
            entries.append((key, path, language.value, kind.value, *state, content, skipped, told))
            known[path] = Entry._make((path, *state, content, told, skipped))
            base = key << FILE_SHIFT
            for index, fact in facts:
                row = [*fact]
                for column in spans[index]:
                    row[column] |= base  # NO_SPAN has every bit, and keeps it
                held[index].append((key, makes[index](row)))
        self.connection.executemany(
            "INSERT INTO main.file"
            " (id, path, language, kind, size, mtime_ns, ctime_ns, hash, skipped, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " (language, kind, size, mtime_ns, ctime_ns, hash, skipped, told)"
            " = (excluded.language, excluded.kind, excluded.size, excluded.mtime_ns,"
            " excluded.ctime_ns, excluded.hash, excluded.skipped, excluded.told)",
            entries,
        )
        if self.persistent:
            for each, placed in zip(FACTS, held, strict=True):
                self._insert(f"main.fact_{table_name(each)}", each, placed)
            self._written, self._held = {one.source.path for one in files}, held
        else:
            self._written.update(one.source.path for one in files)
            for there, more in zip(self._held, held, strict=True):
                there += more

    def forget(self, paths: Sequence[str]) -> None:
        """Drop files that are gone, with their facts."""
        ids: dict[str, int] = dict(self.connection.execute("SELECT path, id FROM main.file"))
        gone = [ids[path] for path in paths if path in ids]
        for path in paths:
            self.known().pop(path, None)
        self.connection.executemany(
            "DELETE FROM main.file WHERE id = ?", [(file,) for file in gone]
        )
        self._drop_facts(gone)

    def _drop_facts(self, files: Sequence[int]) -> None:
        if files and self.persistent:
            for kind in FACTS:
                self.connection.executemany(
                    f"DELETE FROM main.fact_{table_name(kind)} WHERE file = ?",
                    [(file,) for file in files],
                )
        if files and self._written:
            gone = frozenset(files)
            self._held = [[one for one in placed if one[0] not in gone] for placed in self._held]

    def _insert(self, table: str, kind: type[Any], placed: Sequence[Placed]) -> None:
        if placed:
            statement = insertion(table, len(kind._fields) + 1)
            self.connection.executemany(statement, [(file, *fact) for file, fact in placed])

    # --- a run -----------------------------------------------------------------------------

    def begin_run(self, files: Sequence[SourceFile]) -> None:
        """Fix the files of this run; `facts`, `paths`, `ids` and queries show exactly these."""
        wanted = {source.path for source in files}
        self._is_whole = True
        for key, path, language, kind in self.connection.execute(
            "SELECT id, path, language, kind FROM main.file WHERE skipped = '' ORDER BY id"
        ):
            if path in wanted:
                self._sources[key] = (path, _LANGUAGES[language], _KINDS[kind])
                self.paths[key] = path
                self.ids[path] = key
            else:
                self._is_whole = False
        condition = "skipped = ''"
        if not self._is_whole:
            self.connection.execute("CREATE TEMP TABLE run_file (file INTEGER PRIMARY KEY)")
            self.connection.executemany(
                "INSERT INTO run_file VALUES (?)", [(key,) for key in self.paths]
            )
            condition = "id IN (SELECT file FROM run_file)"
        self.connection.execute(
            "CREATE TEMP VIEW source AS SELECT id AS file, path, language, kind, size"
            f" FROM main.file WHERE {condition}"
        )
        if self.persistent and not self._written.issuperset(self.ids):
            self._written, self._held = set(), [[] for _ in FACTS]
        self._is_running = True

    def sources(self) -> dict[int, tuple[str, Language, Kind]]:
        """file id → (path, language, kind) of this run."""
        return self._sources

    def facts(self, kind: type[T]) -> Iterator[tuple[int, T]]:
        """(file id, fact) of this run in order of file and place; spans hold the file."""
        if kind not in self._facts:
            in_memory = self._written or not self.persistent
            self._facts[kind] = self._from_memory(kind) if in_memory else self._from_tables(kind)
        return iter(self._facts[kind])

    def _from_memory(self, kind: type[Any]) -> list[Placed]:
        placed, self._held[KIND_INDEX[kind]] = self._held[KIND_INDEX[kind]], []
        if not self._is_whole:
            placed = [one for one in placed if one[0] in self.paths]
        column = kind._fields.index("at")

        def order(one: Placed) -> int:
            at: int = one[1][column]
            return at if at != NO_SPAN else (one[0] << FILE_SHIFT) - 1

        return sorted(placed, key=order)

    def _from_tables(self, kind: type[Any]) -> list[Placed]:
        make = _maker(kind)
        names = [name for name, _ in columns(kind)]
        rows = self.connection.execute(
            f"SELECT f.file, {', '.join(f'f.{quoted(name)}' for name in names)}"
            f" FROM main.fact_{table_name(kind)} AS f{self._choice()}"
            f" ORDER BY f.file, f.at"
        )
        return [(row[0], make(row[1:])) for row in rows]

    def _choice(self) -> str:
        """What confines a table of facts to the run."""
        return "" if self._is_whole else " JOIN run_file ON run_file.file = f.file"

    # --- wiring ----------------------------------------------------------------------------

    def create_wiring(self) -> None:
        """From now on there are linked rows, none at first."""
        self._is_linking = True

    def fill(self, kind: type[Any], rows: Iterable[Any]) -> None:
        """Add linked rows of a kind."""
        found = list(rows)
        self._rows.setdefault(kind, []).extend(found)
        if kind in self._shown:
            self._put(kind, found)

    def fill_later(self, kind: type[Any], make: Callable[[], Iterable[Any]]) -> None:
        """The rows of a kind are worked out once somebody asks for them."""
        self._later[kind] = make

    def rows(self, kind: type[T]) -> list[T]:
        """The linked rows of a kind as they were filled in."""
        make = self._later.pop(kind, None)
        if make is not None:
            self._rows[kind] = list(make())
        return self._rows.get(kind, [])

    def join_on(self, kind: type[Any], columns: str) -> None:
        """Have the table of a kind indexed by these columns once a query names it."""
        self._indexes.setdefault(kind, []).append(columns)

    # --- queries ---------------------------------------------------------------------------

    def ask(self, query: str) -> list[Row]:
        """What a query of dupelint's own returns."""
        self.show([query])
        return self.connection.execute(query).fetchall()

    def show(self, queries: Iterable[str] | None = None) -> None:
        """Have the tables there that these queries name; None: all."""
        for kind in [*FACTS, *WIRING] if queries is None else named(queries):
            there = self._is_running if kind in KIND_INDEX else self._is_linking
            if there and kind not in self._shown:
                self._shown.add(kind)
                self._show(kind)

    def _show(self, kind: type[Any]) -> None:
        name = table_name(kind)
        execute = self.connection.execute
        if kind not in KIND_INDEX:
            execute(f"CREATE TEMP TABLE {definition(name, columns(kind))}")
            self._put(kind, self.rows(kind))
            for number, by in enumerate(self._indexes.get(kind, ())):
                execute(f"CREATE INDEX temp.{name}_by{number} ON {name} ({by})")
        elif self.persistent:
            execute(
                f"CREATE TEMP VIEW {name} AS SELECT f.* FROM main.fact_{name} AS f{self._choice()}"
            )
        else:
            execute(f"CREATE TEMP TABLE {definition(name, fact_columns(kind))}")
            self._insert(name, kind, list(self.facts(kind)))

    def _put(self, kind: type[Any], rows: Sequence[Row]) -> None:
        if rows:
            self.connection.executemany(insertion(table_name(kind), len(kind._fields)), rows)

    def is_shown(self, kind: type[Any]) -> bool:
        """Whether a query could read the table of a kind."""
        return kind in self._shown


def _maker(kind: type[Any]) -> Callable[[Iterable[Any]], Any]:
    """What `_make` of a NamedTuple does, without its check of the length."""
    return partial(tuple.__new__, kind)
