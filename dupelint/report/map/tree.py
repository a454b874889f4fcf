"""The wiring as a tree for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from dupelint.model.graph import Graph, Mark, Node, NodeKind, Relation
from dupelint.report.map.spots import Spots
from dupelint.report.text import count, harmless

_SECTIONS = {  # the nodes that are not part of others
    NodeKind.LAUNCHER: "Launchers",
    NodeKind.SERVICE: "Services",
    NodeKind.PORT: "Ports",
    NodeKind.MODULE: "Routes",
    NodeKind.CALLER: "Requests",
}
_COUNTED = {
    NodeKind.LAUNCHER: "launcher", NodeKind.SERVICE: "service", NodeKind.PORT: "port",
    NodeKind.ROUTE: "route", NodeKind.CALL: "request",
}  # fmt: skip
_OUT = {  # wires that are told at their source
    Relation.STARTS: "starts", Relation.OPENS: "opens", Relation.SERVES: "serves",
    Relation.CALLS: "calls", Relation.DIALS: "dials",
}  # fmt: skip
_IN = {  # and at their target
    Relation.OPENS: "opened by", Relation.CALLS: "called by", Relation.DIALS: "dialled by",
}  # fmt: skip
_BRANCHES = (("├─ ", "│  "), ("└─ ", "   "))
_ASCII_BRANCHES = (("|- ", "|  "), ("`- ", "   "))
_SIGNS = {Mark.BROKEN: "✗", Mark.DUPLICATE: "⧉", Mark.IN_FORCE: "✓"}
_ASCII_SIGNS = {Mark.BROKEN: "!", Mark.DUPLICATE: "=", Mark.IN_FORCE: "+"}

Tree = tuple[str, list["Tree"]]


def tree(graph: Graph, spots: Spots, ascii_only: bool) -> str:
    """Every node once, in sections, with the wires that leave and reach it."""
    drawing = _Drawing(graph, spots, ascii_only)
    lines = [_summary(graph), ""]
    for kind, title in _SECTIONS.items():
        trees = [drawing.node(node) for node in graph.nodes if node.kind is kind]
        if trees:
            lines += [title, *drawing.lines(trees), ""]
    rest = graph.elsewhere()
    if rest:
        lines.append(f"{count(len(rest), 'finding')} elsewhere: `dupelint check` lists them")
    text = "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"
    return text.encode("ascii", "replace").decode() if ascii_only else text


def _summary(graph: Graph) -> str:
    parts = [
        count(number, noun)
        for kind, noun in _COUNTED.items()
        if (number := sum(node.kind is kind for node in graph.nodes))
    ]
    marked = [node.marks[0] for node in graph.nodes if node.marks]
    faults = [
        f"{marked.count(mark)} {mark}" for mark in (Mark.DUPLICATE, Mark.BROKEN) if mark in marked
    ]
    what = ", ".join(parts) or "nothing that starts, listens, serves or calls"
    name = harmless(Path(graph.root).name)
    return f"Wiring of {name}: {what}" + (f"; {', '.join(faults)}" if faults else "")


class _Drawing:
    def __init__(self, graph: Graph, spots: Spots, ascii_only: bool) -> None:
        self._graph, self._spots = graph, spots
        self._branches = _ASCII_BRANCHES if ascii_only else _BRANCHES
        self._signs = _ASCII_SIGNS if ascii_only else _SIGNS
        self._nodes = {node.id: node for node in graph.nodes}
        self._inside: dict[str, list[Node]] = defaultdict(list)
        self._wires: dict[str, list[str]] = defaultdict(list)
        for node in graph.nodes:
            self._inside[node.parent].append(node)
        for edge in graph.edges:
            source, target = self._nodes[edge.source], self._nodes[edge.target]
            self._wires[source.id].append(f"{_OUT[edge.relation]} {self._short(target)}")
            if edge.relation in _IN:
                self._wires[target.id].append(f"{_IN[edge.relation]} {self._short(source)}")

    def node(self, node: Node) -> Tree:
        """A node with what it holds."""
        below = [self.node(inner) for inner in self._inside[node.id]]
        wires: list[Tree] = [(wire, []) for wire in dict.fromkeys(self._wires[node.id])]
        return self._line(node), wires + below

    def lines(self, trees: Sequence[Tree], lead: str = "") -> Iterator[str]:
        """The lines of trees that stand beside each other."""
        for number, (text, below) in enumerate(trees, 1):
            branch, further = self._branches[number == len(trees)]
            yield lead + branch + text
            yield from self.lines(below, lead + further)

    def _line(self, node: Node) -> str:
        parts = [self._signs[node.marks[0]]] if node.marks else []
        parts.append(harmless(node.label))
        if node.kind is NodeKind.CALLER and node.runtime:
            parts.append(f"({node.runtime})")
        if node.kind is NodeKind.CALL and " (" in node.detail:  # what is wrong, not the client
            parts.append(f" ({harmless(node.detail.partition(' (')[2])}")
        elif node.detail and node.kind not in (NodeKind.CALL, NodeKind.LISTENER):
            parts.append(f"{'' if node.kind is NodeKind.SERVICE else ' '}{harmless(node.detail)}")
        if node.places and node.parent:
            parts.append(f" {harmless(self._spots.short(node.places[0]))}")
        codes = sorted({self._graph.findings[number].code for number in node.findings})
        if codes:
            parts.append(f" [{', '.join(codes)}]")
        return " ".join(parts)

    def _short(self, node: Node) -> str:
        """How a node is named at the other end of a wire."""
        if node.kind is NodeKind.SERVICE:
            return harmless(node.label)
        if node.kind in (NodeKind.PORT, NodeKind.MODULE, NodeKind.LAUNCHER) or not node.places:
            return harmless(node.label)
        text = f"{node.label}  " if node.kind is NodeKind.ROUTE else ""
        return harmless(text + self._spots.short(node.places[0]))
