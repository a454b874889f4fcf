"""What stands in front of routes whose prefix is not known, as most requests have it.

`/{…}/persona/{}` fits `/api/persona/7` and `/api/mcp/servers/persona/7`; where other requests have
`/api` there, the second is most likely meant for something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dupelint.linking.contract.patterns import UNKNOWN, segments
from dupelint.model.wiring import CallRoute, LiveCall, LiveRoute


def known_segments(route: LiveRoute) -> int:
    """How much is known of the path of a route that stands below something unknown, else 0."""
    parts = segments(route.canonical)
    return len(parts) - parts.count(UNKNOWN) if UNKNOWN in parts else 0


def with_usual_front(
    pairs: Sequence[CallRoute], calls: Mapping[int, LiveCall], routes: Mapping[int, LiveRoute]
) -> list[CallRoute]:
    """The pairs; those whose request has something unusual in front only may be served."""
    fronts: dict[int, Counter[str]] = defaultdict(Counter)  # by application
    own: list[str | None] = []
    for pair in pairs:
        route = routes[pair.route]
        known = known_segments(route) if pair.kind == "serves" else 0
        asked = segments(calls[pair.call].path)
        own.append("/".join(asked[: len(asked) - known]) if known else None)
        if known:
            fronts[route.app]["/".join(asked[: len(asked) - known])] += 1
    most = {app: max(counter.values()) for app, counter in fronts.items()}
    return [
        pair
        if front is None or fronts[app := routes[pair.route].app][front] == most[app]
        else pair._replace(kind="may-serve")
        for pair, front in zip(pairs, own, strict=True)
    ]
