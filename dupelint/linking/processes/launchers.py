"""Launchers: what starts processes, and which launcher runs which."""

from __future__ import annotations

import fnmatch
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.files import Files, join, parent
from dupelint.linking.processes.entries import UNKNOWN, folders
from dupelint.model.facts import LauncherFile, Process, Span
from dupelint.model.pattern import lazy
from dupelint.store import Store, locate

MAX_DEPTH = 6  # launchers that call launchers
MAX_STARTED = 400  # processes of one run
# A Process of these origins is a launcher of its own; of the others the whole file is one.
_NAMED = frozenset({"package.json script", "replit", "makefile", "workflow"})
# Launchers that only pass by: a build of a workflow, a call in code that may never be made.
PASSING_BY = frozenset({"workflow", "code"})
_NOT_RUN = frozenset({"package.json main", "package.json bin"})
_KINDS = {
    "package.json script": "npm", "procfile": "procfile", "shell": "script", "compose": "compose",
    "dockerfile": "image", "makefile": "make", "pm2": "pm2", "supervisor": "supervisor",
}  # fmt: skip
_COMPOSE_NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_OVERRIDE = lazy(r"((?:docker-)?compose)\.override\.(ya?ml)\Z")


class Launcher(NamedTuple):
    """Something a person or a platform runs."""

    id: int
    kind: str  # as `process.calls`
    origin: str
    file: int
    name: str
    processes: list[Process]
    at: Span
    parts: tuple[int, ...]  # the files it is made of: a compose file with what is laid over it


class Leaf(NamedTuple):
    """A program that one run starts, with the commands that lead to it, outermost first."""

    file: int
    process: Process
    chain: tuple[tuple[Launcher, Process], ...]  # its own command is the last


class Launchers:
    """Every launcher of the project."""

    def __init__(self, store: Store, files: Files) -> None:
        self._files = files
        overlaid: dict[int, list[int]] = defaultdict(list)
        for file in files.sources:
            home = self._home(file)
            if home != file:
                overlaid[home].append(file)
        grouped: dict[tuple[int, str, str], list[Process]] = defaultdict(list)
        for file, fact in store.facts(Process):
            in_force = files.in_force(file) or fact.origin == "workflow"
            if fact.origin in _NOT_RUN or not in_force:
                continue
            name = fact.name if fact.origin in _NAMED else ""
            grouped[self._home(file), fact.origin, name].append(fact)
        self.all = [
            Launcher(
                number, _KINDS.get(origin, origin), origin, file, name,
                _in_force(origin, processes, file), processes[0].at,
                (file, *overlaid.get(file, ())),
            )
            for number, ((file, origin, name), processes) in enumerate(sorted(grouped.items()), 1)
        ]  # fmt: skip
        self._by_name = {(one.file, one.kind, one.name): one for one in self.all}
        self.scripts: dict[int, LauncherFile] = dict(store.facts(LauncherFile))
        self._called: set[int] = set()
        self._contained: set[int] = set()
        for launcher in self.all:
            for process in launcher.processes:
                callees = {one.id for one in self.callees(process) if one is not launcher}
                self._called |= callees if launcher.kind not in PASSING_BY else set()
                if launcher.kind in ("compose", "image"):
                    self._contained |= callees

    def _home(self, file: int) -> int:
        """An override file is a part of the compose file beside it."""
        path = self._files.path(file)
        folder, slash, name = path.rpartition("/")
        if found := _OVERRIDE.match(name):
            for ending in ("yml", "yaml"):
                base = self._files.ids.get(f"{folder}{slash}{found[1]}.{ending}")
                if base is not None:
                    return base
        return file

    def is_called(self, launcher: Launcher) -> bool:
        """Whether another launcher runs it."""
        return launcher.id in self._called

    def in_container(self, launcher: Launcher) -> bool:
        """Whether a container runs it."""
        return launcher.id in self._contained

    def callees(self, process: Process) -> list[Launcher]:
        """The launchers that one command runs."""
        if not process.calls or (process.folder == UNKNOWN and process.calls == "npm"):
            return []
        inside = "" if process.folder == UNKNOWN else process.folder
        for folder in folders(self._files, file_of(process.at), process):
            where = join(folder, inside)
            if where is not None and (found := self._look(where, process)):
                return found
        return []

    def _look(self, folder: str, process: Process) -> list[Launcher]:
        kind, callee = process.calls, process.callee
        if kind == "npm":
            return self._npm(folder, callee)
        path = join(folder, callee)
        if path is None:
            return []
        if kind == "make":
            file = self._files.ids.get(join(folder, "Makefile") or "Makefile")
            found = self._by_name.get((file or 0, "make", callee))
            return [found] if found else []
        if kind == "procfile" and not callee:
            path = join(folder, "Procfile") or "Procfile"
        if kind == "compose" and not callee:
            names = [join(folder, name) or name for name in _COMPOSE_NAMES]
            path = next((name for name in names if name in self._files.ids), "")
        file = self._files.ids.get(path)
        if file is None:
            return []
        return [one for one in self.all if one.file == file and one.kind == kind]

    def _npm(self, folder: str, script: str) -> list[Launcher]:
        while True:
            file = self._files.ids.get(f"{folder}/package.json" if folder else "package.json")
            if file is not None or not folder:
                break
            folder = parent(folder)
        if file is None:
            return []
        name = script.rstrip("?")
        if "*" in name:
            return [
                one
                for one in self.all
                if one.file == file and one.kind == "npm" and fnmatch.fnmatchcase(one.name, name)
            ]
        found = self._by_name.get((file, "npm", name))
        return [found] if found else []

    def leaves(self, launcher: Launcher) -> list[Leaf]:
        """Every program that a run of it starts, closed over launchers that call launchers."""
        found: list[Leaf] = []
        self._expand(launcher, (), found)
        return found

    def _expand(
        self, launcher: Launcher, chain: tuple[tuple[Launcher, Process], ...], found: list[Leaf]
    ) -> None:
        if len(chain) >= MAX_DEPTH or any(launcher is above for above, _ in chain):
            return
        for process in _run(launcher):
            if len(found) >= MAX_STARTED:
                return
            link = (*chain, (launcher, process))
            if not process.calls:
                found.append(Leaf(file_of(process.at), process, link))
                continue
            for callee in self.callees(process):
                self._expand(callee, link, found)


def _run(launcher: Launcher) -> Iterator[Process]:
    """A compose service with a command of its own does not run that of its image."""
    if launcher.kind != "compose":
        yield from launcher.processes
        return
    own = {process.group for process in launcher.processes if process.calls != "image"}
    for process in launcher.processes:
        if process.calls != "image" or process.group not in own:
            yield process


def _in_force(origin: str, processes: list[Process], home: int) -> list[Process]:
    """An override file's command replaces the base's; an image runs what its last stage says."""
    if origin == "dockerfile":
        return [process for process in processes if process.name == processes[-1].name]
    if origin == "compose":
        replaced = {
            process.group
            for process in processes
            if process.calls != "image" and file_of(process.at) != home
        }
        return [
            process
            for process in processes
            if process.calls == "image"
            or process.group not in replaced
            or file_of(process.at) != home
        ]
    return processes


def file_of(at: Span) -> int:
    """The file that a span lies in."""
    return locate(at)[0]
