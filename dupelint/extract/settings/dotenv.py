"""Dotenv files, read as python-dotenv reads them, with places."""

from __future__ import annotations

import io
import re

from dupelint.extract.commandline import Word
from dupelint.extract.settings.sheet import Sheet
from dupelint.model.facts import EnvHint, Gap, span
from dupelint.model.pattern import lazy

_HEAD = lazy(r"\s*(?:export[^\S\r\n]+)?(?:'[^']+'|[^=#\s]+)[^\S\r\n]*=[^\S\r\n]*")
_HINT = lazy(
    r"^[^\S\r\n]*#[#;\f\t ]*(?:export[^\S\r\n]+)?([A-Z][A-Z0-9_]*)[^\S\r\n]*=", re.MULTILINE
)
_BLANKS = lazy(r"[^\S\r\n]{2000}|\s{20000}")  # python-dotenv takes quadratic time over these


def extract(sheet: Sheet) -> None:
    """Definitions; commented ones are hints."""
    from dotenv.parser import parse_stream

    offset = 3 if sheet.unit.data.startswith(b"\xef\xbb\xbf") else 0
    text = sheet.text[offset:]
    if _BLANKS.search(text):
        sheet.facts.append(Gap("parse", "EnvDefinition", span(0, len(sheet.text))))
        return
    for binding in parse_stream(io.StringIO(text, newline="")):
        raw = binding.original.string
        if binding.key is not None and binding.value is not None:
            head = _HEAD.match(raw)
            if head is not None:
                start = offset + head.end()
                begin = offset + len(raw) - len(raw.lstrip())
                value, end = _value(sheet, start, binding.value)
                group = ""
                sheet.env(binding.key, value, "dotenv", group, (begin, end), binding.value)
        offset += len(raw)
    for hint in _HINT.finditer(sheet.text):
        sheet.facts.append(EnvHint(hint[1], span(*hint.span(1))))


def _value(sheet: Sheet, start: int, value: str) -> tuple[Word, int]:
    """The value's bytes, and where the definition ends."""
    quote = sheet.text[start : start + 1]
    if quote not in ("'", '"') or not quote:
        end = start + len(value)
        return sheet.word(start, end), end
    end = start + 1
    while end < len(sheet.text) and sheet.text[end] != quote:
        end += 2 if sheet.text[end] == "\\" else 1
    return sheet.word(start + 1, end), end + 1
