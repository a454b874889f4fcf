"""Python entry files that start nothing, or that do more than start their service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.services import Opened
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import App, AppPass, Gap, ModuleCall, Process, Route
from dupelint.model.value import load
from dupelint.model.wiring import IdleEntry
from dupelint.store import Store

# Calls that set things up and start nothing.
_SETTING_UP = frozenset(
    {"register_blueprint", "init_app", "basicConfig", "load_dotenv", "add_url_rule", "getLogger",
     "append", "insert", "setdefault", "filterwarnings", "update", "from_object", "from_mapping",
     "from_pyfile", "monkey_patch", "patch_all", "setLevel", "addHandler", "info", "debug",
     "warning", "print", "CORS", "add_middleware", "include_router", "mount", "Flask", "create_app",
     "FastAPI", "Quart", "Blueprint", "getenv", "get", "int", "str", "join", "dirname", "abspath",
     "Path", "mkdir", "makedirs", "create_all", "SQLAlchemy", "Migrate", "LoginManager", "Limiter",
     "push", "simplefilter"}
)  # fmt: skip
_SERVED_BY_MAIN = frozenset({"flask", "quart", "fastapi"})
Called = tuple[int, str]  # file and scope of a function


class PythonEntries:
    """What running a Python file with the interpreter starts."""

    def __init__(
        self,
        store: Store,
        files: Files,
        reach: Reach,
        opened: Sequence[Opened],
        apps: Mapping[tuple[int, str], App],
    ) -> None:
        self._files = files
        self._reach = reach
        self._listeners: dict[int, list[Opened]] = defaultdict(list)
        for item in opened:
            self._listeners[item.file].append(item)
        self._apps = apps
        self._passed = {
            (file, str(value[1]))
            for file, fact in store.facts(AppPass)
            for value in load(fact.args)[1:]
            if value[0] == "global"
        }
        self._routes: dict[int, list[Route]] = defaultdict(list)
        for file, fact in store.facts(Route):
            self._routes[file].append(fact)
        self._gaps = {file for file, _ in store.facts(Gap)}

    def rows(
        self,
        entry: int,
        processes: Sequence[Process],
        calls: Sequence[tuple[ModuleCall, Called]],
    ) -> Iterator[IdleEntry]:
        """A row for each command that runs it in vain, or one for what it serves beside."""
        if entry in self._gaps:
            return
        run = [one for one in processes if one.program in ("python", "pypy") and not one.target]
        path = self._files.path(entry)
        beside = self._beside(entry, calls)
        if beside is not None:
            route, started, function = beside
            yield IdleEntry(processes[0].name, path, function, "serves", started.fact.at, route.at)
        elif run and all(_only_sets_up(call) for call, _ in calls):
            own = [one for one in self._listeners[entry] if one.fact.scope]
            if len(own) == 1 and len(self._listeners[entry]) == 1:
                function = own[0].fact.scope
                if "." in function or own[0].fact.guard:
                    return
                for process in run:
                    yield IdleEntry(
                        process.name, path, function, "never-called", own[0].fact.at, process.at
                    )
            elif not any(self._listeners.get(file) for file in self._reach.closure(entry)):
                yield from self._never_run(entry, path, run)

    def _never_run(self, entry: int, path: str, run: Sequence[Process]) -> Iterator[IdleEntry]:
        """An application of the file itself, which nobody is handed."""
        made = [
            (name, fact)
            for (file, name), fact in self._apps.items()
            if file == entry and not fact.scope and fact.framework in _SERVED_BY_MAIN
        ]
        if len(made) != 1 or (entry, made[0][0]) in self._passed:
            return
        name, fact = made[0]
        for process in run:
            yield IdleEntry(process.name, path, name, "never-run", fact.at, process.at)

    def _beside(
        self, entry: int, calls: Sequence[tuple[ModuleCall, Called]]
    ) -> tuple[Route, Opened, str] | None:
        """A route of an application that the entry keeps for itself, beside the service that it
        starts."""
        started = next(
            (
                item
                for call, (file, scope) in calls
                for item in self._listeners.get(file, ())
                if file != entry and item.fact.scope == scope and scope and not call.given
            ),
            None,
        )
        if started is None or any(
            item.port != started.port for item in self._listeners.get(entry, ())
        ):
            return None
        for route in self._routes.get(entry, ()):
            receiver = load(route.receiver)
            key = (entry, str(receiver[1]) if len(receiver) > 1 else "")
            if receiver[0] in ("global", "new") and key in self._apps and key not in self._passed:
                return route, started, started.fact.scope
        return None


def _only_sets_up(call: ModuleCall) -> bool:
    """Whether a call cannot be what starts a server."""
    return call.written.rpartition(".")[2] in _SETTING_UP
