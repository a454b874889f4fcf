"""Legacy ports in force, with the port that takes their place where one is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.services import Opened
from dupelint.linking.processes.starts import Started
from dupelint.linking.settings.current_ports import CurrentPorts
from dupelint.model.config import Config
from dupelint.model.facts import PortMention
from dupelint.model.source import Kind
from dupelint.model.wiring import LegacyPort
from dupelint.store import Store

KINDS = frozenset({Kind.SOURCE, Kind.TOOLING})


def link_ports(
    store: Store,
    files: Files,
    config: Config,
    opened: Sequence[Opened],
    started: Sequence[Started],
) -> None:
    """Fill `legacy_port`; `opened`: every listener in the code, `started`: what launchers start."""
    store.fill(LegacyPort, _mentions(store, files, config, opened, started))


def _mentions(
    store: Store,
    files: Files,
    config: Config,
    opened: Sequence[Opened],
    started: Sequence[Started],
) -> Iterator[LegacyPort]:
    legacy = frozenset(config.legacy_ports)
    current = CurrentPorts(store, files, config, opened, started)
    for file, fact in store.facts(PortMention):
        if fact.port in legacy and files.kind(file) in KINDS:
            yield LegacyPort(
                fact.port, current.of(fact), int(fact.port in config.legacy_port_map),
                fact.context, fact.detail, files.kind(file), fact.at,
            )  # fmt: skip
