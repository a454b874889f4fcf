"""Compose files → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

SERVICES = """\
x-env: &env
  REDIS_URL: redis://redis:6379
  A: b
services:
  redis:
    image: redis:6
    ports: ["6379:6379"]
  web:
    build: ./server
    user: "1001:1001"
    environment:
      <<: *env
      A: c
      PORT: 3001
    ports:
      - 22:22
      - "127.0.0.1:3001:3000/tcp"
      - "${P:-8080}:80"
      - target: 80
        published: "8081"
    expose: ["3300"]
    command: gunicorn -b :5000 wsgi:app
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:3001/h"]
  bridge:
    build: {context: bridge}
    environment:
      - PORT=3300
      - "CACHE=redis:6380"
      - FROM_HOST
    command: ["node", "server.js", "--port", "3300"]
    labels:
      - proxy.server.port=3301
"""
CASES = [
    pytest.param(
        SERVICES,
        "docker-compose.yml",
        [
            "EnvDefinition REDIS_URL|redis://redis:6379|compose|web|redis://redis:6379 @ REDIS_URL: redis://redis:6379",
            "PortMention 6379|url|redis:6379|redis @ 6379",
            'PublishedPort compose|redis|6379|6379||tcp|[] @ "6379:6379"',
            "PortMention 6379|compose|ports| @ 6379",
            "PortMention 6379|compose|ports| @ 6379",
            "Process compose|web|| program=docker calls=image callee=Dockerfile folder=server group=web parallel=1 @ ./server",
            "EnvDefinition A|c|compose|web|c @ A: c",
            "EnvDefinition PORT|3001|compose|web|3001 @ PORT: 3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "PublishedPort compose|web|22|22||tcp|[] @ 22:22",
            "PortMention 22|compose|ports| @ 22",
            "PortMention 22|compose|ports| @ 22",
            'PublishedPort compose|web|3001|3000|127.0.0.1|tcp|[] @ "127.0.0.1:3001:3000/tcp"',
            "PortMention 3001|compose|ports| @ 3001",
            "PortMention 3000|compose|ports| @ 3000",
            'PublishedPort compose|web|${P:-8080}|80||tcp|[] @ "${P:-8080}:80"',
            "PortMention 80|compose|ports| @ 80",
            'PublishedPort compose|web|8081|80||tcp|[] @ target: 80\n        published: "8081"',
            "PortMention 80|compose|target| @ 80",
            "PortMention 8081|compose|published| @ 8081",
            "PortMention 3300|expose|expose| @ 3300",
            "Process compose|web|gunicorn -b :5000 wsgi:app|server/wsgi.py program=gunicorn target=wsgi:app port=5000 folder=server group=web parallel=1 @ gunicorn -b :5000 wsgi:app",
            "PortMention 5000|flag|-b| @ 5000",
            "PortMention 3001|url|localhost:3001|localhost @ 3001",
            "PublishedPort healthcheck|web||3001||tcp|[] @ 3001",
            "Process compose|bridge|| program=docker calls=image callee=Dockerfile folder=bridge group=bridge parallel=1 @ {context: bridge}",
            "EnvDefinition PORT|3300|compose|bridge|3300 @ PORT=3300",
            "PortMention 3300|variable|PORT| @ 3300",
            'EnvDefinition CACHE|redis:6380|compose|bridge|redis:6380 @ "CACHE=redis:6380"',
            "PortMention 6380|host-port|redis:6380|redis @ 6380",
            'EnvRead FROM_HOST|["null"]|0||- @ FROM_HOST',
            'Process compose|bridge|node server.js --port 3300|bridge/server.js program=node folder=bridge group=bridge parallel=1 @ ["node", "server.js", "--port", "3300"]',
            "PortMention 3300|flag|--port| @ 3300",
            "PortMention 3301|key|proxy.server.port| @ 3301",
        ],
        id="services",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.YAML, source, path) == expected
