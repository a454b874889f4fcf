"""What is drawn of the linked tables, and what is left out."""

from __future__ import annotations

from dupelint.linking.graph.build import wiring_graph

from ..conftest import Make


def nodes(project: Make, files: dict[str, str]) -> list[tuple[str, int]]:
    """(id, number of places) of every node."""
    made = project(files)
    graph = wiring_graph(made.project.store, str(made.project.root))
    return [(node.id, len(node.places)) for node in graph.nodes]


def test_scripts_that_serve_nothing_are_left_out(project: Make) -> None:
    """A script of a manifest is no service a reader looks for."""
    files = {
        "package.json": '{"name": "x", "scripts": {"start": "node a.js", "seed": "node b.js"}}',
        "a.js": "require('express')().listen(3000);\n",
        "b.js": "console.log(1);\n",
    }
    assert nodes(project, files) == [
        ("launcher:package.json:npm run start", 1),
        ("process:package.json:npm run start:start", 1),
        ("service:a.js", 1),
        ("listener:service:a.js:a.js:server.listen(3000)", 1),
        ("port:3000", 0),
    ]


def test_a_request_that_is_written_twice(project: Make) -> None:
    """It is one node with two places; what goes to another's server is none."""
    files = {
        "page.tsx": (
            "export const a = () => fetch('/api/x');\n"
            "export const b = () => fetch('/api/x');\n"
            "export const c = () => fetch('https://api.example.com/x');\n"
            "export const d = () => fetch('http://127.0.0.1:4000/x');\n"
        )
    }
    assert nodes(project, files) == [
        ("port:4000", 0),
        ("caller:page.tsx", 1),
        ("call:page.tsx:GET /api/x", 2),
        ("call:page.tsx:GET http://127.0.0.1:4000/x", 1),
    ]
