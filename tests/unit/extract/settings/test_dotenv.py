"""Dotenv files → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

LINES = """\
# PORT=1
export PORT=3001
URL="http://localhost:3300/x" # c
EMPTY=
QUOTED='a b'
PORTS=3001,3310
LISTEN_ADDR=:8080
TIMEOUT=3001
NOVALUE
REF=${HOST}:3001
"""
BOM_CRLF = b'\xef\xbb\xbfPORT=3001\r\nNAME=voil\xc3\xa0\r\nLATIN=\xe9t\xe9\r\nA="1\r\n2"\r\n'
BROKEN = """\
A=1
B="open
C=3
=x
"""
CASES = [
    pytest.param(
        LINES,
        "x.env",
        [
            "EnvHint PORT @ PORT",
            "EnvDefinition PORT|3001|dotenv||3001 @ export PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            'EnvDefinition URL|http://localhost:3300/x|dotenv||http://localhost:3300/x @ URL="http://localhost:3300/x"',
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
            "EnvDefinition EMPTY||dotenv||- @ EMPTY=",
            "EnvDefinition QUOTED|a b|dotenv||a b @ QUOTED='a b'",
            "EnvDefinition PORTS|3001,3310|dotenv||3001,3310 @ PORTS=3001,3310",
            "PortMention 3001|variable|PORTS| @ 3001",
            "PortMention 3310|variable|PORTS| @ 3310",
            "EnvDefinition LISTEN_ADDR|:8080|dotenv||:8080 @ LISTEN_ADDR=:8080",
            "PortMention 8080|host-port|LISTEN_ADDR| @ 8080",
            "EnvDefinition TIMEOUT|3001|dotenv||3001 @ TIMEOUT=3001",
            "EnvDefinition REF|${HOST}:3001|dotenv||${HOST}:3001 @ REF=${HOST}:3001",
            "PortMention 3001|host-port|${HOST}:3001|${HOST} @ 3001",
        ],
        id="lines",
    ),
    pytest.param(
        BOM_CRLF,
        "x.env",
        [
            "EnvDefinition PORT|3001|dotenv||3001 @ PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "EnvDefinition NAME|voilà|dotenv||voilà @ NAME=voilà",
            "EnvDefinition LATIN|�t�|dotenv||�t� @ LATIN=�t�",
            'EnvDefinition A|1\r\n2|dotenv||1\r\n2 @ A="1\r\n2"',
        ],
        id="bom_crlf",
    ),
    pytest.param(
        BROKEN,
        "x.env",
        [
            "EnvDefinition A|1|dotenv||1 @ A=1",
            "EnvDefinition C|3|dotenv||3 @ C=3",
        ],
        id="broken",
    ),
    pytest.param(
        "# settings\n#\nA=1\n# B=2\n",
        "x.env",
        ["EnvDefinition A|1|dotenv||1 @ A=1", "EnvHint B @ B"],
        id="comment_above",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.DOTENV, source, path) == expected
