"""Two programs of one run that open one port while both are alive."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.programs import MOVING
from dupelint.linking.processes.starts import Started, name_of
from dupelint.model.facts import NO_SPAN, EnvDefinition, Process, PublishedPort
from dupelint.model.wiring import PortClash
from dupelint.store import Store

_OPEN_TO_ALL = ("", "0.0.0.0", "[::]", "::")
_CONTAINERS = ("compose", "image")


def link_clashes(store: Store, files: Files, started: Sequence[Started]) -> None:
    """Fill `port_clash`."""
    rows: dict[tuple[int, int], PortClash] = {}
    own = [one for one in started if one.launcher.kind != "code"]  # in what order is not known
    for _, group in groupby(own, key=lambda one: one.row.run):
        for row in _of_run(files, list(group)):
            rows.setdefault((row.at, row.port), row)
    for row in _published(store, files):
        rows.setdefault((row.at, row.port), row)
    store.fill(PortClash, rows.values())


def _of_run(files: Files, group: Sequence[Started]) -> Iterator[PortClash]:
    holders: dict[int, list[Started]] = defaultdict(list)
    for one in group:
        port = one.row.port
        if not port or one.row.program in MOVING or _elsewhere(one):
            continue
        first = next((other for other in holders[port] if _together(other, one)), None)
        if first is not None:
            also = first.row.decided if first.row.decided != NO_SPAN else first.row.command
            yield PortClash(
                port, name_of(files, one.launcher), _label(one), _label(first), also,
                one.row.command,
            )  # fmt: skip
        holders[port].append(one)


def _elsewhere(one: Started) -> bool:
    """Whether its port is that of a container, or of a platform that gives each its own."""
    if any(launcher.kind in _CONTAINERS for launcher, _ in one.leaf.chain):
        return True
    return one.row.variable == "PORT" and any(
        launcher.kind == "procfile" and '"PORT"' not in process.variables
        for launcher, process in one.leaf.chain
    )


def _label(one: Started) -> str:
    return one.row.entry or one.row.program


def _together(first: Started, later: Started) -> bool:
    """Whether the first is alive when the later starts."""
    if first.row.id == later.row.id:
        return False
    for (launcher, a), (_, b) in zip(first.leaf.chain, later.leaf.chain, strict=False):
        if a is b:
            continue
        if _exclusive(a, b) or a.at > b.at:
            return False
        if launcher.kind == "procfile":
            return a.name != b.name
        return bool(a.parallel)
    return False


def _exclusive(a: Process, b: Process) -> bool:
    arms = dict(json.loads(a.arms))
    return any(arms.get(branch, arm) != arm for branch, arm in json.loads(b.arms))


def _published(store: Store, files: Files) -> Iterator[PortClash]:
    """The host's side of what the services of one compose project, or one job, open."""
    projects: dict[tuple[int, str], list[PublishedPort]] = defaultdict(list)
    for file, fact in store.facts(PublishedPort):
        if fact.origin == "compose" and fact.host and files.in_force(file):
            projects[file, ""].append(fact)
        elif fact.origin == "workflow" and fact.host:
            projects[file, fact.service.partition("/")[0]].append(fact)
    texts = _dotenv(store, files) if projects else {}
    for (file, _), facts in projects.items():
        path = files.path(file)
        known = texts.get(parent(path), {})
        holders: dict[tuple[int, str], list[PublishedPort]] = defaultdict(list)
        for fact in facts:
            port = _number(fact.host, known)
            if not port:
                continue
            held = holders[port, fact.protocol]
            first = next((one for one in held if _collide(one, fact)), None)
            if first is not None:
                yield PortClash(port, path, fact.service, first.service, first.at, fact.at)
            held.append(fact)


def _collide(a: PublishedPort, b: PublishedPort) -> bool:
    if a.service == b.service:
        return False
    if a.address != b.address and a.address not in _OPEN_TO_ALL and b.address not in _OPEN_TO_ALL:
        return False
    mine, other = json.loads(a.profiles), json.loads(b.profiles)
    return not mine or not other or not set(mine).isdisjoint(other)


def _number(written: str, known: dict[str, str]) -> int:
    if written.startswith("${") and written.endswith("}"):
        name, dash, default = written[2:-1].partition("-")
        written = known.get(name.rstrip(":")) or (default if dash else "")
    return int(written) if written.isdecimal() and len(written) < 6 else 0


def _dotenv(store: Store, files: Files) -> dict[str, dict[str, str]]:
    """folder → variables of its `.env`, which compose fills in."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file, fact in store.facts(EnvDefinition):
        folder, _, name = files.path(file).rpartition("/")
        if name == ".env":
            found[folder][fact.name] = fact.value
    return found
