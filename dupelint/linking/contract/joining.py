"""The passes that join requests to routes, in order."""

from __future__ import annotations

from collections.abc import Mapping

from dupelint.linking.apps.events import Events
from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.answered import Answered, answered
from dupelint.linking.contract.openness import Openness
from dupelint.linking.contract.route_answers import RouteAnswers
from dupelint.linking.contract.standing import calls_in_use
from dupelint.linking.contract.unserved import Joining
from dupelint.linking.files import Files
from dupelint.linking.next.world import World
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.wiring import LiveRoute, RouteAnswer
from dupelint.store import Store


def link_contract(
    store: Store, files: Files, names: Names, events: Events, runtimes: Mapping[int, str],
    reach: Reach, requests: Requests, world: World,
) -> Answered:  # fmt: skip
    """Fill `route_answer`, `call_route`, `unserved_call`; returns what requests are answered."""
    routes = store.rows(LiveRoute)
    if not routes:
        return Answered({}, {})
    answers = RouteAnswers(store, names, routes)
    store.fill_later(RouteAnswer, answers.rows)
    if not requests.calls:
        return Answered({}, {})
    openness = Openness(store, files, names, events, runtimes, routes, world)
    reached = calls_in_use(store, files, reach, requests)
    joining = Joining(store, files, requests, openness, routes, reached, world)
    apps = {route.id: route.app for route in routes}
    return answered(requests, joining.fill(), answers, apps)
