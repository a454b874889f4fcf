"""The port that took the place of a legacy one, where exactly one can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from dupelint.linking.files import Files
from dupelint.linking.processes.services import Opened
from dupelint.linking.processes.starts import Started
from dupelint.linking.settings.own_ports import OwnPorts
from dupelint.model.config import Config
from dupelint.model.facts import PortMention
from dupelint.model.numbers import small_number
from dupelint.model.pattern import lazy
from dupelint.store import Store

_OF_ONE_SERVICE = lazy(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_PORT\Z")  # not just PORT


class CurrentPorts:
    """What the project says about ports that are no legacy ones."""

    def __init__(
        self,
        store: Store,
        files: Files,
        config: Config,
        opened: Sequence[Opened],
        started: Sequence[Started],
    ) -> None:
        self._map = config.legacy_port_map
        self._named: dict[str, set[int]] = defaultdict(set)
        for file, fact in store.facts(PortMention):
            if fact.port not in config.legacy_ports and files.in_force(file):
                self._named[fact.detail].add(fact.port)
        for name, value in config.settings.items():
            port = small_number(value)
            if port >= 0 and port not in config.legacy_ports:
                self._named[name] = {port}
        self._own = OwnPorts(store, files, opened, started, frozenset(config.legacy_ports))
        found = {item.port.number for item in opened} | {one.row.port for one in started}
        # Another service's port is none that took the place: only those of the bridge are.
        self._opened = _only(found.intersection(config.internal_ports) - set(config.legacy_ports))

    def of(self, mention: PortMention) -> int:
        """The configured one; else what its variable is elsewhere, else what its service has
        elsewhere, else what is opened.

        0 = not known.
        """
        if mapped := self._map.get(mention.port):
            return mapped
        named = self._named.get(mention.detail)
        if named and _OF_ONE_SERVICE.match(mention.detail):
            return _only(named)
        return self._own.replacement(mention.port, mention.detail) or self._opened


def _only(ports: Set[int]) -> int:
    return next(iter(ports)) if len(ports) == 1 else 0
