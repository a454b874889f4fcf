"""The one place that loads tree-sitter grammars and parses with them."""

from __future__ import annotations

import time
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

from dupelint.model.errors import UserError
from dupelint.model.source import Language
from dupelint.syntax.awaited import with_plain_calls
from dupelint.syntax.reserved_attributes import with_plain_attributes
from dupelint.syntax.yaml_depth import too_deep

if TYPE_CHECKING:
    from tree_sitter import Language as Grammar
    from tree_sitter import Parser, Query, Tree

SMALL = 4_096  # bytes that are never long in parsing, whatever they are
SLICE = 65_536  # bytes handed to the parser at a time; with one slice it could not be stopped
# Of what it goes back to, the same pieces each time: py-tree-sitter 0.26 never lets go of one that
# it was given, and in text that can be read in many ways it goes back thousands of times.
AGAIN = 256
PARSED = frozenset(
    {
        Language.PYTHON, Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX,
        Language.SHELL, Language.YAML, Language.TOML, Language.JSON,
    }
)  # fmt: skip
_TYPED = frozenset({Language.TYPESCRIPT, Language.TSX})


class UnparsedError(Exception):
    """A file that is not parsed; `reason` is that of its gap."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@cache
def grammar(language: Language) -> Grammar:
    """The tree-sitter grammar of a language in `PARSED` (JSON is read with JavaScript's)."""
    try:
        from tree_sitter import Language as Grammar
    except ImportError as error:
        raise UserError(
            f"tree-sitter cannot be imported: {error}",
            "install a CPython that tree-sitter has a wheel for"
            " (with pre-commit: `language_version: python3.13`)",
        ) from error
    if language not in _GRAMMARS:
        raise ValueError(f"no grammar for {language}")
    package, function = _GRAMMARS[language]
    return Grammar(getattr(_binding(package), function)())


_GRAMMARS = {  # language → package, function that gives its grammar
    Language.PYTHON: ("tree_sitter_python", "language"),
    Language.JAVASCRIPT: ("tree_sitter_javascript", "language"),
    Language.JSON: ("tree_sitter_javascript", "language"),
    Language.TYPESCRIPT: ("tree_sitter_typescript", "language_typescript"),
    Language.TSX: ("tree_sitter_typescript", "language_tsx"),
    Language.SHELL: ("tree_sitter_bash", "language"),
    Language.YAML: ("tree_sitter_yaml", "language"),
    Language.TOML: ("tree_sitter_toml", "language"),
}


def _binding(package: str) -> ModuleType:
    """The compiled part of a grammar's package. What stands around it imports importlib.resources,
    which takes longer than the grammar."""
    found = find_spec(package)
    folders = found.submodule_search_locations if found is not None else None
    inner = PathFinder.find_spec(f"{package}._binding", folders) if folders else None
    if inner is None or inner.loader is None:
        return import_module(package)
    module = module_from_spec(inner)
    inner.loader.exec_module(module)
    return module


@cache
def _parser(language: Language) -> Parser:
    from tree_sitter import Parser

    return Parser(grammar(language))


@cache
def query(language: Language, text: str) -> Query:
    """A compiled query; compiling costs, so it happens once per process."""
    from tree_sitter import Query

    return Query(grammar(language), text)


def parse(data: bytes, language: Language, limit: float = 5.0) -> Tree:
    """Parse within `limit` seconds of the processor.

    UnparsedError: it takes longer, or the grammar cannot be trusted with it.
    """
    if language is Language.YAML and too_deep(data):
        raise UnparsedError("deep")
    if language in _TYPED:
        data = with_plain_calls(data)
    elif language is Language.JAVASCRIPT:
        data = with_plain_attributes(data)
    parser = _parser(language)
    if len(data) <= SMALL:
        return parser.parse(data)
    deadline = time.monotonic() + limit
    spent = time.thread_time() + limit

    furthest = 0
    again: dict[int, bytes] = {}

    def read(offset: int, _point: object) -> bytes:
        nonlocal furthest
        if offset >= furthest:
            furthest = offset + SLICE
            return data[offset:furthest]
        if offset not in again:
            again[offset] = data[offset : offset - offset % AGAIN + AGAIN]
        return again[offset]

    def stop(_offset: int, _has_error: bool) -> bool:
        # The clock is quicker to ask, but on a busy machine it runs on without the parser.
        return time.monotonic() > deadline and time.thread_time() > spent

    try:
        return parser.parse(read, progress_callback=stop)
    except ValueError as error:
        parser.reset()
        raise UnparsedError("timeout") from error
