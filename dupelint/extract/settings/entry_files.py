"""Which file of the project a simple command runs."""

from __future__ import annotations

from collections.abc import Sequence

from dupelint.extract.commandline import Word
from dupelint.model.pattern import lazy

_SCRIPT_RUNNERS = frozenset(
    {"node", "nodemon", "tsx", "ts-node", "ts-node-dev", "tsnd", "ts-node-esm", "bun", "deno",
     "babel-node", "esr", "swc-node", "vite-node", "node-dev", "supervisor", "forever", "nodejs",
     "esbuild-runner", "pm2", "pm2-runtime", "electron", "python", "pypy", "streamlit", "watchmedo"}
)  # fmt: skip
_SUBCOMMANDS = frozenset({"run", "watch", "start", "restart", "reload", "serve"})
_MODULE_SERVERS = frozenset(
    {"gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "granian", "uwsgi", "celery"}
)
# Options of interpreters and servers that take the next word as their value.
_VALUED = frozenset(
    {"-r", "--require", "--import", "--loader", "--experimental-loader", "-e", "--eval", "--ext",
     "-w", "--watch", "-i", "--ignore", "--env-file", "-P", "--project", "--tsconfig", "-b",
     "--bind", "-k", "--worker-class", "-c", "--config", "--workers", "-t", "--timeout",
     "--threads", "--host", "--port", "-p", "-n", "--name", "--log-level", "--log-config", "-x",
     "--exec", "--delay", "--signal", "-O", "-d", "--max-requests", "--access-logfile",
     "--error-logfile", "--log-file", "--root-path", "--reload-dir", "--app-dir", "--chdir",
     "--uds", "--fd", "--loop", "--ws", "--lifespan", "--interface", "--listen", "-u", "-g",
     "--keep-alive", "--preload", "-X", "-W", "--forwarded-allow-ips", "--worker-tmp-dir",
     "--graceful-timeout", "-o", "-s", "--cwd", "--conditions", "-C", "--inspect-port"}
) - {"--preload"}  # fmt: skip
_PYTHON_VALUED = frozenset({"-X", "-W"})
_EVALUATES = frozenset({"-e", "--eval", "-p", "--print", "-c"})  # node -e CODE, python -c CODE
MAX_FOLDERS = 30  # deep; a script that goes on and on is not followed
_FILE = lazy(r"[\w@./${}~+\[\]-]+\.(?:js|mjs|cjs|jsx|ts|mts|cts|tsx|py)\Z")
_PATH = lazy(r"\.{0,2}/?[\w@.+-]+(?:/[\w@.+-]+)*/?\Z")
_APP = lazy(r"([A-Za-z_][\w.]*):[A-Za-z_][\w.]*(?:\(.*\))?\Z")
_MODULE = lazy(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\Z")


def change_folder(folder: str, target: str) -> str:
    """Where `cd` leads; a path made of variables leads to where the script itself is."""
    if "$" in target or target.startswith(("/", "~", "-", "`")):
        return ""
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) if len(parts) <= MAX_FOLDERS else ""


def entry_of(name: str, words: Sequence[Word], index: int, rest: Sequence[Word]) -> str:
    """The file, "" where the command runs none; `index` is that of its program's word."""
    if index < len(words) and index and words[index - 1].text == "-m":
        if name in _MODULE_SERVERS:
            return _module_app(rest)
        if name == "flask":
            return _flask(words, rest)
        if name in ("http.server", "pip", "pytest", "venv", "unittest", "json.tool", "build"):
            return ""
        return name.replace(".", "/") + ".py" if _MODULE.match(name) else ""
    if name in _SCRIPT_RUNNERS:
        return _script(name, rest)
    if name in _MODULE_SERVERS:
        return _module_app(rest)
    if name in ("flask", "quart"):
        return _flask(words, rest)
    if name == "fastapi" and rest[:1] and rest[0].text in ("run", "dev"):
        return next((w.text for w in rest[1:] if _FILE.match(w.text)), "")
    if index < len(words) and _FILE.match(words[index].text):
        alone = len(words) == 1 and not words[index].text[:1].isupper()  # CMD ["app.py"]
        return _clean(words[index].text) if alone or "/" in words[index].text else ""  # ./server.js
    return ""


def _script(name: str, rest: Sequence[Word]) -> str:
    """The first argument that is a file; an option's value is not it."""
    valued = _PYTHON_VALUED if name in ("python", "pypy") else _VALUED
    position = 0
    while position < len(rest):
        text = rest[position].text
        if text in _EVALUATES and name in ("node", "python", "bun", "deno", "tsx"):
            return ""
        if text.startswith("-"):
            position += 2 if text in valued and "=" not in text else 1
            continue
        if _FILE.match(text):
            return _clean(text)
        if position == 0 and text in _SUBCOMMANDS:
            position += 1
            continue
        if name in ("node", "nodemon", "nodejs", "ts-node", "tsx") and _PATH.match(text):
            return _clean(text)  # `node .`, `node server`
        return ""
    return ""


def _module_app(rest: Sequence[Word]) -> str:
    folder = ""
    for position, word in enumerate(rest):
        option, equals, value = word.text.partition("=")
        if option in ("--chdir", "--app-dir", "-A", "--app"):
            if not equals:
                value = rest[position + 1].text if position + 1 < len(rest) else ""
            if option in ("-A", "--app"):
                return _module_path(value)
            folder = value
    for word in rest:
        if found := _APP.match(word.text):
            return join(folder, _module_path(found[1]))
    return ""


def _flask(words: Sequence[Word], rest: Sequence[Word]) -> str:
    if not any(word.text == "run" for word in rest):
        return ""
    target = ""
    for position, word in enumerate(rest):
        option, equals, value = word.text.partition("=")
        if option in ("--app", "-A"):
            target = value if equals else "".join(w.text for w in rest[position + 1 : position + 2])
    for word in words:
        if not target and word.text.startswith(("FLASK_APP=", "QUART_APP=")):
            target = word.text.partition("=")[2]
    return _module_path(target)


def _module_path(target: str) -> str:
    """`pkg.mod:app` → `pkg/mod.py`; `server/app.py:create_app` stays a path."""
    module = target.partition(":")[0]
    if module.endswith(".py"):
        return _clean(module)
    return module.replace(".", "/") + ".py" if _MODULE.match(module) else ""


def _clean(path: str) -> str:
    while path.startswith("./"):
        path = path[2:]
    return "" if "$" in path or "*" in path else path or "."


def join(folder: str, path: str) -> str:
    """A path as seen from above `folder`."""
    if path == ".":  # `node .`
        path = "" if folder else "index.js"
    if not folder or path.startswith("/"):
        return path
    return f"{_clean(folder).rstrip('/')}/{path}".rstrip("/")
