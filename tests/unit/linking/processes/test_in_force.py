"""The environment of a process: every place that speaks about a variable, ranked."""

# ruff: noqa: E501  # one file of a case, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

Files = dict[str, str]
Ask = Callable[[Files, str], list[tuple[object, ...]]]

SERVER = "const port = process.env.A || 'code';\nrequire('express')().listen(3000);\n"
VALUES = (
    "SELECT value, origin, stands FROM setting_value JOIN run ON run.id = run"
    " WHERE setting_value.name = 'A' AND run.name = ? ORDER BY rank, setting_value.rowid"
)
CASES: list[tuple[str, str, Files, list[tuple[object, ...]]]] = [
    (
        "a script: a file that is loaded, an export behind it, the command's own",
        "start.sh",
        {"start.sh": ". ./.env\nexport A=export\nA=inline node server.js\nexport A=later\n", ".env": "A=one\nA=two\n"},
        [
            ("code", "code", 0), ("one", "dotenv", 0), ("two", "dotenv", 0), ("export", "shell", 0),
            ("inline", "shell", 1),
        ],
    ),
    (
        "a file that is loaded behind the export",
        "start.sh",
        {"start.sh": "export A=export\nsource .env\nnode server.js\n", ".env": "A=file\n"},
        [("code", "code", 0), ("export", "shell", 0), ("file", "dotenv", 1)],
    ),
    (
        "a Procfile's runner reads .env",
        "Procfile",
        {"Procfile": "web: node server.js\n", ".env": "A=file\n"},
        [("code", "code", 0), ("file", "dotenv", 1)],
    ),
    (
        "unless it is told another",
        "npm run dev",
        {
            "package.json": '{"scripts": {"dev": "honcho -e .env.dev start"}}',
            "Procfile": "web: node server.js\n", ".env": "A=file\n", ".env.dev": "A=dev\n",
        },
        [("code", "code", 0), ("dev", "dotenv", 1)],
    ),
    (
        "compose: the image, env_file, environment",
        "compose.yaml",
        {
            "compose.yaml": (
                "services:\n  web:\n    build: .\n    command: node server.js\n    env_file: [x.env]\n"
                "    environment:\n      A: table\n  b:\n    image: b\n    environment: {A: other}\n"
            ),
            "Dockerfile": "FROM node\nENV A=image\nCOPY . .\nCMD node server.js\n", "x.env": "A=file\n",
        },
        [("code", "code", 0), ("file", "dotenv", 0), ("table", "compose", 1)],
    ),
    (
        "code that loads files: the first stays, what is set already too",
        "npm run start",
        {
            "package.json": '{"scripts": {"start": "node main.js"}}',
            "main.js": "require('dotenv').config();\nrequire('dotenv').config({ path: 'b.env' });\nrequire('./server');\n",
            ".env": "A=first\n", "b.env": "A=second\n",
        },
        [("code", "code", 0), ("second", "dotenv", 0), ("first", "dotenv", 1)],
    ),
    (
        "references",
        "start.sh",
        {"start.sh": "B=3\nexport A=\"x-$B-${C:-d}-${D}\"\nnode server.js\n"},
        [("code", "code", 0), ("x-3-d-${_}", "shell", 1)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("run", "files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_values(ask: Ask, run: str, files: Files, expected: list[tuple[object, ...]]) -> None:
    query = VALUES.replace("?", f"'{run}'")
    assert ask({"server.js": SERVER, **files}, query) == expected
