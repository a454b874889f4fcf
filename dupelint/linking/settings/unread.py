"""Variables that are set for programs of which none reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.processes.in_force import CODE_FILE, CODE_OVERRIDE, Said
from dupelint.linking.processes.launchers import Launchers
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.evidence import Evidence
from dupelint.linking.settings.known import is_known, purpose
from dupelint.linking.settings.options import unknown_options
from dupelint.linking.settings.reads import Reads
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import NO_SPAN, EnvDefinition, Process, Span
from dupelint.model.wiring import UnreadSetting
from dupelint.store import Store, locate

# A bundler puts these into what it builds.
_BUILT_IN = ("VITE_", "REACT_APP_", "NEXT_PUBLIC_", "NUXT_", "PUBLIC_", "EXPO_PUBLIC_", "GATSBY_",
             "VUE_APP_", "STORYBOOK_")  # fmt: skip
_FILES = frozenset({"dotenv", "compose", "procfile", "package.json script", "replit", "pm2",
                    "systemd", "supervisor"})  # fmt: skip
_PORT = "PORT"


class Given(NamedTuple):
    """A definition with a program that it reaches."""

    said: Said
    one: Started


def link_unread(
    store: Store,
    files: Files,
    names: Names,
    launchers: Launchers,
    started: Sequence[Started],
    reads: Reads,
    evidence: Evidence,
) -> None:
    """Fill `unread_setting`."""
    unknown = list(unknown_options(store, files, names, reads, evidence))
    told = {row.at for row in unknown} | {row.also for row in unknown}
    search = _Search(store, files, launchers, reads, evidence)
    given: dict[tuple[Span, str], list[Given]] = defaultdict(list)
    for one in {one.row.id: one for one in started}.values():
        for said in one.environment.said:
            if said.origin in _FILES and CODE_FILE < said.rank < CODE_OVERRIDE:
                given[said.at, said.name].append(Given(said, one))
    rows = (row for group in given.values() for row in search.of(group) if row.at not in told)
    store.fill(UnreadSetting, [*unknown, *rows])


class _Search:
    def __init__(
        self,
        store: Store,
        files: Files,
        launchers: Launchers,
        reads: Reads,
        evidence: Evidence,
    ) -> None:
        self._files = files
        self._reads = reads
        self._evidence = evidence
        self._commands = " ".join(fact.command for _, fact in store.facts(Process))
        self._beside: dict[int, set[str]] = defaultdict(set)  # file → what it defines
        self._examples: set[str] = set()
        for file, fact in store.facts(EnvDefinition):
            self._beside[file].add(fact.name)
            if purpose(files.path(file)) == "example":
                self._examples.add(fact.name)
        # A program of which nothing is known may read anything.
        self._unknown = {
            launcher.id
            for launcher in launchers.all
            if any(not leaf.process.entry for leaf in launchers.leaves(launcher))
        }

    def of(self, group: Sequence[Given]) -> Iterator[UnreadSetting]:
        """The row of one definition, none where a program it reaches reads it."""
        name = group[0].said.name
        if any(self._is_read(given) for given in group):
            return
        near = next(filter(None, map(self._near, group)), None)
        if near is None:
            yield from self._unread(group)
            return
        given, other, at = near
        entry = self._files.ids[given.one.row.entry]
        run = name_of(self._files, given.one.launcher)
        yield UnreadSetting(
            name, other, "", given.one.row.process, run, "warning",
            self._evidence.reading(entry), at, given.said.at,
        )  # fmt: skip

    def _is_read(self, given: Given) -> bool:
        row = given.one.row
        entry = self._files.ids.get(row.entry)
        name = given.said.name
        if row.variable == name or any(
            _names(step.command, name) for _, step in given.one.leaf.chain
        ):
            return True
        return entry is not None and name in self._reads.of(entry)

    def _near(self, given: Given) -> tuple[Given, str, Span] | None:
        """A variable that the program reads, is not given, and that has nearly the same name."""
        name, row = given.said.name, given.one.row
        entry = self._files.ids.get(row.entry)
        if entry is None or (is_known(name) and name != _PORT):
            return None
        for other, at in self._reads.of(entry).items():
            if not _alike(name, other):
                continue
            if name == _PORT:
                if other == row.variable:  # what this program opens
                    return given, other, at
            elif (
                name not in self._reads.anywhere
                and given.one.environment.get(other) is None
                and other not in self._beside[locate(given.said.at)[0]]
            ):
                return given, other, at
        return None

    def _unread(self, group: Sequence[Given]) -> Iterator[UnreadSetting]:
        """A variable that nothing at all reads."""
        said = group[0].said
        if is_known(said.name) or said.name in self._reads.anywhere:
            return
        if _names(self._commands, said.name):
            return
        if said.name.startswith(_BUILT_IN) or any(
            given.one.row.run in self._unknown or given.one.row.entry not in self._files.ids
            for given in group
        ):
            return
        withheld = next(
            filter(
                None,
                (self._evidence.reading(self._files.ids[given.one.row.entry]) for given in group),
            ),
            "",
        )
        row, run = group[0].one.row, name_of(self._files, group[0].one.launcher)
        yield UnreadSetting(said.name, "", "", row.process, run, "info", withheld, NO_SPAN, said.at)


def _names(command: str, name: str) -> bool:
    """`-b :$PORT` reads a variable as well."""
    return f"${name}" in command or f"${{{name}" in command


def _alike(name: str, other: str) -> bool:
    """Whether one name is the other with words before it, or with other gaps between its words."""
    if name == other:
        return False
    if name.replace("_", "").upper() == other.replace("_", "").upper():
        return True
    short, long = sorted((name.split("_"), other.split("_")), key=len)
    return len(short) < len(long) and long[-len(short) :] == short
