from __future__ import annotations

import pytest

from dupelint.linking.graph.marking import marked
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind, Relation

FILE = Place("server.py", 0, 0)
NODES = (
    Node("service", NodeKind.SERVICE, "web", places=(FILE,)),
    Node("module", NodeKind.MODULE, "server.py", places=(FILE, Place("app.py", 50, 60))),
    Node("first", NodeKind.ROUTE, "GET /a", places=(Place("server.py", 100, 200),)),
    Node("second", NodeKind.ROUTE, "GET /a", places=(Place("server.py", 150, 160),)),
    Node("call", NodeKind.CALL, "GET /a", places=(Place("page.ts", 10, 20),)),
    Node("port", NodeKind.PORT, ":3300"),
)
EDGES = (
    Edge("service", "module", Relation.SERVES),
    Edge("call", "first", Relation.CALLS),
    Edge("call", "port", Relation.DIALS),
)
Marks = dict[str, tuple[Mark, ...]]


def finding(code: str, *places: Place, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, "rule", severity, "message", places[0], places[1:])


@pytest.mark.parametrize(
    ("found", "shown", "marks"),
    [
        # the smallest node that a place touches
        (
            finding("DUP102", Place("server.py", 155, 156)),
            ["second"],
            {"second": (Mark.DUPLICATE,)},
        ),
        (finding("DUP102", Place("server.py", 110, 120)), ["first"], {"first": (Mark.DUPLICATE,)}),
        # what is related to a duplicate stays in force
        (
            finding("DUP102", Place("server.py", 155, 156), Place("server.py", 100, 120)),
            ["first", "second"],
            {"second": (Mark.DUPLICATE,), "first": (Mark.IN_FORCE,)},
        ),
        # what is related to another fault is no fault
        (
            finding("DUP301", Place("page.ts", 10, 12), Place("server.py", 100, 110)),
            ["first", "call"],
            {"call": (Mark.BROKEN,)},
        ),
        # every place that a node hangs on
        (finding("DUP101", Place("app.py", 50, 60)), ["module"], {"module": (Mark.DUPLICATE,)}),
        # the file, where nothing of it is touched; a service is not what its entry's code does
        (
            finding("DUP101", Place("server.py", 300, 310)),
            ["service", "module"],
            {"module": (Mark.DUPLICATE,)},
        ),
        (
            finding("DUP203", Place("server.py", 300, 310)),
            ["service", "module"],
            {"service": (Mark.BROKEN,), "module": (Mark.BROKEN,)},
        ),
        # an empty place is a place; the end is exclusive
        (finding("DUP302", Place("page.ts", 10, 10)), ["call"], {"call": (Mark.BROKEN,)}),
        (finding("DUP302", Place("page.ts", 20, 25)), [], {}),
        # what is only said, and what dupelint says of itself
        (finding("DUP305", Place("page.ts", 10, 12), severity=Severity.INFO), ["call"], {}),
        (finding("DUP901", Place("page.ts", 10, 12)), ["call"], {}),
        # a rule of the project's own
        (finding("OWN1", Place("page.ts", 10, 12)), ["call"], {"call": (Mark.BROKEN,)}),
        (finding("DUP102", Place("elsewhere.py", 10, 12)), [], {}),
    ],
)
def test_where_a_finding_is_shown(found: Finding, shown: list[str], marks: Marks) -> None:
    graph = marked(Graph("/srv", NODES, EDGES, (found,)))
    assert [node.id for node in graph.nodes if node.findings == (0,)] == shown
    assert {node.id: node.marks for node in graph.nodes if node.marks} == marks
    assert graph.elsewhere() == ([] if shown else [found])


@pytest.mark.parametrize(
    ("found", "marks"),
    [
        ([finding("DUP101", Place("app.py", 50, 60))], [Mark.DUPLICATE, None, None]),
        ([finding("DUP301", Place("page.ts", 10, 12))], [None, Mark.BROKEN, Mark.BROKEN]),
        ([finding("DUP102", Place("server.py", 110, 120))], [None, None, None]),
    ],
)
def test_wires(found: list[Finding], marks: list[Mark | None]) -> None:
    graph = marked(Graph("/srv", NODES, EDGES, tuple(found)))
    assert [edge.mark for edge in graph.edges] == marks


def test_a_duplicate_is_not_in_force_elsewhere() -> None:
    one, other = Place("server.py", 110, 120), Place("server.py", 155, 156)
    found = (finding("DUP102", one, other), finding("DUP102", other, one))
    graph = marked(Graph("/srv", NODES, EDGES, found))
    assert {node.id: (node.marks, node.findings) for node in graph.nodes if node.findings} == {
        "first": ((Mark.DUPLICATE,), (0, 1)),
        "second": ((Mark.DUPLICATE,), (0, 1)),
    }
