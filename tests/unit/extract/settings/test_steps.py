"""What a command line starts, with what it is told."""

from __future__ import annotations

import pytest

from dupelint.extract.commandline import words_at
from dupelint.extract.settings.commands import shell_line
from dupelint.extract.settings.steps import Step, steps

FIELDS = ("program", "target", "port", "workers", "worker_class", "calls", "callee", "folder")


def told(step: Step) -> str:
    said = [f"{name}={getattr(step, name)}" for name in FIELDS if getattr(step, name)]
    said += [f"{name}={value}" for name, value in step.variables]
    return " ".join([*said, *(["parallel"] if step.parallel else [])])


CASES = [
    ("gunicorn -w 4 -k eventlet -b 0.0.0.0:${PORT:-5000} wsgi:app", ["program=gunicorn target=wsgi:app port=${PORT:-5000} workers=4 worker_class=eventlet"]),
    ("gunicorn -w4 --bind=unix:/run/x.sock 'app:create()'", ["program=gunicorn target=app:create() port=unix workers=4"]),
    ("gunicorn -b $ADDRESS app:app", ["program=gunicorn target=app:app"]),
    ("uvicorn main:app --port 8001 --workers 2", ["program=uvicorn target=main:app port=8001 workers=2"]),
    ("waitress-serve --listen=*:8041 app:app", ["program=waitress-serve target=app:app port=8041"]),
    ("python -m flask --app x run -p 5002", ["program=flask port=5002"]),
    ("hypercorn -k uvloop -b :8002 m:app", ["program=hypercorn target=m:app port=8002 worker_class=uvloop"]),
    ("next dev -p 3002", ["program=next port=3002"]),
    ("next build && vite build && flask db upgrade", []),
    ("A=1 B='2 3' node x.js &", ["program=node A=1 B=2 3 parallel"]),
    ("npm run dev", ["program=npm calls=npm callee=dev"]),
    ("npm --prefix client start", ["program=npm calls=npm callee=start folder=client"]),
    ("cd client && yarn dev", ["program=yarn calls=npm callee=dev? folder=client"]),
    ("cd $X && npm start", ["program=npm calls=npm callee=start folder=?"]),
    ("npm install && npm ci && yarn add x && npm run x -w pkg", []),
    ("bash ./start.sh", ["program=bash calls=script callee=./start.sh"]),
    ("./run/start.sh", ["program=start.sh calls=script callee=./run/start.sh"]),
    ("sh -c 'npm start'", ["program=npm calls=npm callee=start"]),
    ("honcho -f Procfile.dev -e .env.dev start web", ["program=honcho calls=procfile callee=Procfile.dev"]),
    ("honcho run python x.py", []),
    ("overmind start", ["program=overmind calls=procfile"]),
    ("bun run src/index.ts", ["program=bun"]),
    ("make -C server run", ["program=make calls=make callee=run folder=server"]),
    ("docker compose -f a.yml up -d", ["program=docker calls=compose callee=a.yml"]),
    ("docker-compose up", ["program=docker-compose calls=compose"]),
    ("docker compose build && docker run x", []),
    ("pm2 start ecosystem.config.js", ["program=pm2 calls=pm2 callee=ecosystem.config.js"]),
    ('concurrently "npm:web" "node b.js"', ["program=concurrently calls=npm callee=web parallel", "program=node parallel"]),
    ("run-p web 'api:*'", ["program=run-p calls=npm callee=web parallel", "program=run-p calls=npm callee=api:* parallel"]),
    ("npm-run-all -s a -p b", ["program=npm-run-all calls=npm callee=a", "program=npm-run-all calls=npm callee=b parallel"]),
    ("echo npm start", []),
    ("pytest && ls && git push", []),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), CASES, ids=[command for command, _ in CASES])
def test_steps(command: str, expected: list[str]) -> None:
    assert [told(step) for step in steps(shell_line(words_at(command)).found)] == expected
