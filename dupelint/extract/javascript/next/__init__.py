"""Files that Next.js finds by their paths: what they answer, what they decide.

https://nextjs.org/docs/app/api-reference/file-conventions
"""

from __future__ import annotations

from dupelint.extract.javascript.next.handlers import read_default, read_verbs
from dupelint.extract.javascript.next.settings import read_config, read_middleware, read_rewriting
from dupelint.extract.javascript.reading import Reading
from dupelint.model.next_paths import CONFIG, MIDDLEWARE, PAGES_HANDLER, ROUTE_HANDLER

_PACKAGE = b"next/server"


def read_next(reading: Reading) -> None:
    """What route files answer; what next.config and a middleware decide about paths."""
    path = reading.unit.path
    if ROUTE_HANDLER.search(path):
        read_verbs(reading)
    elif PAGES_HANDLER.search(path):
        read_default(reading)
    elif CONFIG.search(path):
        read_config(reading)
    elif MIDDLEWARE.search(path):
        read_middleware(reading)
    if b".rewrite(" in reading.data and _PACKAGE in reading.data:
        read_rewriting(reading)
