"""Legacy ports and the configuration's keys."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class LegacyPort(NamedTuple):
    """A legacy port in a port context, with the port that replaces it where one is known."""

    port: int  # the number
    replacement: int  # what the configuration maps it to, else the one port it can mean; 0 = not known
    mapped: int  # 1: the configuration maps it
    context: str  # as in `port_mention`
    detail: str  # as in `port_mention`
    kind: str  # of the file
    at: Span


class ConfigKey(NamedTuple):
    """A wiring key of the configuration in force, for rules to read."""

    key: str  # legacy-port, internal-port, canonical, json-guard, own-wiring, bridge-wiring, csrf-exempt, legacy-in-force
    value: str  # as text; one row for each
