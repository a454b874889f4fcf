"""Import FastAPI programs with the real FastAPI; say which routes they have and what answers.

Run as a script: reads jobs `[folder, variables, [[path, method], …]]` as JSON from standard input,
writes `[routes, answers]` for each.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles


def probe(folder: str, variables: dict[str, str], requests: list[list[str]]) -> list[Any]:
    """Routes `[path, methods, name]` in order; for each request `[status, type, body]`."""
    known, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, folder)
    os.environ.update(variables)
    try:
        app = importlib.import_module("main").app
        told = list(routes(app.routes, ""))
        return [told, [asyncio.run(answer(app, *request)) for request in requests]]
    finally:
        for name in set(sys.modules) - known:
            if not getattr(sys.modules[name], "__file__", None) or folder in str(
                sys.modules[name].__file__
            ):
                del sys.modules[name]
        sys.path[:] = path


def routes(found: Any, prefix: str) -> Iterator[list[Any]]:
    """Every route, those of mounted applications in their place."""
    for context in iter_route_contexts(found):
        path = prefix + str(context.path)
        if not isinstance(context.original_route, Mount):
            methods = sorted(context.methods or ["ALL"])
            if isinstance(context.original_route, WebSocketRoute):
                methods = ["WEBSOCKET"]
            yield [path, methods, context.name]
        elif context.routes:
            yield from routes(context.routes, path)
        else:
            files = isinstance(context.original_route.app, StaticFiles)
            name = "static" if files else "middleware"
            yield [path + "/{path:path}", ["ALL"], name]


async def answer(app: Any, path: str, method: str) -> list[Any]:
    """Status, type and body of an answer."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": [(b"host", b"localhost")], "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    headers = dict(sent[0]["headers"])
    kind = "redirect" if b"location" in headers else headers.get(b"content-type", b"").decode()
    return [sent[0]["status"], kind, body.decode("utf-8", "replace")]


def main() -> None:
    """Answer the jobs one after the other."""
    sys.dont_write_bytecode = True
    json.dump([probe(*job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
