"""Escape sequences of quoted text, taken out with every character's place kept."""

from __future__ import annotations

import re

from dupelint.extract.commandline import Word
from dupelint.model.pattern import lazy

_BACKSLASH = lazy(
    r"\\(?:u\{?([0-9A-Fa-f]{4})\}?|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(\r?\n[ \t]*)|(.))",
    re.DOTALL,
)
_QUOTE = lazy(r"'(')")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "e": "\x1b"}


def unescaped(word: Word, form: str) -> Word:
    """`form`: json, yaml, toml (backslashes); single (YAML's doubled quote); raw (nothing)."""
    if form == "raw" or ("'" if form == "single" else "\\") not in word.text:
        return word
    pattern = _QUOTE if form == "single" else _BACKSLASH
    text: list[str] = []
    places: list[int] = []
    position = 0
    for found in pattern.finditer(word.text):
        replacement = found[1] if form == "single" else _character(found)
        text += [word.text[position : found.start()], replacement]
        places += word.places[position : found.start()]
        places += [word.places[found.end() - 1]] * len(replacement)
        position = found.end()
    text.append(word.text[position:])
    places += word.places[position:]
    return Word("".join(text), places)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            return "\ufffd"
        return chr(number)
    if found[4] is not None:  # an escaped line end joins the lines
        return ""
    return _NAMED.get(found[5], found[5])
