"""Services: an entry that something starts, the files it reaches, the listeners among them.

A listener outside every service belongs to the service of its package that opens the same port:
it would do that service's job the day somebody starts it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.entries import entry_file
from dupelint.linking.processes.programs import GENERIC
from dupelint.linking.processes.service_names import service_names
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import Port, port
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, App, Listener, Mount, Process, Route, Span
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import LiveListener, ServiceFile
from dupelint.store import Store

MAX_REACHED = 200_000  # files that all services together may reach


class Service(NamedTuple):
    """One entry file, however many commands start it."""

    number: int
    name: str
    entry: int
    package: str  # folder of the nearest package.json; the entry's own folder for Python


class Held(NamedTuple):
    """A port that a service has, with the place that says so."""

    port: Port
    at: Span


class Opened(NamedTuple):
    """A listener of the program with its port worked out."""

    file: int
    fact: Listener
    port: Port


def find_services(store: Store, files: Files, reach: Reach) -> list[Service]:
    """A service per distinct entry file that a command of the project starts.

    What too many services would reach is left out, those that no runner names first.
    """
    packages = {parent(path) for path in files.ids if path.rpartition("/")[2] == "package.json"}
    started: dict[int, list[tuple[int, Process]]] = defaultdict(list)
    for file, process in store.facts(Process):
        if not process.entry or not files.in_force(file) or _is_tool(process):
            continue
        entry = entry_file(files, file, process)
        if entry is not None and files.in_force(entry):
            started[entry].append((file, process))
    names = service_names(store, files, started)
    kept = _bounded(sorted(started, key=lambda entry: (_is_script(started[entry]), entry)), reach)
    return [
        Service(number, names[entry], entry, package_of(files.path(entry), packages))
        for number, entry in enumerate(sorted(kept), 1)
    ]


def _is_script(commands: Sequence[tuple[int, Process]]) -> bool:
    """Whether only a manifest's scripts start an entry: they may be tools by the hundred."""
    return all(process.origin == "package.json script" for _, process in commands)


def _bounded(entries: Sequence[int], reach: Reach) -> Iterator[int]:
    left = MAX_REACHED
    for entry in entries:
        left -= len(reach.closure(entry))
        if left < 0:
            return
        yield entry


def package_of(path: str, packages: Iterable[str]) -> str:
    """Folder of the nearest package.json above a file, "" for the root."""
    folder = parent(path)
    while folder and folder not in packages:
        folder = parent(folder)
    return folder


def _is_tool(process: Process) -> bool:
    """Whether a command builds or tests, as all of a workflow's do."""
    return process.origin == "workflow" or process.name.partition(":")[0] in (
        "test",
        "lint",
        "build",
        "format",
        "pretest",
        "postinstall",
    )


def find_opened(store: Store, files: Files, names: Names) -> list[Opened]:
    """Every listener of the program."""
    found = []
    for file, fact in store.facts(Listener):
        if fact.probe or not files.in_force(file):
            continue
        value = load(fact.port)
        number = (
            port(names, Where(file, value)) if value != ("null",) else Port(fact.default_port, "")
        )
        found.append(Opened(file, fact, number))
    return found


def link_services(
    store: Store,
    files: Files,
    reach: Reach,
    services: Sequence[Service],
    opened: Sequence[Opened],
    held: Mapping[int, Sequence[Held]],
    canonical: frozenset[int],
) -> None:
    """Fill `service_file` and `live_listener`; `held`: the ports that launchers give a service."""
    packages = {parent(path) for path in files.ids if path.rpartition("/")[2] == "package.json"}
    members: list[ServiceFile] = []
    listeners: list[LiveListener] = []
    leading: dict[str, int] = {}  # package → its first service that runs a canonical listener
    for service in services:
        if any(
            item.file in canonical and item.file in reach.closure(service.entry) for item in opened
        ):
            leading.setdefault(service.package, service.number)
    started = {file for service in services for file in reach.closure(service.entry)}
    apps = {file for file, _ in store.facts(App)}
    routes = Counter(file for kind in (Route, Mount) for file, _ in store.facts(kind))
    for service in services:
        reached = reach.closure(service.entry)
        entry = files.path(service.entry)
        members += [
            ServiceFile(service.number, service.name, entry, file, depth, 0)
            for file, depth in reached.items()
        ]
        inside = [(item, reached[item.file]) for item in opened if item.file in reached]
        named = service.number == leading.get(service.package)
        ports = [Held(item.port, item.fact.at) for item, _ in inside]
        ports += held.get(service.number, ())
        alone = [
            (item, _same(item.port, ports))
            for item in opened
            if item.file not in reached
            and _beside(files, packages, service, item, reach, apps)
            and ((item.file not in started and _same(item.port, ports)) or named)
        ]
        members += [
            ServiceFile(service.number, service.name, entry, item.file, -1, 1) for item, _ in alone
        ]
        listeners += _ranked(service, inside, alone, canonical, files, routes, len(listeners))
    store.fill(ServiceFile, members)
    store.fill(LiveListener, listeners)


def _beside(
    files: Files,
    packages: set[str],
    service: Service,
    item: Opened,
    reach: Reach,
    apps: set[int],
) -> bool:
    """Whether a listener that no launcher starts belongs to the service's part of the project.

    A Python script that runs an app of the service is another way to start it. One that makes an
    app of its own, and listens as soon as it is loaded, would be a second one.
    """
    if files.language(item.file) is not Language.PYTHON:
        return package_of(files.path(item.file), packages) == service.package
    folder = parent(files.path(service.entry))
    if item.fact.guard or item.fact.scope or parent(files.path(item.file)) != folder:
        return False
    return not apps.intersection(reach.closure(item.file), reach.closure(service.entry))


def _same(port: Port, held: Sequence[Held]) -> Held | None:
    """The place that opens the port that a listener would open, for the service."""
    return next((one for one in held if _same_port(port, one.port)), None)


def _same_port(a: Port, b: Port) -> bool:
    if a.variable and a.variable == b.variable and a.variable not in GENERIC:
        return True
    if a.number and b.number:
        return a.number == b.number
    return bool(a.variable) and a.variable == b.variable


def _meets(a: Port, b: Port) -> bool:
    """Whether two listeners of one program come to one port."""
    return (a.number == b.number > 0) or (bool(a.variable) and a.variable == b.variable)


def _ranked(
    service: Service,
    inside: Sequence[tuple[Opened, int]],
    alone: Sequence[tuple[Opened, Held | None]],
    canonical: frozenset[int],
    files: Files,
    routes: Counter[int],
    taken: int,
) -> Iterator[LiveListener]:
    """What stands first: canonical, then started, then the entry where it serves more than the
    modules that listen as soon as they are loaded, then imported deepest (it runs first)."""
    loading = [item for item, depth in inside if depth and not item.fact.scope]
    most = max((routes[item.file] for item in loading), default=0)
    own = {item.file for item, depth in inside if not depth and routes[item.file] > most}
    leads = own if len(loading) == len([1 for _, depth in inside if depth]) else set()
    rows: list[tuple[Opened, int, int, Held | None]] = [
        *((item, depth, 1, None) for item, depth in inside),
        *((item, -1, 0, same) for item, same in alone),
    ]
    order = sorted(
        rows,
        key=lambda row: (
            row[0].file not in canonical,
            bool(row[0].fact.guard == "main"),
            not row[2],
            row[0].file not in leads,
            -row[1],
            files.path(row[0].file),
            row[0].fact.at,
        ),
    )
    first = order[0][0] if order else None
    for place, (item, _, reached, same) in enumerate(order):
        is_first = place == 0 and bool(inside or item.file in canonical)
        doubled = first is not None and _meets(item.port, first.port)
        beside = first.fact.at if first is not None and not is_first else NO_SPAN
        if same is not None and (not inside or not doubled):
            beside = same.at
        yield LiveListener(
            taken + place + 1,
            service.number,
            service.name,
            item.port.number,
            item.port.variable,
            _label(item),
            item.fact.guard,
            reached,
            int(item.file in canonical),
            int(is_first),
            int(not is_first and (doubled or same is not None)),
            beside,
            item.fact.at,
        )


def _label(item: Opened) -> str:
    number, variable = item.port
    if variable:
        return (
            f"{item.fact.form}({variable} or {number})"
            if number
            else f"{item.fact.form}({variable})"
        )
    return f"{item.fact.form}({number or '…'})"
