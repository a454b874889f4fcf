"""Which names hold a port."""

from __future__ import annotations

from functools import lru_cache

from dupelint.model.pattern import lazy

_TOKEN = lazy(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_PORT_TOKENS = frozenset(
    {"port", "ports", "hostport", "localport", "serverport", "httpport", "webport", "apiport",
     "dbport", "nodeport", "portnumber"}
)  # fmt: skip
# A name that speaks of a port without holding one that is used.
_MEASURES = frozenset(
    {"timeout", "timeouts", "count", "counts", "seconds", "secs", "ms", "retries",
     "retry", "limit", "size", "width", "height", "delay", "interval", "attempts",
     "total", "speed", "mtu", "vlan", "type", "mode", "name", "names", "label", "description",
     "protocol", "view",
     # lists of ports to keep away from
     "avoid", "reserved", "blocked", "forbidden", "excluded", "exclude", "restricted", "common",
     "known"}
)  # fmt: skip


@lru_cache(maxsize=4096)
def is_port_name(name: str) -> bool:
    """Whether a key, variable or option of this name holds a port.

    `PORT`, `BAILEYS_PORT`, `localPort`, `target-port`, `server.ports`; not `viewport`, `support`,
    `import`, `PORT_TIMEOUT`.
    """
    if "port" not in name.lower():
        return False
    tokens = {token.lower() for token in _TOKEN.findall(name)}
    return not tokens.isdisjoint(_PORT_TOKENS) and tokens.isdisjoint(_MEASURES)
