"""Pages of a client and the paths they are shown at."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText


class ClientRoute(NamedTuple):
    """A path at which a client shows a component: React Router, wouter, Vue Router."""

    path: str  # whole, those of the routes around it in front; as written
    component: ValueText  # what it shows, ("null",) if that is no one component
    exact: int  # 1: paths below it are not its own, where the library leaves that open
    group: Span  # what chooses among the routes: `<Routes>`, the list
    at: Span
