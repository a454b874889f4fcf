"""Requests on the map: joined to routes, served by nothing; routes nothing leads to."""

from __future__ import annotations

from pathlib import Path

from dupelint import app
from dupelint.linking.graph.build import wiring_graph
from dupelint.model.graph import NodeKind, Relation

SERVER = """\
from flask import Flask

app = Flask(__name__)


@app.get("/api/used")
def used():
    return {}


@app.post("/api/unused")
def unused():
    return {}
"""
CLIENT = "fetch('/api/used');\nfetch('/api/none');\nfetch('/api/unused');\n"


def test_what_leads_where(tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "server.py").write_text(SERVER)
    (tmp_path / "page.js").write_text(CLIENT)
    with app.linked(tmp_path) as project:
        graph = wiring_graph(project.store, "root")
    shown = {node.id: (node.label, node.detail) for node in graph.nodes}
    assert [(node.label, node.detail) for node in graph.nodes if node.kind is NodeKind.CALL] == [
        ("GET /api/used", "fetch"),
        ("GET /api/none", "fetch (nothing serves it)"),
        ("GET /api/unused", "fetch (served for POST only)"),
    ]
    assert [(node.label, node.detail) for node in graph.nodes if node.kind is NodeKind.ROUTE] == [
        ("GET /api/used", "used"),
        ("POST /api/unused", "unused (no request is known to lead here)"),
    ]
    assert [
        (shown[edge.source][0], shown[edge.target][0])
        for edge in graph.edges
        if edge.relation is Relation.CALLS
    ] == [("GET /api/used", "GET /api/used")]
