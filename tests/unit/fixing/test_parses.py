from __future__ import annotations

import pytest

from dupelint.fixing.parses import still_parses
from dupelint.model.source import Language

PYTHON, JAVASCRIPT, TSX = Language.PYTHON, Language.JAVASCRIPT, Language.TSX
JSON, TOML, YAML, SHELL = Language.JSON, Language.TOML, Language.YAML, Language.SHELL


@pytest.mark.parametrize(
    ("language", "before", "after", "expected"),
    [
        (PYTHON, b"if x:\n    f()\n", b"if x:\n    pass\n", True),
        (PYTHON, b"if x:\n    f()\n", b"if x:\n    # f()\n", False),
        (PYTHON, b"# coding: latin-1\nx = '\xe9'\n", b"# coding: latin-1\ny = '\xe9'\n", True),
        (PYTHON, b"return 1\n", b"return 2\n", True),
        (PYTHON, b"x = '\\d'\n", b"y = '\\d'\n", True),
        (PYTHON, b"print 'old'\nx = (1)\n", b"print 'old'\nx = (1\n", False),
        (JAVASCRIPT, b"f();\n", b"// f();\n", True),
        (JAVASCRIPT, b"f();\n", b"f(;\n", False),
        (TSX, b"<a>{x}</a>;\n", b"<a>{y}</a>;\n", True),
        (TSX, b"<a>{x}</a>;\n", b"<a>{x}<a>;\n", False),
        (JSON, b'{"a": 1}', b'{"a": 2}', True),
        (JSON, b'{"a": 1, "b": 2}', b'{"a": 1,}', False),
        (JSON, b'{"a": 1, /* c */}', b'{"a": 2, /* c */}', True),
        (TOML, b"a = 1\n", b"a = 1\na = 2\n", False),
        (YAML, b"a: 1\nb: [1, 2]\n", b"a: 1\nb: [1, 2\n", False),
        (SHELL, b'echo "a"\n', b'echo "a\n', False),
        (SHELL, b'echo "a"\n', b'# echo "a"\n', True),
        (Language.DOTENV, b"A=1\n", b"A=\n", True),
    ],
)
def test_a_change_makes_no_new_error(
    language: Language, before: bytes, after: bytes, expected: bool
) -> None:
    assert still_parses(language, before, after) is expected


@pytest.mark.parametrize("language", list(Language))
def test_an_error_that_was_there_is_no_new_one(language: Language) -> None:
    assert still_parses(language, b"((( {{{ <<<\n", b"((( {{{ <<<  \n")
