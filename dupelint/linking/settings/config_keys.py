"""The configuration's wiring keys as rows, and whether the project shows that wiring."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dupelint.linking.files import Files
from dupelint.model.config import Config
from dupelint.model.facts import EnvDefinition, EnvRead, Import, PortMention, Route
from dupelint.model.wiring import ConfigKey
from dupelint.store import Store

WIRING_KEYS = ("legacy-ports", "internal-ports", "canonical")
PREFIX = "BAILEYS_"  # of the variables of the architecture that the defaults come from


def link_config_keys(store: Store, files: Files, config: Config, internal: dict[int, str]) -> None:
    """Fill `config_key`; `internal`: ports only servers dial → why."""
    store.fill(ConfigKey, _rows(store, files, config, internal))


def _rows(
    store: Store, files: Files, config: Config, internal: dict[int, str]
) -> Iterator[ConfigKey]:
    for port in config.legacy_ports:
        yield ConfigKey("legacy-port", str(port))
    for port in internal:
        yield ConfigKey("internal-port", str(port))
    for name in config.settings:
        yield ConfigKey("setting", name)
    yield ConfigKey("json-guard", config.json_guard)
    if config.explicit("csrf-exempt"):
        for glob in config.csrf_exempt:
            yield ConfigKey("csrf-exempt", glob)
    bridge = shown_wiring(store, files, config)
    if bridge:
        yield ConfigKey("bridge-wiring", bridge)
    why = own_wiring(config, bridge)
    if why:
        yield ConfigKey("own-wiring", why)
        moved = config.explicit("legacy-ports") or _names_bridge(store, files, config)
        if moved:
            yield ConfigKey("legacy-in-force", why)


def _names_bridge(store: Store, files: Files, config: Config) -> bool:
    """Whether something took the place of the default legacy ports, or is about to: a port of the
    bridge is used, or a variable of the bridge holds a legacy one. Many a project that talks to
    WhatsApp is simply on port 3001."""
    return any(
        mention.port in config.internal_ports
        or (mention.port in config.legacy_ports and mention.detail.startswith(PREFIX))
        for file, mention in store.facts(PortMention)
        if files.in_force(file)
    )


def _variables(store: Store) -> Iterator[tuple[int, str]]:
    return chain(
        ((file, fact.name) for file, fact in store.facts(EnvRead)),
        ((file, fact.name) for file, fact in store.facts(EnvDefinition)),
    )


def own_wiring(config: Config, bridge: str) -> str:
    """Why the default ports are in full force here; "" where they are not.

    They carry one architecture's values (a WhatsApp bridge on 3300), which say nothing about a
    project that does not show it.
    """
    for key in WIRING_KEYS:
        if config.explicit(key):
            return f"the configuration sets {key}"
    return bridge


def shown_wiring(store: Store, files: Files, config: Config) -> str:
    """What in the project shows that architecture, "" if nothing does."""
    for file, path in ((file, path) for path, file in files.ids.items()):
        if files.in_force(file) and "whatsapp" in path.rpartition("/")[2].lower():
            return f"{path} has whatsapp in its name"
    for file, fact in store.facts(Import):
        if "baileys" in fact.module.lower() and files.in_force(file):
            return f"{files.path(file)} imports {fact.module}"
    for file, name in _variables(store):
        if files.in_force(file) and name.startswith(PREFIX):
            return f"{files.path(file)} names {name}"
    for file, route in store.facts(Route):
        if files.in_force(file) and "whatsapp" in route.path.lower():
            return f"{files.path(file)} serves a whatsapp path"
    for file, mention in store.facts(PortMention):
        if files.in_force(file) and mention.port in config.internal_ports:
            return f"{files.path(file)} uses port {mention.port}"
    return ""
