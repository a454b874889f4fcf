"""A part of the graph: what stands in some files, with everything wired to it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dupelint.model.finding import Finding
from dupelint.model.graph import Graph, Node, Relation


def around(graph: Graph, scope: Sequence[str]) -> Graph:
    """The nodes of files below the paths, what these need, and what needs them."""
    inside = [
        node.id for node in graph.nodes if any(_below(place.path, scope) for place in node.places)
    ]
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        first, then = edge.source, edge.target
        if edge.relation in (Relation.CALLS, Relation.DIALS):
            first, then = then, first  # what is called has to be there before
        after[first].append(then)
        before[then].append(first)
    parents = {node.id: node.parent for node in graph.nodes}
    holds: dict[str, list[str]] = defaultdict(list)
    for node in graph.nodes:
        if node.parent:
            holds[node.parent].append(node.id)
    kept = _reached(inside, before, parents, holds)
    kept |= _reached(inside, after, parents, holds)
    kept |= {parents[one] for one in kept if parents[one]}
    nodes = tuple(node for node in graph.nodes if node.id in kept)
    edges = tuple(edge for edge in graph.edges if edge.source in kept and edge.target in kept)
    return _with_findings(replace(graph, edges=edges), nodes, scope)


def _below(path: str, scope: Sequence[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in scope)


def _reached(
    starts: Iterable[str],
    wires: dict[str, list[str]],
    parents: dict[str, str],
    holds: dict[str, list[str]],
) -> set[str]:
    """Along the wires in one direction; a wire of a whole is a wire of its parts."""
    seen = set(starts)
    queue = deque(seen)
    while queue:
        node = queue.popleft()
        own = [*wires[node], *wires[parents[node]]]
        parts = holds[node] if node in starts or not parents[node] else []
        for other in (*own, *parts):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def _with_findings(graph: Graph, nodes: tuple[Node, ...], scope: Sequence[str]) -> Graph:
    """Findings that concern the part; positions count among these."""
    shown = {number for node in nodes for number in node.findings}
    kept: dict[int, Finding] = {
        number: finding
        for number, finding in enumerate(graph.findings)
        if number in shown or any(_below(place.path, scope) for place in finding.places)
    }
    position = {number: index for index, number in enumerate(kept)}
    nodes = tuple(
        replace(node, findings=tuple(position[number] for number in node.findings))
        for node in nodes
    )
    return replace(graph, nodes=nodes, findings=tuple(kept.values()))
