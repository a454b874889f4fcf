"""Other YAML, broken YAML → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

KUBERNETES = """\
spec:
  containers:
  - name: x
    image: app:3001
    ports: [{containerPort: 3001, name: http}]
    env:
    - name: PORT
      value: "3001"
    args: ["--port=3300"]
    timeout: 3001
    viewport: 3001
---
listen: 127.0.0.1:9000
targets: ['backend:8000']
url: 'http://localhost:3310'
"""
BROKEN = 'services:\n  web:\n    image: x\n    ports:\n      - "3001:3000"\n   bad: [1, 2\n\tport: 3300\n'
CRLF = 'port: 3001\r\nurl: "http://localhost:3300"\r\n# port: 1\r\n'
TEMPLATE = """\
{{- if .Values.x }}
port: {{ .Values.port }}
containerPort: 3001
{{- end }}
"""
CASES = [
    pytest.param(
        KUBERNETES,
        "k8s.yaml",
        [
            "PortMention 3001|key|containerPort| @ 3001",
            'EnvDefinition PORT|3001|yaml|containers|3001 @ name: PORT\n      value: "3001"',
            "PortMention 3001|variable|PORT| @ 3001",
            "PortMention 3300|flag|--port| @ 3300",
            "PortMention 9000|host-port|127.0.0.1:9000|127.0.0.1 @ 9000",
            "PortMention 8000|key|targets| @ 8000",
            "PortMention 3310|url|localhost:3310|localhost @ 3310",
        ],
        id="kubernetes",
    ),
    pytest.param(
        BROKEN,
        "compose.yml",
        [
            'Gap parse|settings @ services:\n  web:\n    image: x\n    ports:\n      - "3001:3000"\n   bad: [1, 2\n\tport: 3300\n',
            "PortMention 3001|key|ports| @ 3001",
            "PortMention 3000|key|ports| @ 3000",
        ],
        id="broken",
    ),
    pytest.param(
        CRLF,
        "a.yml",
        [
            "PortMention 3001|key|port| @ 3001",
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
        ],
        id="crlf",
    ),
    pytest.param(
        TEMPLATE,
        "t.yaml",
        [
            "PortMention 3001|key|containerPort| @ 3001",
        ],
        id="template",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.YAML, source, path) == expected
