"""Places of one deployment that give one service different ports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.processes.in_force import DEFAULT, Said
from dupelint.linking.processes.launchers import Launcher
from dupelint.linking.processes.mentions import Mentions
from dupelint.linking.processes.programs import GENERIC
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, App, PublishedPort, Span
from dupelint.model.numbers import small_number
from dupelint.model.pattern import lazy
from dupelint.model.wiring import PortDrift, Run
from dupelint.store import Store

URL = lazy(r"\w+://(?:[^\s/@]*@)?(?P<host>[\w.-]+|\[[0-9a-f:]+\]):(?P<port>[0-9]{1,5})(?![\w])")
STEM = lazy(
    r"(?P<stem>[A-Z0-9]+(?:_[A-Z0-9]+)*?)_(?:(?:API|BASE|SERVICE|SERVER|HTTP|INTERNAL)_)*"
    r"(?:URL|URI|ENDPOINT|BASE|ORIGIN|PORT)\Z"
)
LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})
_CONTAINERS = ("compose", "image")


class Claim(NamedTuple):
    """A place that says which port a service has."""

    port: int
    label: str
    at: Span
    said: Said | None = None  # the variable that holds the port in an address


class Missed(NamedTuple):
    """An address in a variable whose port none of the programs it names opens."""

    said: Said
    port: int
    at: Span  # its digits
    service: str
    opened: int
    because: str
    decided: Span  # what says the port that is opened
    run: str


def link_drift(
    store: Store, files: Files, reach: Reach, config: Config, started: Sequence[Started]
) -> list[Missed]:
    """Fill `port_drift`; returns the addresses that lead past their services.

    An address that is itself the one out of step is not in the table.
    """
    search = _Search(store, files, reach, config, started)
    rows: dict[tuple[int, int, int], PortDrift] = {}
    for _, group in groupby(started, key=lambda one: one.row.run):
        for row in search.of_run(list(group)):
            rows.setdefault((row.at, row.also, row.port), row)
    store.fill(PortDrift, rows.values())
    return search.missed


class _Search:
    def __init__(
        self,
        store: Store,
        files: Files,
        reach: Reach,
        config: Config,
        started: Sequence[Started],
    ) -> None:
        self._files = files
        self._reach = reach
        self._config = config
        self._development = {run.id: run.development for run in store.rows(Run)}
        self._frameworks: dict[int, str] = {file: fact.framework for file, fact in store.facts(App)}
        self._mentioned = Mentions(store)
        self._published: dict[int, list[PublishedPort]] = defaultdict(list)
        for file, fact in store.facts(PublishedPort):
            self._published[file].append(fact)
        self.missed: list[Missed] = []
        self._standing: dict[int, int] = {}
        kinds = ("procfile", "pm2", "supervisor", "systemd", "script", "replit", "compose", "npm")
        for one in sorted(
            started,
            key=lambda one: (
                self._development[one.row.run],
                kinds.index(one.launcher.kind) if one.launcher.kind in kinds else len(kinds),
                files.path(one.launcher.file),
            ),
        ):
            if one.row.port and one.row.job and one.row.port not in config.legacy_ports:
                self._standing.setdefault(one.row.job, one.row.port)

    def of_run(self, group: list[Started]) -> Iterator[PortDrift]:
        """What disagrees in one run."""
        launcher = group[0].launcher
        if launcher.kind == "compose":
            yield from self._containers(launcher, group)
        elif launcher.kind == "image":
            yield from self._image(launcher, group)
        else:
            yield from self._addresses(group)
            if launcher.kind == "replit":
                yield from self._waited(launcher, group)
            elif launcher.kind == "script":
                yield from self._asked(launcher, group)

    # --- addresses in variables ------------------------------------------------------------

    def _addresses(self, group: list[Started]) -> Iterator[PortDrift]:
        for said, host, port in _urls(group):
            if host not in LOCAL:
                continue
            found = STEM.match(said.name)
            if found is None:
                continue
            stem = found["stem"]
            named = [one for one in group if self._is_named(one, stem) and not _inside(one)]
            if named:
                yield from self._compared(
                    named, Claim(port, said.name, self._digits(said, port), said)
                )

    def _is_named(self, one: Started, stem: str) -> bool:
        variable = STEM.match(one.row.variable)
        if variable is not None and variable["stem"] == stem:
            return True
        if one.row.process.upper().replace("-", "_") == stem and one.launcher.kind != "npm":
            return True
        entry = self._files.ids.get(one.row.entry)
        if stem not in ("FLASK", "FASTAPI", "EXPRESS", "QUART") or entry is None:
            return False
        return any(
            self._frameworks.get(file) == stem.lower() for file in self._reach.closure(entry)
        )

    def _digits(self, said: Said, port: int) -> Span:
        """The number itself, where it stands in the place that says it."""
        return self._number_in(said.value_at if said.value_at != NO_SPAN else said.at, port)

    def _number_in(self, at: Span, port: int) -> Span:
        return next(self._mentioned.within(at, port), at)

    def _only_number(self, at: Span, port: int) -> Span:
        """The number in a place, where it stands there once."""
        found = list(self._mentioned.within(at, port))
        return found[0] if len(found) == 1 else NO_SPAN

    # --- containers ------------------------------------------------------------------------

    def _containers(self, launcher: Launcher, group: list[Started]) -> Iterator[PortDrift]:
        services: dict[str, list[Started]] = defaultdict(list)
        for one in group:
            services[one.leaf.chain[0][1].group].append(one)
        for said, host, port in _urls(group):
            if host in services and said.rank > DEFAULT:
                claim = Claim(port, said.name, self._digits(said, port), said)
                yield from self._compared(services[host], claim)
        published: dict[str, list[PublishedPort]] = defaultdict(list)
        for fact in self._published[launcher.file]:
            if fact.origin == "healthcheck":
                if fact.service in services:
                    yield from self._checked(services[fact.service], fact)
            elif fact.protocol == "tcp":
                published[fact.service].append(fact)
        for service, facts in published.items():
            known = services.get(service)
            ports = {fact.container for fact in facts}
            if known and len(ports) == 1 and (port := small_number(ports.pop())) >= 0:
                claim = Claim(port, f"the port that {service} publishes", facts[0].at)
                yield from self._compared(known, claim)

    def _image(self, launcher: Launcher, group: list[Started]) -> Iterator[PortDrift]:
        published = self._published[launcher.file]
        facts = [fact for fact in published if small_number(fact.container) >= 0]
        for fact in facts:
            if fact.origin == "healthcheck" and fact.service == group[0].row.process:
                yield from self._checked(group, fact)
        facts = [fact for fact in facts if fact.origin != "healthcheck"]
        ports = {small_number(fact.container) for fact in facts}
        if len(ports) != 1:
            return
        yield from self._compared(group, Claim(ports.pop(), "EXPOSE", facts[-1].at))

    def _checked(self, named: Sequence[Started], fact: PublishedPort) -> Iterator[PortDrift]:
        port = small_number(fact.container)
        if port >= 0:
            yield from self._compared(named, Claim(port, "the health check", fact.at))

    # --- what waits ------------------------------------------------------------------------

    def _waited(self, launcher: Launcher, group: list[Started]) -> Iterator[PortDrift]:
        for fact in self._published[launcher.file]:
            port = small_number(fact.container)
            if fact.service == launcher.name and port >= 0:
                yield from self._compared(group, Claim(port, "waitForPort", fact.at))

    def _asked(self, launcher: Launcher, group: list[Started]) -> Iterator[PortDrift]:
        """`curl localhost:N/health`, `lsof -i :N` of a script that starts one program."""
        if len({one.row.id for one in group}) != 1 or len(launcher.processes) != 1:
            return
        for mention in self._mentioned.of(launcher.file):
            local = mention.context in ("url", "host-port") and mention.host in LOCAL
            if (local and mention.at > group[0].row.at) or mention.context == "lsof":
                claim = Claim(mention.port, mention.detail, mention.at)
                yield from self._compared(group, claim)

    # --- the verdict -----------------------------------------------------------------------

    def _compared(self, named: Sequence[Started], claim: Claim) -> Iterator[PortDrift]:
        """A row where none of the programs opens the claimed port."""
        ports = {one.row.port for one in named}
        if claim.port in ports or 0 in ports or any(_may_differ(one) for one in named):
            return
        if len({one.row.id for one in named}) > 1:
            return
        one = next((one for one in named if one.row.port in self._legacy()), named[0])
        row = one.row
        named_there = any(above.kind in ("procfile", "compose") for above, _ in one.leaf.chain)
        service = row.process if named_there else row.entry or row.program
        decided = row.decided if row.decided != NO_SPAN else row.command
        if decided != row.command:
            decided = self._number_in(decided, row.port)
        run = name_of(self._files, one.launcher)
        standing = self._standing.get(row.job, row.port)
        listener_stands = row.port not in self._legacy() and (
            row.port == standing or claim.port != standing or claim.port in self._legacy()
        )
        because = f"{row.because} opens it" if row.because else "opened"
        if claim.said is not None:
            self.missed.append(
                Missed(claim.said, claim.port, claim.at, service, row.port, because, decided, run)
            )
            if listener_stands:
                return
        if listener_stands:
            yield PortDrift(
                service, run, claim.port, row.port, claim.label, because,
                self._only_number(claim.at, claim.port), decided, claim.at,
            )  # fmt: skip
        else:
            also = claim.at
            yield PortDrift(
                service, run, row.port, claim.port, row.because, f"{claim.label} says so",
                self._only_number(decided, row.port), also, decided,
            )  # fmt: skip

    def _legacy(self) -> Sequence[int]:
        return self._config.legacy_ports


def _may_differ(one: Started) -> bool:
    """Whether a platform may set the variable that decides the port."""
    row = one.row
    return row.variable in GENERIC and row.because in ("the code", f"{row.program}'s default")


def _inside(one: Started) -> bool:
    return any(launcher.kind in _CONTAINERS for launcher, _ in one.leaf.chain)


def _urls(group: Sequence[Started]) -> Iterator[tuple[Said, str, int]]:
    """(place, host, port) of every address that a process of the run is given."""
    seen: set[tuple[int, str]] = set()
    for one in group:
        last = {said.name: said for said in one.environment.said}
        for said in last.values():
            if "://" not in said.value or (said.at, said.value) in seen:
                continue
            seen.add((said.at, said.value))
            if found := URL.match(said.value):
                yield said, found["host"], int(found["port"])
