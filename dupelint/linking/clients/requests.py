"""Requests with their URLs worked out → `live_call`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from dupelint.linking.clients.calls import authority
from dupelint.linking.clients.wrappers import Wrappers
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import MAX_ALTERNATIVES
from dupelint.model.facts import NO_METHOD_ARMS, HttpCall, Route, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import dump, load
from dupelint.model.wiring import LiveCall
from dupelint.store import Store, locate

_ORIGIN = lazy(r"^(?:[a-z][a-z0-9+.-]*:)?//(?P<host>[^/?#]*)", re.IGNORECASE)
_PROTOCOL = lazy(r"^\{[^{}]*\}(?=//)")
_HOLE = lazy(r"\{[^{}/]*\}")


Ends: TypeAlias = Mapping[int, Collection[int]]


class Requests(NamedTuple):
    """Every request whose address is known at least in part."""

    calls: list[LiveCall]
    partly: frozenset[int]  # spans of those that may also go where nothing is known of
    ends: Ends  # of a wrapper's call → of the requests that it comes to
    raw: frozenset[int]  # URLs of those by functions that do not give the parsed body itself


def link_requests(store: Store, files: Files, names: Names, runtimes: dict[int, str]) -> Requests:
    """Fill `live_call`: a row for each address that a request can have."""
    rows: list[LiveCall] = []
    partly: set[int] = set()
    wrappers = Wrappers(store, names)
    routes = {locate(route.at)[:2] for _, route in store.facts(Route)}
    for file, call in store.facts(HttpCall):
        if not files.in_force(file) or locate(call.at)[:2] in routes:
            continue
        runtime = runtimes.get(file, "unknown")
        for arm, variant in _variants(call):
            found = wrappers.addresses(file, variant)
            for address in found:
                host, port, path = _parts(address.url)
                if not path:
                    partly.add(call.at)
                    continue
                rows.append(
                    LiveCall(
                        len(rows) + 1, call.client, address.method, address.url, host, port, path,
                        runtime, call.url_at, call.at, arm,
                    )
                )  # fmt: skip
            if len(found) >= MAX_ALTERNATIVES:  # there may be more
                partly.add(call.at)
    known = [row for row in rows if row.at not in wrappers.followed]
    store.fill(LiveCall, known)
    raw = frozenset(
        call.url_at
        for _, call in store.facts(HttpCall)
        if call.client == "wrapper" and call.at not in wrappers.parsed
    )
    return Requests(known, frozenset(partly), wrappers.ends, raw)


def _variants(call: HttpCall) -> Iterator[tuple[int, HttpCall]]:
    """The request as it is in each case of the condition that its method depends on."""
    if call.arms == NO_METHOD_ARMS:
        yield 0, call
        return
    for number, (_, method, url) in enumerate(load(call.arms)[1:], 1):
        yield number, call._replace(method=str(method[1]), url=ValueText(dump(url)))


def _parts(url: str) -> tuple[str, int, str]:
    """(host, port, path) of a URL that says at least where its path starts, else no path."""
    host, path = _split(url)
    known = authority(url)
    return (*(known or (host, 0)), path)


def _split(url: str) -> tuple[str, str]:
    """(host, path) of a URL; a hole in front of the path is a host that is not known."""
    if url.startswith("{"):
        url = _PROTOCOL.sub("", url)  # `${location.protocol}//${location.host}/api`
    origin = _ORIGIN.match(url)
    if origin:
        host, rest = origin["host"].rpartition("@")[2], url[origin.end() :] or "/"
        host = "" if host == "{location.host}" else host
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
