"""The text behind the spans of a run."""

from __future__ import annotations

from collections.abc import Callable

from dupelint.model.facts import NO_SPAN
from dupelint.model.finding import Place
from dupelint.store import Store, locate
from dupelint.syntax.position import Lines

Read = Callable[[str], bytes]


class Sources:
    """Places of spans, and the bytes and lines of files, each file read once."""

    def __init__(self, store: Store, read: Read) -> None:
        self._paths = store.paths
        self._read = read
        self._lines: dict[str, Lines] = {}

    def lines(self, path: str) -> Lines:
        """The lines of a file; of one that is gone by now, none."""
        if path not in self._lines:
            try:
                self._lines[path] = Lines(self._read(path))
            except OSError:
                self._lines[path] = Lines(b"")
        return self._lines[path]

    def place(self, span: object, message: str = "") -> Place | None:
        """Where a stored span is; None if the value is no span of this run."""
        if not isinstance(span, int) or span == NO_SPAN:
            return None
        file, start, end = locate(span)
        path = self._paths.get(file)
        return None if path is None else Place(path, start, end, message)

    def text(self, place: Place) -> str:
        """What stands at a place, runs of white space as one space."""
        data = self.lines(place.path).data[place.start : place.end]
        return " ".join(data.decode("utf-8", "replace").split())
