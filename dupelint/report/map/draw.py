"""The one way to a drawing: by the name of its format."""

from __future__ import annotations

from dupelint.model.graph import Graph
from dupelint.report.map.spots import Spots

FORMATS = ("text", "mermaid", "dot", "json", "html")


def draw(graph: Graph, output_format: str, ascii_only: bool = False) -> str:
    """The whole drawing, with the line end of its last line."""
    spots = Spots(graph.root)
    match output_format:
        case "html":
            from dupelint.report.map.page import page

            return page(graph, spots)
        case "json":
            from dupelint.report.map.document import document, dumped

            return dumped(document(graph, spots), indent=2) + "\n"
        case "mermaid":
            from dupelint.report.map.mermaid import mermaid

            return mermaid(graph)
        case "dot":
            from dupelint.report.map.dot import dot

            return dot(graph, spots)
        case _:
            from dupelint.report.map.tree import tree

            return tree(graph, spots, ascii_only)
