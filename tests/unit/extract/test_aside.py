"""Of files that no rule speaks of, imports are read and nothing else."""

from __future__ import annotations

import pytest

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import CommentDirective, Gap, Import
from dupelint.model.source import Kind, Language

WORDS = Words(frozenset({3300}), False)
PYTHON = b"from flask import Flask\napp = Flask(__name__)\napp.run(port=3300)\n"
NODE = b"import express from 'express';\nconst app = express();\napp.listen(3300);\n"
CODE = [
    (Language.PYTHON, PYTHON), (Language.JAVASCRIPT, NODE), (Language.TYPESCRIPT, NODE),
    (Language.TSX, NODE),
]  # fmt: skip
ASIDE = {Kind.TEST, Kind.EXAMPLE, Kind.GENERATED}


def kinds(language: Language, kind: Kind, data: bytes) -> set[type]:
    return {type(fact) for fact in extract(Unit("a", language, kind, data, WORDS))}


@pytest.mark.parametrize(("language", "data"), CODE)
@pytest.mark.parametrize("kind", Kind)
def test_by_kind(language: Language, data: bytes, kind: Kind) -> None:
    tool = kind is Kind.TOOLING and language is Language.PYTHON
    if kind in ASIDE or tool:
        assert kinds(language, kind, data) == {Import}
    else:
        assert kinds(language, kind, data) > {Import}


@pytest.mark.parametrize(("language", "data"), CODE)
def test_a_suppression_is_read_whole(language: Language, data: bytes) -> None:
    """It may be malformed, or do nothing."""
    mark = b"#" if language is Language.PYTHON else b"//"
    found = kinds(language, Kind.TEST, data + mark + b" dupelint: ignore[DUP203] because\n")
    assert found > {Import, CommentDirective}


def test_what_cannot_be_decoded_is_said() -> None:
    data = b"# coding: ascii\nimport os\nname = '\xff'\n"
    assert kinds(Language.PYTHON, Kind.TEST, data) == kinds(Language.PYTHON, Kind.SOURCE, data)
    assert kinds(Language.PYTHON, Kind.TEST, data) == {Gap}
