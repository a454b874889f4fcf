"""A progress bar for long runs on a terminal."""

from __future__ import annotations

import os
import sys
import time

DELAY = 0.7  # seconds before it shows: short runs show nothing
PAUSE = 0.1  # seconds between two updates
CELLS = 24


class Progress:
    """One line on standard error, redrawn in place."""

    def __init__(self) -> None:
        self._next = time.monotonic() + DELAY
        self._shown = False

    @classmethod
    def wanted(cls, switched_off: bool) -> Progress | None:
        """A bar, where somebody watches."""
        watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        automatic = os.environ.get("CI") or os.environ.get("PRE_COMMIT")
        return cls() if watched and not automatic and not switched_off else None

    def show(self, done: int, total: int) -> None:
        """Draw how far reading has come."""
        now = time.monotonic()
        if now < self._next or not total:
            return
        self._next, self._shown = now + PAUSE, True
        full = min(CELLS, CELLS * done // total)
        bar = "#" * full + "." * (CELLS - full)
        sys.stderr.write(f"\r\x1b[K[{bar}] {done:,}/{total:,} files")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave no trace."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
