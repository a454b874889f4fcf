"""Text for a terminal: harmless, coloured, of known width."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from dupelint.model.finding import Severity
from dupelint.model.pattern import lazy

TAB = 4
# Controls, and the marks that turn the direction of text around (CVE-2021-42574).
_HOSTILE = lazy("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_STYLES = {
    Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34",
    "bold": "1", "frame": "34", "related": "36", "good": "32", "dim": "2",
}  # fmt: skip


def harmless(text: str) -> str:
    """The text with everything a terminal might obey written out (`\\x1b`)."""
    return _HOSTILE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def paint(text: str, style: str, color: bool) -> str:
    """The text in the style of a severity or a role."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and text else text


def shown_path(path: Path, directory: Path) -> str:
    """The path as a person in `directory` would type it, forward slashes."""
    try:
        text = path.relative_to(directory).as_posix()
    except ValueError:
        text = os.path.relpath(path, directory).replace(os.sep, "/")
        text = text if not text.startswith("../../..") else path.as_posix()
    return harmless(text)


def source_line(text: str) -> str:
    """A line of code, tabs as spaces, harmless."""
    return harmless(text.replace("\t", " " * TAB))


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in {"Mn", "Me", "Cf"} for letter in text)
    return len(text) + wide - marks


def count(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
