"""What is fed, and what it may do with what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dupelint.config import load as load_config
from dupelint.discovery import kind_of, language_of
from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.errors import ConfigError, RuleError
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, START_BITS, Span
from dupelint.ruleset.document import load as load_rule
from dupelint.ruleset.registry import builtin_folder

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = (REPOSITORY / "examples", REPOSITORY / "tests" / "cases")
WORDS = Words(frozenset({3001, 3300, 3310}), include_docs=True)
_BY_ENDING = frozenset(
    {".py", ".js", ".ts", ".tsx", ".jsx", ".vue", ".svelte", ".html"}
)  # of the others the name says what they are
_START = (1 << START_BITS) - 1
_LENGTH = (1 << LENGTH_BITS) - 1


class Target(NamedTuple):
    """A reader with inputs it understands."""

    name: str
    seeds: tuple[bytes, ...]
    feed: Callable[[bytes], None]  # raises for what must not happen


def targets(corpus: tuple[Path, ...], scratch: Path) -> Iterator[Target]:
    """Every reader; `scratch` is a folder for those that read files only."""
    seeds: dict[str, list[bytes]] = {}
    named: dict[str, str] = {}
    for path in _files(corpus):
        language = language_of(path.name)
        if language is not None and path.stat().st_size < 200_000:
            # One name for each form of file: Procfile, .env, docker-compose.yml, x.tsx
            form = path.suffix if path.suffix in _BY_ENDING else path.name
            named.setdefault(form, path.name)
            seeds.setdefault(form, []).append(path.read_bytes())
    for form, found in sorted(seeds.items()):
        yield Target(form, tuple(found), partial(_extract, named[form]))
    configs = tuple(path.read_bytes() for path in _files(corpus) if path.name == "dupelint.toml")
    yield Target("configuration", configs, partial(_config, scratch))
    rules = tuple(path.read_bytes() for path in sorted(builtin_folder().glob("*.md")))
    yield Target("rule document", rules, partial(_rule, scratch))


def _files(corpus: tuple[Path, ...]) -> Iterator[Path]:
    for folder in corpus:
        for path in sorted(folder.rglob("*")):
            hidden = {"node_modules", ".dupelint", ".git", "dist"} & set(path.parts)
            if not hidden and path.is_file() and not path.is_symlink():
                yield path


def _extract(name: str, data: bytes) -> None:
    language = language_of(name)
    assert language is not None
    for fact in extract(Unit(name, language, kind_of(name), data, WORDS)):
        for column, kind in type(fact).__annotations__.items():
            span = getattr(fact, column)
            if kind is Span and span != NO_SPAN:
                start, length = span >> LENGTH_BITS & _START, span & _LENGTH
                assert start + length <= len(data), (fact, column)


def _config(scratch: Path, data: bytes) -> None:
    (scratch / "dupelint.toml").write_bytes(data)
    try:
        load_config(scratch)
    except ConfigError as error:
        assert error.message


def _rule(scratch: Path, data: bytes) -> None:
    path = scratch / "duplicate-blueprint.md"
    path.write_bytes(data)
    try:
        load_rule(path)
    except RuleError as error:
        assert error.message
