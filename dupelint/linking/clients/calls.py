"""Ports that requests reach, worked out through constants, templates and imports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import Text, texts
from dupelint.linking.symbols.where import Env, Where
from dupelint.model.facts import HttpCall, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, load
from dupelint.model.wiring import DialledPort
from dupelint.store import Store

_AUTHORITY = lazy(
    r"^(?:[a-z][a-z0-9+.-]*:)?//(?P<host>[^/?#@]*@)?(?P<name>\[[^\]]*\]|[^/?#:]*):(?P<port>\d{1,5})(?!\d)",
    re.IGNORECASE,
)
_HOLE_HOST = lazy(
    r"^(?:\{location\.(?:protocol|origin)\}(?://)?)?(?P<name>\{[^}]*\}|[\w.-]+):(?P<port>\d{1,5})(?![\d.])"
)


def link_calls(store: Store, files: Files, names: Names, runtimes: dict[int, str]) -> None:
    """Fill `dialled_port`."""
    store.fill(DialledPort, _dialled(store, files, names, runtimes))


def _dialled(
    store: Store, files: Files, names: Names, runtimes: dict[int, str]
) -> Iterator[DialledPort]:
    for file, call in store.facts(HttpCall):
        if not files.in_force(file) or call.client == "helper":
            continue
        seen: set[int] = set()
        for text in call_texts(names, file, call):
            found = authority(text.text)
            if found is None or found[1] in seen:
                continue
            host, port = found
            seen.add(port)
            origin = text.steps[-1][2] if text.steps else call.url_at
            yield DialledPort(
                port,
                host,
                text.text,
                call.client,
                runtimes.get(file, "unknown"),
                " → ".join(dict.fromkeys(name for _, name, _ in text.steps if name)),
                Span(origin),
                call.url_at,
            )


def call_texts(names: Names, file: int, call: HttpCall, env: Env | None = None) -> list[Text]:
    """The URLs a call can have, its instance's base in front of a relative one."""
    url: Value = load(call.url)
    base: Value = load(call.base)
    found = texts(names, Where(file, url, env))
    if base == NULL:
        return found
    bases = texts(names, Where(file, base, env))
    return [
        text
        if "://" in text.text.partition("/")[0] + "//"
        and text.text.startswith(("http", "ws", "//"))
        else text._replace(
            text=_combined(first.text, text.text),
            steps=text.steps + first.steps,
            variables=first.variables + text.variables,
            window=first.window or text.window,
        )
        for text in found
        for first in bases
    ]


def _combined(base: str, url: str) -> str:
    """As axios joins them (`combineURLs`): nothing behind the base leaves it as it is."""
    return base.rstrip("/") + "/" + url.lstrip("/") if url else base


def authority(url: str) -> tuple[str, int] | None:
    """(host, port) of a URL text whose port is written out."""
    match = _AUTHORITY.match(url) or _HOLE_HOST.match(url)
    if match is None or not 0 < int(match["port"]) < 65536:
        return None
    return match["name"], int(match["port"])
