"""Files that hold anything at all: a finding, a gap or nothing, never an error."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from dupelint.app import CheckRequest, check

from .conftest import TWICE
from .hardy import LIMIT

DEEP = 100_000
NAMES = (
    "app.py", "app.js", "app.ts", "app.tsx", "app.jsx", "package.json", "tsconfig.json",
    "docker-compose.yml", "pyproject.toml", ".replit", "start.sh", "Procfile", ".env",
    "Dockerfile", "nginx.conf", "requirements.txt",
)  # fmt: skip
SERVER = """\
const express = require('express');
const { start } = require('./service');
const app = express();
app.get('/api/status', async (req, res) => {
  try {
    const answer = await fetch(`http://localhost:${process.env.PORT || 3300}/status`);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return res.json(await answer.json());
  } catch (error) {
    res.status(502).json({ error: String(error) });
  }
});
app.listen(Number(process.env.PORT ?? 3001), () => start());
"""
PAGE = """\
import { useEffect, useState } from 'react';

export function Page({ base = 'http://localhost:3300' }: { base?: string }) {
  const [state, setState] = useState<{ ok: boolean } | null>(null);
  useEffect(() => {
    fetch(`${base}/status`).then((res) => res.json()).then(setState);
  }, []);
  return <div>{state?.ok ? <img src="http://localhost:3300/qr" /> : 'wait'}</div>;
}
"""
COMPOSE = """\
services:
  web: &web
    build: .
    command: ["gunicorn", "-b", "0.0.0.0:3001", "app:app"]
    ports: ["3001:3001"]
    environment: { PORT: "3001", URL: "http://bridge:3310/x" }
  bridge:
    <<: *web
    command: >
      node server.js --port 3310
"""
SCRIPT = """\
#!/bin/bash
set -e
export PORT="${PORT:-3001}"
if lsof -ti :3310; then kill "$(lsof -ti :3310)"; fi
cat > .env <<EOF
BAILEYS_PORT=3310
EOF
(cd server && gunicorn -b :$PORT app:app) & wait
"""
WHOLE = {
    "app.py": TWICE,
    "app.js": SERVER,
    "app.tsx": PAGE,
    "docker-compose.yml": COMPOSE,
    "start.sh": SCRIPT,
    "package.json": '{"name": "a", "scripts": {"start": "PORT=3001 node server.js"}}\n',
    ".replit": 'run = "bash start.sh"\n[env]\nPORT = "3001"\n[[ports]]\nlocalPort = 3001\n',
    "Dockerfile": 'FROM node\nENV PORT=3001\nEXPOSE 3001 3310\nCMD ["node", "server.js"]\n',
    "nginx.conf": "server { listen 3001; location / { proxy_pass http://localhost:3310; } }\n",
}


def codes(root: Path) -> set[str]:
    """The rules that found something; in time."""
    start = time.monotonic()
    (outcome,) = check(CheckRequest((root,), {"cache": False, "jobs": 1}))
    assert time.monotonic() - start < LIMIT
    return {finding.code for finding in outcome.findings}


def lint(root: Path, name: str, data: bytes) -> set[str]:
    """What is found where this file is the whole project."""
    (root / "dupelint.toml").write_text("legacy-ports = [3001, 3310]\n")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(data)
    return codes(root)


SCRAPS = (
    b"", b"\n", b"\0", b"\0" * 10_000, b"\xff" * 100, b"\xef\xbb\xbf", b"\r", b"\r\n" * 100,
    bytes(range(256)) * 20, b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b[31m" * 50,
    b"'", b'"', b"`", b"/*", b"#", b"dupelint:", b"# dupelint: ignore[", b"// dupelint: ignore",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_hardly_anything(tmp_path: Path, name: str) -> None:
    for number, scrap in enumerate(SCRAPS):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / name).write_bytes(scrap)
    assert codes(tmp_path) <= {"DUP900", "DUP902"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "piece",
    ["[", "(", "{", "{a:", "[\n", "( ", "{a: ", '"', "- ", "a.", "$(", "`", "<a>", "!", "a="],
)
def test_deep_nesting(tmp_path: Path, name: str, piece: str) -> None:
    assert lint(tmp_path, name, piece.encode() * DEEP) <= {"DUP900"}


@pytest.mark.parametrize(
    ("name", "before", "piece", "after"),
    [
        ("app.py", "from flask import Flask\napp = Flask(", "(\n ", ""),
        ("app.py", "import os\nPORT = os.environ.get('PORT', ", "[\n ", "3001"),
        ("app.py", "import os\nPORT = ", "os.environ['A'] or\\\n ", "3001"),
        ("app.py", "", "lambda a :\\\n ", "app.run(port=3001)"),
        ("app.py", "url = ", "'http://localhost:3300' +\\\n ", "''"),
        ("app.js", "fetch(", "( \n", "'http://localhost:3300'"),
        ("app.js", "const url = ", "a + \n ", "'http://localhost:3300'; fetch(url)"),
        ("app.js", "const port = ", "process.env.A || \n ", "3001; app.listen(port)"),
        ("app.js", "", "if (a) \n ", "app.listen(3300)"),
        ("app.js", "", "async () => { \n ", "const r = await fetch('/a'); r.json()"),
        ("app.js", "fetch('/a')", "\n .then((r) => r)", ".then((r) => r.json())"),
        ("app.js", "const r = await fetch('/a')\n", "if (r.ok) { \n ", "r.json()"),
        ("app.js", "const r = await fetch('/a')\n", "try { \n ", "return r.json()"),
        ("app.js", "const a = ", "`${ \n ", "fetch('/a')"),
        ("app.tsx", "const a = ", "<div> \n ", "<img src='http://localhost:3300' />"),
        ("app.ts", "const a = fetch('/a')", " as any \n ", ""),
        ("package.json", '{"scripts": {"start": "', "npm run start && ", 'node a.js"}}'),
        ("package.json", '{"scripts": {"start": "', "(", 'node a.js"}}'),
        ("docker-compose.yml", "services: {a: {ports: ", "[", "3001"),
        ("start.sh", "", "if x; then\n", "PORT=3001"),
        ("start.sh", "", "a |\n", "b"),
        ("start.sh", "", "a &&\n", "node server.js"),
        ("start.sh", "", "case x in\n", ""),
        ("start.sh", "", "cat <<E\n", ""),
        ("Procfile", "web: ", 'sh -c "', "node a.js"),
        ("Dockerfile", "", "RUN <<E\n", "EXPOSE 3001"),
        ("Dockerfile", "RUN ", "\\\n", "EXPOSE 3001"),
        (".env", "A=", "${", "3001"),
        ("requirements.txt", "flask==", "9", ""),
    ],
)
@pytest.mark.parametrize("times", [50, 2_000, 30_000])
def test_deep_nesting_around_facts(
    tmp_path: Path, name: str, before: str, piece: str, after: str, times: int
) -> None:
    lint(tmp_path, name, (before + piece * times + after).encode())


@pytest.mark.parametrize("name", WHOLE)
def test_every_kind_of_half_a_file(tmp_path: Path, name: str) -> None:
    """All at once, each in a folder of its own: cut off, a piece missing, a byte changed."""
    data = WHOLE[name].encode()
    chance = random.Random(name)
    pieces = [data[:end] for end in range(len(data))]
    for _ in range(150):
        start, end = sorted(chance.sample(range(len(data)), 2))
        pieces.append(data[:start] + data[end:])
        pieces.append(data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :])
    for number, piece in enumerate(pieces):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_bytes(piece)
    (tmp_path / "dupelint.toml").write_text("legacy-ports = [3001, 3310]\n")
    codes(tmp_path)


@pytest.mark.parametrize("name", [*WHOLE])
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_change_nothing(tmp_path: Path, name: str, ending: str) -> None:
    text = WHOLE[name]
    found = lint(tmp_path, name, text.encode())
    assert lint(tmp_path, name, text.replace("\n", ending).encode()) == found or ending == "\r"
    assert lint(tmp_path, name, b"\xef\xbb\xbf" + text.encode()) == found


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_binary(tmp_path: Path, name: str, encoding: str) -> None:
    assert lint(tmp_path, name, WHOLE[name].encode(encoding)) <= {"DUP900"}


@pytest.mark.parametrize("name", [one for one in WHOLE if one != "package.json"])
def test_bytes_that_are_no_text_in_a_comment(tmp_path: Path, name: str) -> None:
    mark = b"// \xff\xfe \xe9\n" if name.endswith(("js", "tsx")) else b"# \xff\xfe \xe9\n"
    found = lint(tmp_path, name, WHOLE[name].encode())
    assert lint(tmp_path, name, mark + WHOLE[name].encode()) - {"DUP900"} in (found, set())


@pytest.mark.parametrize("name", WHOLE)
def test_one_line_of_a_megabyte(tmp_path: Path, name: str) -> None:
    line = (WHOLE[name].replace("\n", " ") * (1_000_000 // len(WHOLE[name]))).encode()
    lint(tmp_path, name, line)
