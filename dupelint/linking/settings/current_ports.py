"""The port that took the place of a legacy one, where exactly one can be meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set

from dupelint.linking.files import Files
from dupelint.model.config import Config
from dupelint.model.facts import PortMention
from dupelint.store import Store

_OF_ONE_SERVICE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_PORT\Z")  # not just PORT


class CurrentPorts:
    """What the project says about ports that are no legacy ones."""

    def __init__(self, store: Store, files: Files, config: Config) -> None:
        self._map = config.legacy_port_map
        self._named: dict[str, set[int]] = defaultdict(set)
        for file, fact in store.facts(PortMention):
            if fact.port not in config.legacy_ports and files.in_force(file):
                self._named[fact.detail].add(fact.port)
        rows = store.connection.execute(
            "SELECT port FROM starts UNION SELECT port FROM live_listener WHERE stands"
        )
        opened = {port for (port,) in rows} - {0, *config.legacy_ports}
        self._opened = _only(opened & set(config.internal_ports)) or _only(opened)

    def of(self, mention: PortMention) -> int:
        """The configured one; else what its variable is elsewhere, else what is opened; 0 = none."""
        if mapped := self._map.get(mention.port):
            return mapped
        named = self._named.get(mention.detail)
        if named and _OF_ONE_SERVICE.match(mention.detail):
            return _only(named)
        return self._opened


def _only(ports: Set[int]) -> int:
    return next(iter(ports)) if len(ports) == 1 else 0
