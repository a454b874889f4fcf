"""Makefiles → facts."""

from __future__ import annotations

from collections.abc import Callable

from dupelint.model.source import Language

SOURCE = """\
PORT ?= 8000
.PHONY: dev
dev: build
\t@cd server && node app.js &
\t# node old.js
\tnpm run dev
build: ; echo x
run test:
\tgunicorn -b :$(PORT) \\
\t  wsgi:app
VALUE := a
\tnode no.js
"""


def test_every_fact(tell: Callable[..., list[str]]) -> None:
    assert tell(Language.MAKEFILE, SOURCE, "Makefile", only="Process") == [
        "Process makefile|dev|cd server && node app.js &|server/app.js program=node folder=server parallel=1 @ cd server && node app.js &",
        "Process makefile|dev|npm run dev| program=npm calls=npm callee=dev @ npm run dev",
        "Process makefile|run|gunicorn -b :${PORT} \\\n\t  wsgi:app|wsgi.py program=gunicorn target=wsgi:app port=${PORT} @ gunicorn -b :$(PORT) \\\n\t  wsgi:app",
        "Process makefile|test|gunicorn -b :${PORT} \\\n\t  wsgi:app|wsgi.py program=gunicorn target=wsgi:app port=${PORT} @ gunicorn -b :$(PORT) \\\n\t  wsgi:app",
    ]
