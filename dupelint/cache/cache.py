"""What is kept between runs: of each file what decides whether it is read again, and verdicts.

Facts lie in the same database; `store` knows about them. A run that finds nothing changed needs no
more than this. One transaction spans a run, so what it reads is one state.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from dupelint.model.source import SourceFile

VERDICTS = 8  # kept at a time: of a few branches, of a few selections of rules


class Entry(NamedTuple):
    """What is known of one file beside its facts."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    digest: bytes  # content hash
    told: bytes  # what its facts tell
    skipped: str  # why it was left aside


class Cache:
    """One open database. Use `open_cache`."""

    def __init__(self, connection: sqlite3.Connection, persistent: bool) -> None:
        self.connection = connection
        self.persistent = persistent
        self._known: dict[str, Entry] | None = None
        self._version = 0  # changes whenever another connection has written

    def known(self) -> dict[str, Entry]:
        """What is known of every file with stored facts, by path."""
        if self._known is None:
            make = partial(tuple.__new__, Entry)  # `_make` without its check of the length
            rows = self.connection.execute(
                "SELECT path, size, mtime_ns, ctime_ns, hash, told, skipped FROM main.file"
            )
            self._known = {row[0]: make(row) for row in rows}
        return self._known

    def date(self, files: Sequence[SourceFile]) -> None:
        """Note the times of files whose content is what is stored."""
        known = self.known()
        for path, _, _, _, mtime_ns, ctime_ns in files:
            known[path] = known[path]._replace(mtime_ns=mtime_ns, ctime_ns=ctime_ns)
        self.connection.executemany(
            "UPDATE main.file SET mtime_ns = ?, ctime_ns = ? WHERE path = ?",
            [(source.mtime_ns, source.ctime_ns, source.path) for source in files],
        )

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

    def begin(self, writing: bool) -> bool:
        """Start the run's transaction; False if another process holds the store for writing."""
        try:
            self.connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
        except sqlite3.OperationalError:
            return False
        (version,) = self.connection.execute("PRAGMA main.data_version").fetchone()
        if version != self._version:
            self._known, self._version = None, version
        return True

    def commit(self) -> None:
        """Keep what was written. A failure costs the cache, never the run."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.connection.close()
