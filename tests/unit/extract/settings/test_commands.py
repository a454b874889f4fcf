"""The entry file of a command line."""

from __future__ import annotations

import pytest

from dupelint.extract.commandline import words_at
from dupelint.extract.settings.commands import shell_line
from dupelint.extract.settings.steps import steps

ENTRIES = [
    ("node server.js", ["server.js"]),
    ("node ./dist/index.js", ["dist/index.js"]),
    ("node --env-file .env -r dotenv/config src/main.mjs", ["src/main.mjs"]),
    ("node server", ["server"]),
    ("node .", ["index.js"]),
    ("PORT=3001 NODE_ENV=production node server.js", ["server.js"]),
    ("cross-env PORT=3001 node server.js", ["server.js"]),
    ("nodemon --watch src --ext ts src/index.ts", ["src/index.ts"]),
    ("nodemon -x 'ts-node src/index.ts'", ["src/index.ts"]),
    ("tsx watch src/index.ts", ["src/index.ts"]),
    ("npx ts-node -P tsconfig.json src/index.ts", ["src/index.ts"]),
    ("bun run src/index.ts", ["src/index.ts"]),
    ("pm2-runtime start ecosystem.js", []),
    ('concurrently "node a.js" "cd b && node c.js"', ["a.js", "b/c.js"]),
    ("sh -c 'cd server && python app.py'", ["server/app.py"]),
    ("(cd a && node b.js); node c.js", ["a/b.js", "c.js"]),
    ("cd a/b && cd .. && node c.js", ["a/c.js"]),
    ("python app.py --port 3001", ["app.py"]),
    ("python -u -X dev app.py", ["app.py"]),
    ("python3 -m pkg.main", ["pkg/main.py"]),
    ("poetry run python -m gunicorn wsgi:app", ["wsgi.py"]),
    ("gunicorn -w 1 -k eventlet -b 0.0.0.0:5000 wsgi:app", ["wsgi.py"]),
    ("gunicorn 'server.app:create_app()'", ["server/app.py"]),
    ("gunicorn --chdir server wsgi:app", ["server/wsgi.py"]),
    ("uvicorn main:app --host 0.0.0.0", ["main.py"]),
    ("FLASK_APP=server/app.py flask run", ["server/app.py"]),
    ("flask --app server.app:create_app run -p 5001", ["server/app.py"]),
    ("celery -A tasks worker", ["tasks.py"]),
    ("exec ./server.js", ["server.js"]),
    ("npm run dev", []),
    ("node -e 'require(\"./x.js\")'", []),
    ("node $ENTRY", []),
    ("flask db upgrade", []),
    ("python -m http.server 8000", []),
    ("gunicorn $APP", []),
    ("jest tests/x.test.js", []),
    ("eslint src/index.js", []),
    ("cat server.js", []),
    ("echo node server.js", []),
]


@pytest.mark.parametrize(("command", "expected"), ENTRIES)
def test_entries(command: str, expected: list[str]) -> None:
    found = steps(shell_line(words_at(command)).found)
    assert [step.entry for step in found if step.entry] == expected
