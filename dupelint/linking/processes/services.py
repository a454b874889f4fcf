"""Services: an entry that something starts, the files it reaches, the listeners among them.

A listener outside every service belongs to the service of its package that opens the same port:
it would do that service's job the day somebody starts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.entries import entry_file
from dupelint.linking.symbols.names import Names, Where
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import Port, port
from dupelint.model.facts import Listener, Process
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import LiveListener, ServiceFile
from dupelint.store import Store


class Service(NamedTuple):
    """One entry file, however many commands start it."""

    number: int
    name: str
    entry: int
    package: str  # folder of the nearest package.json; the entry's own folder for Python


class Opened(NamedTuple):
    """A listener of the program with its port worked out."""

    file: int
    fact: Listener
    port: Port


def find_services(store: Store, files: Files) -> list[Service]:
    """A service per distinct entry file that a command of the project starts."""
    packages = {parent(path) for path in files.ids if path.rpartition("/")[2] == "package.json"}
    entries: dict[int, str] = {}
    for file, process in store.facts(Process):
        if not process.entry or not files.in_force(file) or _is_tool(process.name):
            continue
        entry = entry_file(files, file, process)
        if entry is not None and files.in_force(entry):
            entries.setdefault(entry, process.name)
    return [
        Service(number, name, entry, package_of(files.path(entry), packages))
        for number, (entry, name) in enumerate(sorted(entries.items()), 1)
    ]


def package_of(path: str, packages: Iterable[str]) -> str:
    """Folder of the nearest package.json above a file, "" for the root."""
    folder = parent(path)
    while folder and folder not in packages:
        folder = parent(folder)
    return folder


def _is_tool(name: str) -> bool:
    return name.partition(":")[0] in ("test", "lint", "build", "format", "pretest", "postinstall")


def link_services(
    store: Store,
    files: Files,
    names: Names,
    reach: Reach,
    services: Sequence[Service],
    canonical: frozenset[int],
) -> list[Opened]:
    """Fill `service_file` and `live_listener`; returns every listener of the program."""
    opened = list(_opened(store, files, names))
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
    for service in services:
        reached = reach.closure(service.entry)
        entry = files.path(service.entry)
        members += [
            ServiceFile(service.number, service.name, entry, file, depth, 0)
            for file, depth in reached.items()
        ]
        inside = [(item, reached[item.file]) for item in opened if item.file in reached]
        named = service.number == leading.get(service.package)
        alone = [
            item
            for item in opened
            if item.file not in reached
            and _of_package(files, packages, service, item)
            and ((item.file not in started and _same_job(item, inside)) or named)
        ]
        members += [
            ServiceFile(service.number, service.name, entry, item.file, -1, 1) for item in alone
        ]
        rows = [(item, depth, 1) for item, depth in inside] + [(item, -1, 0) for item in alone]
        listeners += _ranked(service, rows, canonical, files, len(listeners))
    store.fill(ServiceFile, members)
    store.fill(LiveListener, listeners)
    return opened


def _opened(store: Store, files: Files, names: Names) -> Iterator[Opened]:
    for file, fact in store.facts(Listener):
        if fact.probe or not files.in_force(file):
            continue
        value = load(fact.port)
        found = (
            port(names, Where(file, value)) if value != ("null",) else Port(fact.default_port, "")
        )
        yield Opened(file, fact, found)


def _of_package(files: Files, packages: set[str], service: Service, item: Opened) -> bool:
    """Whether a listener belongs to the service's package; a Python script is its own program."""
    if files.language(item.file) is Language.PYTHON:
        return False
    return package_of(files.path(item.file), packages) == service.package


def _same_job(item: Opened, inside: Sequence[tuple[Opened, int]]) -> bool:
    """Whether a listener would open a port that the service opens."""
    return any(_same_port(item.port, other.port) for other, _ in inside)


def _same_port(a: Port, b: Port) -> bool:
    if a.number and b.number:
        return a.number == b.number
    return bool(a.variable) and a.variable == b.variable


def _ranked(
    service: Service,
    rows: Sequence[tuple[Opened, int, int]],
    canonical: frozenset[int],
    files: Files,
    taken: int,
) -> Iterator[LiveListener]:
    """What stands first: canonical, then started, then imported deepest (it runs first)."""
    order = sorted(
        rows,
        key=lambda row: (
            row[0].file not in canonical,
            bool(row[0].fact.guard == "main"),
            not row[2],
            -row[1],
            files.path(row[0].file),
            row[0].fact.at,
        ),
    )
    for place, (item, _, reached) in enumerate(order):
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
            int(place == 0),
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
