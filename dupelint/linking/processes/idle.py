"""Entry files that start nothing, or that do more than start their service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.entries import entry_file
from dupelint.linking.processes.launchers import PASSING_BY, Launchers, file_of
from dupelint.linking.processes.programs import INTERPRETERS
from dupelint.linking.processes.python_entries import PythonEntries
from dupelint.linking.processes.services import Opened
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import App, Export, ModuleCall, Process
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import IdleEntry
from dupelint.store import Store

# Calls at module level that set things up and start nothing.
_ROUTES = frozenset({"get", "post", "put", "delete", "patch", "all", "head", "options", "route"})
_SETTING_UP = _ROUTES | {
    "use", "set", "param", "enable", "disable", "engine", "on", "once", "register", "config",
    "setMaxListeners", "freeze", "assign", "defineProperty", "join", "resolve", "readFileSync",
    "existsSync", "mkdirSync", "log", "info", "warn", "error", "debug", "json", "urlencoded",
    "static", "Router", "parse", "stringify", "promisify", "diskStorage", "split", "map", "filter",
    "trim", "toLowerCase", "replace", "keys", "entries", "values", "from", "fromEntries",
}  # fmt: skip
_PLAIN = frozenset(
    {"cors", "helmet", "morgan", "compression", "multer", "session", "rateLimit", "Map", "Set",
     "Date", "URL", "Error", "EventEmitter", "Router", "WeakMap", "promisify", "dotenv"}
)  # fmt: skip
_NAME = lazy(r"[\w$]+\Z")


def link_idle(
    store: Store,
    files: Files,
    names: Names,
    reach: Reach,
    launchers: Launchers,
    opened: Sequence[Opened],
) -> None:
    """Fill `idle_entry`."""
    entries: dict[int, list[Process]] = defaultdict(list)
    replaced = _replaced(launchers)
    for launcher in launchers.all:
        if launcher.id in replaced:
            continue
        for process in launcher.processes:
            if process.program not in INTERPRETERS or launcher.kind in PASSING_BY:
                continue
            entry = entry_file(files, file_of(process.at), process)
            if entry is not None:
                entries[entry].append(process)
    if not entries:
        return
    calls: dict[int, list[ModuleCall]] = defaultdict(list)
    for file, fact in store.facts(ModuleCall):
        calls[file].append(fact)
    listening = {(item.file, item.fact.scope): item for item in opened if item.fact.scope}
    direct = {item.file: item for item in opened if not item.fact.scope}
    apps = {(file, fact.name): fact for file, fact in store.facts(App) if fact.name}
    given = _given_out(store)
    python = PythonEntries(store, files, reach, opened, apps)
    rows: list[IdleEntry] = []
    for entry, processes in sorted(entries.items()):
        called = [_called(names, entry, call) for call in calls[entry]]
        if files.language(entry) is Language.PYTHON:
            rows += python.rows(entry, processes, list(zip(calls[entry], called, strict=True)))
            continue
        function = _uncalled(entry, calls[entry], called, listening, direct, given)
        if function:
            rows += [
                IdleEntry(
                    process.name, files.path(entry), _plain(function), "never-called",
                    listening[entry, function].fact.at, process.at,
                )
                for process in processes
            ]  # fmt: skip
        else:
            rows += _bridge(files, entry, processes, calls[entry], called, listening, direct, apps)
    store.fill(IdleEntry, rows)


def _replaced(launchers: Launchers) -> set[int]:
    """Images that no compose service runs as they are: each has a command of its own."""
    composed = [launcher for launcher in launchers.all if launcher.kind == "compose"]
    built = {
        image.id
        for launcher in composed
        for process in launcher.processes
        if process.calls == "image"
        for image in launchers.callees(process)
    }
    run = {
        above.id
        for launcher in composed
        for leaf in launchers.leaves(launcher)
        for above, _ in leaf.chain[1:]
    }
    return built - run


def _given_out(store: Store) -> set[tuple[int, str]]:
    """(file, function) that a module exports."""
    found = set()
    for file, fact in store.facts(Export):
        value = load(fact.value)
        parts = [pair[1] for pair in value[1:]] if value[0] == "object" else [value]
        found |= {(file, str(part[1])) for part in parts if part[0] == "global"}
    return found


def _called(names: Names, file: int, call: ModuleCall) -> tuple[int, str]:
    """(file, scope) of the function that a call runs; (0, "") if not known."""
    found = names.follow(Where(file, load(call.callee)))
    if found.form == "function":
        return found.file, str(found.value[1])
    return 0, ""


def _uncalled(
    entry: int,
    calls: Sequence[ModuleCall],
    called: Sequence[tuple[int, str]],
    listening: dict[tuple[int, str], Opened],
    direct: dict[int, Opened],
    given: set[tuple[int, str]],
) -> str:
    """The exported function of an entry that listens and that loading the entry does not call."""
    if entry in direct:
        return ""
    own = [scope for file, scope in listening if file == entry and (file, scope) in given]
    if len(own) != 1:
        return ""
    for call, target in zip(calls, called, strict=True):
        if target[0] or not _only_sets_up(call):
            return ""
    return own[0]


def _plain(scope: str) -> str:
    """`exports.start` → `start`"""
    return scope.removeprefix("module.").removeprefix("exports.")


def _only_sets_up(call: ModuleCall) -> bool:
    owner, _, last = call.written.rpartition(".")
    if owner:
        return last in _SETTING_UP and "(" not in owner
    return call.written in _PLAIN and bool(_NAME.match(call.written))


def _bridge(
    files: Files,
    entry: int,
    processes: Sequence[Process],
    calls: Sequence[ModuleCall],
    called: Sequence[tuple[int, str]],
    listening: dict[tuple[int, str], Opened],
    direct: dict[int, Opened],
    apps: Mapping[tuple[int, str], App],
) -> Iterator[IdleEntry]:
    """An entry that starts a module which listens, and has routes of its own beside it."""
    started = next(
        (
            target
            for call, target in zip(calls, called, strict=True)
            if target in listening and target[0] != entry and not call.given and not call.is_new
        ),
        None,
    )
    if started is None:
        return
    own = direct.get(entry)
    if own is not None and own.port != listening[started].port:
        return  # a server of its own: metrics, health on another port
    for call in calls:
        owner, _, verb = call.written.rpartition(".")
        if verb in _ROUTES and call.given > 1 and (entry, owner) in apps:
            yield IdleEntry(
                processes[0].name, files.path(entry), _plain(started[1]), "serves",
                listening[started].fact.at, call.at,
            )  # fmt: skip
            return
