"""GitHub workflows → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

JOBS = """\
on: push
env: {PORT: 3001}
jobs:
  test:
    services:
      pg: {image: "postgres:16", ports: ["5433:5432"], env: {POSTGRES_USER: x}}
    env:
      MODE: ci
    steps:
    - run: |
        export API_PORT=3001
        curl http://localhost:3300
      env:
        Q: 1
    - run: chown 1001:1001 x
"""
STEPS = """\
jobs:
  web:
    defaults: {run: {working-directory: ./web}}
    steps:
    - run: npm ci
    - run: node server.js &
    - run: npm test
      working-directory: .
"""
CASES = [
    pytest.param(
        JOBS,
        ".github/workflows/ci.yml",
        [
            "EnvDefinition PORT|3001|workflow||3001 @ PORT: 3001",
            "PortMention 3001|variable|PORT| @ 3001",
            'PublishedPort workflow|test/pg|5433|5432||tcp|[] @ "5433:5432"',
            "PortMention 5433|compose|ports| @ 5433",
            "PortMention 5432|compose|ports| @ 5432",
            "EnvDefinition POSTGRES_USER|x|workflow|pg|x @ POSTGRES_USER: x",
            "EnvDefinition MODE|ci|workflow|test|ci @ MODE: ci",
            "EnvDefinition API_PORT|3001|workflow|test|3001 @ API_PORT=3001",
            "PortMention 3001|variable|API_PORT| @ 3001",
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
            "EnvDefinition Q|1|workflow|test|1 @ Q: 1",
        ],
        id="jobs",
    ),
    pytest.param(
        STEPS,
        ".github/workflows/ci.yml",
        [
            "Process workflow|web|node server.js &|../../web/server.js program=node"
            " folder=../../web parallel=1 @ node server.js &",
            "Process workflow|web|npm test| program=npm calls=npm callee=test folder=../.."
            " @ npm test",
        ],
        id="steps",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.YAML, source, path) == expected
