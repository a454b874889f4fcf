"""tsconfig.json → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

OPTIONS = """\
{// c
"extends": ["./base.json"], "compilerOptions": {"baseUrl": ".", /* d */ "paths": {"@/*": ["src/*", "lib/*",],}}, "references": [{"path": "./app"}],}\
"""
CASES = [
    pytest.param(
        OPTIONS,
        "tsconfig.json",
        [
            'Resolver tsconfig-extends||./base.json @ "./base.json"',
            'Resolver tsconfig-base||. @ "."',
            'Resolver tsconfig-path|@/*|src/* @ "@/*": ["src/*", "lib/*",]',
            'Resolver tsconfig-path|@/*|lib/* @ "@/*": ["src/*", "lib/*",]',
            'Resolver tsconfig-extends||./app @ "./app"',
        ],
        id="options",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.JSON, source, path) == expected
