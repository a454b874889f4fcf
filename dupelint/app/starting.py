"""Writes a first configuration file from what is found in a project."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from dupelint import app
from dupelint.model.errors import ConfigError, PathError
from dupelint.model.root import config_file

if TYPE_CHECKING:
    from dupelint.config.first import Found
    from dupelint.store import Store

FILE = "dupelint.toml"


def initialise(path: Path, preset: str = "") -> Path:
    """Write the file into the root of the project; returns it. Nothing is ever overwritten."""
    from dupelint.config.first import first_file
    from dupelint.config.presets import PRESETS
    from dupelint.discovery import find_root

    if not path.is_dir():
        raise PathError(f"no such folder: {path}", "name the folder of the project")
    root = find_root(path.absolute())
    there = config_file(root)
    if there is not None:
        raise ConfigError(
            f"there is a configuration already: {there}",
            "edit it: `dupelint config` lists the keys, `dupelint config --show` what is in force",
        )
    with app.linked(root) as project:
        found = _found(project.store)
    text = first_file(found, PRESETS[preset] if preset else None)
    target = root / FILE
    try:
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise ConfigError(
            f"cannot write {target}: {error.strerror}", "nothing was changed"
        ) from error
    return target


def _found(store: Store) -> Found:
    from dupelint.config.first import Found, FoundListener, FoundService

    ask = store.ask
    listeners: dict[int, list[FoundListener]] = defaultdict(list)
    ports: dict[int, dict[int, None]] = defaultdict(dict)
    for service, path, label, stands, doubles in ask(
        "SELECT service, listed.path, label, stands, same_port FROM live_listener"
        " JOIN source AS listed ON listed.file = at >> 42 ORDER BY service, id"
    ):
        listeners[service].append(FoundListener(path, label, bool(stands), bool(doubles)))
    for service, port in ask(
        "SELECT service, port FROM starts WHERE service > 0 AND port > 0"
        " UNION SELECT service, port FROM live_listener WHERE port > 0 AND stands ORDER BY 1, 2"
    ):
        ports[service][port] = None
    services = tuple(
        FoundService(name, entry, tuple(listeners[number]), tuple(ports[number]))
        for number, name, entry in ask(
            "SELECT DISTINCT service, name, entry FROM service_file ORDER BY service"
        )
    )
    internal = tuple(
        int(port)
        for (port,) in ask(
            "SELECT value FROM config_key WHERE key = 'internal-port' AND (CAST(value AS INTEGER)"
            " IN (SELECT port FROM live_listener UNION SELECT port FROM starts)) ORDER BY 1"
        )
    )
    legacy = {value for (value,) in ask("SELECT value FROM config_key WHERE key = 'legacy-port'")}
    current = tuple(port for port in internal if str(port) not in legacy)
    return Found(services, current, _api_prefix(store))


def _api_prefix(store: Store) -> str:
    """The first segment that most of the browser's requests share, where routes have it."""
    served = {
        path.strip("/").partition("/")[0]
        for (path,) in store.ask(
            "SELECT DISTINCT canonical FROM live_route"
            " WHERE implicit = '' AND canonical LIKE '/%/%'"
        )
    }
    asked = Counter(
        path.strip("/").partition("/")[0]
        for (path,) in store.ask(
            "SELECT path FROM live_call WHERE runtime = 'browser' AND port = 0 ORDER BY id"
        )
    )
    found = [(count, first) for first, count in asked.items() if first in served - {"", "{}"}]
    count, first = max(found, default=(0, ""))
    return f"/{first}/" if count * 2 > asked.total() else ""
