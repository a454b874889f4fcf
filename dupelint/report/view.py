"""Findings with their places as lines and columns, in the order they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dupelint.model.finding import Finding, Outcome, Place
from dupelint.report.options import Options
from dupelint.syntax.position import Lines


class Spot(NamedTuple):
    """A place as people name it. The end is exclusive; everything counts from 1."""

    path: Path  # absolute
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    hidden: bool = False  # what stands there is a secret


class Seen(NamedTuple):
    """A finding with its places."""

    finding: Finding
    root: Path
    primary: Spot
    related: tuple[Spot, ...]

    @property
    def order(self) -> tuple[object, ...]:
        place = self.finding.primary
        return (str(self.root), place.path, place.start, place.end, self.finding.code)


class View:
    """Finds lines and columns, reading each file once."""

    def __init__(self, outcomes: Sequence[Outcome], options: Options) -> None:
        self.outcomes = outcomes
        self.options = options
        self.secrets = frozenset(name for outcome in outcomes for name in outcome.secrets)
        self._lines: dict[Path, Lines] = {}
        self._paths: dict[tuple[Path, str], Path] = {}

    def findings(self) -> list[Seen]:
        """Every finding that is reported, by place."""
        seen = [
            self.seen(finding, root)
            for root, outcome in ((Path(one.root), one) for one in self.outcomes)
            for finding in outcome.findings
        ]
        return sorted(seen, key=lambda one: one.order)

    def seen(self, finding: Finding, root: Path) -> Seen:
        """One finding with its places."""
        related = dict.fromkeys(self.spot(place, root) for place in finding.related)
        return Seen(finding, root, self.spot(finding.primary, root), tuple(related))

    def spot(self, place: Place, root: Path) -> Spot:
        """Where a place is."""
        path = self._paths.get((root, place.path))
        if path is None:
            path = self._paths[root, place.path] = root / place.path
        lines = self.lines(path)
        size = len(lines.data)
        start = min(place.start, size)
        end = min(max(place.end, start), size)
        line, column = lines.position(start)
        end_line, end_column = lines.position(end)
        return Spot(path, line, column, end_line, end_column, place.message, place.hidden)

    def lines(self, path: Path) -> Lines:
        """The text of a file; empty where it is gone."""
        if path not in self._lines:
            data = self.options.contents.get(str(path))
            if data is None:
                try:
                    data = path.read_bytes()
                except OSError:
                    data = b""
            self._lines[path] = Lines(data)
        return self._lines[path]
