"""Proxies that pass requests on to a port where nothing of the project listens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.drift import LOCAL
from dupelint.linking.processes.programs import MOVING, WORKERS
from dupelint.linking.processes.services import Opened
from dupelint.linking.processes.starts import Started, name_of
from dupelint.model.config import Config
from dupelint.model.facts import (
    NO_SPAN,
    EnvDefinition,
    PortMention,
    Proxy,
    PublishedPort,
    Span,
)
from dupelint.model.pattern import lazy
from dupelint.model.source import Kind
from dupelint.model.wiring import PortDrift
from dupelint.store import Store, locate

_TARGET = lazy(r"(?:\w+://)?(?P<host>[\w.-]+|\[[0-9a-f:]+\]):(?P<port>[0-9]{1,5})(?:/|\Z)")
_KINDS = frozenset({Kind.SOURCE, Kind.TOOLING})


def link_proxies(
    store: Store,
    files: Files,
    config: Config,
    opened: Sequence[Opened],
    started: Sequence[Started],
) -> None:
    """Add to `port_drift`."""
    proxies = [(file, fact) for file, fact in store.facts(Proxy) if files.kind(file) in _KINDS]
    if proxies:
        store.fill(PortDrift, _drifting(store, files, config, opened, started, proxies))


def _drifting(
    store: Store,
    files: Files,
    config: Config,
    opened: Sequence[Opened],
    started: Sequence[Started],
    proxies: Sequence[tuple[int, Proxy]],
) -> Iterator[PortDrift]:
    containers = _containers(started)
    only = _only_server(config, opened, started)
    known = _known(store, opened, started)
    for file, fact in proxies:
        found = _TARGET.match(fact.target)
        if found is None:
            continue
        host, port = found["host"], int(found["port"])
        named = [one for one in containers.get(host, ()) if one.row.port]
        one = named[0] if named and len(containers[host]) == len(named) else None
        if host in LOCAL:
            one = only if port not in known else None
        elif one is not None and port in {other.row.port for other in named}:
            one = None
        if one is None:
            continue
        row = one.row
        decided = row.decided if row.decided != NO_SPAN else row.command
        what = f"the proxy for {fact.prefix}" if fact.prefix else "the proxy"
        yield PortDrift(
            host if host in containers else row.entry or row.program, name_of(files, one.launcher),
            port, row.port, what, f"{row.because or 'the command'} opens it",
            _digits(store, file, fact.at, port), decided, fact.at,
        )  # fmt: skip


def _containers(started: Sequence[Started]) -> dict[str, list[Started]]:
    """Name of a compose service → its programs, of a name that one compose project has."""
    found: dict[str, dict[int, list[Started]]] = defaultdict(lambda: defaultdict(list))
    for one in started:
        launcher, process = one.leaf.chain[0]
        if launcher.kind == "compose":
            found[process.group][launcher.id].append(one)
    return {
        name: next(iter(projects.values()))
        for name, projects in found.items()
        if len(projects) == 1
    }


def _only_server(
    config: Config, opened: Sequence[Opened], started: Sequence[Started]
) -> Started | None:
    """The one service that a proxy can mean, where all it opens anywhere is one known port."""
    if any(not item.port.number for item in opened):
        return None
    serving = [
        one for one in started if one.row.program not in MOVING and one.row.program not in WORKERS
    ]
    ports = {one.row.port for one in serving} | {item.port.number for item in opened}
    jobs = {one.row.job for one in serving}
    if len(ports) != 1 or len(jobs) != 1 or 0 in jobs or not ports.isdisjoint({0}):
        return None
    return None if ports.intersection(config.legacy_ports) else serving[0]


def _known(store: Store, opened: Sequence[Opened], started: Sequence[Started]) -> set[int]:
    """Every port that something of the project may open."""
    found = {one.row.port for one in started} | {item.port.number for item in opened}
    written = [fact.host for _, fact in store.facts(PublishedPort)]
    written += [fact.container for _, fact in store.facts(PublishedPort)]
    written += [fact.value for _, fact in store.facts(EnvDefinition) if "PORT" in fact.name]
    return found | {int(text) for text in written if text.isdecimal() and len(text) < 6}


def _digits(store: Store, file: int, at: Span, port: int) -> Span:
    """The number in a proxy's target, where it stands there once."""
    _, start, end = locate(at)
    found = [
        fact.at
        for other, fact in store.facts(PortMention)
        if other == file and fact.port == port and start <= locate(fact.at)[1] < end
    ]
    return found[0] if len(found) == 1 else NO_SPAN
