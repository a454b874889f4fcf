"""Findings on the graph: which nodes they belong to, what they make of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind, Relation

# A finding of these codes says that one job has several owners; the longest prefix decides.
_DUPLICATE = {
    "DUP1": True, "DUP2": True, "DUP203": False, "DUP204": False, "DUP207": False, "DUP208": False,
    "DUP306": True, "DUP505": True,
}  # fmt: skip


def marked(graph: Graph) -> Graph:
    """The graph with every finding at the nodes whose places it names."""
    shown = _Shown(graph.nodes)
    numbers: dict[str, dict[int, None]] = defaultdict(dict)
    marks: dict[str, set[Mark]] = defaultdict(set)
    for number, finding in enumerate(graph.findings):
        for index, place in enumerate(finding.places):
            for node in shown.at(place):
                numbers[node.id][number] = None
                mark = _mark(finding, index)
                if mark and not (node.kind is NodeKind.SERVICE and mark is not Mark.BROKEN):
                    marks[node.id].add(mark)  # a service is not the job that its entry's code does
    nodes = tuple(_decided(node, numbers[node.id], marks[node.id]) for node in graph.nodes)
    by_id = {node.id: node for node in nodes}
    return replace(graph, nodes=nodes, edges=tuple(_wire(edge, by_id) for edge in graph.edges))


def _mark(finding: Finding, index: int) -> Mark | None:
    """What the finding says of its place number `index`."""
    if _duplicate(finding.code):
        return Mark.IN_FORCE if index else Mark.DUPLICATE
    grave = finding.severity is not Severity.INFO and not finding.code.startswith("DUP9")
    return Mark.BROKEN if grave and not index else None


def _duplicate(code: str) -> bool:
    return next((_DUPLICATE[code[:end]] for end in (6, 4) if code[:end] in _DUPLICATE), False)


def _decided(node: Node, numbers: dict[int, None], marks: set[Mark]) -> Node:
    """What is a duplicate in one finding is not in force in another."""
    if Mark.DUPLICATE in marks:
        marks.discard(Mark.IN_FORCE)
    order = tuple(mark for mark in Mark if mark in marks)
    return replace(node, findings=tuple(sorted(numbers)), marks=order)


def _wire(edge: Edge, nodes: dict[str, Node]) -> Edge:
    """A wire is broken where its caller is, a duplicate where what it belongs to is."""
    ends = nodes[edge.source].marks, nodes[edge.target].marks
    if edge.relation in (Relation.CALLS, Relation.DIALS):
        return replace(edge, mark=Mark.BROKEN) if Mark.BROKEN in ends[0] else edge
    end = ends[1] if edge.relation is Relation.SERVES else ends[0]
    return replace(edge, mark=Mark.DUPLICATE) if Mark.DUPLICATE in end else edge


class _Shown:
    """Nodes by the files they stand in."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self._places: dict[str, list[tuple[Place, Node]]] = defaultdict(list)
        self._whole: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            for place in node.places:
                if place.end == 0:
                    self._whole[place.path].append(node)
                else:
                    self._places[place.path].append((place, node))

    def at(self, place: Place) -> Iterator[Node]:
        """The smallest nodes that the place touches; else what its file is."""
        touched = [
            (known.end - known.start, node)
            for known, node in self._places.get(place.path, ())
            if known.start < max(place.end, place.start + 1) and place.start < known.end
        ]
        if touched:
            least = min(size for size, _ in touched)
            yield from (node for size, node in touched if size == least)
        else:
            yield from self._whole.get(place.path, ())
