"""Markdown → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

TEXT = """\
Open http://localhost:3001, set `BAILEYS_PORT=3300`, in 2024 at 16:9.
```sh
npx kill-port 3001
externalPort = 3001
```
Run `flask run -p 5001`, not flask run -p 5002.
"""
CASES = [
    pytest.param(
        TEXT,
        "README.md",
        [
            "PortMention 3001|markdown|localhost:3001|localhost @ 3001",
            "PortMention 3300|markdown|BAILEYS_PORT| @ 3300",
            "PortMention 3001|markdown|kill-port| @ 3001",
            "PortMention 5001|markdown|-p| @ 5001",
        ],
        id="text",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.MARKDOWN, source, path) == expected
