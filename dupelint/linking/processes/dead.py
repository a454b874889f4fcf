"""Commands that start what is not there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dupelint.linking.files import Files, join, parent
from dupelint.linking.processes.declared import Declared
from dupelint.linking.processes.entries import BUILT, UNKNOWN, candidates, entry_file, folders
from dupelint.linking.processes.launchers import PASSING_BY, Launcher, Launchers, file_of
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import App, Process
from dupelint.model.source import Language
from dupelint.model.wiring import DeadCommand
from dupelint.store import Store

# Where a path is that of an image or of wherever somebody stands, only a name that stands nowhere
# in the project is dead.
_LOOSE = frozenset({"shell", "dockerfile", "compose", "systemd", "supervisor", "makefile"})
_OUTPUT = frozenset(
    {*BUILT, ".next", ".output", "target", "node_modules", "public", "static", ".nuxt", "vendor",
     "venv", ".venv", "tmp", "bin", ".build", "bundle", "compiled", "server-dist", "_build"}
)  # fmt: skip
_NEXT = frozenset({"next.config.js", "next.config.mjs", "next.config.cjs", "next.config.ts"})
_SCRIPTS = (".js", ".mjs", ".cjs")
_INTERPRETED = frozenset({"python", "pypy", "streamlit", "watchmedo"})
_TYPED = (".ts", ".tsx", ".mts", ".cts", ".jsx")


class Missing(NamedTuple):
    """What a command starts although it is not there."""

    what: str
    why: str = "which does not exist"
    severity: str = "error"
    path: str = ""


def link_dead(
    store: Store,
    files: Files,
    names: Names,
    launchers: Launchers,
    beside: frozenset[str],
    ignored: Callable[[str], bool],
) -> None:
    """Fill `dead_command`; `beside`: paths that are there and are not read."""
    search = _Search(store, files, names, launchers, beside, ignored)
    kept = [launcher for launcher in launchers.all if launcher.kind not in PASSING_BY]
    rows = [row for launcher in kept for row in search.dead(launcher)]
    store.fill(DeadCommand, rows)


class _Search:
    """Every path and name of the project."""

    def __init__(
        self,
        store: Store,
        files: Files,
        names: Names,
        launchers: Launchers,
        beside: frozenset[str],
        ignored: Callable[[str], bool],
    ) -> None:
        self._ignored = ignored
        self._files = files
        self._names = names
        self._launchers = launchers
        self._there = beside | files.ids.keys()
        self._outside = tuple(path for path in beside if path.endswith("/"))
        self._basenames = {path.rpartition("/")[2] for path in self._there}
        self._stems = {name.partition(".")[0] for name in self._basenames if name.endswith(_TYPED)}
        self._folders = set(files.folders)
        for path in beside:
            folder = parent(path.rstrip("/"))
            while folder not in self._folders:
                self._folders.add(folder)
                folder = parent(folder)
        self._declared = Declared(store, files, beside)
        self._apps = {
            file: fact.name for file, fact in store.facts(App) if fact.name and not fact.scope
        }

    def dead(self, launcher: Launcher) -> Iterator[DeadCommand]:
        """A row for each command that starts what is not there."""
        script = self._launchers.scripts.get(launcher.file)
        if script is not None and script.makes:
            return
        seen: set[tuple[int, str]] = set()
        for process in launcher.processes:
            if process.guard or "--if-present" in process.command:
                continue
            for one in self._missing(process):
                if (process.at, one.what) not in seen:
                    seen.add((process.at, one.what))
                    yield DeadCommand(
                        process.name, one.what, one.why, one.severity, self._hidden(one.path),
                        process.at,
                    )  # fmt: skip

    def _hidden(self, path: str) -> str:
        """Why a path may be there although the project does not hold it."""
        if not path:
            return ""
        folder = next((one for one in self._outside if path.startswith(one)), "")
        if folder:
            return f"{folder} is not read"
        return f"git ignores {path}" if self._ignored(path) else ""

    def _missing(self, process: Process) -> Iterator[Missing]:
        if process.calls:
            yield from self._uncalled(process)
        elif process.entry:
            entry = entry_file(self._files, file_of(process.at), process)
            if entry is None:
                yield from self._no_entry(process)
            elif process.target:
                yield from self._no_attribute(process, entry)
        if process.program and not process.calls:
            declared = self._declared.lacks(file_of(process.at), process)
            if declared:
                yield Missing(f"'{process.program}'", declared, "info")

    # --- files -----------------------------------------------------------------------------

    def _no_entry(self, process: Process) -> Iterator[Missing]:
        if process.folder == UNKNOWN and process.origin not in ("procfile", "replit"):
            return
        entry = process.entry
        name = entry.rpartition("/")[2]
        parts = entry.split("/")
        if _OUTPUT.intersection(parts[:-1]) or "*" in entry or "%" in entry or "{" in entry:
            return
        module = process.target or (entry.endswith(".py") and process.program not in _INTERPRETED)
        single = len(parts) == 1 and bool(process.target)  # gunicorn wsgi:app
        if module and not single and not self._begins(process, parts[0]):
            return  # of a package that is installed
        if self._exists(process, entry):
            return
        if process.origin in _LOOSE and not self._may_be_dead(process, name):
            return
        script = name.endswith(_SCRIPTS) or "." not in name  # `node main` runs main.js
        if script and name.partition(".")[0] in self._stems:
            return  # compiled from TypeScript
        if name == "server.js" and self._exists_beside(process, parent(entry), _NEXT):
            return  # what a standalone build of Next.js makes
        folder = join(parent(self._files.path(file_of(process.at))), parent(entry))
        if name.endswith(_SCRIPTS) and folder not in self._folders:
            return  # a folder that a build makes
        path = join(parent(self._files.path(file_of(process.at))), entry)
        if path is not None:
            yield Missing(entry, path=path)

    def _exists_beside(self, process: Process, folder: str, names: frozenset[str]) -> bool:
        here = join(parent(self._files.path(file_of(process.at))), folder) or ""
        return any((f"{here}/{name}" if here else name) in self._there for name in names)

    def _may_be_dead(self, process: Process, name: str) -> bool:
        if name in self._basenames or name == "__main__.py":
            return False
        if process.origin == "dockerfile":
            return bool(json.loads(process.roots))
        return process.origin == "shell"

    def _begins(self, process: Process, top: str) -> bool:
        """Whether the project has the package that a dotted module begins with."""
        return any(
            (join(folder, top) or top) in self._folders
            for folder in folders(self._files, file_of(process.at), process)
        )

    def _exists(self, process: Process, path: str) -> bool:
        for folder in folders(self._files, file_of(process.at), process):
            whole = join(folder, path)
            if whole is None:
                return True  # outside of the project
            if any(name in self._there for name in candidates(whole)) or whole in self._folders:
                return True
            if any(whole.startswith(one) for one in self._outside if one.endswith("/")):
                return False
        return False

    # --- launchers ---------------------------------------------------------------------------

    def _uncalled(self, process: Process) -> Iterator[Missing]:
        if self._launchers.callees(process) or process.folder == UNKNOWN:
            return
        callee = process.callee
        if "$" in callee or "*" in callee or "{" in callee:
            return
        if process.calls == "npm":
            yield from self._no_script(process)
        elif process.calls in ("script", "procfile", "compose", "image", "pm2"):
            path = callee or {"procfile": "Procfile"}.get(process.calls, "")
            if not path or path.startswith(("/", "~")) or _OUTPUT.intersection(path.split("/")):
                return
            folder = "" if process.folder == UNKNOWN else process.folder
            inside = join(folder, path)
            if inside is None or self._exists(process, inside):
                return
            if process.calls == "image":
                inside = path if join(folder, "x") is None else inside
                if not self._context(process):
                    return
            elif process.origin in _LOOSE and path.rpartition("/")[2] in self._basenames:
                return
            elif process.origin in ("compose", "dockerfile"):
                return  # a script of the image
            yield Missing(inside, path=inside)

    def _context(self, process: Process) -> bool:
        """Whether the folder that an image is built from is a part of the project."""
        here = parent(self._files.path(file_of(process.at)))
        whole = join(here, process.folder)
        return whole is not None and whole in self._folders

    def _no_script(self, process: Process) -> Iterator[Missing]:
        name = process.callee
        if name.endswith("?") or name in ("test", "stop", "restart"):
            return  # it may be a program of node_modules
        here = parent(self._files.path(file_of(process.at)))
        folder = join(here, process.folder)
        if folder is None or (process.origin in _LOOSE and process.origin != "shell"):
            return
        package = f"{folder}/package.json" if folder else "package.json"
        if package not in self._files.ids:
            return
        if name == "start" and any(
            (f"{folder}/server.js" if folder else "server.js") == path for path in self._there
        ):
            return
        if process.origin == "shell" and any(
            one.kind == "npm" and one.name == name for one in self._launchers.all
        ):
            return
        yield Missing(f"npm script '{name}'", f"which {package} does not have", path=package)

    # --- attributes ------------------------------------------------------------------------

    def _no_attribute(self, process: Process, entry: int) -> Iterator[Missing]:
        """A `module:attribute` whose module has its app under another name."""
        attribute = process.target.partition(":")[2].partition("(")[0].partition(".")[0]
        if self._files.language(entry) is not Language.PYTHON or entry not in self._apps:
            return
        if self._names.defines(entry, attribute) or entry in self._names.stars:
            return
        what = f"'{attribute}' of {self._files.path(entry)}"
        yield Missing(what, f"whose app is called {self._apps[entry]}")
