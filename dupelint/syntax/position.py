"""Byte offsets as lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

BOM = b"\xef\xbb\xbf"


class Lines:
    """The lines of one file. Lines and columns start at 1; columns count Unicode code points.

    A byte order mark takes no column. `\\n`, `\\r\\n` and a lone `\\r` end a line.
    """

    __slots__ = ("_starts", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        if b"\r" in data:  # bytes: only \n, \r, \r\n end a line
            sizes = [len(line) for line in data.splitlines(keepends=True)]
            if not data.endswith((b"\n", b"\r")):
                sizes.pop()
        else:
            sizes = [len(line) + 1 for line in data.split(b"\n")][:-1]
        starts = list(accumulate(sizes, initial=0))
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, offset: int) -> int:
        """The line that holds the byte at `offset`."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of the byte at `offset`."""
        line = self.line(offset)
        start = self._starts[line - 1]
        before = self.data[start:offset]
        if line == 1:
            before = before.removeprefix(BOM)
        return line, len(before.decode("utf-8", "replace")) + 1

    def span(self, line: int) -> tuple[int, int]:
        """Byte range of a line, without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.data)
        while end > start and self.data[end - 1 : end] in (b"\n", b"\r"):
            end -= 1
        return start, end

    def text(self, line: int) -> str:
        """A line without its end, undecodable bytes replaced."""
        start, end = self.span(line)
        return self.data[start:end].decode("utf-8", "replace").removeprefix("\ufeff")
