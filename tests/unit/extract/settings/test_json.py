"""Other JSON → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

KEYS = """\
{"forwardPorts": [3000, "db:5432"], "a": {"port": 3001, "viewport": 1, "url": "http://localhost:3300", "env": {"PORT": "3310"}}\
"""
KEY = f'{{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----{"A" * 300}"}}'
SESSION = f'{{"noiseKey": {{"private": {{"type": "Buffer", "data": "{"A" * 43}="}}}}}}'
CASES = [
    pytest.param(
        KEY,
        "serviceAccountKey.json",
        [f"Credential service account @ -----BEGIN PRIVATE KEY-----{'A' * 300}"],
        id="service account",
    ),
    pytest.param(
        SESSION,
        "auth/creds.json",
        [f"Credential WhatsApp session @ {'A' * 43}="],
        id="session",
    ),
    pytest.param(
        '{"installed": {"client_secret": "GOCSPX-aaaaaaaaaaaaaaaaaaaa"}}',
        "client_secret_1.json",
        ["Credential client secret @ GOCSPX-aaaaaaaaaaaaaaaaaaaa"],
        id="client secret",
    ),
    pytest.param(
        '{"private_key": "-----BEGIN PRIVATE KEY-----<key>", "client_secret": "<your secret>"}',
        "client_secret.example.json",
        [],
        id="placeholders",
    ),
    pytest.param('{"noiseKey": {"private": ', "creds.json", [], id="cut off"),
    pytest.param(
        KEYS,
        ".devcontainer/devcontainer.json",
        [
            "PortMention 3000|key|forwardPorts| @ 3000",
            "PortMention 5432|key|forwardPorts| @ 5432",
            "PortMention 3001|key|port| @ 3001",
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
            'EnvDefinition PORT|3310|json|a|3310 @ "PORT": "3310"',
            "PortMention 3310|variable|PORT| @ 3310",
        ],
        id="keys",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.JSON, source, path) == expected
