"""Judges a file by its bytes: binary, minified."""

from __future__ import annotations

from dupelint.model.source import MARKUP, SCRIPTS, Language

SMALL = 8_192  # bytes; below this nothing is called minified
LONG_LINE = 1_000  # bytes, mean over the file
SPARSE = 0.07  # share of white space; long names alone go below it, so lines must be long, too
LONGISH = 200  # bytes, mean over a sparse file
BUILT = (".min.", ".bundle.")
_CODE = SCRIPTS | MARKUP | {Language.PYTHON}


def is_binary(data: bytes) -> bool:
    """A NUL byte near the start: no text file of any language read here has one."""
    return data.find(b"\0", 0, SMALL) >= 0


def is_minified(path: str, language: Language, data: bytes) -> bool:
    """Built code rather than source. Settings files never are, however long their lines."""
    if language not in _CODE:
        return False
    name = path.rpartition("/")[2]
    if any(mark in name for mark in BUILT):
        return True
    size = len(data)
    if size <= SMALL:
        return False
    lines = data.count(b"\n") + 1
    if size / lines <= LONGISH:
        return False
    white = data.count(b" ") + data.count(b"\t") + data.count(b"\n") + data.count(b"\r")
    return size / lines > LONG_LINE or white < size * SPARSE
