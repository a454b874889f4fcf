"""The passes of linking, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from dupelint.linking.apps.events import Events
from dupelint.linking.apps.exclusion import apart
from dupelint.linking.apps.mounts import link_mounts
from dupelint.linking.clients.bodies import link_bodies
from dupelint.linking.clients.calls import authority, link_calls
from dupelint.linking.clients.relays import link_relays
from dupelint.linking.clients.requests import link_requests
from dupelint.linking.contract.breaches import link_breaches
from dupelint.linking.contract.joining import link_contract
from dupelint.linking.contract.keys import link_keys
from dupelint.linking.contract.pages import link_pages
from dupelint.linking.contract.second_clients import link_second_clients
from dupelint.linking.files import Files
from dupelint.linking.hardening.passes import link_hardening
from dupelint.linking.next.projects import find_projects
from dupelint.linking.next.routes import link_next_routes
from dupelint.linking.next.world import World
from dupelint.linking.processes.clashes import link_clashes
from dupelint.linking.processes.dead import link_dead
from dupelint.linking.processes.drift import link_drift
from dupelint.linking.processes.idle import link_idle
from dupelint.linking.processes.launchers import Launchers
from dupelint.linking.processes.orphans import link_orphans
from dupelint.linking.processes.proxies import link_proxies
from dupelint.linking.processes.rivals import link_rivals
from dupelint.linking.processes.services import Opened, find_opened, find_services, link_services
from dupelint.linking.processes.starts import held_ports, link_starts
from dupelint.linking.routing.routes import link_routes
from dupelint.linking.runtime import link_runtimes
from dupelint.linking.settings.config_keys import link_config_keys
from dupelint.linking.settings.passes import Met, link_settings
from dupelint.linking.settings.ports import link_ports
from dupelint.linking.symbols.constants import Constants
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Where
from dupelint.model.config import Config
from dupelint.model.facts import Dependency, EnvRead, Gap
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import (
    CallRoute,
    DialledPort,
    Exclusive,
    FileRuntime,
    LiveCall,
    LiveEndpoint,
    LiveListener,
    LiveRegistration,
    LiveRoute,
    ServiceFile,
    ShadowedRoute,
)
from dupelint.store import Store

Note = tuple[int, str]  # span, what could not be followed there


def link(
    store: Store,
    config: Config,
    canonical: frozenset[int],
    beside: frozenset[str],
    ignored: Callable[[str], bool],
) -> tuple[list[Note], Constants]:
    """Fill every wiring table; returns what could not be followed, and what was asked for.

    `canonical`: file ids; `beside`: paths that are there and are not read; `ignored` tells whether
    git would ignore a path.
    """
    store.create_wiring()
    files = Files(store)
    names = Names(store, files, config.source_roots)
    reach = Reach(names)
    services = find_services(store, files, reach)
    runtimes = link_runtimes(store, files, names, reach, [item.entry for item in services])
    opened = find_opened(store, files, names)
    launchers = Launchers(store, files)
    started = link_starts(
        store, files, names, reach, services, opened, launchers, config.secret_variables
    )
    link_services(store, files, reach, services, opened, held_ports(started), canonical)
    link_rivals(store, files, reach, launchers, started, canonical)
    link_orphans(store, files, launchers, started)
    link_clashes(store, files, started)
    missed = link_drift(store, files, reach, config, started)
    link_proxies(store, files, config, opened, started)
    link_idle(store, files, names, reach, launchers, opened)
    link_dead(store, files, names, launchers, beside, ignored)
    events = Events(store, names, files)
    link_mounts(store, names, events, reach, _flask_raises(store))
    link_routes(
        store, names, events, reach, lambda first, second: apart(first, second, reach), canonical
    )
    projects = find_projects(store, files)
    link_next_routes(store, files, names, projects)
    world = World(store, files, names, reach, projects)
    link_calls(store, files, names, runtimes)
    requests = link_requests(store, files, names, runtimes)
    answered = link_contract(store, files, names, events, runtimes, reach, requests, world)
    internal = _internal_ports(store, names, files, opened, config)
    link_relays(store, files, config, canonical, internal)
    link_bodies(store, files, names, runtimes, requests, answered)
    link_keys(store, files, requests, answered.replies)
    link_second_clients(store, files, reach, config, requests)
    link_breaches(store, files, names, events, runtimes, reach, config, canonical, requests, world)
    link_pages(store, files, names, reach, config, requests)
    met = Met(started, missed, services, launchers, canonical, beside, ignored)
    link_settings(store, files, names, reach, config, met)
    link_hardening(store, files, names, reach, config, requests.ends, dynamic=bool(events.dynamic))
    link_ports(store, files, config, opened, started)
    link_config_keys(store, files, config, internal)
    _index(store)
    return _notes(store, files, reach, events), names.assigned


def _flask_raises(store: Store) -> bool:
    """Flask refuses a blueprint name twice from 2.1 on; without a pin, the newest is assumed."""
    for _, fact in store.facts(Dependency):
        if fact.ecosystem == "pypi" and fact.name == "flask":
            pinned = re.match(r"^(?:==|~=|<=?)\s*(\d{1,4})(?:\.(\d{1,4}))?(?!\d)", fact.constraint)
            if pinned:
                version = (int(pinned[1]), int(pinned[2] or 0))
                strict = fact.constraint.startswith("<") and not fact.constraint.startswith("<=")
                return version > (2, 1) if strict else version >= (2, 1)
    return True


def _internal_ports(
    store: Store, names: Names, files: Files, opened: list[Opened], config: Config
) -> dict[int, str]:
    """Ports that a browser has no business with: the configured ones, and those of a Node service
    that the Python side holds an address of (so the server is what talks to it)."""
    ports = dict.fromkeys(config.internal_ports, "the configuration")
    node = {
        item.port.number
        for item in opened
        if item.port.number and files.language(item.file) is not Language.PYTHON
    }
    if not node:
        return ports
    held = chain(
        ((file, fact.default) for file, fact in store.facts(EnvRead)),
        ((file, fact.value) for file, fact in names.assigned.telling),
    )
    for file, value in held:
        if "://" not in value or files.language(file) is not Language.PYTHON:
            continue
        for text in texts(names, Where(file, load(value))) if files.in_force(file) else ():
            found = authority(text.text)
            if found and found[1] in node:
                ports.setdefault(found[1], f"{files.path(file)} dials it")
    return ports


def _index(store: Store) -> None:
    """Indexes for the columns rules join on."""
    for kind, columns in (
        (LiveRegistration, "app, identity, seq"),
        (LiveRegistration, "at"),
        (Exclusive, "event, a, b"),
        (LiveEndpoint, "owner, endpoint, seq"),
        (LiveRoute, "id"),
        (ShadowedRoute, "winner"),
        (LiveListener, "service"),
        (ServiceFile, "file"),
        (FileRuntime, "file"),
        (DialledPort, "port"),
        (LiveCall, "id"),
        (CallRoute, "call"),
    ):
        store.join_on(kind, columns)


def _notes(store: Store, files: Files, reach: Reach, events: Events) -> list[Note]:
    found = [(fact.at, f"{fact.reason}: {fact.subject}") for _, fact in store.facts(Gap)]
    found += [
        (fact.at, f"import not found: {fact.module}")
        for file, fact in reach.unfound
        if files.in_force(file)
    ]
    found += [
        (fact.at, "blueprints registered in a loop over something not literal")
        for _, fact in events.dynamic
    ]
    found += [(fact.at, "one of too many calls to follow") for fact in events.cut]
    return list(dict.fromkeys(found))
