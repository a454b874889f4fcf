"""Ports in command lines: (command, every port in order with its context and detail)."""

from __future__ import annotations

import pytest

from dupelint.extract.ports import command_ports

HITS: list[tuple[str, list[tuple[int, str, str]]]] = [
    ("gunicorn -b :5000 -w 4 app:app", [(5000, "flag", "-b")]),
    ("gunicorn --bind '0.0.0.0:8000' app:app", [(8000, "flag", "--bind")]),
    ("gunicorn -b 0.0.0.0:${PORT:-5000} a:b", [(5000, "env-default", "PORT")]),
    ("next dev -p 3000", [(3000, "flag", "-p")]),
    ("npx next dev -p 3000", [(3000, "flag", "-p")]),
    ("psql -p5432 -h db", [(5432, "flag", "-p")]),
    ("uvicorn x:y --port=${PORT:-8000}", [(8000, "flag", "--port")]),
    ("java -Dserver.port=8080 -jar x", [(8080, "flag", "-Dserver.port")]),
    ("PORT='3001' node x", [(3001, "variable", "PORT")]),
    ("cross-env PORT=3001 node x.js", [(3001, "variable", "PORT")]),
    ("export BAILEYS_PORT=3001", [(3001, "variable", "BAILEYS_PORT")]),
    ("docker run -e PORT=3001 img", [(3001, "variable", "PORT")]),
    ("docker run -p 3001:3000 img", [(3001, "flag", "-p"), (3000, "flag", "-p")]),
    ("docker run -p 127.0.0.1:81:80/tcp i", [(81, "flag", "-p"), (80, "flag", "-p")]),
    (
        'concurrently "PORT=3001 node a" "vite --port 5173"',
        [(3001, "variable", "PORT"), (5173, "flag", "--port")],
    ),
    ("sh -c 'uvicorn a:b --port 8000 && chown 1001:1001 x'", [(8000, "flag", "--port")]),
    (
        "lsof -ti:3001,3310 | xargs kill",
        [(3001, "lsof", "lsof -ti:3001,3310"), (3310, "lsof", "lsof -ti:3001,3310")],
    ),
    ("lsof -i tcp:3001 2>/dev/null", [(3001, "lsof", "lsof tcp:3001")]),
    ("kill $(lsof -t -i :3001)", [(3001, "lsof", "lsof :3001")]),
    ('echo "$(lsof -ti:3001)"', [(3001, "lsof", "lsof -ti:3001")]),
    ("netstat -an | grep :3001", [(3001, "lsof", "grep :3001")]),
    ("fuser -k 3001/tcp", [(3001, "flag", "fuser")]),
    ("fuser -n tcp 3001", [(3001, "flag", "fuser")]),
    (
        "npx kill-port 3001 3002 2>/dev/null",
        [(3001, "flag", "kill-port"), (3002, "flag", "kill-port")],
    ),
    ("python -m http.server 8000", [(8000, "flag", "http.server")]),
    ("python manage.py runserver 0.0.0.0:8000", [(8000, "flag", "runserver")]),
    (
        "kubectl port-forward svc/x 8080:80",
        [(8080, "flag", "port-forward"), (80, "flag", "port-forward")],
    ),
    ("ssh -L 3001:localhost:80 h", [(3001, "flag", "-L"), (80, "flag", "-L")]),
    ("nc -z localhost 3001", [(3001, "flag", "nc")]),
    ("serve -s build -l 5000", [(5000, "flag", "-l")]),
    ("minio server --console-address ':9001'", [(9001, "flag", "--console-address")]),
    (
        "wait-on tcp:3001 http://localhost:3002",
        [(3001, "flag", "wait-on"), (3002, "url", "localhost:3002")],
    ),
    ("curl http://localhost:3001/x", [(3001, "url", "localhost:3001")]),
    ("npm run dev -- --port 3001", [(3001, "flag", "--port")]),
    ("nodemon --inspect=0.0.0.0:9229 x", [(9229, "flag", "--inspect")]),
    ("poetry run flask run -p 5001", [(5001, "flag", "-p")]),
]
MISSES = [
    "mkdir -p 3001",
    "ps -p 3001",
    "patch -p1 < x",
    "cp -p 3001 x",
    "chown 1001:1001 /x",
    "sleep 3001",
    "chown :1001 x",
    "node x.js 3001",
    "jest --testTimeout 3001",
    "wait --port-timeout 3001",
    "mysql -p3306",
    "git commit -m 'a --port 3001 b'",
    "kill 3001",
    "python -m http.server",
    "node x.js # --port 3001",
    "gunicorn -w 3001 app:app",
    "exec gunicorn -b $HOST:$PORT",
    "next dev --port 70000",
    "tail -n 3001 x",
    "docker compose -p 3001 up",
    "grep -c 3001 x",
]


@pytest.mark.parametrize(("command", "expected"), HITS)
def test_hits(command: str, expected: list[tuple[int, str, str]]) -> None:
    found = list(command_ports(command))
    assert [(hit.port, hit.context, hit.detail) for hit in found] == expected
    assert [command[hit.start : hit.end] for hit in found] == [str(p) for p, _, _ in expected]


@pytest.mark.parametrize("command", MISSES)
def test_misses(command: str) -> None:
    assert list(command_ports(command)) == []
