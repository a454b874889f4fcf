"""systemd units, supervisor programs → facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

UNIT = """\
[Unit]
Description=PORT=1 node x.js
[Service]
WorkingDirectory=/srv/app
Environment="PORT=5000" DEBUG=1
# Environment=PORT=3001
EnvironmentFile=-/srv/app/.env
ExecStart=/srv/app/venv/bin/gunicorn -w 3 \\
  -b 127.0.0.1:${PORT} wsgi:app
"""
PROGRAMS = """\
[supervisord]\r
command=node no.js\r
[program:web]\r
command=node /srv/app/server.js\r
directory=/srv/app\r
environment=BRIDGE_PORT="3001",NAME='x y'\r
; command=node old.js\r
"""
CASES = [
    pytest.param(
        UNIT,
        "deploy/web.service",
        [
            "EnvDefinition PORT|5000|systemd|web|5000 @ PORT=5000",
            "PortMention 5000|variable|PORT| @ 5000",
            "EnvDefinition DEBUG|1|systemd|web|1 @ DEBUG=1",
            "EnvFile systemd|/srv/app/.env|web|0 @ EnvironmentFile=-/srv/app/.env",
            "Process systemd|web|/srv/app/venv/bin/gunicorn -w 3 \\\n  -b 127.0.0.1:${PORT} wsgi:app|wsgi.py program=gunicorn target=wsgi:app port=${PORT} workers=3 parallel=1 @ ExecStart=/srv/app/venv/bin/gunicorn -w 3 \\\n  -b 127.0.0.1:${PORT} wsgi:app",
            'EnvRead PORT|["null"]|0||- @ ${PORT}',
        ],
        id="systemd",
    ),
    pytest.param(
        PROGRAMS,
        "supervisord.conf",
        [
            "Process supervisor|web|node /srv/app/server.js|server.js program=node parallel=1 @ command=node /srv/app/server.js",
            'EnvDefinition BRIDGE_PORT|3001|supervisor|web|3001 @ BRIDGE_PORT="3001"',
            "PortMention 3001|variable|BRIDGE_PORT| @ 3001",
            "EnvDefinition NAME|x y|supervisor|web|x y @ NAME='x y'",
        ],
        id="supervisor",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str, path: str, expected: list[str]) -> None:
    assert tell(Language.UNIT, source, path) == expected
