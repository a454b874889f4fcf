"""What people call a service: the name a runner gives it, its package's name, its entry's path."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dupelint.linking.files import Files, join, parent
from dupelint.model.facts import Process, Resolver
from dupelint.store import Store

# Files whose entries have names of their own, the best known first.
_RUNNERS = ("procfile", "compose", "pm2", "supervisor", "systemd", "package.json bin")
# Scripts that start what their package is there for.
_MAIN = frozenset({"start", "main", "serve", "server", "prod", "production", "start:prod", "dev"})
_NO_NAMES = frozenset({"app", "command", "server", "main", "image"})  # say nothing

Started = Mapping[int, Sequence[tuple[int, Process]]]  # entry → (file of the command, command)


def service_names(store: Store, files: Files, started: Started) -> dict[int, str]:
    """entry → name; no two are equal."""
    built = _built(store, files)
    packages = _packages(store, files)
    found: dict[int, str] = {}
    of_package: dict[str, list[int]] = defaultdict(list)
    for entry, commands in started.items():
        name = _given(commands, built)
        if name:
            found[entry] = name
        elif any(_is_main(process) for _, process in commands):
            of_package[_package_of(files.path(entry), packages)].append(entry)
    for folder, entries in of_package.items():
        if len(entries) == 1 and folder in packages:
            found[entries[0]] = packages[folder]
    times = Counter(found.values())
    return {
        entry: found[entry] if times[found.get(entry, "")] == 1 else files.path(entry)
        for entry in started
    }


def _given(commands: Iterable[tuple[int, Process]], built: Mapping[int, str]) -> str:
    """The name that the best known runner gives."""
    named: dict[int, str] = {}
    for file, process in commands:
        name = built.get(file, "") if process.origin == "dockerfile" else process.name
        origin = "compose" if process.origin == "dockerfile" else process.origin
        if origin in _RUNNERS and name and name not in _NO_NAMES:
            named.setdefault(_RUNNERS.index(origin), name)
    return named[min(named)] if named else ""


def _is_main(process: Process) -> bool:
    return process.origin.startswith("package.json") and process.name in _MAIN


def _built(store: Store, files: Files) -> dict[int, str]:
    """Dockerfile → the one compose service that is built from it."""
    found: dict[int, set[str]] = defaultdict(set)
    for file, process in store.facts(Process):
        if process.calls == "image" and process.folder != "?":
            folder = join(parent(files.path(file)), process.folder)
            path = None if folder is None else join(folder, process.callee or "Dockerfile")
            if path in files.ids:
                found[files.ids[path]].add(process.name)
    return {file: next(iter(names)) for file, names in found.items() if len(names) == 1}


def _packages(store: Store, files: Files) -> dict[str, str]:
    """Folder of a package.json → the package's name."""
    return {
        parent(files.path(file)): fact.pattern
        for file, fact in store.facts(Resolver)
        if fact.form == "package-name"
    }


def _package_of(path: str, packages: Mapping[str, str]) -> str:
    folder = parent(path)
    while folder and folder not in packages:
        folder = parent(folder)
    return folder
