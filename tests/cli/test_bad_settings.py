"""Settings files that are damaged, odd or huge: facts, a gap or DUP900, never an error."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dupelint.app import CheckRequest, check
from dupelint.model.finding import Outcome

from .hardy import LIMIT

COMPOSE = """\
services:
  web:
    build: .
    command: node server.js
    environment:
      PORT: 3001
      PORT: 3002
"""
DOTENV = "PORT=3001\nPORT=3002\nINTERNAL_SECRET=short\n"
FOUND = {("DUP203", 6), ("DUP505", 6)}  # in COMPOSE

CASES: dict[str, tuple[str, bytes, set[tuple[str, int]]]] = {
    "compose": ("compose.yaml", COMPOSE.encode(), FOUND),
    "compose, Windows line ends": (
        "compose.yaml",
        COMPOSE.replace("\n", "\r\n").encode(),
        FOUND,
    ),
    "compose, byte order mark": ("compose.yaml", b"\xef\xbb\xbf" + COMPOSE.encode(), FOUND),
    "compose, cut off in a quote": (
        "compose.yaml",
        COMPOSE.encode() + b'      URL: "http://127.0.0.1',
        {("DUP203", 6), ("DUP900", 1)},
    ),
    "compose, cut off in a list": (
        "compose.yaml",
        COMPOSE.encode() + b"    ports: [",
        {("DUP203", 6), ("DUP900", 1)},
    ),
    "compose, indented with tabs": (
        "compose.yaml",
        COMPOSE.replace("  ", "\t").encode(),
        set(),
    ),
    "compose, not UTF-8": (
        "compose.yaml",
        b"# \xe9\xff\n" + COMPOSE.encode(),
        {("DUP203", 7), ("DUP505", 7)},
    ),
    "compose, anchors and merges": (
        "compose.yaml",
        b"x-env: &env\n  PORT: 3001\nservices:\n  a:\n    image: x\n    environment:\n"
        b"      <<: *env\n  b:\n    image: x\n    environment:\n      <<: [*env, *none]\n",
        {("DUP203", 2)},
    ),
    "compose, an anchor in itself": (
        "compose.yaml",
        b"services: &s\n  a: &a\n    <<: *a\n    image: x\n    environment: *s\n  b: *s\n",
        set(),
    ),
    "compose, services of other types": (
        "compose.yaml",
        b"services:\n  a: 3001\n  b: [1, 2]\n  c:\n    environment: {a: {b: c}, d: [e], 3001: }\n"
        b"    ports: {a: 1}\n    env_file: {}\n    command: {}\n    build: []\n  :\n",
        set(),
    ),
    "compose, several documents": (
        "compose.yaml",
        b"---\n" + COMPOSE.encode() + b"...\n---\n" + COMPOSE.encode(),
        {("DUP203", 7), ("DUP505", 7), ("DUP505", 8), ("DUP203", 16), ("DUP505", 16)},
    ),
    "dotenv": (".env", DOTENV.encode(), {("DUP203", 1), ("DUP505", 1), ("DUP503", 3)}),
    "dotenv, Windows line ends": (
        ".env",
        DOTENV.replace("\n", "\r\n").encode(),
        {("DUP203", 1), ("DUP505", 1), ("DUP503", 3)},
    ),
    "dotenv, Latin-1": (
        ".env",
        b"NAME=caf\xe9\n" + DOTENV.encode(),
        {("DUP203", 2), ("DUP505", 2), ("DUP503", 4)},
    ),
    "dotenv, an open quote": (
        ".env",
        b'PORT=3001\nNAME="open\nPORT=3002\n',
        {("DUP203", 1), ("DUP505", 1)},
    ),
    "dotenv, no names": (".env", b"=3001\n= \nexport\nexport =1\n#=\n", set()),
    "dotenv, UTF-16": (".env", DOTENV.encode("utf-16"), set()),
    "procfile, cut off": ("Procfile", b"web: PORT=3001 node 'a\nweb: ", {("DUP203", 1)}),
    "package.json, cut off": (
        "package.json",
        b'{"scripts": {"start": "PORT=3001 node a.js", "x": "',
        {("DUP203", 1)},
    ),
    "replit, cut off": (".replit", b'[env]\nPORT = "3001"\nX = "', {("DUP203", 2)}),
    "replit, a table twice": (
        ".replit",
        b'[env]\nPORT = "3001"\n[env]\nPORT = "3002"\n',
        {("DUP203", 2)},
    ),
    "shell, cut off": ("start.sh", b"export PORT=3001\nif [ x", {("DUP203", 1), ("DUP900", 1)}),
    "shell, a secret": (
        "start.sh",
        b"export INTERNAL_SECRET=abc\r\n(",
        {("DUP503", 1), ("DUP900", 1)},
    ),
    "dockerfile, cut off": ("Dockerfile", b"FROM x\nENV PORT=3001 \\\n", {("DUP203", 2)}),
    "systemd, cut off": ("a.service", b"[Service]\nEnvironment=PORT=3001 'X", {("DUP203", 2)}),
    "makefile, cut off": ("Makefile", b"run:\n\tPORT=3001 node a.js \\", {("DUP203", 2)}),
}  # fmt: skip


def lint(root: Path) -> Outcome:
    """What is found; in time."""
    start = time.monotonic()
    (outcome,) = check(CheckRequest((root,), {"cache": False, "jobs": 1}))
    assert time.monotonic() - start < LIMIT
    return outcome


def test_every_kind_of_damage(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text("legacy-ports = [3001]\n")
    folders = {name: f"{number:02}" for number, name in enumerate(CASES)}
    for name, (file, data, _) in CASES.items():
        (tmp_path / folders[name]).mkdir()
        (tmp_path / folders[name] / file).write_bytes(data)
    told: dict[str, set[tuple[str, int]]] = {name: set() for name in CASES}
    names = {folder: name for name, folder in folders.items()}
    for finding in lint(tmp_path).findings:
        if finding.code in ("DUP203", "DUP503", "DUP505", "DUP900"):
            data = (tmp_path / finding.primary.path).read_bytes()
            line = data.count(b"\n", 0, finding.primary.start) + 1
            told[names[finding.primary.path.partition("/")[0]]].add((finding.code, line))
    assert told == {name: expected for name, (_, _, expected) in CASES.items()}


SERVICE = """\
  service{0}:
    build: .
    command: node server.js
    ports:
      - "{1}:3000"
    environment:
      PORT: 3000
      PEER_URL: http://service{2}:{3}
      SITE_NAME: name{0}
    restart: always
"""


def test_ten_thousand_lines_of_compose(tmp_path: Path) -> None:
    """One of the thousand services is called at a port that it does not have."""
    services = [
        SERVICE.format(n, 2000 + n, (n + 1) % 1000, 3000 if n != 100 else 3005) for n in range(1000)
    ]
    text = "services:\n" + "".join(services)
    assert text.count("\n") == 10_001
    (tmp_path / "compose.yaml").write_text(text)
    (tmp_path / "Dockerfile").write_text("FROM node:22\nCOPY . .\n")
    (tmp_path / "server.js").write_text(
        "require('express')().listen(process.env.PORT);\n"
        "fetch(process.env.PEER_URL, process.env.SITE_NAME);\n"
    )
    assert [
        (one.code, text.count("\n", 0, one.primary.start) + 1) for one in lint(tmp_path).findings
    ] == [("DUP504", 1_009)]


@pytest.mark.parametrize("name", [".env", "compose.yaml", ".replit", "Procfile", "start.sh"])
def test_one_key_ten_thousand_times(tmp_path: Path, name: str) -> None:
    lines = {
        ".env": "KEY={}\n",
        "compose.yaml": "      - KEY={}\n",
        ".replit": 'KEY = "{}"\n',
        "Procfile": "web: KEY={} node a.js\n",
        "start.sh": "export KEY={}\n",
    }
    head = {
        "compose.yaml": "services:\n  a:\n    image: x\n    environment:\n", ".replit": "[env]\n",
    }  # fmt: skip
    text = head.get(name, "") + "".join(lines[name].format(n) for n in range(10_000))
    (tmp_path / name).write_text(text)
    lint(tmp_path)
