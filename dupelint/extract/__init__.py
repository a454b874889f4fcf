"""Bytes of one file → facts. An extractor never sees another file."""

from __future__ import annotations

from dupelint.extract.unit import Fact, Unit
from dupelint.model.source import Language

CODE = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})


def extract(unit: Unit) -> list[Fact]:
    """Every fact the file states. Never raises for what a file holds: that becomes a Gap."""
    if unit.language is Language.PYTHON:
        from dupelint.extract import python

        return list(python.extract(unit))
    if unit.language in CODE:
        from dupelint.extract import javascript

        return list(javascript.extract(unit))
    from dupelint.extract import settings

    return list(settings.extract(unit))
