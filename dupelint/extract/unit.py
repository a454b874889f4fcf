"""One file being read: what an extractor is given."""

from __future__ import annotations

from typing import Any, NamedTuple

from dupelint.model.source import Kind, Language

Fact = Any  # any of model.facts.FACTS


class Words(NamedTuple):
    """What of the configuration decides whether a file is parsed. Part of the cache's key."""

    ports: frozenset[int]  # legacy and internal ports
    include_docs: bool


class Unit(NamedTuple):
    """The bytes of one file and what is known about it before reading."""

    path: str  # relative to the root
    language: Language
    kind: Kind
    data: bytes  # as on disk: BOM, CRLF and all; offsets in facts refer to these bytes
    words: Words
