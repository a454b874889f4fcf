"""TOML files → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

REPLIT = """\
run = "node bridge/server.js --port 3001"
modules = ["nodejs-20"]
[env]
PORT = "3001"
[[ports]]
localPort = 3001
externalPort = 3001
[deployment]
run = ["sh", "-c", "cd server && python app.py"]
[[workflows.workflow]]
name = "Start"
[[workflows.workflow.tasks]]
task = "shell.exec"
args = "PORT=5000 flask --app server.app run"
waitForPort = 5000
"""
GENERIC = """\
title = "3001"
[server]
port = 3001
"http.port" = 3002
url = 'http://localhost:3300'
support = 3001
ports = [1024, 3310]
"""
OWN = """\
[tool.dupelint]
legacy-ports = [3001]
[tool.x]
port = 3300
"""
CASES = [
    pytest.param(
        REPLIT,
        ".replit",
        [
            'Process replit|run|node bridge/server.js --port 3001|bridge/server.js program=node @ "node bridge/server.js --port 3001"',
            "PortMention 3001|flag|--port| @ 3001",
            'EnvDefinition PORT|3001|replit||3001 @ PORT = "3001"',
            "PortMention 3001|variable|PORT| @ 3001",
            "PublishedPort replit||3001|3001||tcp|[] @ 3001",
            "PortMention 3001|replit|localPort| @ 3001",
            'Process replit|deployment|sh -c cd server && python app.py|server/app.py program=python folder=server @ ["sh", "-c", "cd server && python app.py"]',
            'Process replit|Start|PORT=5000 flask --app server.app run|server/app.py program=flask variables={"PORT": "5000"} @ "PORT=5000 flask --app server.app run"',
            "EnvDefinition PORT|5000|replit|Start|5000 @ PORT=5000",
            "PortMention 5000|variable|PORT| @ 5000",
            "PublishedPort replit|Start||5000||tcp|[] @ 5000",
            "PortMention 5000|replit|waitForPort| @ 5000",
        ],
        id="replit",
    ),
    pytest.param(
        GENERIC,
        "config.toml",
        [
            "PortMention 3001|key|port| @ 3001",
            "PortMention 3002|key|http.port| @ 3002",
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
            "PortMention 1024|key|ports| @ 1024",
            "PortMention 3310|key|ports| @ 3310",
        ],
        id="generic",
    ),
    pytest.param(
        OWN,
        "pyproject.toml",
        [
            "PortMention 3300|key|port| @ 3300",
        ],
        id="own",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.TOML, source, path) == expected
