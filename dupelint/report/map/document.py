"""The wiring as a JSON document that other programs read."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from dupelint import DOCUMENTATION, __version__
from dupelint.model.finding import Finding
from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind
from dupelint.report.map.spots import Spots

VERSION = 1  # of the document; grows only when a key changes its meaning or goes


def document(graph: Graph, spots: Spots) -> dict[str, Any]:
    """Everything of the graph. Paths are relative to `root`, lines and columns count from 1."""
    kinds = Counter(node.kind for node in graph.nodes)
    marks = Counter(node.marks[0] for node in graph.nodes if node.marks)
    return {
        "version": VERSION,
        "tool": {"name": "dupelint", "version": __version__},
        "root": Path(graph.root).as_posix(),
        "nodes": [_node(node, spots) for node in graph.nodes],
        "edges": [_edge(edge) for edge in graph.edges],
        "findings": [_finding(finding, spots) for finding in graph.findings],
        "summary": {
            "nodes": {kind: kinds[kind] for kind in NodeKind},
            "marks": {mark: marks[mark] for mark in Mark},
            "edges": len(graph.edges),
            "findings": len(graph.findings),
        },
    }


def dumped(value: Any, indent: int | None = None) -> str:
    """JSON text; a lone surrogate of a file name becomes a question mark."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return text.encode("utf-8", "replace").decode()


def _node(node: Node, spots: Spots) -> dict[str, Any]:
    places = [spots.spot(place) for place in node.places]
    first = places[0] if places else {"path": "", "line": 0, "column": 0}
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "detail": node.detail,
        **first,
        "places": places,
        "parent": node.parent,
        "services": list(node.services),
        "runtime": node.runtime,
        "marks": list(node.marks),
        "findings": list(node.findings),
    }


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "mark": edge.mark,
    }


def _finding(finding: Finding, spots: Spots) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "advice": finding.advice,
        **spots.spot(finding.primary),
        "related": [
            {**spots.spot(place), "message": place.message or "also here"}
            for place in finding.related
        ],
        "url": DOCUMENTATION.format(finding.rule),
    }
