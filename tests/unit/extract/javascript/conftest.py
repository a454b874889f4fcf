"""Sources as facts, with spans shown as the text they cover."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dupelint.extract.javascript import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language

SPANS = {"at", "url_at", "value_at", "default_at", "body", "codes_at", "covers"}
VALUES = {"url", "base", "value", "port", "host", "receiver", "default", "returns", "defaults"}
Rows = list[tuple[Any, ...]]
Read = Callable[..., Rows]


def unit(source: str | bytes, path: str, ports: frozenset[int]) -> Unit:
    """A file of the language that its name says."""
    languages = {"ts": Language.TYPESCRIPT, "mts": Language.TYPESCRIPT, "tsx": Language.TSX}
    language = languages.get(path.rpartition(".")[2], Language.JAVASCRIPT)
    data = source.encode() if isinstance(source, str) else source
    return Unit(path, language, Kind.SOURCE, data, Words(ports, include_docs=False))


def shown(fact: Any, field: str, data: bytes) -> Any:
    """A field of a fact as a test writes it."""
    held = getattr(fact, field)
    if field in SPANS:
        if held < 0:
            return ""
        start, length = held >> 21, held & (1 << 21) - 1
        return data[start : start + length].decode()
    if field in VALUES and isinstance(held, str) and held[:1] == "[":
        return _tupled(json.loads(held))
    return held


def _tupled(item: Any) -> Any:
    return tuple(_tupled(part) for part in item) if isinstance(item, list) else item


@pytest.fixture
def read() -> Read:
    """`read(source, kind, "field …")`: the named fields of every fact of one kind, in order."""

    def facts(
        source: str,
        kind: type[Any],
        fields: str,
        path: str = "a.ts",
        ports: frozenset[int] = frozenset({3001, 3300, 3310}),
    ) -> Rows:
        read_unit = unit(source, path, ports)
        found = [fact for fact in extract(read_unit) if type(fact) is kind]
        return [tuple(shown(f, name, read_unit.data) for name in fields.split()) for f in found]

    return facts
