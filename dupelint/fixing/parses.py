"""Whether a file still parses once it is changed."""

from __future__ import annotations

import ast
import json
import tomllib
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dupelint.model.source import MARKUP, Language
from dupelint.syntax.grammar import PARSED, UnparsedError, parse
from dupelint.syntax.scripts import scripts

if TYPE_CHECKING:
    from tree_sitter import Node

# What the languages' own parsers say weighs more than a grammar that forgives.
_STRICT: dict[Language, Callable[[bytes], Any]] = {
    Language.PYTHON: ast.parse,
    Language.JSON: lambda data: json.loads(data),
    Language.TOML: lambda data: tomllib.loads(data.decode()),
}


def still_parses(language: Language, before: bytes, after: bytes) -> bool:
    """Whether the change made no new syntax error."""
    if language in MARKUP:
        return _scripts_parse(language, before, after)
    strict = _STRICT.get(language)
    if strict and _accepted(strict, before) and not _accepted(strict, after):
        return False
    return language not in PARSED or _errors(after, language) <= _errors(before, language)


def _scripts_parse(language: Language, before: bytes, after: bytes) -> bool:
    """Whether as many scripts stand in the file as before, with no new error in them."""
    old, new = scripts(before, language), scripts(after, language)
    if old is None or new is None:
        return old is new
    same = (len(old.spans), len(old.unread)) == (len(new.spans), len(new.unread))
    return same and _errors(new.data, new.language) <= _errors(old.data, old.language)


def _accepted(parser: Callable[[bytes], Any], data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the linted code's own: "invalid escape sequence"
        try:
            parser(data)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return False
    return True


def _errors(data: bytes, language: Language) -> float:
    """How many nodes of the tree are errors or had to be invented."""
    try:
        root = parse(data, language).root_node
    except UnparsedError:
        return float("inf")
    count, waiting = 0, [root] if root.has_error else []
    while waiting:
        node: Node = waiting.pop()
        count += node.is_error or node.is_missing
        waiting += [child for child in node.children if child.has_error or child.is_missing]
    return count
