"""Makefiles: what each target runs."""

from __future__ import annotations

import re

from dupelint.extract.commandline import Word
from dupelint.extract.settings.commands import add_command, shell_line
from dupelint.extract.settings.sheet import Sheet
from dupelint.model.pattern import lazy

_TARGET = lazy(r"([A-Za-z0-9_./-]+(?:[ \t]+[A-Za-z0-9_./-]+)*)[ \t]*:(?![=:])[^\r\n]*")
_RECIPE = lazy(r"\t[ \t]*[@+-]*[ \t]*((?:[^\\\r\n]|\\(?:\r?\n|.))*)", re.DOTALL)
_LINE = lazy(r"(?:[^\\\r\n]|\\(?:\r?\n|.))*", re.DOTALL)
_VARIABLE = lazy(r"\$\(([A-Za-z_]\w*)\)")


def extract(sheet: Sheet) -> None:
    """Every recipe line is a command line of its target; each starts in the Makefile's folder."""
    text, position = sheet.text, 0
    names: tuple[str, ...] = ()
    while position < len(text):
        line = _LINE.match(text, position)
        end = line.end() if line else position
        if text.startswith("\t", position):
            found = _RECIPE.match(text, position, end)
            if found and names and found[1].strip() and not found[1].startswith("#"):
                # Make's own variables read as the shell's, of the same length.
                written = _VARIABLE.sub(r"${\1}", found[1])
                word = Word(written, range(found.start(1), found.start(1) + len(written)))
                for name in names:
                    add_command(
                        sheet, shell_line(word), origin="makefile", name=name, at=found.span(1)
                    )
        elif found := _TARGET.match(text, position, end):
            names = tuple(name for name in found[1].split() if not name.startswith("."))
        elif text[position:end].strip() and not text.startswith("#", position):
            names = ()
        position = end + 1
