"""Bytes of one file → facts. An extractor never sees another file."""

from __future__ import annotations

from dupelint.extract.unit import Fact, Unit
from dupelint.model.source import MARKUP, SCRIPTS, Kind, Language

_ASIDE = frozenset({Kind.TEST, Kind.EXAMPLE, Kind.GENERATED})
_ASIDE_PYTHON = _ASIDE | {Kind.TOOLING}


def extract(unit: Unit) -> list[Fact]:
    """Every fact the file states. Never raises for what a file holds: that becomes a Gap."""
    if unit.language is Language.PYTHON:
        from dupelint.extract import python

        return list(python.only_imports(unit) if _is_aside(unit) else python.extract(unit))
    if unit.language in SCRIPTS:
        from dupelint.extract import javascript

        return list(javascript.only_imports(unit) if _is_aside(unit) else javascript.extract(unit))
    if unit.language in MARKUP:
        from dupelint.extract import markup

        return list(markup.extract(unit))
    from dupelint.extract import settings

    return list(settings.extract(unit))


def _is_aside(unit: Unit) -> bool:
    """Whether no rule speaks of the file, so that its imports are all there is to know: a test, an
    example, what a program wrote; of Python also tools. (Those of JavaScript configure bundlers.)
    """
    aside = _ASIDE_PYTHON if unit.language is Language.PYTHON else _ASIDE
    return unit.kind in aside and b"dupelint:" not in unit.data
