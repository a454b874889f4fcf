"""What each route may answer → `route_answer`, worked out for the routes that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.linking.contract.api_answers import ApiAnswers
from dupelint.linking.symbols.names import Names
from dupelint.model.wiring import LiveRoute, RouteAnswer
from dupelint.store import Store


class RouteAnswers:
    """The answers of the routes of all applications."""

    def __init__(self, store: Store, names: Names, routes: Sequence[LiveRoute]) -> None:
        self._store = store
        self._names = names
        self._routes = {route.id: route for route in routes}
        self._answers: ApiAnswers | None = None
        self._known: dict[int, list[RouteAnswer]] = {}

    def of(self, route: int) -> list[RouteAnswer]:
        """The answers of one route."""
        found = self._known.get(route)
        if found is None:
            if self._answers is None:
                self._answers = ApiAnswers(self._store, self._names)
            live = self._routes[route]
            found = [] if live.implicit else list(dict.fromkeys(self._answers.of(live)))
            self._known[route] = found
        return found

    def rows(self) -> Iterator[RouteAnswer]:
        """The answers of all routes."""
        for route in self._routes:
            yield from self.of(route)
