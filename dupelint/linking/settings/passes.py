"""The passes over settings, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.processes.drift import Missed
from dupelint.linking.processes.launchers import Launchers
from dupelint.linking.processes.services import Service
from dupelint.linking.processes.starts import Started
from dupelint.linking.settings.addresses import link_addresses
from dupelint.linking.settings.differing import link_differing
from dupelint.linking.settings.evidence import Evidence
from dupelint.linking.settings.places import defaults, definitions
from dupelint.linking.settings.reads import Reads
from dupelint.linking.settings.repeated import link_repeated
from dupelint.linking.settings.secrets import link_secrets
from dupelint.linking.settings.undefined import link_undefined
from dupelint.linking.settings.unmade import unmade_files
from dupelint.linking.settings.unread import link_unread
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.store import Store


class Met(NamedTuple):
    """What earlier passes found about the runs in which settings meet."""

    started: Sequence[Started]
    missed: Sequence[Missed]
    services: Sequence[Service]
    launchers: Launchers
    canonical: frozenset[int]  # file ids
    beside: frozenset[str]  # paths that are there and are not read
    ignored: Callable[[str], bool]  # whether git would ignore a path


def link_settings(
    store: Store, files: Files, names: Names, reach: Reach, config: Config, met: Met
) -> None:
    """Fill the tables of settings that are out of step."""
    places = [*definitions(store, files), *defaults(store, files, names)]
    reads, evidence = Reads(store, files, reach), Evidence(store, files, names, reach)
    started = met.started
    link_differing(store, files, reach, config, places, started, met.canonical)
    link_secrets(store, files, names, config, places, started)
    link_addresses(store, files, config, places, met.missed, started, reads)
    link_repeated(store, files)
    unmade = list(unmade_files(store, files, names, reads, met.beside, met.ignored))
    link_undefined(
        store, files, names, reach, config, met.services, started, reads, evidence, unmade
    )
    link_unread(store, files, names, met.launchers, started, reads, evidence)
