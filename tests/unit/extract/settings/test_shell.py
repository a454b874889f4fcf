"""Shell scripts → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

SCRIPT = """\
#!/bin/bash
# PORT=4444 http://localhost:4444
export PORT=3001
: "${API_PORT:=8000}"
cd "$(dirname "$0")"
PORT=3310 node server/x.js &
lsof -ti :3001 | xargs kill
if [ "$PORT" -eq 3001 ]; then local_thing=1; fi
for port in 3001 3310; do fuser -k $port/tcp; done
cat > .env <<END
BAILEYS_PORT=3300
END
(cd client && npm start)
cd server && gunicorn -b :5000 wsgi:app
curl -s http://localhost:3300/healthz
chown 1001:1001 x
"""
CASES = [
    pytest.param(
        SCRIPT,
        "run.sh",
        [
            "LauncherFile shell|0|1 @ #!/bin/bash",
            "EnvDefinition PORT|3001|shell||3001 @ export PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "EnvDefinition API_PORT|8000|shell||8000 @ ${API_PORT:=8000}",
            'EnvRead API_PORT|["str","8000"]|0||8000 @ ${API_PORT:=8000}',
            "PortMention 8000|env-default|API_PORT| @ 8000",
            'Process shell|run.sh|PORT=3310 node server/x.js|server/x.js program=node variables={"PORT": "3310"} parallel=1 @ PORT=3310 node server/x.js',
            "EnvDefinition PORT|3310|shell|server/x.js|3310 @ PORT=3310",
            "PortMention 3310|variable|PORT| @ 3310",
            "PortMention 3001|lsof|lsof :3001| @ 3001",
            "PortMention 3001|variable|PORT| @ 3001",
            "PortMention 3001|variable|port| @ 3001",
            "PortMention 3310|variable|port| @ 3310",
            "PortMention 3300|variable|BAILEYS_PORT| @ 3300",
            "Process shell|run.sh|npm start| program=npm calls=npm callee=start folder=client @ npm start",
            "Process shell|run.sh|gunicorn -b :5000 wsgi:app|server/wsgi.py program=gunicorn target=wsgi:app port=5000 folder=server @ gunicorn -b :5000 wsgi:app",
            "PortMention 5000|flag|-b| @ 5000",
            "PortMention 3300|url|localhost:3300|localhost @ 3300",
        ],
        id="script",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.SHELL, source, path) == expected
