"""Pages at one path, and pages that make the requests of another one → `duplicate_page`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.bases import LOCAL
from dupelint.linking.contract.lookup import Entry, Fit, Lookup
from dupelint.linking.contract.openness import canonical
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.facts import ClientRoute, Export, HttpCall, Span
from dupelint.model.value import load
from dupelint.model.wiring import DuplicatePage, Relay
from dupelint.store import Store, locate

MIN_SHARED = 2  # endpoints of the contract
MIN_ALIKE, MIN_SHARE = 3, 0.8  # requests, where no contract says which of them matter
_PARAMETER = re.compile(r":\w+")


class Page(NamedTuple):
    """A component that a client shows at a path."""

    route: ClientRoute
    file: int
    name: str
    at: Span  # the component


def link_pages(
    store: Store, files: Files, names: Names, reach: Reach, config: Config, requests: Requests
) -> None:
    """Fill the table; `relay` is filled."""
    routes = [(file, fact) for file, fact in store.facts(ClientRoute) if files.in_force(file)]
    rows = list(_at_one_path(routes))
    if routes and requests.calls:
        pages = list(_pages(routes, store, names))
        made = _Made(store, names, reach, config, requests)
        rows += _alike(pages, made, reach)
    store.fill(DuplicatePage, rows)


def _at_one_path(routes: Sequence[tuple[int, ClientRoute]]) -> Iterator[DuplicatePage]:
    first: dict[tuple[int, str, int], ClientRoute] = {}
    for _, route in routes:
        key = (route.group, _PARAMETER.sub(":", route.path), route.exact)
        kept = first.setdefault(key, route)
        if kept is not route:
            told = f"path '{route.path}' is shown by another route already, which wins"
            yield DuplicatePage(told, "this route wins", kept.at, route.at)


def _pages(routes: Sequence[tuple[int, ClientRoute]], store: Store, names: Names) -> Iterator[Page]:
    """The components that routes import, each once."""
    exports = {(file, fact.name): fact.at for file, fact in store.facts(Export)}
    seen: set[tuple[int, str]] = set()
    for file, route in routes:
        component = load(route.component)
        key = (file, str(component[1])) if component[0] == "global" else (file, "")
        fact = names.imported(key) if key in names.bound else None
        target = names.module(file, fact.module) if fact is not None else None
        if fact is None or target is None or (target, fact.symbol) in seen:
            continue
        seen.add((target, fact.symbol))
        at = exports.get((target, fact.symbol))
        if at is not None:
            yield Page(route, target, fact.name, at)


class _Made:
    """The requests that a page makes, itself and through what it imports."""

    def __init__(
        self, store: Store, names: Names, reach: Reach, config: Config, requests: Requests
    ) -> None:
        self._names, self._reach = names, reach
        self._takes: dict[int, list[tuple[int, str]]] = {}  # by file: of modules that request
        scopes = {fact.at: fact.scope for _, fact in store.facts(HttpCall)}
        relays = {row.at: row.path for row in store.rows(Relay) if row.known}
        self.has_contract = bool(config.contract)
        self._lookup = Lookup(
            Entry(number, canonical(endpoint.path), False, False)
            for number, endpoint in enumerate(config.contract)
        )
        self._config = config
        self._by_file: Mapping[int, list[tuple[str, str]]] = defaultdict(list)
        for call in requests.calls:
            path = relays.get(call.url_at, call.path)
            if call.method and (call.url_at in relays or call.host in LOCAL or "{" in call.host):
                head = scopes.get(call.at, "").partition(".")[0]
                shown = f"{call.method} {path}"
                self._by_file[locate(call.at)[0]].append((head, self._endpoint(call.method, path)
                                                          or shown))  # fmt: skip

    def _endpoint(self, method: str, path: str) -> str:
        for number, fit in self._lookup.fits(path).items():
            endpoint = self._config.contract[number]
            if fit is Fit.EXACT and endpoint.method == method:
                return endpoint.name
        return ""

    def is_endpoint(self, request: str) -> bool:
        """Whether a request is one of the contract."""
        return any(endpoint.name == request for endpoint in self._config.contract)

    def by(self, page: Page) -> dict[str, set[int]]:
        """The requests of a page with the files that make them; of a module it imports, those of
        the functions it takes."""
        closure = self._reach.closure(page.file)
        if not any(file in self._by_file for file in closure):
            return {}
        taken: dict[int, set[str]] = defaultdict(set)
        for file in closure:
            for target, symbol in self._taken(file):
                taken[target].add(symbol)
        found: dict[str, set[int]] = defaultdict(set)
        for file in closure:
            for head, request in self._by_file.get(file, ()):
                whole = file == page.file or not head or taken[file] & {head, "*", "", "default"}
                if whole:
                    found[request].add(file)
        return found

    def _taken(self, file: int) -> list[tuple[int, str]]:
        """What a file imports of the modules that make requests."""
        if file not in self._takes:
            imports = self._names.imports.get(file, ())
            found = [(self._names.module(file, fact.module), fact.symbol) for fact in imports]
            self._takes[file] = [
                (target, symbol)
                for target, symbol in found
                if target is not None and target in self._by_file
            ]
        return self._takes[file]


def _alike(pages: Sequence[Page], made: _Made, reach: Reach) -> Iterator[DuplicatePage]:
    """Pages all requests of which another page makes, from files of its own."""
    requests = {page.at: made.by(page) for page in pages}
    told: set[Span] = set()
    for page in pages:
        for other in pages:
            if other.at == page.at or other.file == page.file or other.at in told:
                continue
            if not requests[page.at] or not requests[page.at].keys() <= requests[other.at].keys():
                continue
            shared = frozenset(reach.closure(other.file))
            own = {request for request, files in requests[page.at].items() if files - shared}
            if not own:
                continue
            if made.has_contract:
                enough = len({one for one in own if made.is_endpoint(one)}) >= MIN_SHARED
            else:
                share = len(requests[page.at]) / len(requests[other.at])
                enough = len(own) >= MIN_ALIKE and share >= MIN_SHARE
            if enough:
                told.add(page.at)
                words = f"page {page.name} makes the requests that {other.name} makes"
                yield DuplicatePage(words, "that page", other.at, page.at)
                break
