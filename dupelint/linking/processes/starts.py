"""What each run starts, with the port and the environment in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.entries import entry_file
from dupelint.linking.processes.gunicorn import GunicornFiles, port_of
from dupelint.linking.processes.gunicorn import Said as Configured
from dupelint.linking.processes.in_force import Environment, Said, Settings
from dupelint.linking.processes.jobs import Jobs
from dupelint.linking.processes.launchers import Launcher, Launchers, Leaf
from dupelint.linking.processes.programs import RELOADING, SERVERS, WORKERS
from dupelint.linking.processes.services import Held, Opened, Service
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import Port
from dupelint.model.facts import NO_SPAN, Process, Span
from dupelint.model.pattern import lazy
from dupelint.model.secrecy import HIDDEN, is_secret
from dupelint.model.wiring import Run, SettingValue, Starts
from dupelint.store import Store

_DEVELOPMENT = lazy(
    r"(?i)(?:^|[^a-z])(?:dev|develop|development|debug|watch|local|test|tests|e2e|ci|storybook"
    r"|preview|hot|lint|mock|sandbox|staging|playground)(?![a-z])"
)
_DEVELOPMENT_FLAGS = lazy(r"\s--(?:debug|reload|watch|hot|inspect\S*)(?=\s|=|\Z)")


class PortInForce(NamedTuple):
    """The port a process opens, with what decides it."""

    number: int
    variable: str
    because: str
    decided: Span


class Started(NamedTuple):
    """A program that a run starts."""

    row: Starts
    leaf: Leaf
    launcher: Launcher
    environment: Environment


def link_starts(
    store: Store,
    files: Files,
    names: Names,
    reach: Reach,
    services: Sequence[Service],
    opened: Sequence[Opened],
    launchers: Launchers,
    secrets: Collection[str] = (),
) -> list[Started]:
    """Fill `run`, `starts`, `setting_value`; returns what is started, in order of run.

    `secrets`: variables whose values the table leaves out, besides those named like one.
    """
    settings = Settings(store, files, reach)
    configured = GunicornFiles(files, names)
    reading = _Reading(store, files, reach, services, opened, settings, configured)
    runs: list[Run] = []
    found: list[Started] = []
    for launcher in launchers.all:
        leaves = launchers.leaves(launcher)
        rows = [row for leaf in leaves for row in reading.started(launcher, leaf)]
        if not rows:
            continue
        found += rows
        runs.append(_run(files, launchers, launcher, rows))
    store.fill(Run, runs)
    store.fill(Starts, [one.row for one in found])
    store.fill(SettingValue, _values(found, secrets))
    return found


def _run(files: Files, launchers: Launchers, launcher: Launcher, rows: Sequence[Started]) -> Run:
    script = launchers.scripts.get(launcher.file)
    waits = script.waits if script is not None and launcher.kind == "script" else 1
    contained = launcher.kind in ("compose", "image") or launchers.in_container(launcher)
    title = name_of(files, launcher)
    development = bool(_DEVELOPMENT.search(title)) or all(
        one.row.program in RELOADING or _DEVELOPMENT_FLAGS.search(one.leaf.process.command)
        for one in rows
    )
    return Run(
        launcher.id, launcher.kind, title, files.path(launcher.file),
        int(launchers.is_called(launcher)), int(development), int(contained), waits, launcher.at,
    )  # fmt: skip


def name_of(files: Files, launcher: Launcher) -> str:
    """What a person would call a launcher."""
    path = files.path(launcher.file)
    if launcher.kind == "npm":
        folder = parent(path)
        return f"npm run {launcher.name}" + (f" ({folder})" if folder else "")
    if launcher.kind == "make":
        return f"make {launcher.name}"
    if (launcher.kind == "replit" and launcher.name != "run") or launcher.kind == "workflow":
        return f"{path} ({launcher.name})"
    return path


class _Reading:
    """What it takes to say what one command of a run opens."""

    def __init__(
        self,
        store: Store,
        files: Files,
        reach: Reach,
        services: Sequence[Service],
        opened: Sequence[Opened],
        settings: Settings,
        configured: GunicornFiles,
    ) -> None:
        self._files = files
        self._reach = reach
        self._by_entry = {service.entry: service for service in services}
        self._jobs = Jobs(store, files, reach, services, opened)
        self._settings = settings
        self._opened: dict[int, list[Opened]] = defaultdict(list)
        for item in opened:
            self._opened[item.file].append(item)
        self._configured = configured
        self._number = 0

    def started(self, launcher: Launcher, leaf: Leaf) -> Iterator[Started]:
        """The rows of one program, none where it serves nothing that is known."""
        process = leaf.process
        entry = entry_file(self._files, leaf.file, process)
        environment = self._settings.of(leaf, entry)
        found = {
            (port.number, port.variable): port for port in self._ports(leaf, entry, environment)
        }
        ports = list(found.values())
        serves = bool(ports) or process.program in SERVERS or process.program in WORKERS
        service = self._by_entry.get(entry) if entry is not None else None
        if not serves:
            return
        self._number += 1
        job = self._jobs.of(service.number) if service is not None else 0
        if process.program in WORKERS:
            job = -job
        through = " → ".join(name_of(self._files, above) for above, _ in leaf.chain[1:])
        background = any(
            step.parallel and above.kind == "script" and step.group != "concurrently"
            for above, step in leaf.chain
        )
        configured = self._configured.of(leaf)
        workers = process.workers or _text(configured.get("workers"))
        worker_class = process.worker_class or _text(configured.get("worker_class"))
        for port in ports or [PortInForce(0, "", "", NO_SPAN)]:
            row = Starts(
                self._number, launcher.id, process.name, service.number if service else 0, job,
                self._files.path(entry) if entry is not None else "", process.program, port.number,
                port.variable, port.because, port.decided, workers, worker_class,
                int(background), through, process.at, leaf.chain[0][1].at,
            )  # fmt: skip
            yield Started(row, leaf, launcher, environment)

    def _ports(
        self, leaf: Leaf, entry: int | None, environment: Environment
    ) -> Iterator[PortInForce]:
        process = leaf.process
        if process.port == "unix":
            return
        known = SERVERS.get(process.program)
        if process.port:
            text, decided, variable = environment.text(process.port)
            number = int(text) if text.isdecimal() and len(text) < 6 else 0
            at = decided.value_at if decided is not None else process.at
            yield PortInForce(number, variable, _why(decided) or "the command", at)
        elif known is not None:
            bound = port_of(self._configured.of(leaf).get("bind"))
            if bound is not None:
                number, variable, at = bound
                because = "gunicorn's configuration"
                yield self._variable(process, environment, variable, number, because, at)
                return
            default, variable = known
            because = f"{process.program}'s default"
            yield self._variable(process, environment, variable, default, because)
        elif entry is not None:
            yield from self._listened(process, entry, environment)

    def _listened(
        self, process: Process, entry: int, environment: Environment
    ) -> Iterator[PortInForce]:
        """The ports that the code itself opens."""
        for file in self._reach.closure(entry):
            for item in self._opened.get(file, ()):
                if item.fact.guard == "test" or (item.fact.guard == "main" and file != entry):
                    continue
                number, variable = item.port
                yield self._variable(
                    process, environment, variable, number, "the code", item.fact.at
                )

    def _variable(
        self,
        process: Process,
        environment: Environment,
        variable: str,
        default: int,
        because: str,
        at: Span = NO_SPAN,
    ) -> PortInForce:
        said = environment.get(variable) if variable else None
        if said is None:
            if variable == "PORT" and process.origin == "procfile":
                return PortInForce(0, variable, "the platform", NO_SPAN)
            return PortInForce(default, variable, because, at)
        if not said.value:
            return PortInForce(default, variable, because, at)
        number = int(said.value) if said.value.isdecimal() and len(said.value) < 6 else 0
        place = said.value_at if said.value_at != NO_SPAN else said.at
        return PortInForce(number, variable, _why(said), place)


def held_ports(found: Iterable[Started]) -> dict[int, list[Held]]:
    """service → the ports that launchers give it, containers left aside."""
    held: dict[int, list[Held]] = defaultdict(list)
    for one in found:
        row = one.row
        contained = any(launcher.kind in ("compose", "image") for launcher, _ in one.leaf.chain)
        if row.service and row.port and not contained:
            at = row.decided if row.decided != NO_SPAN else row.command
            held[row.service].append(Held(Port(row.port, row.variable), at))
    return held


def _text(said: Configured | None) -> str:
    return said.text if said is not None else ""


def _why(said: Said | None) -> str:
    return f"{said.name} ({said.origin})" if said is not None else ""


def _values(found: Iterable[Started], secrets: Collection[str]) -> Iterator[SettingValue]:
    seen = set()
    for one in found:
        if one.row.id in seen:
            continue
        seen.add(one.row.id)
        last = {said.name: said for said in one.environment.said}
        for said in one.environment.said:
            hidden = said.name in secrets or is_secret(said.name, said.value)
            value = HIDDEN if hidden else said.value
            yield SettingValue(
                one.row.run, one.row.id, said.name, value, said.origin, said.rank,
                int(last[said.name] is said), said.value_at, said.at,
            )  # fmt: skip
