"""Client modules that call contract endpoints beside the one that is for it → `second_client`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.bases import LOCAL
from dupelint.linking.contract.lookup import Entry, Fit, Lookup
from dupelint.linking.contract.openness import canonical
from dupelint.linking.contract.standing import calls_in_use
from dupelint.linking.files import Files
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN
from dupelint.model.wiring import LiveCall, SecondClient
from dupelint.store import Store, locate
from dupelint.syntax.globs import compile_globs

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PAGES = frozenset({"browser", "both"})


def link_second_clients(
    store: Store, files: Files, reach: Reach, config: Config, requests: Requests
) -> None:
    """Fill the table; without a contract there is nothing to say."""
    if not config.contract:
        return
    used = calls_in_use(store, files, reach, requests)
    calls = [
        call
        for call in requests.calls
        if call.at in used and call.runtime in _PAGES and call.host in LOCAL and not call.port
    ]
    found = list(_endpoints(config, calls))
    if config.client_canonical:
        spec = compile_globs(config.client_canonical)
        keepers = [file for file, path in store.paths.items() if spec.match_file(path)]
        store.fill(SecondClient, _beside(found, keepers, reach, files))
    else:
        store.fill(SecondClient, _twice(found, reach, files))


def _endpoints(config: Config, calls: Sequence[LiveCall]) -> Iterator[tuple[LiveCall, str]]:
    """(request, endpoint as messages call it) of every request to one."""
    lookup = Lookup(
        Entry(number, canonical(endpoint.path), False, False)
        for number, endpoint in enumerate(config.contract)
    )
    for call in calls:
        for number, fit in lookup.fits(call.path).items():
            endpoint = config.contract[number]
            if fit is Fit.EXACT and call.method == endpoint.method:
                yield call, endpoint.name


def _beside(
    found: Sequence[tuple[LiveCall, str]], keepers: Collection[int], reach: Reach, files: Files
) -> Iterator[SecondClient]:
    """Calls outside the modules that are for it and what these import."""
    of_keepers = {file for keeper in keepers for file in reach.closure(keeper)}
    own: dict[str, LiveCall] = {}
    for call, name in found:
        if locate(call.at)[0] in of_keepers:
            own.setdefault(name, call)
    for call, name in found:
        if locate(call.at)[0] not in of_keepers:
            kept = own.get(name)
            told = files.path(min(keepers)) if keepers else ""
            yield SecondClient(name, told, "warning", kept.url_at if kept else NO_SPAN, call.url_at)


def _twice(
    found: Sequence[tuple[LiveCall, str]], reach: Reach, files: Files
) -> Iterator[SecondClient]:
    """Calls of endpoints that change something from two files, none of which imports the other."""
    by_name: Mapping[str, list[LiveCall]] = defaultdict(list)
    for call, name in found:
        if name.partition(" ")[0] not in _SAFE:
            by_name[name].append(call)
    for name, calls in by_name.items():
        first = calls[0]
        home = locate(first.at)[0]
        for call in calls[1:]:
            file = locate(call.at)[0]
            if file not in reach.closure(home) and home not in reach.closure(file):
                yield SecondClient(name, files.path(home), "info", first.url_at, call.url_at)
