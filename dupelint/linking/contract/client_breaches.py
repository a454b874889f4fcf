"""What clients do that a declared endpoint does not provide for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.agreed import is_same_path, may_be_same_path
from dupelint.linking.contract.answer_breaches import Breach
from dupelint.linking.contract.bases import LOCAL
from dupelint.linking.contract.credentials import Credentials
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.model.contract import Endpoint
from dupelint.model.facts import EndpointUse, HttpCall, NullUse, Span
from dupelint.model.wiring import LiveCall, LiveRoute, ParseRisk
from dupelint.store import Store

_PAGES = frozenset({"browser", "both", "unknown"})  # only a page requests a path without a host


class Clients:
    """The requests of pages, and what becomes of their answers."""

    def __init__(
        self, store: Store, files: Files, names: Names, runtimes: Mapping[int, str],
        requests: Requests, used: Collection[int],
    ) -> None:  # fmt: skip
        """`used`: spans of the requests in files that something reaches."""
        self._calls = calls = requests.calls
        uses = store.facts(EndpointUse)
        self._named = {use.name for file, use in uses if files.in_force(file)}
        self._credentials = Credentials(store, names, requests.ends)
        self._found: dict[str, list[LiveCall]] = {}
        self._used = used
        self._parses: dict[int, list[Span]] = defaultdict(list)
        self._uses: dict[int, list[NullUse]] = defaultdict(list)
        asked: dict[int, int] = {}
        for parse in store.rows(ParseRisk):
            asked[parse.at] = parse.request
            if (parse.risk, parse.handling, parse.error_branch) == ("unguarded", "unhandled", 0):
                self._parses[parse.request].append(parse.at)
        for file, use in store.facts(NullUse):
            if files.in_force(file):
                request = use.request if use.request >= 0 else asked.get(use.parse, -1)
                if request not in requests.raw:
                    self._uses[request].append(use)
        known = {call.at for call in calls}
        self._unknown = any(
            fact.at not in known and runtimes.get(file) in _PAGES and files.in_force(file)
            and not fact.client.endswith("base-url")
            for file, fact in store.facts(HttpCall)
        )  # fmt: skip

    def of(self, endpoint: Endpoint) -> list[LiveCall]:
        """Requests to the own server that surely are for an endpoint."""
        if endpoint.name not in self._found:
            self._found[endpoint.name] = [
                call
                for call in self._calls
                if call.host in LOCAL and not call.port and call.method == endpoint.method
                and is_same_path(endpoint.path, call.path)
            ]  # fmt: skip
        return self._found[endpoint.name]

    def breaches(self, endpoint: Endpoint) -> Iterator[Breach]:
        """What its requests leave out."""
        for call in self.of(endpoint):
            if call.at not in self._used or call.runtime not in _PAGES:
                continue
            if endpoint.credentials:
                for option, at in self._credentials.left_out(call, endpoint.credentials):
                    yield Breach(f"this request leaves out `{option}`", at)
            if endpoint.body is None:
                continue
            for at in self._parses[call.url_at]:
                yield Breach("its answer is parsed without a look at the status", at)
            for use in self._uses[call.url_at]:
                if use.key in endpoint.keys and endpoint.keys[use.key][0].nullable:
                    yield Breach(f"'{use.key}' may be null, which is not provided for here", use.at)

    def _is_named(self, route: LiveRoute) -> bool:
        """Whether something asks for a route by its name."""
        own = (route.endpoint, route.view_name)
        return any(
            name in own or (name.startswith(".") and route.endpoint.endswith(name))
            for name in self._named - {""}
        )

    def uncalled(self, endpoint: Endpoint, route: LiveRoute) -> Iterator[Breach]:
        """An endpoint that no page calls."""
        if self.of(endpoint) or self._is_named(route):
            return
        withheld = ""
        if "" in self._named:
            withheld = "a route is asked for by a name that is not known"
        elif self._unknown:
            withheld = "some requests of the client are not known"
        elif any(
            call.method in ("", endpoint.method) and may_be_same_path(endpoint.path, call.path)
            for call in self._calls
        ):
            withheld = "a request may lead there"
        yield Breach("no client calls it", route.at, withheld)
