"""Facts of a settings file as lines of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

import pytest

from dupelint.extract.settings import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, Process, Span
from dupelint.model.source import Kind, Language

Tell = Callable[..., list[str]]


@pytest.fixture
def tell() -> Tell:
    """(language, text or bytes, path) → `Kind field|field|… @ source text`, in order of place."""
    return _tell


def _tell(language: Language, source: str | bytes, path: str = "x", only: str = "") -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    unit = Unit(path, language, Kind.SOURCE, data, Words(frozenset(), include_docs=True))
    found = [fact for fact in extract(unit) if type(fact).__name__ in (only or type(fact).__name__)]
    found.sort(key=lambda fact: (fact.at >> LENGTH_BITS, -(fact.at & ((1 << LENGTH_BITS) - 1))))
    return [_line(fact, data) for fact in found]


def _line(fact: Any, data: bytes) -> str:
    if isinstance(fact, Process):
        return _process(fact, data)
    hints = get_type_hints(type(fact))
    fields = [
        _part(data, value) if hints[name] is Span else str(value)
        for name, value in zip(fact._fields, fact, strict=True)
    ]
    return f"{type(fact).__name__} {'|'.join(fields[:-1])} @ {fields[-1]}"


_PLAIN = ("", "{}", "[]", 0)


def _process(fact: Process, data: bytes) -> str:
    """Of a process the columns that say something: `Process origin|name|command|entry k=v … @ …`"""
    told = [f"{key}={value}" for key, value in fact._asdict().items() if value not in _PLAIN]
    rest = [part for part in told if part.partition("=")[0] not in (*fact._fields[:4], "at")]
    return " ".join([f"Process {'|'.join(fact[:4])}", *rest, "@", _part(data, fact.at)])


def _part(data: bytes, span: int) -> str:
    if span == NO_SPAN:
        return "-"
    start = span >> LENGTH_BITS
    return data[start : start + (span & ((1 << LENGTH_BITS) - 1))].decode("utf-8", "replace")
