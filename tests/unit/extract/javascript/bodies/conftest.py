"""Reads facts about response bodies, and the tables of forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from dupelint.extract.javascript.bodies import ANCHORS, read_bodies
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import BodyRead, ResponseHelper
from dupelint.model.source import Kind, Language
from dupelint.syntax.grammar import parse

_HERE = Path(__file__).parent
_ANCHOR = re.compile(b"|".join(re.escape(anchor) for anchor in ANCHORS))
_LANGUAGES = {".js": Language.JAVASCRIPT, ".ts": Language.TYPESCRIPT, ".tsx": Language.TSX}
_LETTERS = {"reached": "R", "blocked": "B", "unknown": "?"}

Facts = list[BodyRead | ResponseHelper]


def read_facts(source: str | bytes, path: str = "app.js") -> Facts:
    data = source.encode() if isinstance(source, str) else source
    language = _LANGUAGES[PurePosixPath(path).suffix]
    unit = Unit(path, language, Kind.SOURCE, data, Words(frozenset(), include_docs=False))
    offsets = [found.start() for found in _ANCHOR.finditer(data)]
    return list(read_bodies(unit, parse(data, language), offsets))


def read_verdicts(source: str, path: str = "app.js") -> list[str]:
    """Each parse as a line: `reach guarded handling flags`, as the table writes it."""
    return [verdict(fact) for fact in read_facts(source, path) if isinstance(fact, BodyRead)]


def verdict(read: BodyRead) -> str:
    tried = (read.s204, read.s204_json, read.s200_empty, read.s200_html, read.s500_html)
    flags = [name for name in ("awaited", "in_try", "error_branch") if getattr(read, name)]
    return " ".join(["".join(_LETTERS[one] for one in tried), read.guarded, read.handling, *flags])


def rows(name: str) -> Iterator[tuple[str, str]]:
    """(heading, source) of each form in a table."""
    for row in (_HERE / name).read_text(encoding="utf-8").split("\n//// ")[1:]:
        heading, _, sources = row.partition("\n")
        for source in sources.strip().split("\n\n"):
            yield heading.strip(), source


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "form" in metafunc.fixturenames:
        found = list(rows("forms.js"))
        metafunc.parametrize("form", found, ids=[f"{i} {row}" for i, (row, _s) in enumerate(found)])
    if "no_parse" in metafunc.fixturenames:
        metafunc.parametrize("no_parse", [source for _row, source in rows("no_parses.js")])


@pytest.fixture(scope="session")
def forms() -> list[tuple[str, str]]:
    return list(rows("forms.js"))


@pytest.fixture(scope="session")
def facts() -> Callable[..., Facts]:
    return read_facts


@pytest.fixture(scope="session")
def verdicts() -> Callable[..., list[str]]:
    return read_verdicts
