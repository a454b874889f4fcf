"""Collisions that are withheld: which blueprints an app gets cannot be followed.

A loop over what a discovery found may register every blueprint of the project, or one of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.apps.events import Events
from dupelint.linking.apps.open_world import Registered
from dupelint.linking.routing.flask_routes import FRAMEWORKS, FlaskRoutes
from dupelint.linking.routing.served import Served
from dupelint.linking.routing.werkzeug import canonical
from dupelint.model.wiring import RouteCollision
from dupelint.store import locate

_WHY = "blueprints are registered that cannot be worked out"
_COMPARED = 20  # routes of one path


def hidden(
    flask: FlaskRoutes,
    events: Events,
    served: Sequence[Served],
    registered: Registered,
    number: int,
) -> Iterator[RouteCollision]:
    """A row for each route of a blueprint that would never answer if it were registered behind
    the others; `number`: of the last group that is there."""
    if not registered.is_open:
        return
    first: dict[tuple[str, str, str], list[Served]] = defaultdict(list)
    for route in served:
        _note(first, route)
    for key, blueprint in sorted(events.blueprints.items()):
        if key in registered.blueprints or blueprint.framework not in FRAMEWORKS:
            continue
        own = list(flask.alone(key))
        for route in own:
            methods = {
                method: other
                for method in sorted(route.declared)
                if (other := _winner(first, route, method)) is not None
            }
            if set(methods) == route.declared and methods:
                winner = next(iter(methods.values()))
                number += 1
                yield RouteCollision(
                    number, "warning", ",".join(methods), route.path, 0,
                    winner.view_name or "the handler", route.view_name or "the handler", 0, 0,
                    "this one may answer", _WHY, winner.at, route.at,
                )  # fmt: skip
        for route in own:
            _note(first, route)


def _note(first: dict[tuple[str, str, str], list[Served]], route: Served) -> None:
    for method in route.declared:
        there = first[route.host, canonical(route.path), method]
        if len(there) < _COMPARED:
            there.append(route)


def _winner(
    first: dict[tuple[str, str, str], list[Served]], route: Served, method: str
) -> Served | None:
    for other in first.get((route.host, canonical(route.path), method), ()):
        if other.view != route.view and locate(other.at)[0] != locate(route.at)[0]:
            return other
    return None
