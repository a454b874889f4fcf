"""Service managers' files: systemd units, supervisor programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.extract.commandline import Word
from dupelint.extract.settings.commands import add_command, shell_line
from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.model.facts import EnvFile, span
from dupelint.model.pattern import lazy

_SECTION = lazy(r"[ \t]*\[([^\]\r\n]*)\]")
_KEY = lazy(r"[ \t]*([A-Za-z_][\w.-]*)[ \t]*=[ \t]*")
_LINE = lazy(r"(?:[^\\\r\n]|\\(?:\r?\n|.))*", re.DOTALL)
_PAIR = lazy(  # a name starts where no word does, or a long word would be tried at each character
    r"""(?:(?P<open>["'])|(?<!\w))(?P<name>[A-Za-z_]\w*+)="""
    r"""(?P<value>"[^"]*"|'[^']*'|[^\s,"']*)(?(open)(?P=open))"""
)


class Setting(NamedTuple):
    """One `key = value`."""

    section: str
    key: str  # lower case
    value: Word
    at: tuple[int, int]


def extract(sheet: Sheet) -> None:
    """Processes, with what they are given."""
    systemd = sheet.unit.path.endswith(".service")
    stem = sheet.unit.path.rpartition("/")[2].partition(".")[0]
    settings = list(_settings(sheet))
    folders = {
        one.section: one.value.text
        for one in settings
        if one.key in ("workingdirectory", "directory")
    }
    for one in settings:
        kind, _, name = one.section.partition(":")
        name = stem if systemd else name
        if one.key == ("execstart" if systemd else "command"):
            if not systemd and kind != "program":
                continue
            value = one.value.cut(len(one.value.text) - len(one.value.text.lstrip("@-:+!")))
            add_command(
                sheet, shell_line(value), origin="systemd" if systemd else "supervisor",
                name=name, at=one.at, workdir=folders.get(one.section, ""), parallel=True,
            )  # fmt: skip
        elif one.key == "environment":
            _environment(sheet, one, "systemd" if systemd else "supervisor", name)
        elif one.key == "environmentfile":
            path = one.value.text.lstrip("-").strip("\"' ")
            sheet.facts.append(EnvFile("systemd", plain(path), plain(name), 0, span(*one.at)))


def _settings(sheet: Sheet) -> Iterator[Setting]:
    section, position, text = "", 0, sheet.text
    while position < len(text):
        line = _LINE.match(text, position)
        end = line.end() if line else position
        if found := _SECTION.match(text, position, end):
            section = found[1].strip()
        elif found := _KEY.match(text, position, end):
            value = sheet.word(found.end(), end)
            if not text.startswith(("#", ";"), position):
                yield Setting(section, found[1].lower(), value, (found.start(1), end))
        position = end + 1


def _environment(sheet: Sheet, one: Setting, origin: str, name: str) -> None:
    """`A=b "C=d e"`, with commas between for supervisor."""
    for found in _PAIR.finditer(one.value.text):
        value = one.value.cut(*found.span("value"))
        if value.text[:1] in ("'", '"') and len(value.text) > 1:
            value = value.cut(1, -1)
        start, end = found.span("name")[0], found.end("value")
        place = one.value.place(start, end)
        if place is not None and not sheet.is_defined(place[0]):
            sheet.env(found["name"], value, origin, name, place)
