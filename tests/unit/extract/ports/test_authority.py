"""Ports of URLs, of host:port pairs, by name."""

from __future__ import annotations

import pytest

from dupelint.extract.ports import authority_ports, is_port_name, leading_port, port_number

HITS = [
    ("http://localhost:3001/api", [(3001, "localhost", "url")]),
    ("https://user:pa55@db.example.com:5432?x=1", [(5432, "db.example.com", "url")]),
    ("redis://u:3001@h:6379/0", [(6379, "h", "url")]),
    ("mongodb://a:27017,b:27018/x", [(27017, "a", "url"), (27018, "b", "url")]),
    ("http://${HOST}:3001", [(3001, "${HOST}", "url")]),
    ("ws://{host}:3300/socket", [(3300, "{host}", "url")]),
    ("${URL:-http://localhost:3001}", [(3001, "localhost", "url")]),
    ("http://localhost:3001${path}", [(3001, "localhost", "url")]),
    ("http://[::1]:3001", [(3001, "[::1]", "url")]),
    ("it runs on http://a:3001.", [(3001, "a", "url")]),
    ("localhost:3001", [(3001, "localhost", "host-port")]),
    (
        "127.0.0.1:3001,127.0.0.1:3002",
        [(3001, "127.0.0.1", "host-port"), (3002, "127.0.0.1", "host-port")],
    ),
    ("(0.0.0.0:8000)", [(8000, "0.0.0.0", "host-port")]),
    ("[::]:3001", [(3001, "[::]", "host-port")]),
    ("host.docker.internal:3001", [(3001, "host.docker.internal", "host-port")]),
    ("api.example.com:443", [(443, "api.example.com", "host-port")]),
    ("${HOST:-localhost}:3001", [(3001, "${HOST:-localhost}", "host-port")]),
    ("//localhost:3000/x", [(3000, "localhost", "host-port")]),
    ("target=https://e.com/?u=localhost:3001", [(3001, "localhost", "host-port")]),
]
MISSES = [
    "http://localhost:33001x",
    "localhost:300112",
    "localhost:70000",
    "localhost:0",
    "localhost:08",
    "http://localhost:3001.5",
    "postgres:16",
    "node:20",
    "16:9",
    "08:00",
    "at 12:30:45",
    "app.py:120",
    "server.js:3001:7",
    "1001:1001",
    "key:3001",
    "git@github.com:3001",
    "${IMAGE}:16",
    "127.0.0.1:3001:3000",
    "localhost:3001abc",
    "http://localhost",
    "localhost:*",
    "sha256:3001",
    "registry.example.com/team/app:3001",
    "\\u3001",
    "C:3001",
]


@pytest.mark.parametrize(("text", "expected"), HITS)
def test_hits(text: str, expected: list[tuple[int, str, str]]) -> None:
    found = list(authority_ports(text))
    assert [(hit.port, hit.host, hit.context) for hit in found] == expected
    assert [text[hit.start : hit.end] for hit in found] == [str(port) for port, _, _ in expected]
    assert [hit.detail for hit in found] == [f"{host}:{port}" for port, host, _ in expected]


@pytest.mark.parametrize("text", MISSES)
def test_misses(text: str) -> None:
    assert list(authority_ports(text)) == []


def test_a_bare_host_counts_where_the_caller_knows_it() -> None:
    assert list(authority_ports("redis:6379")) == []
    (hit,) = authority_ports("redis:6379 cache:6380", frozenset({"redis"}))
    assert (hit.port, hit.host, hit.start, hit.end) == (6379, "redis", 6, 10)


@pytest.mark.parametrize(
    ("text", "port"),
    [
        (":3001", 3001), (":3001/api", 3001), (":33001", 33001), ("3001", 0), (":3001x", 0),
        (":30:01", 0), (": 3001", 0), ("x:3001", 0), (":99999", 0), ("", 0),
    ],
)  # fmt: skip
def test_leading_port(text: str, port: int) -> None:
    hit = leading_port(text)
    assert (hit.port if hit else 0) == port


PORT_NAMES = [
    "PORT",
    "port",
    "ports",
    "BAILEYS_PORT",
    "localPort",
    "containerPort",
    "target-port",
    "APIPort",
    "server.port",
    "forwardPorts",
    "waitForPort",
    "PORT1",
    "hostport",
    "--port",
    "FLASK_RUN_PORT",
    "exportPort",
    "PORT_3001",
]
OTHER_NAMES = [
    "viewport",
    "viewportWidth",
    "support",
    "supportId",
    "report",
    "import",
    "export",
    "transport",
    "portal",
    "portfolio",
    "PORT_TIMEOUT",
    "portCount",
    "ports_total_size",
    "airport",
    "sport",
    "",
    "portrait",
    "rapport",
]


@pytest.mark.parametrize("name", PORT_NAMES)
def test_port_names(name: str) -> None:
    assert is_port_name(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_other_names(name: str) -> None:
    assert not is_port_name(name)


@pytest.mark.parametrize(
    ("digits", "port"),
    [("1", 1), ("65535", 65535), ("65536", 0), ("0", 0), ("0080", 0), ("", 0), ("²", 0), ("x", 0)],
)
def test_port_number(digits: str, port: int) -> None:
    assert port_number(digits) == port
