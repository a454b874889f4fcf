"""Procfiles → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

LINES = "web: gunicorn -w 1 -b 0.0.0.0:${PORT:-5000} wsgi:app\r\nbot: PORT=3001 node bot/server.js\r\nbot: cd bot && node .\n# c: node x.js\nnothing\n"
CASES = [
    pytest.param(
        LINES,
        "Procfile",
        [
            "Process procfile|web|gunicorn -w 1 -b 0.0.0.0:${PORT:-5000} wsgi:app|wsgi.py program=gunicorn target=wsgi:app port=${PORT:-5000} workers=1 parallel=1 @ web: gunicorn -w 1 -b 0.0.0.0:${PORT:-5000} wsgi:app",
            'EnvRead PORT|["str","5000"]|0||5000 @ ${PORT:-5000}',
            "PortMention 5000|env-default|PORT| @ 5000",
            'Process procfile|bot|PORT=3001 node bot/server.js|bot/server.js program=node variables={"PORT": "3001"} parallel=1 @ bot: PORT=3001 node bot/server.js',
            "EnvDefinition PORT|3001|procfile|bot|3001 @ PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "Process procfile|bot|cd bot && node .|bot program=node folder=bot parallel=1 @ bot: cd bot && node .",
        ],
        id="lines",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.PROCFILE, source, path) == expected
