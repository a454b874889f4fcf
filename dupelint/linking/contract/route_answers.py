"""What each route may answer → `route_answer`."""

from __future__ import annotations

from collections.abc import Sequence

from dupelint.linking.contract.api_answers import ApiAnswers
from dupelint.linking.symbols.names import Names
from dupelint.model.wiring import LiveRoute, RouteAnswer
from dupelint.store import Store


def route_answers(
    store: Store, names: Names, routes: Sequence[LiveRoute]
) -> dict[int, list[RouteAnswer]]:
    """Fill the table; returns the answers by route."""
    answers = ApiAnswers(store, names)
    found: dict[int, list[RouteAnswer]] = {}
    for route in routes:
        if not route.implicit:
            found[route.id] = list(dict.fromkeys(answers.of(route)))
    store.fill(RouteAnswer, [row for rows in found.values() for row in rows])
    return found
