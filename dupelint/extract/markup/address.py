"""The address that an attribute holds."""

from __future__ import annotations

import re

from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import Value, unresolved

_FILLED = lazy(r"\{\{.*?\}\}|\{%.*%\}", re.DOTALL)
_LONGEST = 2_000  # bytes


def address(value: bytes, language: Language) -> Value | None:
    """As far as it is known; None where its start is not, or it cannot be told from a template."""
    if not value or len(value) > _LONGEST:
        return None
    text = value.decode("utf-8", "replace").strip()
    if not text.startswith(("/", "http", "ws", "HTTP")) or "<" in text:
        return None
    if "&" in text:
        import html

        text = html.unescape(text)
    if "{" not in text:
        return ("str", text)
    if language is not Language.HTML:
        return None  # an expression of the component
    parts: list[Value] = []
    position = 0
    for hole in _FILLED.finditer(text):
        parts.append(("str", text[position : hole.start()]))
        parts.append(unresolved("filled in by a template"))
        position = hole.end()
    parts.append(("str", text[position:]))
    if any("{" in part[1] or "}" in part[1] for part in parts[::2]):
        return None
    return ("concat", *(part for part in parts if part != ("str", "")))
