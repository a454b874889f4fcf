"""What the latest verdict that was worked out rests on, file by file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dupelint.cache.cache import Cache


class Changed(NamedTuple):
    """A file that does not tell what it told the verdict."""

    before: bytes  # empty: it was not there
    after: bytes
    asked: str  # what the verdict asked of it


class Basis:
    """One cache holds one basis: with each file, what it told then."""

    def __init__(self, cache: Cache) -> None:
        self._execute = cache.connection.execute
        self._many = cache.connection.executemany

    def of(self, frame: str) -> tuple[str, str] | None:
        """(the verdict's key, what it asked of all files), if it was made in this frame."""
        query = "SELECT key, everywhere FROM main.basis WHERE frame = ?"
        found: tuple[str, str] | None = self._execute(query, (frame,)).fetchone()
        return found

    def changed(self) -> Iterator[Changed]:
        """The files that tell something else by now."""
        query = "SELECT judged, told, asked FROM main.file WHERE told IS NOT judged"
        for before, after, asked in self._execute(query):
            yield Changed(before or b"", after or b"", asked or "")

    def move(self, key: str) -> None:
        """The same verdict is kept under another key, too."""
        with contextlib.suppress(sqlite3.Error):
            self._execute("UPDATE main.basis SET key = ?", (key,))

    def lay(self, key: str, frame: str, everywhere: str, asked: Mapping[str, str]) -> None:
        """From now on it is this verdict's; `asked`: by path. A failure leaves none."""
        with contextlib.suppress(sqlite3.Error):
            self._execute("DELETE FROM main.basis")
            self._execute("UPDATE main.file SET judged = told WHERE judged IS NOT told")
            rows = self._execute("SELECT path, asked FROM main.file").fetchall()
            self._many(
                "UPDATE main.file SET asked = ? WHERE path = ?",
                [
                    (asked.get(path, ""), path)
                    for path, before in rows
                    if before != asked.get(path, "")
                ],
            )
            self._execute("INSERT INTO main.basis VALUES (?, ?, ?)", (key, frame, everywhere))
