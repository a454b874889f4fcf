"""Dockerfiles → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

INSTRUCTIONS = """\
# comment
FROM node:20 AS build
ENV PORT=3001 \\
    # inside
    URL="http://x:3300/"
ENV LEGACY_PORT 3310
ARG API_PORT=1024
EXPOSE 3000 3001/tcp 4000-4002 ${PORT:-5000}
WORKDIR /app
RUN <<EOT
EXPOSE 9999
EOT
HEALTHCHECK --interval=5s CMD curl -f http://localhost:3001/ || exit 1
ENTRYPOINT ["sh", "-c", "node /app/server.js --port 3001"]
FROM python:3.12
CMD gunicorn -b :5000 server.wsgi:app
"""
ESCAPE = b"\xef\xbb\xbf# escape=`\r\nFROM x\r\nENV A=1 `\r\n  PORT=3001\r\nCMD c:\\x\\\r\n"
CASES = [
    pytest.param(
        INSTRUCTIONS,
        "Dockerfile",
        [
            "EnvDefinition PORT|3001|dockerfile|build|3001 @ PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            'EnvDefinition URL|http://x:3300/|dockerfile|build|http://x:3300/ @ URL="http://x:3300/"',
            "PortMention 3300|url|x:3300|x @ 3300",
            "EnvDefinition LEGACY_PORT|3310|dockerfile|build|3310 @ ENV LEGACY_PORT 3310",
            "PortMention 3310|variable|LEGACY_PORT| @ 3310",
            "EnvDefinition API_PORT|1024|dockerfile-arg|build|1024 @ ARG API_PORT=1024",
            "PortMention 1024|variable|API_PORT| @ 1024",
            "PortMention 3000|expose|EXPOSE| @ 3000",
            "PublishedPort dockerfile|build||3000||tcp|[] @ 3000",
            "PublishedPort dockerfile|build||3001||tcp|[] @ 3001/tcp",
            "PortMention 3001|expose|EXPOSE| @ 3001",
            "PublishedPort dockerfile|build||4000-4002||tcp|[] @ 4000-4002",
            "PortMention 4000|expose|EXPOSE| @ 4000",
            "PortMention 4002|expose|EXPOSE| @ 4002",
            "PublishedPort dockerfile|build||${PORT:-5000}||tcp|[] @ ${PORT:-5000}",
            'EnvRead PORT|["str","5000"]|0||5000 @ ${PORT:-5000}',
            "PortMention 5000|expose|EXPOSE| @ 5000",
            "PublishedPort healthcheck|build||3001||tcp|[] @ 3001",
            "PortMention 3001|url|localhost:3001|localhost @ 3001",
            'Process dockerfile|build|sh -c node /app/server.js --port 3001|server.js program=node group=ENTRYPOINT build @ ENTRYPOINT ["sh", "-c", "node /app/server.js --port 3001"]',
            "PortMention 3001|flag|--port| @ 3001",
            "Process dockerfile|image|gunicorn -b :5000 server.wsgi:app|server/wsgi.py program=gunicorn target=server.wsgi:app port=5000 group=CMD @ CMD gunicorn -b :5000 server.wsgi:app",
            "PortMention 5000|flag|-b| @ 5000",
        ],
        id="instructions",
    ),
    pytest.param(
        ESCAPE,
        "Dockerfile",
        [
            "EnvDefinition A|1|dockerfile||1 @ A=1",
            "EnvDefinition PORT|3001|dockerfile||3001 @ PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "Process dockerfile|image|c:\\x\\| @ CMD c:\\x\\",
        ],
        id="escape",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.DOCKERFILE, source, path) == expected
