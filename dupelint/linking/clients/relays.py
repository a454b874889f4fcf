"""Which path of the web server takes the place of an internal address in a browser's request.

A route of the server relays a request where its view makes the same one: to a path that leads to
the same route of the internal service. A declared contract says so by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, HttpCall, Span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import NULL, load
from dupelint.model.wiring import DialledPort, LiveCall, LiveRoute, Relay
from dupelint.store import Store, locate

_SERVERS = frozenset({"flask", "quart", "fastapi"})
# What takes its whole address at the place of the call; others put something in front of it.
_CLIENTS = frozenset(
    {"fetch", "axios", "XMLHttpRequest", "EventSource", "jquery", "ky", "attribute", "sendBeacon"}
)
_PARAMETER = lazy(r"(?::(\w+)|<(?:\w+:)?(\w+)>|\{(\w*)\})\Z")
_WILD = "{}"


class _Segment(NamedTuple):
    """A part of a path between slashes: text, or a parameter with its name."""

    text: str  # "" for a parameter
    name: str  # of the parameter, "" if it has none


class _Offer(NamedTuple):
    """A path of the server, and the path of the internal service that it stands for."""

    method: str
    path: tuple[_Segment, ...]
    upstream: tuple[_Segment, ...]
    canonical: bool
    at: Span


def link_relays(
    store: Store, files: Files, config: Config, canonical: frozenset[int], internal: Collection[int]
) -> None:
    """Fill `relay`: a row for each request of a browser to an internal port that can go through the
    web server."""
    dialled = [
        row
        for row in store.rows(DialledPort)
        if row.runtime in ("browser", "both") and row.port in internal
    ]
    if dialled:
        store.fill(Relay, _rows(store, files, config, canonical, dialled))


def _rows(
    store: Store,
    files: Files,
    config: Config,
    canonical: frozenset[int],
    dialled: Iterable[DialledPort],
) -> Iterator[Relay]:
    whole = {
        fact.url_at
        for _, fact in store.facts(HttpCall)
        if fact.client in _CLIENTS and load(fact.base) == NULL
    }
    calls: dict[int, list[LiveCall]] = defaultdict(list)
    for call in store.rows(LiveCall):
        calls[call.url_at].append(call)
    offers = [*_declared(config), *_served(store, files, canonical, calls)]
    for at in sorted({one.at for one in dialled} & whole):
        wanted = {(call.method, call.path) for call in calls[at] if call.port}
        if len(wanted) != 1 or len({call.port for call in calls[at]}) != 1:
            continue
        method, path = wanted.pop()
        yield from _relay(offers, method, path, config.api_prefix, at)


def _relay(
    offers: Sequence[_Offer], method: str, path: str, prefix: str, at: Span
) -> Iterator[Relay]:
    asked = path.strip("/").split("/")
    fitting = [
        (found, offer)
        for offer in offers
        if offer.method == method and (found := _filled(offer, asked)) is not None
    ]
    if not any(asked) or any(found == "" for found, _ in fitting):
        return  # what the browser says of the path would be lost
    for chosen in (fitting, [pair for pair in fitting if pair[1].canonical]):
        paths = {found for found, _ in chosen}
        if len(paths) == 1:
            yield Relay(paths.pop(), 1, chosen[0][1].at, at)
            return
    if not fitting:
        yield Relay(f"{prefix.rstrip('/')}/{'/'.join(asked)}", 0, NO_SPAN, at)


def _filled(offer: _Offer, asked: Sequence[str]) -> str | None:
    """The offer's path for this request; "" where a hole of the request has no place in it, None
    where the request is another."""
    if len(offer.upstream) != len(asked):
        return None
    bound: dict[str, str] = {}
    told = 0
    for segment, given in zip(offer.upstream, asked, strict=True):
        if segment.text:
            told += 1
            if segment.text != given:
                return None
        elif segment.name:
            bound[segment.name] = given
    if not told:
        return None
    made = [segment.text or bound.get(segment.name, "") for segment in offer.path]
    holes = [one for one in asked if _WILD in one]
    kept = [one for one in made if _WILD in one]
    names = [segment.name for segment in offer.path if segment.name]
    in_order = names == [one.name for one in offer.upstream if one.name in names and one.name]
    return "/" + "/".join(made) if all(made) and holes == kept and in_order else ""


def _declared(config: Config) -> Iterator[_Offer]:
    for endpoint in config.contract:
        if endpoint.upstream:
            path, upstream = _segments(endpoint.path), _segments(endpoint.upstream.path)
            yield _Offer(endpoint.method, path, upstream, True, NO_SPAN)


def _served(
    store: Store, files: Files, canonical: frozenset[int], calls: dict[int, list[LiveCall]]
) -> Iterator[_Offer]:
    """Routes of the server whose views make a request themselves."""
    routes = [route for route in store.rows(LiveRoute) if route.reached]
    inner = [route for route in routes if route.framework not in _SERVERS]
    asked: dict[int, list[LiveCall]] = defaultdict(list)
    for group in calls.values():
        for call in group:
            file = locate(call.at)[0]
            if files.language(file) is Language.PYTHON:
                asked[file].append(call)
    for route in routes:
        if route.framework not in _SERVERS or not route.view.startswith("def "):
            continue
        file, start, end = locate(int(route.view[4:]))
        for call in asked.get(file, ()):
            if start <= locate(call.at)[1] < end:
                yield from _relaying(route, call, inner, file in canonical)


def _relaying(
    route: LiveRoute, call: LiveCall, inner: Iterable[LiveRoute], canonical: bool
) -> Iterator[_Offer]:
    url = re.sub(r"^(?:[a-z]+:)?//[^/]*|^\{[^}]*\}", "", call.url)
    upstream = _segments(re.split(r"[?#]", url, maxsplit=1)[0])
    if len(upstream) != len(call.path.strip("/").split("/")):
        return
    for target in inner:
        segments = target.canonical.strip("/").split("/")
        if _leads(call, target, segments):
            upstream = tuple(
                _Segment("", given.name) if _WILD[0] in one else given
                for one, given in zip(segments, upstream, strict=True)
            )
            break
    for method in route.reached.split(","):
        if method == call.method:
            yield _Offer(method, _segments(route.path), upstream, canonical, route.at)


def _leads(call: LiveCall, target: LiveRoute, segments: Sequence[str]) -> bool:
    given = call.path.strip("/").split("/")
    methods = target.reached.split(",")
    return (
        len(segments) == len(given)
        and ("ALL" in methods or call.method in methods)
        and all(_WILD[0] in one or one == other for one, other in zip(segments, given, strict=True))
        and any(_WILD[0] not in one for one in segments)
    )


def _segments(path: str) -> tuple[_Segment, ...]:
    """The parts of a path; one that is a parameter in part has no name."""
    found = []
    for part in path.strip("/").split("/"):
        match = _PARAMETER.match(part)
        if match:
            found.append(_Segment("", next((name for name in match.groups() if name), "")))
        elif re.search(r"[:<{]", part):
            found.append(_Segment("", ""))
        else:
            found.append(_Segment(part, ""))
    return tuple(found)
