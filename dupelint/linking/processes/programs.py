"""What is known about programs that serve: default ports, the variables that set them."""

from __future__ import annotations

# program → (default port, variable that sets it); 0 = none, or it takes the next free one
SERVERS: dict[str, tuple[int, str]] = {
    "gunicorn": (8000, "PORT"),
    "uvicorn": (8000, "UVICORN_PORT"),
    "hypercorn": (8000, ""),
    "daphne": (8000, ""),
    "granian": (8000, "GRANIAN_PORT"),
    "waitress-serve": (8080, ""),
    "flask": (5000, "FLASK_RUN_PORT"),
    "quart": (5000, ""),
    "fastapi": (8000, ""),
    "streamlit": (8501, "STREAMLIT_SERVER_PORT"),
    "http-server": (0, ""),
    "serve": (0, "PORT"),
    "next": (0, "PORT"),
    "vite": (0, ""),
    "ng": (0, ""),
}
# They look for another port where theirs is taken.
MOVING = frozenset({"vite", "next", "serve", "http-server"})
# Programs that work through a queue: another job than the server of the same code.
WORKERS = frozenset({"celery", "rq", "dramatiq", "huey", "arq"})
# They start the file again whenever it changes.
RELOADING = frozenset(
    {"nodemon", "ts-node-dev", "tsnd", "node-dev", "supervisor", "vite", "watchmedo", "ts-node",
     "tsx", "babel-node", "electron"}
)  # fmt: skip
INTERPRETERS = frozenset(
    {"node", "nodejs", "python", "pypy", "bun", "deno", "forever", "pm2", "pm2-runtime",
     "vite-node", "esr", "swc-node", "ts-node-esm"}
) | RELOADING  # fmt: skip
# Every platform sets these, for programs that have nothing to do with each other.
GENERIC = frozenset({"PORT", "HTTP_PORT", "SERVER_PORT", "APP_PORT", "API_PORT", "HOST_PORT"})
