"""What each launcher starts, closed over launchers that call launchers."""

# ruff: noqa: E501  # one file of a case, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

Files = dict[str, str]
Ask = Callable[[Files, str], list[tuple[object, ...]]]

WSGI = "from flask import Flask\n\napp = Flask(__name__)\n"
SERVER = "require('express')().listen(process.env.BRIDGE_PORT || 3000);\n"
BASE: Files = {"wsgi.py": WSGI, "server.js": SERVER}

STARTS = (
    "SELECT run.name, process, entry, program, port, background, through FROM starts"
    " JOIN run ON run.id = starts.run ORDER BY run.name, starts.id"
)

CASES: list[tuple[str, Files, list[tuple[object, ...]]]] = [
    (
        "Procfile",
        {"Procfile": "web: gunicorn -b :5000 wsgi:app\nbridge: BRIDGE_PORT=3300 node server.js\n"},
        [
            ("Procfile", "web", "wsgi.py", "gunicorn", 5000, 0, ""),
            ("Procfile", "bridge", "server.js", "node", 3300, 0, ""),
        ],
    ),
    (
        "a script that is called by npm that is called by .replit",
        {
            ".replit": 'run = "npm start"\n',
            "package.json": '{"scripts": {"start": "bash run/start.sh"}}',
            "run/start.sh": 'cd "$(dirname "$0")/.."\nnode server.js &\nexec gunicorn wsgi:app\n',
        },
        [
            (".replit", "start.sh", "server.js", "node", 3000, 1, "npm run start → run/start.sh"),
            (".replit", "start.sh", "wsgi.py", "gunicorn", 8000, 0, "npm run start → run/start.sh"),
            ("npm run start", "start.sh", "server.js", "node", 3000, 1, "run/start.sh"),
            ("npm run start", "start.sh", "wsgi.py", "gunicorn", 8000, 0, "run/start.sh"),
            ("run/start.sh", "start.sh", "server.js", "node", 3000, 1, ""),
            ("run/start.sh", "start.sh", "wsgi.py", "gunicorn", 8000, 0, ""),
        ],
    ),
    (
        "honcho with another Procfile",
        {
            "package.json": '{"scripts": {"dev": "honcho -f Procfile.dev start"}}',
            "Procfile.dev": "web: flask --app wsgi run -p 5001\n",
        },
        [
            ("Procfile.dev", "web", "wsgi.py", "flask", 5001, 0, ""),
            ("npm run dev", "web", "wsgi.py", "flask", 5001, 0, "Procfile.dev"),
        ],
    ),
    (
        "an image that compose builds; the service's own command beats the image's",
        {
            "compose.yaml": (
                "services:\n  web:\n    build: .\n"
                "  other:\n    build: .\n    command: node server.js\n"
                "    environment:\n      BRIDGE_PORT: 3310\n"
            ),
            "Dockerfile": (
                "FROM python:3.12 AS build\nCMD node server.js\nFROM python:3.12\n"
                "ENV PORT=8080\nCOPY . .\nCMD gunicorn wsgi:app\n"
            ),
        },
        [
            ("Dockerfile", "image", "wsgi.py", "gunicorn", 8080, 0, ""),
            ("compose.yaml", "image", "wsgi.py", "gunicorn", 8080, 0, "Dockerfile"),
            ("compose.yaml", "other", "server.js", "node", 3310, 0, ""),
        ],
    ),
    (
        "an override file is a part of the compose file",
        {
            "docker-compose.yml": "services:\n  web:\n    image: a\n    command: gunicorn wsgi:app\n",
            "docker-compose.override.yml": (
                "services:\n  web:\n    command: flask --app wsgi run\n"
                "    environment: [FLASK_RUN_PORT=5005]\n"
            ),
        },
        [("docker-compose.yml", "web", "wsgi.py", "flask", 5005, 0, "")],
    ),
    (
        "Makefile, systemd, supervisor, pm2",
        {
            "Makefile": "run: build\n\tgunicorn -b :5010 wsgi:app\nall:\n\t$(MAKE) x\n\tmake run\n",
            "web.service": "[Service]\nEnvironment=BRIDGE_PORT=3301\nExecStart=/usr/bin/node server.js\n",
            "supervisord.conf": '[program:b]\ncommand=node server.js\nenvironment=BRIDGE_PORT="3302"\n',
            "ecosystem.config.js": (
                "module.exports = {apps: [{name: 'c', script: 'server.js', env: {BRIDGE_PORT: 3303}}]};\n"
            ),
        },
        [
            ("ecosystem.config.js", "c", "server.js", "node", 3303, 0, ""),
            ("make all", "run", "wsgi.py", "gunicorn", 5010, 0, "make run"),
            ("make run", "run", "wsgi.py", "gunicorn", 5010, 0, ""),
            ("supervisord.conf", "b", "server.js", "node", 3302, 0, ""),
            ("web.service", "web", "server.js", "node", 3301, 0, ""),
        ],
    ),
    (
        "concurrently and npm-run-all",
        {
            "package.json": (
                '{"scripts": {"api": "node server.js", "web": "gunicorn wsgi:app",'
                ' "dev": "concurrently \\"npm:api\\" \\"npm run web\\"",'
                ' "all": "run-p api web"}}'
            ),
        },
        [
            ("npm run all", "api", "server.js", "node", 3000, 0, "npm run api"),
            ("npm run all", "web", "wsgi.py", "gunicorn", 8000, 0, "npm run web"),
            ("npm run api", "api", "server.js", "node", 3000, 0, ""),
            ("npm run dev", "api", "server.js", "node", 3000, 0, "npm run api"),
            ("npm run dev", "web", "wsgi.py", "gunicorn", 8000, 0, "npm run web"),
            ("npm run web", "web", "wsgi.py", "gunicorn", 8000, 0, ""),
        ],
    ),
    (
        "gunicorn's configuration; a Procfile's runner sets PORT",
        {
            "Procfile": "web: gunicorn wsgi:app\n",
            "gunicorn.conf.py": 'bind = "0.0.0.0:5055"\n',
        },
        [("Procfile", "web", "wsgi.py", "gunicorn", 5055, 0, "")],
    ),
    (
        "what serves nothing",
        {
            "package.json": (
                '{"scripts": {"build": "vite build", "lint": "eslint .", "db": "flask db upgrade",'
                ' "loop": "npm run loop", "a": "npm run b", "b": "npm run a"}}'
            ),
            "migrate.sh": "python manage.py migrate\n",
            "manage.py": "print('hello')\n",
        },
        [],
    ),
]


@pytest.mark.parametrize(
    ("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_starts(ask: Ask, files: Files, expected: list[tuple[object, ...]]) -> None:
    assert ask({**BASE, **files}, STARTS) == expected


def test_runs(ask: Ask) -> None:
    files = {
        **BASE,
        "package.json": '{"scripts": {"start": "node server.js", "dev": "nodemon server.js"}}',
        "boot.sh": "gunicorn wsgi:app &\n",
        "Dockerfile": 'FROM python:3.12\nCOPY . .\nCMD ["./boot.sh"]\n',
        "stay.sh": "npm start &\nwait\n",
    }
    columns = "name, kind, path, called, development, container, waits"
    assert ask(files, f"SELECT {columns} FROM run ORDER BY name") == [
        ("Dockerfile", "image", "Dockerfile", 0, 0, 1, 1),
        ("boot.sh", "script", "boot.sh", 1, 0, 1, 0),
        ("npm run dev", "npm", "package.json", 0, 1, 0, 1),
        ("npm run start", "npm", "package.json", 1, 0, 0, 1),
        ("stay.sh", "script", "stay.sh", 0, 0, 0, 1),
    ]


def test_jobs(ask: Ask) -> None:
    """Entries of one app, or of one port variable of their own, do one job; a worker another."""
    files = {
        "Procfile": "a: gunicorn wsgi:app\nb: python run.py\nc: node one.js\nd: node two.js\ne: node three.js\nf: celery -A wsgi worker\n",
        "app/__init__.py": WSGI,
        "wsgi.py": "from app import app\n",
        "run.py": "from app import app\n\napp.run()\n",
        "one.js": SERVER,
        "two.js": SERVER.replace("3000", "3001"),
        "three.js": "require('express')().listen(process.env.PORT || 3000);\n",
    }
    jobs = dict(ask(files, "SELECT process, job FROM starts"))
    assert jobs["a"] == jobs["b"] == -jobs["f"]
    assert jobs["c"] == jobs["d"]
    assert len({jobs[name] for name in "acef"}) == 4


@pytest.mark.parametrize(
    "text",
    [
        "", "\x00", "\udcff\udcfe", "a:\n\t- [", "{", "[[", "web: ", "web: '", "export A=$(", "FROM",
        "services:\n  a: &x\n    <<: *x\n    command: [", "[Service]\nExecStart=", "a:\n\t@", "cd ../../..",
        "$" * 200, "services:\n  web:\n    ports: [':', '::::', '${', 'a:b:c:d']\n    build: {}\n",
    ],
)  # fmt: skip
def test_damage_is_no_error(ask: Ask, text: str) -> None:
    names = (
        "Procfile", "start.sh", "compose.yaml", "Dockerfile", "package.json", ".replit", ".env",
        "Makefile", "a.service", "supervisord.conf", "nginx.conf", "ecosystem.config.js",
    )  # fmt: skip
    assert ask(dict.fromkeys(names, text), "SELECT * FROM starts") == []
