"""The wiring in the language of Graphviz."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind, Relation
from dupelint.report.map.spots import Spots
from dupelint.report.text import harmless

_COLORS = {Mark.BROKEN: "#9a5200", Mark.DUPLICATE: "#c01537", Mark.IN_FORCE: "#16733a"}


def dot(graph: Graph, spots: Spots) -> str:
    """A digraph; nodes that hold others are clusters with the holder in them."""
    inside: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        inside[node.parent].append(node)
    lines = [
        f"digraph {_quoted(Path(graph.root).name or 'project')} {{",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif"];',
    ]
    for number, node in enumerate(inside[""]):
        if not inside[node.id]:
            lines.append(f"  {_node(node, spots)}")
            continue
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    color={_quoted(_color(node))};")
        lines += [f"    {_node(one, spots)}" for one in (node, *inside[node.id])]
        lines.append("  }")
    lines += [f"  {_edge(edge)}" for edge in graph.edges]
    return "\n".join(lines) + "\n}\n"


def _node(node: Node, spots: Spots) -> str:
    texts = [node.label]
    if node.detail:
        texts.append(node.detail)
    attributes = {"label": "\n".join(texts)}
    if node.kind is NodeKind.PORT:
        attributes["shape"] = "circle"
    if node.places:
        attributes["tooltip"] = spots.short(node.places[0])
    if node.marks:
        attributes["color"] = attributes["fontcolor"] = _color(node)
        attributes["class"] = str(node.marks[0])
    listed = ", ".join(f"{name}={_quoted(text)}" for name, text in attributes.items())
    return f"{_quoted(node.id)} [{listed}];"


def _edge(edge: Edge) -> str:
    """Requests stand to the right of what they reach: their wires are drawn from head to tail."""
    attributes = f"tooltip={edge.relation}"
    if edge.mark:
        attributes += f", color={_quoted(_COLORS[edge.mark])}"
    ends = [_quoted(edge.source), _quoted(edge.target)]
    if edge.relation in (Relation.CALLS, Relation.DIALS):
        ends.reverse()
        attributes += ", dir=back"
    return f"{' -> '.join(ends)} [{attributes}];"


def _color(node: Node) -> str:
    return _COLORS[node.marks[0]] if node.marks else "#a9b2c6"


def _quoted(text: str) -> str:
    """A string of the language: only quotes are special, but labels obey backslashes."""
    lines = [harmless(line).replace("\\", "\\\\") for line in text.split("\n")]
    return '"' + "\\n".join(lines).replace('"', '\\"') + '"'
