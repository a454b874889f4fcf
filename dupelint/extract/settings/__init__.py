"""Settings files → facts: one module per language or schema."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.key_files import key_files
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.unit import Fact, Unit
from dupelint.model.source import Language
from dupelint.syntax.grammar import PARSED, UnparsedError, parse

if TYPE_CHECKING:
    from tree_sitter import Tree


# They define and describe, and write no file.
_SILENT = frozenset({Language.DOTENV, Language.MARKDOWN, Language.REQUIREMENTS})


def extract(unit: Unit) -> Iterator[Fact]:
    """Every fact of a settings file. Damage costs facts, never raises."""
    sheet = Sheet(unit)
    tree = _read(sheet)
    yield from sheet.facts
    if unit.language not in _SILENT:
        yield from key_files(unit.data)
    if b"dupelint:" in unit.data:
        from dupelint.extract import directives

        if unit.language is Language.JSON:
            with contextlib.suppress(UnparsedError):
                tree = parse(unit.data, unit.language)
        if tree is not None:
            yield from directives.from_tree(unit, tree)
        elif unit.language in PARSED:
            return  # the time-out is told already
        elif unit.language is not Language.MARKDOWN or unit.words.include_docs:
            yield from directives.from_lines(unit)


def _read(sheet: Sheet) -> Tree | None:
    match sheet.unit.language:
        case Language.DOTENV:
            from dupelint.extract.settings import dotenv

            dotenv.extract(sheet)
        case Language.PROCFILE:
            from dupelint.extract.settings import procfile

            procfile.extract(sheet)
        case Language.SHELL:
            from dupelint.extract.settings import shell

            return shell.extract(sheet)
        case Language.YAML:
            from dupelint.extract.settings import yaml_files

            return yaml_files.extract(sheet)
        case Language.TOML:
            from dupelint.extract.settings import toml_files

            return toml_files.extract(sheet)
        case Language.JSON:
            from dupelint.extract.settings import json_files

            json_files.extract(sheet)
        case Language.DOCKERFILE:
            from dupelint.extract.settings import dockerfile

            dockerfile.extract(sheet)
        case Language.NGINX:
            from dupelint.extract.settings import nginx

            nginx.extract(sheet)
        case Language.UNIT:
            from dupelint.extract.settings import units

            units.extract(sheet)
        case Language.MAKEFILE:
            from dupelint.extract.settings import makefile

            makefile.extract(sheet)
        case Language.REQUIREMENTS:
            from dupelint.extract.settings import dependencies

            dependencies.requirements(sheet)
        case Language.MARKDOWN if sheet.unit.words.include_docs:
            from dupelint.extract.settings import markdown

            markdown.extract(sheet)
    return None
