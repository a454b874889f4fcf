"""The wiring as a Mermaid flowchart that GitHub renders."""

from __future__ import annotations

from collections import defaultdict

from dupelint.model.graph import Edge, Graph, Mark, Node
from dupelint.model.pattern import lazy

MAX_TEXT = 50_000  # characters: GitHub renders no more (mermaid's maxTextSize)
MAX_EDGES = 500  # likewise (maxEdges)
MAX_LABEL = 80
_STYLES = {
    Mark.BROKEN: ("broken", "fill:#fff3e0,stroke:#9a5200,color:#5a3000,stroke-dasharray:5 3"),
    Mark.DUPLICATE: ("duplicate", "fill:#fdecef,stroke:#c01537,color:#7a0d23"),
    Mark.IN_FORCE: ("inforce", "fill:#e7f6ec,stroke:#16733a,color:#0d4522"),
}
_ARROWS = {None: "-->", Mark.BROKEN: "-.->", Mark.DUPLICATE: "==>", Mark.IN_FORCE: "-->"}
# Letters that stay as they are; every other one is written as Mermaid's numeric entity.
_PLAIN = lazy(r"[^\w ./:,()+=?*-]")


def mermaid(graph: Graph) -> str:
    """The flowchart; where it is larger than GitHub renders, with what is at fault first."""
    room = MAX_TEXT - 200
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    head = ["flowchart LR"]
    head += [f"  classDef {name} {style}" for name, style in _STYLES.values()]
    for take in (len(graph.nodes), 400, 200, 100, 50):
        kept = _kept(graph, take)
        edges = [edge for edge in graph.edges if edge.source in kept and edge.target in kept]
        cut = len(graph.nodes) - len(kept)
        if len(edges) > MAX_EDGES:
            edges = sorted(edges, key=lambda edge: edge.mark is None)[:MAX_EDGES]
        lines = [*head, *_nodes(graph, kept, names), *(_edge(edge, names) for edge in edges)]
        text = "\n".join(lines)
        if len(text) <= room:
            break
    left = sum(edge.source in kept and edge.target in kept for edge in graph.edges) - len(edges)
    if cut or left:
        text += f'\n  note["{cut} nodes, {left} wires left out: GitHub renders no more"]'
    return text + "\n"


def _kept(graph: Graph, take: int) -> set[str]:
    """The nodes that are drawn: those with a mark, then their neighbours, then in order."""
    if take >= len(graph.nodes):
        return {node.id for node in graph.nodes}
    parents = {node.id: node.parent for node in graph.nodes}
    marked = {node.id for node in graph.nodes if node.marks}
    near = {
        end
        for edge in graph.edges
        if edge.source in marked or edge.target in marked
        for end in (edge.source, edge.target)
    }
    order = sorted(
        (node.id for node in graph.nodes), key=lambda one: (one not in marked, one not in near)
    )
    kept = set(order[:take])
    return kept | {parents[one] for one in kept if parents[one]}


def _nodes(graph: Graph, kept: set[str], names: dict[str, str]) -> list[str]:
    """Nodes that hold others are boxes around these."""
    inside: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        if node.id in kept:
            inside[node.parent].append(node)
    lines: list[str] = []
    for node in inside[""]:
        if inside[node.id]:
            lines.append(f'  subgraph {names[node.id]}["{_text(_title(node))}"]')
            lines.append("    direction TB")
            lines += [f"    {_box(child, names)}" for child in inside[node.id]]
            lines.append("  end")
            if node.marks:
                lines.append(f"  style {names[node.id]} {_STYLES[node.marks[0]][1]}")
        else:
            lines.append(f"  {_box(node, names)}")
    return lines


def _box(node: Node, names: dict[str, str]) -> str:
    style = f":::{_STYLES[node.marks[0]][0]}" if node.marks else ""
    return f'{names[node.id]}["{_text(_title(node))}"]{style}'


def _title(node: Node) -> str:
    return f"{node.label}: {node.detail}" if node.kind in ("process", "service") else node.label


def _edge(edge: Edge, names: dict[str, str]) -> str:
    return f"  {names[edge.source]} {_ARROWS[edge.mark]} {names[edge.target]}"


def _text(text: str) -> str:
    short = text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"
    return _PLAIN.sub(lambda match: f"#{ord(match[0])};", short)
