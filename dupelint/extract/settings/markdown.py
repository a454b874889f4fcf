"""Markdown: ports that a reader is told; nothing in it is in force."""

from __future__ import annotations

import re

from dupelint.extract.commandline import Word, commands
from dupelint.extract.ports import flag_ports, is_port_name, text_ports
from dupelint.extract.settings.sheet import Sheet
from dupelint.model.pattern import lazy

_FENCE = lazy(r"^[ \t]{0,12}(`{3,}|~{3,})[^\n]*$", re.M)
_INLINE = lazy(r"(?<!`)`([^`\n]+)`(?!`)")
_ASSIGNED = lazy(r"(?<![\w.-])([A-Za-z_][A-Za-z0-9_]*)\s?[=:]\s?([0-9]{1,5})(?![\w.:-])", re.ASCII)


def extract(sheet: Sheet) -> None:
    """URLs, host:port, assignments anywhere; command lines in code."""
    text = sheet.text
    sheet.ports(text_ports(Word(text, range(len(text)))), context="markdown")
    for found in _ASSIGNED.finditer(text):
        if is_port_name(found[1]) and found[1] != "externalPort":
            whole = sheet.word(*found.span(2))
            sheet.number(whole, 0, len(whole.text), "markdown", found[1])
    for start, end in _code(text):
        for command in commands(sheet.word(start, end)):
            sheet.ports(flag_ports(command.words), context="markdown")


def _code(text: str) -> list[tuple[int, int]]:
    """Lines of fenced blocks, and inline code outside them."""
    places: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    position = 0
    for fence in _FENCE.finditer(text):
        if opened is None:
            places += [found.span(1) for found in _INLINE.finditer(text, position, fence.start())]
            opened = fence
        elif fence[1].startswith(opened[1]):
            places.append((opened.end(), fence.start()))
            position = fence.end()
            opened = None
    if opened is None:
        places += [found.span(1) for found in _INLINE.finditer(text, position)]
    return places
