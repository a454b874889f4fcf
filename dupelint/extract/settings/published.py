"""Ports that a container or platform opens: `3001:3000`, `EXPOSE`, `[[ports]]`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dupelint.extract.commandline import Word
from dupelint.extract.ports import text_ports
from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.extract.settings.tree import Mapping
from dupelint.model.facts import PublishedPort, span
from dupelint.model.pattern import lazy

_OWN = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})
_PIECES = lazy(r"(?:\$\{[^{}]*\}|\[[^\]]*\]|[^:$]|\$(?!\{))+")


def add_published(
    sheet: Sheet,
    origin: str,
    service: str,
    written: str,
    at: tuple[int, int],
    profiles: Iterable[str] = (),
) -> None:
    """`address:host:container/protocol`, of which all but `container` may be left out."""
    text, _, protocol = written.partition("/")
    parts = _PIECES.findall(text)
    if not parts or len(parts) > 3:
        return
    address = parts[0] if len(parts) == 3 else ""
    host = parts[-2] if len(parts) > 1 else ""
    if host and "." in host and "$" not in host:  # `127.0.0.1::3000`
        address, host = host, ""
    _add(sheet, origin, service, host, parts[-1], address, protocol or "tcp", profiles, at)


def add_checked(sheet: Sheet, service: str, words: Iterable[Word]) -> None:
    """The port of its own that a health check asks."""
    for word in words:
        for hit in text_ports(word):
            if hit.host in _OWN:
                place = (hit.start, hit.end)
                _add(sheet, "healthcheck", service, "", str(hit.port), "", "tcp", (), place)


def add_mapping(sheet: Sheet, service: str, item: Mapping, profiles: Iterable[str] = ()) -> None:
    """Compose's long form."""
    target = item.scalar("target")
    if target:
        _add(
            sheet, "compose", service, item.scalar("published"), target, item.scalar("host_ip"),
            item.scalar("protocol") or "tcp", profiles, (item.start, item.end),
        )  # fmt: skip


def _add(
    sheet: Sheet,
    origin: str,
    service: str,
    host: str,
    container: str,
    address: str,
    protocol: str,
    profiles: Iterable[str],
    at: tuple[int, int],
) -> None:
    sheet.facts.append(
        PublishedPort(
            origin, plain(service), plain(host), plain(container), plain(address), plain(protocol),
            json.dumps([plain(name) for name in profiles]), span(*at),
        )
    )  # fmt: skip
