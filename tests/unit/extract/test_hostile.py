"""The same few bytes over and over are read in a time that grows with their number."""

from __future__ import annotations

import time

import pytest

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language

WORDS = Words(frozenset({3001}), False)
SIZE = 200_000  # bytes
SECONDS = 3.0  # of the processor; several times what it takes, far below what squares would
ENDINGS = {Language.PYTHON: "py", Language.TSX: "tsx", Language.HTML: "html", Language.VUE: "vue"}

PYTHON = (
    b"\n@a.get('\n", b"(app\n", b"(router ", b".json", b"# dupelint: ignore[DUP101] x\n",
    b"ximport ",
)  # fmt: skip
TSX = (
    b"dotenv", b"// dupelint: ignore[DUP101] x\n",
    b"import axios from 'axios'\ndef f(): return 1\n",
)  # fmt: skip
HTML = (b"dupelint: ", b"<!-- dupelint: ignore[DUP101] x --> ")


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        *((Language.PYTHON, piece) for piece in PYTHON),
        *((Language.TSX, piece) for piece in TSX),
        *((Language.HTML, piece) for piece in HTML),
    ],
)
def test_repeated(language: Language, piece: bytes) -> None:
    data = piece * (SIZE // len(piece))
    unit = Unit(f"a/b.{ENDINGS[language]}", language, Kind.SOURCE, data, WORDS)
    start = time.process_time()
    for _ in extract(unit):
        pass
    assert time.process_time() - start < SECONDS
