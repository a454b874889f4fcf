"""Facts of a page or component, with spans shown as the text they cover."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dupelint.discovery import kind_of, language_of
from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, START_BITS, Span

Read = Callable[..., list[tuple[Any, ...]]]


def cut(data: bytes, at: Span) -> str:
    """The text of a span."""
    if at == NO_SPAN:
        return ""
    start, length = at >> LENGTH_BITS & (1 << START_BITS) - 1, at & (1 << LENGTH_BITS) - 1
    return data[start : start + length].decode()


@pytest.fixture
def read() -> Read:
    """(source, kind of fact, columns, path) → these columns of each such fact."""

    def facts(
        source: str | bytes, kind: str, *columns: str, path: str = "templates/a.html"
    ) -> list[tuple[Any, ...]]:
        data = source.encode() if isinstance(source, str) else source
        language = language_of(path)
        assert language is not None
        unit = Unit(path, language, kind_of(path), data, Words(frozenset({3300}), False))
        found = []
        for fact in extract(unit):
            if type(fact).__name__ == kind:
                kinds = type(fact).__annotations__
                row = []
                for column in columns:
                    held = getattr(fact, column)
                    if kinds[column] is Span:
                        held = cut(data, held)
                    elif isinstance(held, str) and held.startswith('["'):
                        held = _text(json.loads(held))
                    row.append(held)
                found.append(tuple(row))
        return found

    return facts


def _text(value: list[Any]) -> str:
    """A value as a reader sees it, `{}` for what is not known."""
    match value:
        case ["str", text]:
            return str(text)
        case ["concat", *parts]:
            return "".join(map(_text, parts))
    return "{}"
