"""Layers that break what the configuration declares → `contract_breach`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from dupelint.linking.apps.events import Events
from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.agreed import Agreed, Answering, is_same_path, shown
from dupelint.linking.contract.answer_breaches import Breach, of_bridge, of_reads, of_server
from dupelint.linking.contract.answered import for_method
from dupelint.linking.contract.client_breaches import Clients
from dupelint.linking.contract.openness import Openness, canonical
from dupelint.linking.contract.standing import calls_in_use
from dupelint.linking.files import Files
from dupelint.linking.next.world import World
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.contract import Endpoint
from dupelint.model.facts import Answer
from dupelint.model.wiring import ContractBreach, LiveCall, LiveRoute, RouteAnswer
from dupelint.store import Store


def link_breaches(
    store: Store, files: Files, names: Names, events: Events, runtimes: Mapping[int, str],
    reach: Reach, config: Config, canonical_files: Collection[int], requests: Requests,
    world: World,
) -> None:  # fmt: skip
    """Fill the table; `parse_risk` and `route_answer` are filled."""
    if not config.contract:
        return
    routes = store.rows(LiveRoute)
    if not routes:
        return  # the server is not part of what is read

    used = calls_in_use(store, files, reach, requests)
    clients = Clients(store, files, names, runtimes, requests, used)
    agreed = Agreed(routes, canonical_files)
    found = _Layers(store, config.contract, agreed, clients, requests.calls)
    missing = [one for endpoint in config.contract for one in found.missing(endpoint)]
    told = list(found.breaches())
    if missing:
        opened = Openness(store, files, names, events, runtimes, routes, world)
        apps = {route.app for route in routes}
        for name, path, breach in missing:
            withheld = breach.withheld or opened.reason(canonical(path), apps)
            told.append((name, breach._replace(withheld=withheld), "error"))
    store.fill(
        ContractBreach,
        dict.fromkeys(
            ContractBreach(name, breach.told, severity, breach.withheld, breach.at)
            for name, breach, severity in told
        ),
    )


class _Layers:
    """The layers of one project beside its contract."""

    def __init__(
        self, store: Store, contract: tuple[Endpoint, ...], agreed: Agreed, clients: Clients,
        calls: list[LiveCall],
    ) -> None:  # fmt: skip
        self._contract = contract
        self._agreed = agreed
        self._clients = clients
        self._calls = calls
        self._answers: dict[int, list[RouteAnswer]] = defaultdict(list)
        # What stands for an exception is answered by a handler of errors, where there is one.
        raised = {fact.at for _, fact in store.facts(Answer) if '"abort"' in fact.body}
        for answer in store.rows(RouteAnswer):
            if answer.at not in raised:
                self._answers[answer.route].append(answer)
        self._server = {one.name: agreed.answering(one.method, one.path) for one in contract}
        self._bridge = {
            one.name: agreed.answering(one.method, one.upstream.path)
            for one in contract
            if one.upstream is not None
        }

    def breaches(self) -> Iterator[tuple[str, Breach, str]]:
        """(endpoint, breach, severity) of everything that is there."""
        called = any(self._clients.of(endpoint) for endpoint in self._contract)
        for endpoint in self._contract:
            bridge = self._bridge[endpoint.name].routes if endpoint.upstream else ()
            method = endpoint.method
            behind = [
                one for route in bridge for one in for_method(method, self._answers[route.id])
            ]
            for route in self._server[endpoint.name].routes:
                answers = for_method(method, self._answers[route.id])
                unsure = _shared(method, route, answers)
                for breach in of_server(endpoint, answers, behind):
                    yield endpoint.name, _unless(unsure, breach), "error"
                for breach in of_reads(endpoint, answers, behind):
                    yield endpoint.upstream_name, _unless(unsure, breach), "error"
                for breach in self._clients.uncalled(endpoint, route) if called else ():
                    yield endpoint.name, breach, "info"
            for route in bridge:
                answers = for_method(method, self._answers[route.id])
                unsure = _shared(method, route, answers)
                for breach in of_bridge(endpoint, answers):
                    yield endpoint.upstream_name, _unless(unsure, breach), "error"
            for breach in self._clients.breaches(endpoint):
                yield endpoint.name, breach, "error"

    def missing(self, endpoint: Endpoint) -> Iterator[tuple[str, str, Breach]]:
        """(name, path, breach) of routes that are not there."""
        server = self._server[endpoint.name]
        if not server.routes:
            own = self._clients.of(endpoint)
            yield from self._missed(endpoint, endpoint.path, server, own, self._bridge)
        if endpoint.upstream is not None and not self._bridge[endpoint.name].routes:
            path = endpoint.upstream.path
            own = [
                call
                for call in self._calls
                if call.runtime not in ("browser", "both") and call.method == endpoint.method
                and is_same_path(path, call.path)
            ]  # fmt: skip
            yield from self._missed(endpoint, path, self._bridge[endpoint.name], own, self._server)

    def _missed(
        self, endpoint: Endpoint, path: str, found: Answering, calls: list[LiveCall],
        others: Mapping[str, Answering],
    ) -> Iterator[tuple[str, str, Breach]]:  # fmt: skip
        """`others`: what serves the other layer, which is not where the route is missing."""
        elsewhere = {route.app for one in others.values() for route in one.routes}
        near = self._agreed.nearest(endpoint.method, path, elsewhere)
        if found.others:
            near = found.others[0]
        if near is None:
            return  # the service that should serve it is not part of what is read
        told = "no route serves it"
        if found.others:
            told += f", {shown(near)} only"
        at = calls[0].url_at if calls else near.at
        name = f"{endpoint.method} {path}"
        yield name, path, Breach(told, at, "" if found.others else found.withheld)


def _shared(method: str, route: LiveRoute, answers: Iterable[RouteAnswer]) -> str:
    """Why an answer of the handler may be none to this method, "" if each is one."""
    if all(answer.method for answer in answers):
        return ""
    others = set(route.methods.split(",")) - {method, "HEAD", "OPTIONS"}
    return f"the handler is for {', '.join(sorted(others))} as well" if others else ""


def _unless(unsure: str, breach: Breach) -> Breach:
    return breach._replace(withheld=breach.withheld or unsure)
