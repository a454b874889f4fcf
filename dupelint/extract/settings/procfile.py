"""Procfile lines; a name that stands twice is two facts."""

from __future__ import annotations

import re

from dupelint.extract.settings.commands import add_command, shell_line
from dupelint.extract.settings.sheet import Sheet
from dupelint.model.pattern import lazy

_LINE = lazy(r"^(?:\ufeff|\udcef\udcbb\udcbf)?([A-Za-z0-9_-]+):[ \t]*([^\r\n]*[^\s])", re.M)


def extract(sheet: Sheet) -> None:
    """Processes, with their ports and inline definitions."""
    for found in _LINE.finditer(sheet.text):
        at = (found.start(1), found.end(2))
        line = shell_line(sheet.word(*found.span(2)))
        add_command(sheet, line, origin="procfile", name=found[1], at=at, parallel=True)
