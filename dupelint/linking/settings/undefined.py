"""Variables that code needs and nothing sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.in_force import CODE_FILE, DEFAULT
from dupelint.linking.processes.services import Service
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.evidence import Evidence
from dupelint.linking.settings.keyless import keyless
from dupelint.linking.settings.known import CLIENTS, Purpose, is_known, purpose
from dupelint.linking.settings.reads import Reads
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, EnvDefinition, EnvHint, EnvRead, Span
from dupelint.model.source import Language
from dupelint.model.value import NULL, dump
from dupelint.model.wiring import UndefinedSetting
from dupelint.store import Store, locate

_NONE = dump(NULL)


def link_undefined(
    store: Store,
    files: Files,
    names: Names,
    reach: Reach,
    config: Config,
    services: Sequence[Service],
    started: Sequence[Started],
    reads: Reads,
    evidence: Evidence,
    unmade: Sequence[UndefinedSetting],
) -> None:
    """Fill `undefined_setting`; `unmade` are its rows about files."""
    search = _Search(store, files, reach, services, reads, evidence)
    rows = list(search.required(config))
    rows += search.left_out(config, started)
    named = {row.name for row in rows}
    needed = [*search.needed(), *search.clients(names), *search.keyless(store)]
    rows += (row for row in needed if row.name not in named)
    store.fill(UndefinedSetting, [*rows, *unmade])


class _Search:
    def __init__(
        self,
        store: Store,
        files: Files,
        reach: Reach,
        services: Sequence[Service],
        reads: Reads,
        evidence: Evidence,
    ) -> None:
        self._files = files
        self._reads = reads
        self._started = {file for service in services for file in reach.closure(service.entry)}
        self._evidence = evidence
        self._dotenv = {
            file
            for file in files.sources
            if files.language(file) is Language.DOTENV and files.in_force(file)
        }
        self._examples = self._by_folder("example")
        self._own = self._by_folder("")
        self._defined: set[str] = set()
        self._documented: set[str] = set()  # those of dotenv files, examples among them
        for file, fact in store.facts(EnvDefinition):
            self._defined.add(fact.name)
            if file in self._dotenv:
                self._documented.add(fact.name)
        self._hinted = {fact.name for _, fact in store.facts(EnvHint)}

    def needed(self) -> Iterator[UndefinedSetting]:
        """Reads that fail, in a part of the project whose example file leaves the variable out."""
        for name, places in self._reads.places.items():
            if name in self._defined or name in self._hinted or name in CLIENTS or is_known(name):
                continue
            found = [(file, read) for file, read in places if file in self._started]
            example = next(filter(None, (self._example(file) for file, _ in found)), "")
            if example and all(read.hard for _, read in places):
                why = f"and nothing sets it: {example} does not name it"
                yield from self._rows(name, found, why, "warning")

    def clients(self, names: Names) -> Iterator[UndefinedSetting]:
        """Credentials of clients that a service imports, where its example file leaves them out.

        Where nothing in the project has a variable of the client at all, it gets them another way.
        """
        users: dict[str, set[int]] = defaultdict(set)
        for file in self._started:
            for fact in names.imports.get(file, ()):
                if not fact.type_only:
                    users[fact.module].add(file)
        for name, modules in CLIENTS.items():
            if name in self._defined or name in self._hinted:
                continue
            places = self._reads.places.get(name, [])
            found = [(file, read) for file, read in places if file in self._started]
            example = next(filter(None, (self._example(file) for file, _ in found)), "")
            used = any(users.get(module) for module in modules)
            if example and used and all(read.default == _NONE for _, read in places):
                severity = "warning" if all(read.hard for _, read in places) else "info"
                why = f"and nothing sets it: {example} does not name it"
                yield from self._rows(name, found, why, severity)

    def keyless(self, store: Store) -> Iterator[UndefinedSetting]:
        """Clients that are made without a key."""

        def above(file: int) -> str:
            return self._nearest(file, self._examples) or self._nearest(file, self._own)

        withheld = self._evidence.defining or self._evidence.any_absent
        told = self._defined | self._hinted
        return keyless(store, self._files, self._reads, self._started, told, above, withheld)

    def required(self, config: Config) -> Iterator[UndefinedSetting]:
        """Names that the configuration asks for, and no file of the project sets."""
        for name in config.required_settings:
            places = self._reads.places.get(name, [])
            found = [(file, read) for file, read in places if file in self._started] or places
            if found and name not in self._defined:
                severity = "warning" if self._dotenv else "info"
                yield from self._rows(name, found, "and nothing sets it", severity)

    def _rows(
        self, name: str, found: Sequence[tuple[int, EnvRead]], why: str, severity: str
    ) -> Iterator[UndefinedSetting]:
        (file, first), *others = sorted(
            found, key=lambda pair: (self._files.path(pair[0]), pair[1].at)
        )
        withheld = self._evidence.defining or self._evidence.any_absent
        for also in [read.at for _, read in others] or [NO_SPAN]:
            yield UndefinedSetting(
                name, self._files.path(file), why, severity, withheld, also, "read here, too",
                first.at,
            )  # fmt: skip

    def _by_folder(self, wanted: Purpose) -> dict[str, str]:
        """folder → its dotenv file of that purpose."""
        paths = sorted((self._files.path(file) for file in self._dotenv), reverse=True)
        return {parent(path): path for path in paths if purpose(path) == wanted}

    def _example(self, file: int) -> str:
        """The nearest example file above, "" if there is none."""
        return self._nearest(file, self._examples)

    def _nearest(self, file: int, found: dict[str, str]) -> str:
        folder = parent(self._files.path(file))
        while folder and folder not in found:
            folder = parent(folder)
        return found.get(folder, "")

    def left_out(self, config: Config, started: Sequence[Started]) -> Iterator[UndefinedSetting]:
        """Required names that a run gives to one program and not to another that reads them."""
        runs: dict[int, dict[int, Started]] = defaultdict(dict)
        for one in started if config.required_settings else ():
            runs[one.row.run][one.row.id] = one
        for group in runs.values():
            given: dict[str, Span] = {}
            for one in group.values():
                for said in one.environment.said:
                    if said.name in config.required_settings and said.rank > CODE_FILE:
                        given.setdefault(said.name, said.at)
            for one in group.values() if given else ():
                yield from self._without(one, given)

    def _without(self, one: Started, given: dict[str, Span]) -> Iterator[UndefinedSetting]:
        entry = self._files.ids.get(one.row.entry)
        if entry is None:
            return
        has = {said.name for said in one.environment.said if said.rank > DEFAULT}
        contained = any(above.kind in ("compose", "image") for above, _ in one.leaf.chain)
        unseen = any(
            self._evidence.loads_unseen(locate(step.at)[0], ("", step.group, step.name))
            for _, step in one.leaf.chain
        )
        for name in sorted(given.keys() - has):
            # A `.env` made from the example gives it to all that load it, or that stand outside
            # containers.
            made = name in self._documented and (unseen or not contained)
            if name in self._reads.of(entry) and not made:
                why = f"which {name_of(self._files, one.launcher)} gives to others and not to it"
                step = one.leaf.chain[0][1]
                yield UndefinedSetting(
                    name, step.group or step.name or one.row.entry, why, "warning",
                    self._evidence.absent(locate(step.at)[0]), given[name], "given here",
                    one.row.at,
                )  # fmt: skip
