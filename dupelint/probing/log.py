"""The log of the app while it is asked."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dupelint.model.errors import PathError

UPDATE = "[update]"
_TAIL = 65_536  # bytes
_LONGEST = 1_000  # characters of a line


class Log:
    """A file that grows; the phase begins where it ends when it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._start = file.seek(0, os.SEEK_END)
        except OSError as error:
            raise PathError(f"cannot read the log {path}: {error.strerror}") from error

    def since(self) -> list[str]:
        """Lines written since the phase began; all of them where the file was begun anew."""
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(self._start if size >= self._start else 0)
            return _lines(file.read())

    def last(self, count: int = 5) -> list[str]:
        """The last lines."""
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            return _lines(file.read())[-count:]

    def updates(self) -> list[str]:
        """Every line about the connection since the phase began."""
        return [line for line in self.since() if UPDATE in line]

    def told(self, pattern: str) -> str:
        """The first line since the phase began that the pattern finds; "" if there is none."""
        return next((line for line in self.since() if re.search(pattern, line, re.I)), "")


def _lines(data: bytes) -> list[str]:
    return [line[:_LONGEST] for line in data.decode("utf-8", "replace").splitlines()]
