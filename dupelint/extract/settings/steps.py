"""What each simple command of a command line starts, with what it is told on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.extract.commandline import ASSIGNMENT, Command, Word, program
from dupelint.extract.settings.calls import called
from dupelint.extract.settings.entry_files import change_folder, entry_of, join
from dupelint.model.pattern import lazy

UNKNOWN = "?"  # a folder that is made of variables

# Options that say where a program listens: "address" (`host:N` or `N`) or "port" (`N`).
_BINDS: dict[str, dict[str, str]] = {
    "gunicorn": {"-b": "address", "--bind": "address"},
    "hypercorn": {"-b": "address", "--bind": "address"},
    "uvicorn": {"--port": "port", "-p": "port", "--uds": "unix"},
    "flask": {"-p": "port", "--port": "port"},
    "quart": {"-p": "port", "--port": "port"},
    "fastapi": {"--port": "port"},
    "waitress-serve": {"--port": "port", "--listen": "address"},
    "daphne": {"-p": "port", "--port": "port", "-u": "unix"},
    "granian": {"--port": "port"},
    "http-server": {"-p": "port"},
    "serve": {"-l": "address", "-p": "port", "--listen": "address"},
    "next": {"-p": "port", "--port": "port"},
    "vite": {"--port": "port"},
    "ng": {"--port": "port"},
    "streamlit": {"--server.port": "port"},
}  # fmt: skip
# Of programs that also do other things: the words after which they serve; "" = without one.
_SERVING = {
    "vite": {"", "dev", "serve", "preview"}, "next": {"dev", "start"}, "ng": {"serve", "s"},
    "flask": {"run"}, "quart": {"run"}, "fastapi": {"run", "dev"}, "streamlit": {"run"},
}  # fmt: skip
_WORKERS = frozenset({"-w", "--workers"})
_CLASS = frozenset({"-k", "--worker-class"})
_CLASSED = frozenset({"gunicorn", "hypercorn"})
_COUNTED = frozenset({"gunicorn", "uvicorn", "hypercorn", "granian", "fastapi"})
_TARGETED = frozenset({"gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "granian"})
_TARGET = lazy(r"([A-Za-z_][\w.]*):([A-Za-z_][\w.]*)(\(.*\))?\Z")
_PARALLEL = frozenset({"concurrently", "run-p", "npm-run-all2-p"})
_LONGEST = 300  # characters of an address
_INSIDE = lazy(r"(?:\$\{[^{}]*\}|[^:$]|\$(?!\{))*\Z")


class Step(NamedTuple):
    """One simple command that starts something."""

    command: Command
    program: str
    entry: str  # relative to where the command line starts
    target: str
    port: str
    workers: str
    worker_class: str
    variables: tuple[tuple[str, str], ...]
    calls: str
    callee: str
    folder: str
    group: str
    parallel: bool


def steps(found: Sequence[Command]) -> Iterator[Step]:
    """The programs and launchers that simple commands start, in the order written."""
    folders: dict[int, str] = {}  # of each line: the written one, then those quoted inside it
    outer = ""
    beside = [command for command in found if _starts_side_by_side(command)]
    for command in found:
        name, index = program(command.words)
        rest = command.words[index + 1 :]
        folder = folders.get(command.line, outer if command.nesting else "")
        if name == "cd" and rest:
            folders[command.line] = folder = changed(folder, rest[0].text)
        elif name:
            group = "concurrently" if _inside(command, beside) else ""
            yield from _steps(command, name, index, folder, group)
        if command.ended_by == ")":
            folders[command.line] = ""
        if not command.nesting:
            outer = folder


def changed(folder: str, target: str) -> str:
    """Where `cd` leads, UNKNOWN where that cannot be said."""
    if "$" in target or "`" in target or target.startswith(("/", "~", "-")) or folder == UNKNOWN:
        return UNKNOWN
    return change_folder(folder, target)


def below(folder: str, inner: str) -> str:
    """A folder inside another."""
    if UNKNOWN in (folder, inner):
        return UNKNOWN
    return join(folder, inner) if folder and inner else folder or inner


def _steps(command: Command, name: str, index: int, folder: str, group: str) -> Iterator[Step]:
    words = command.words
    known = "" if folder == UNKNOWN else folder
    entry = entry_of(name, words, index, words[index + 1 :])
    launchers = list(called(name, words, index))
    variables = tuple(_variables(words[:index]))
    parallel = bool(group) or command.ended_by == "&"
    if not launchers:
        rest = words[index + 1 :]
        if not entry and not _serves(name, rest):
            return
        yield Step(
            command, name, join(known, entry) if entry else "", _target(name, rest),
            _port(name, rest), _option(rest, _WORKERS) if name in _COUNTED else "",
            _option(rest, _CLASS) if name in _CLASSED else "", variables, "", "", folder, group,
            parallel,
        )  # fmt: skip
        return
    for call in launchers:
        inside = below(folder, call.folder)
        yield Step(
            command, name, "", "", "", "", "", variables, call.kind, call.name, inside,
            "concurrently" if call.parallel else group, call.parallel or parallel,
        )  # fmt: skip


def _serves(name: str, rest: Sequence[Word]) -> bool:
    """Whether a program without a file of the project is a server."""
    if name not in _SERVING:
        return name in _BINDS or name in _TARGETED
    plain = [word.text for word in rest if not word.text.startswith("-")]
    if name in ("flask", "quart"):
        return "run" in plain
    return (plain[0] if plain else "") in _SERVING[name] or (
        name == "vite" and plain[0] not in ("build", "optimize")
    )


def _starts_side_by_side(command: Command) -> bool:
    name, _ = program(command.words)
    return name in _PARALLEL


def _inside(command: Command, outer: Sequence[Command]) -> bool:
    """Whether a quoted command stands in the words of one of these."""
    if not command.nesting:
        return False
    start = command.words[0].places[:1]
    return any(
        bool(start) and bool(word.places) and word.places[0] <= start[0] <= word.places[-1]
        for other in outer
        for word in other.words
        if other is not command
    )


def _variables(words: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for word in words:
        if found := ASSIGNMENT.match(word.text):
            yield found[1], word.text[found.end() :]


def _option(rest: Sequence[Word], names: frozenset[str]) -> str:
    """The value of the last of these options."""
    value = ""
    for position, word in enumerate(rest):
        option, equals, given = word.text.partition("=")
        if option in names:
            value = given if equals else rest[position + 1].text if position + 1 < len(rest) else ""
        elif len(word.text) > 2 and word.text[:2] in names and word.text[2:].isalnum():
            value = word.text[2:]  # -w4
    return value


def _target(name: str, rest: Sequence[Word]) -> str:
    if name not in _TARGETED:
        return ""
    return next((word.text for word in rest if _TARGET.match(word.text)), "")


def _port(name: str, rest: Sequence[Word]) -> str:
    forms = _BINDS.get(name, {})
    port = ""
    for position, word in enumerate(rest):
        option, equals, value = word.text.partition("=")
        form = forms.get(option)
        if form is None and word.text[:2] in forms and word.text[1:2] != "-":
            form, value, equals = forms[word.text[:2]], word.text[2:], "="  # -b:5000, -p3000
        if form is None:
            continue
        if not equals:
            value = rest[position + 1].text if position + 1 < len(rest) else ""
        port = value if form == "port" else form if form == "unix" else _of_address(value)
    if name == "http.server" and rest and rest[0].text.isdigit():
        return rest[0].text
    return port


def _of_address(value: str) -> str:
    """`0.0.0.0:${PORT:-5000}` → `${PORT:-5000}`, `unix:/run/x` → `unix`."""
    if value.startswith(("unix:", "fd://")) or "/" in value.partition("://")[2]:
        return "unix"
    tail = _INSIDE.search(value) if len(value) <= _LONGEST else None
    found = tail[0] if tail else ""
    return found if found != value or found.isdigit() or "PORT" in found.upper() else ""
