"""Code files to mutate, and what their own languages say about them."""

from __future__ import annotations

import ast
import os
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dupelint.discovery import language_of
from dupelint.fixing.parsed import walk
from dupelint.model.source import Language
from dupelint.ruleset.document import load
from dupelint.ruleset.examples import examples
from dupelint.ruleset.registry import builtin_folder
from dupelint.syntax.grammar import parse
from dupelint.syntax.python_encoding import decode

if TYPE_CHECKING:
    from tree_sitter import Node

ROOT = Path(__file__).parents[2]
SCRIPTS = (Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX)
MAX_SIZE = 40_000  # bytes
VENDORED = frozenset({"node_modules", "vendor", "dist", "build", ".git"})


@cache
def code_files(*languages: Language) -> list[tuple[str, Language, bytes]]:
    """Path, language, content; of the folders in DUPELINT_CORPUS, else of this repository."""
    folders = os.environ.get("DUPELINT_CORPUS", "")
    found: set[tuple[str, Language, bytes]] = set()
    if not folders:
        for path in builtin_folder().glob("*.md"):
            for example in examples(load(path)):
                for name, data in example.files.items():
                    if (language := language_of(name)) in languages and language:
                        found.add((name, language, data))
    roots = folders.split(os.pathsep) if folders else [ROOT / "examples", ROOT / "dupelint/linking"]
    for root in roots:
        for path in Path(root).rglob("*"):
            language = language_of(path.name)
            if language not in languages or language is None or VENDORED & set(path.parts):
                continue
            if path.is_file() and not path.is_symlink() and path.stat().st_size < MAX_SIZE:
                found.add((path.as_posix(), language, path.read_bytes()))
    return sorted(found)


def sound(language: Language, data: bytes) -> bool:
    """Whether the language itself would read the file."""
    if language is not Language.PYTHON:
        return not parse(data, language).root_node.has_error
    return module(data) is not None


def module(data: bytes) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def calls(language: Language, data: bytes, *kinds: str) -> list[tuple[int, int]]:
    """Where nodes of these kinds stand."""
    code = decode(data) if language is Language.PYTHON else None
    if language is Language.PYTHON and code is None:
        return []
    root = parse(code.data if code else data, language).root_node
    return [(node.start_byte, node.end_byte) for node in walk(root) if node.type in kinds]


def tokens(language: Language, data: bytes, without: list[tuple[int, int]]) -> list[bytes]:
    """The words and signs of the code outside of these ranges, but not what only separates."""

    def counts(node: Node) -> bool:
        inside = any(start <= node.start_byte < end for start, end in without)
        return not (node.child_count or inside or node.type in ("comment", "html_comment"))

    found = [
        data[node.start_byte : node.end_byte]
        for node in walk(parse(data, language).root_node)
        if counts(node)
    ]
    return [text for text in found if text not in (b";", b"{", b"}", b"")]
