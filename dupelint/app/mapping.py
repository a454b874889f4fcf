"""The wiring of a project as a graph, with what is found in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dupelint import app
from dupelint.app.scope import by_root
from dupelint.model.errors import PathError
from dupelint.model.graph import Graph


def wiring(paths: Sequence[Path]) -> Graph:
    """The graph of the one project that the paths lie in; of a part, what is wired to it."""
    from dupelint.linking.graph.build import wiring_graph
    from dupelint.linking.graph.neighbourhood import around

    roots = by_root(paths)
    if len(roots) > 1:
        names = ", ".join(root.as_posix() for root in roots)
        raise PathError(f"these are {len(roots)} projects: {names}", "draw one at a time")
    ((root, scope),) = roots.items()
    drawn: list[Graph] = []

    def draw(project: app.Project) -> None:
        drawn.append(wiring_graph(project.store, str(root), project.outcome.findings))

    app.check(app.CheckRequest((root,)), draw)
    graph = drawn[-1] if drawn else Graph(str(root), (), (), ())
    return graph if "" in scope else around(graph, scope)
