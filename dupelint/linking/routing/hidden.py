"""Collisions that are withheld: which blueprints an app gets cannot be followed.

A loop over what a discovery found may register every blueprint of the project, or one of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.apps.events import Events
from dupelint.linking.apps.open_world import Registered
from dupelint.linking.routing.flask_routes import FRAMEWORKS, FlaskRoutes
from dupelint.linking.routing.served import Served
from dupelint.linking.routing.werkzeug import canonical
from dupelint.model.facts import Span
from dupelint.model.wiring import RouteCollision
from dupelint.store import locate

_WHY = "blueprints are registered that cannot be worked out"


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
    first: dict[tuple[str, str], _Answer] = {}
    for known in served:
        for method in known.declared if not known.host else ():
            first.setdefault((canonical(known.path), method), _Answer(known.at, known.view_name))
    for key, blueprint in sorted(events.blueprints.items()):
        if key in registered.blueprints or blueprint.framework not in FRAMEWORKS:
            continue
        own: dict[tuple[str, str], _Answer] = {}
        for route, path, methods in flask.alone(key):
            there = canonical(path)
            known_ones = [first.get((there, method)) for method in sorted(methods)]
            winner = known_ones[0] if None not in known_ones else None
            if winner is not None and locate(winner.at)[0] != locate(route.at)[0]:
                number += 1
                yield RouteCollision(
                    number, "warning", ",".join(sorted(methods)), path, 0,
                    winner.name or "the handler", route.view or "the handler", 0, 0,
                    "this one may answer", _WHY, winner.at, route.at,
                )  # fmt: skip
            own |= {(there, method): _Answer(route.at, route.view) for method in methods}
        for asked, answer in own.items():
            first.setdefault(asked, answer)


class _Answer(NamedTuple):
    """What would answer a path."""

    at: Span
    name: str
