"""Requests with their URLs worked out → `live_call`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.linking.clients.calls import authority, call_texts
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import Text
from dupelint.model.facts import HttpCall
from dupelint.model.pattern import lazy
from dupelint.model.wiring import LiveCall
from dupelint.store import Store

_ORIGIN = lazy(r"^(?:[a-z][a-z0-9+.-]*:)?//(?P<host>[^/?#]*)", re.IGNORECASE)
_HOLE = lazy(r"\{[^{}/]*\}")


def link_requests(store: Store, files: Files, names: Names, runtimes: dict[int, str]) -> None:
    """Fill `live_call`: a row for each address that a request can have."""
    rows: list[LiveCall] = []
    for file, call in store.facts(HttpCall):
        if files.in_force(file):
            runtime = runtimes.get(file, "unknown")
            for url, host, port, path in _addresses(call_texts(names, file, call)):
                rows.append(
                    LiveCall(
                        len(rows) + 1, call.client, call.method, url, host, port, path, runtime,
                        call.url_at, call.at,
                    )
                )  # fmt: skip
    store.fill(LiveCall, rows)


def _addresses(found: list[Text]) -> Iterator[tuple[str, str, int, str]]:
    """(url, host, port, path) of each text that says at least where its path starts."""
    for url in dict.fromkeys(text.text for text in found):
        host, path = _parts(url)
        known = authority(url)
        if path:
            yield url, known[0] if known else host, known[1] if known else 0, path


def _parts(url: str) -> tuple[str, str]:
    """(host, path) of a URL; a hole in front of the path is a host that is not known."""
    origin = _ORIGIN.match(url)
    if origin:
        host, rest = origin["host"].rpartition("@")[2], url[origin.end() :] or "/"
    elif url.startswith("/"):
        host, rest = "", url
    elif url.startswith("{") and "}" in url:
        hole, _, rest = url.partition("}")
        host, slash, path = (hole + "}" + rest).partition("/")
        rest = slash + path
        host = "" if host in ("{location.origin}",) else host
    else:
        return "", ""
    path = re.split(r"[?#]", rest, maxsplit=1)[0]
    return host, _HOLE.sub("{}", path) if path.startswith("/") else ""
