"""Places of a graph as lines and columns."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from dupelint.model.finding import Outcome, Place
from dupelint.report.options import Options
from dupelint.report.view import View


class Spot(TypedDict):
    """Line and column count from 1; both are 0 where a whole file is meant."""

    path: str
    line: int
    column: int


class Spots:
    """Reads each file once."""

    def __init__(self, root: str) -> None:
        self._root = Path(root)
        self._view = View([Outcome(root)], Options())

    def spot(self, place: Place) -> Spot:
        """Where a place starts."""
        if place.start == place.end == 0:
            return {"path": place.path, "line": 0, "column": 0}
        found = self._view.spot(place, self._root)
        return {"path": place.path, "line": found.line, "column": found.column}

    def short(self, place: Place) -> str:
        """`path:line`, or the path of a whole file."""
        spot = self.spot(place)
        return f"{spot['path']}:{spot['line']}" if spot["line"] else spot["path"]
