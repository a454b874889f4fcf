"""The environment that a process of a run is given, place by place."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files, join, parent
from dupelint.linking.processes.launchers import Launcher, Leaf, file_of
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import (
    NO_SPAN,
    EnvDefinition,
    EnvFile,
    EnvRead,
    Process,
    Span,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import load
from dupelint.store import Store, locate

# What beats what at one level: a place with a higher rank stays in force, of equal ranks the last.
DEFAULT, CODE_FILE, IMAGE, FILE, TABLE, INLINE, CODE_OVERRIDE = 10, 20, 25, 30, 40, 60, 900
LEVEL = 100  # an inner launcher beats the one that runs it
_REFERENCE = lazy(
    r"\$(?:\{(?P<name>[A-Za-z_]\w*)(?::?(?P<form>[-=+?])(?P<default>[^{}]*))?\}|(?P<plain>[A-Za-z_]\w*))"
)
_ENV_OPTION = lazy(r"(?:^|\s)(?:-e|--env|--env-file)[= ]([\w./-]+)")
UNKNOWN_TEXT = "${_}"


class Said(NamedTuple):
    """One place that speaks about a variable of a process."""

    name: str
    value: str  # references resolved as far as known
    origin: str
    rank: int
    value_at: Span  # the value's own bytes, NO_SPAN if it has none
    at: Span
    order: Span = NO_SPAN  # where it takes effect, if elsewhere: the command that loads a file


class Environment:
    """What is said about one process, the weakest first."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = sorted(said, key=_order)
        self._last = {one.name: one for one in self.said}
        self._set = {one.name: one for one in self.said if one.rank > DEFAULT}

    def get(self, name: str) -> Said | None:
        """The place that decides a variable's value, defaults in code left aside."""
        return self._set.get(name)

    def text(self, written: str) -> tuple[str, Said | None, str]:
        """(text with references resolved, the place that decided the last of them, its variable)"""
        decided: Said | None = None
        variable = ""

        def resolved(found: re.Match[str]) -> str:
            nonlocal decided, variable
            name = found["name"] or found["plain"]
            variable = variable or name
            one = self._set.get(name)
            if one is not None and (one.value or found["form"] is None):
                decided = one
                return one.value
            if found["form"] in ("-", "="):
                return found["default"]
            return UNKNOWN_TEXT

        return _REFERENCE.sub(resolved, written), decided, variable


class Settings:
    """Every definition of the project, looked up by file."""

    def __init__(self, store: Store, files: Files, reach: Reach) -> None:
        self._files = files
        self._reach = reach
        self._defined: dict[int, list[EnvDefinition]] = defaultdict(list)
        self._loads: dict[int, list[EnvFile]] = defaultdict(list)
        self._reads: dict[int, list[EnvRead]] = defaultdict(list)
        self._grouped: dict[tuple[int, str], list[EnvDefinition]] = defaultdict(list)
        for file, fact in store.facts(EnvDefinition):
            self._defined[file].append(fact)
            self._grouped[file, fact.group].append(fact)
        for file, load_ in store.facts(EnvFile):
            self._loads[file].append(load_)
        for file, read in store.facts(EnvRead):
            self._reads[file].append(read)

    def of(self, leaf: Leaf, entry: int | None) -> Environment:
        """What the process of a run is given."""
        said: list[Said] = []
        above: Process | None = None
        for level, (launcher, process) in enumerate(leaf.chain):
            said += self._level(launcher, process, above, level * LEVEL)
            above = process
        if entry is not None:
            said += self._code(leaf, entry)
        return Environment(_resolved(said))

    def _level(
        self, launcher: Launcher, process: Process, above: Process | None, base: int
    ) -> Iterator[Said]:
        file = file_of(process.at)
        folder = parent(self._files.path(file))
        for path in self._files_loaded(launcher, process, above, folder):
            yield from self._dotenv(path, base + FILE)
        for loaded in self._loads[file]:
            if loaded.group not in ("", process.group, process.name) or loaded.form == "code":
                continue
            if launcher.kind == "script" and loaded.at > process.at:
                continue
            yield from self._loaded(
                folder, loaded, base + (INLINE if launcher.kind == "script" else FILE)
            )
        yield from self._written(launcher, process, file, base)
        for name, value in json.loads(process.variables).items():
            at = next(
                (
                    one.value_at
                    for one in self._defined[file]
                    if one.name == name and _within(one.at, process.at)
                ),
                NO_SPAN,
            )
            yield Said(name, value, launcher.origin, base + INLINE + 5, at, process.at)

    def _files_loaded(
        self, launcher: Launcher, process: Process, above: Process | None, folder: str
    ) -> Iterator[str]:
        """Dotenv files that a runner reads before it starts anything."""
        told = above is not None and _ENV_OPTION.search(above.command) is not None
        if launcher.kind == "procfile" and not told:
            yield join(folder, ".env") or ".env"
        if process.calls == "procfile" or process.program in ("node", "uvicorn", "dotenv", "bun"):
            for found in _ENV_OPTION.finditer(process.command):
                path = join(folder, found[1])
                if path is not None:
                    yield path

    def _loaded(self, folder: str, loaded: EnvFile, rank: int) -> Iterator[Said]:
        while True:
            path = join(folder, loaded.path or ".env")
            if path in self._files.ids or not folder or loaded.form == "compose":
                break
            folder = parent(folder)
        if path is not None:
            yield from self._dotenv(path, rank, loaded.at)

    def _dotenv(self, path: str, rank: int, order: Span = NO_SPAN) -> Iterator[Said]:
        file = self._files.ids.get(path)
        for one in self._defined[file] if file is not None else ():
            yield Said(one.name, one.value, "dotenv", rank, one.value_at, one.at, order)

    def _written(
        self, launcher: Launcher, process: Process, file: int, base: int
    ) -> Iterator[Said]:
        """Definitions of the launcher's own file that hold for the process."""
        for layer, home in enumerate(dict.fromkeys((*launcher.parts, file))):
            rank = base + TABLE + layer
            if launcher.kind == "script":
                found = [one for one in self._grouped.get((home, ""), ()) if one.at <= process.at]
                rank = base + INLINE
            elif launcher.kind in ("npm", "procfile"):
                continue
            elif launcher.kind == "image":
                images = ("dockerfile", "dockerfile-arg")
                found = [one for one in self._defined[home] if one.origin in images]
                rank = base + IMAGE
            else:
                groups = {"", process.group or process.name, process.name}
                found = [
                    one for group in sorted(groups) for one in self._grouped.get((home, group), ())
                ]
            for one in found:
                yield Said(one.name, one.value, one.origin, rank, one.value_at, one.at)

    def _code(self, leaf: Leaf, entry: int) -> Iterator[Said]:
        """Defaults and dotenv files of the code that the process runs."""
        home = parent(self._files.path(leaf.file))
        count = 0  # what is loaded first stays
        for file in self._reach.closure(entry):
            for loaded in self._loads[file]:
                if loaded.form == "code":
                    rank = CODE_OVERRIDE if loaded.override else max(CODE_FILE - count, DEFAULT + 1)
                    count += 1
                    here = parent(self._files.path(file))
                    found = list(self._loaded(home, loaded, rank))
                    yield from found or self._loaded(here, loaded, rank)
            for read in self._reads[file]:
                value = load(read.default)
                if value[0] in ("str", "num"):
                    yield Said(read.name, str(value[1]), "code", DEFAULT, NO_SPAN, read.at)
            for one in self._defined[file]:
                if one.origin == "code":
                    yield Said(one.name, one.value, "code", CODE_OVERRIDE, one.value_at, one.at)


def _order(one: Said) -> tuple[int, int]:
    return one.rank, one.at if one.order == NO_SPAN else one.order


def _within(inner: Span, outer: Span) -> bool:
    a, b = locate(inner), locate(outer)
    return a[0] == b[0] and b[1] <= a[1] and a[2] <= b[2]


def _resolved(said: list[Said]) -> list[Said]:
    """References to variables that were set before, filled in."""
    known: dict[str, str] = {}
    found = []
    for one in sorted(said, key=_order):
        value = one.value
        if "$" in value:
            value = _REFERENCE.sub(
                lambda match: known.get(
                    match["name"] or match["plain"],
                    match["default"] if match["form"] in ("-", "=") else UNKNOWN_TEXT,
                ),
                value,
            )
        if one.rank > DEFAULT:
            known[one.name] = value
        found.append(one._replace(value=value))
    return found
