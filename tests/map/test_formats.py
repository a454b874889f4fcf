"""A small project drawn in every format, whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dupelint import DOCUMENTATION, __version__
from dupelint.app.mapping import wiring
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind, Relation
from dupelint.report.map import FORMATS, draw
from dupelint.report.map.mermaid import MAX_EDGES, MAX_TEXT

TEXT = """\
Wiring of small: 1 launcher, 2 services, 2 ports, 2 routes, 3 requests; 1 duplicate, 1 broken

Launchers
└─ Procfile
   ├─ web :5000  gunicorn -b 0.0.0.0:5000 wsgi:app  Procfile:1
   │  └─ starts web
   └─ bridge :3300  node bridge.js  Procfile:2
      └─ starts bridge

Services
├─ bridge bridge.js
│  └─ app.listen(3300)  bridge.js:3
│     └─ opens :3300
└─ web wsgi.py
   ├─ opens :5000
   └─ serves pages.py

Ports
├─ :3300
│  ├─ opened by bridge.js:3
│  └─ dialled by client/main.jsx:4
└─ :5000
   └─ opened by web

Routes
└─ ⧉ pages.py  [DUP101]
   ├─ GET /api/items/<int:item>  item  pages.py:6
   │  └─ called by client/main.jsx:3
   └─ GET,POST /api/items  items  pages.py:11
      └─ called by bridge.js:4

Requests
├─ bridge.js (node)
│  └─ POST http://127.0.0.1:5000/api/items  bridge.js:4
│     └─ calls GET,POST /api/items  pages.py:11
└─ client/main.jsx (browser)
   ├─ GET /api/items/{}  client/main.jsx:3
   │  └─ calls GET /api/items/<int:item>  pages.py:6
   └─ ✗ GET http://localhost:3300/qr  client/main.jsx:4  [DUP301]
      └─ dials :3300
"""
MERMAID = """\
flowchart LR
  classDef broken fill:#fff3e0,stroke:#9a5200,color:#5a3000,stroke-dasharray:5 3
  classDef duplicate fill:#fdecef,stroke:#c01537,color:#7a0d23
  classDef inforce fill:#e7f6ec,stroke:#16733a,color:#0d4522
  subgraph n0["Procfile"]
    direction TB
    n1["web :5000: gunicorn -b 0.0.0.0:5000 wsgi:app"]
    n2["bridge :3300: node bridge.js"]
  end
  subgraph n3["bridge: bridge.js"]
    direction TB
    n4["app.listen(3300)"]
  end
  n5["web: wsgi.py"]
  n6[":3300"]
  n7[":5000"]
  subgraph n8["pages.py"]
    direction TB
    n9["GET /api/items/#60;int:item#62;"]
    n10["GET,POST /api/items"]
  end
  style n8 fill:#fdecef,stroke:#c01537,color:#7a0d23
  subgraph n11["bridge.js"]
    direction TB
    n12["POST http://127.0.0.1:5000/api/items"]
  end
  subgraph n13["client/main.jsx"]
    direction TB
    n14["GET /api/items/#123;#125;"]
    n15["GET http://localhost:3300/qr"]:::broken
  end
  n4 --> n6
  n1 --> n5
  n5 --> n7
  n2 --> n3
  n5 ==> n8
  n12 --> n10
  n14 --> n9
  n15 -.-> n6
"""
DOT = """\
digraph "small" {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="sans-serif"];
  edge [fontname="sans-serif"];
  subgraph cluster_0 {
    color="#a9b2c6";
    "launcher:Procfile" [label="Procfile", tooltip="Procfile"];
    "process:Procfile:Procfile:web" [label="web :5000\\ngunicorn -b 0.0.0.0:5000 wsgi:app", tooltip="Procfile:1"];
    "process:Procfile:Procfile:bridge" [label="bridge :3300\\nnode bridge.js", tooltip="Procfile:2"];
  }
  subgraph cluster_1 {
    color="#a9b2c6";
    "service:bridge.js" [label="bridge\\nbridge.js", tooltip="bridge.js"];
    "listener:service:bridge.js:bridge.js:app.listen(3300)" [label="app.listen(3300)\\nbridge.js", tooltip="bridge.js:3"];
  }
  "service:wsgi.py" [label="web\\nwsgi.py", tooltip="wsgi.py"];
  "port:3300" [label=":3300", shape="circle"];
  "port:5000" [label=":5000", shape="circle"];
  subgraph cluster_5 {
    color="#c01537";
    "module:pages.py" [label="pages.py", tooltip="pages.py", color="#c01537", fontcolor="#c01537", class="duplicate"];
    "route:pages.py:GET /api/items/<int:item>" [label="GET /api/items/<int:item>\\nitem", tooltip="pages.py:6"];
    "route:pages.py:GET,POST /api/items" [label="GET,POST /api/items\\nitems", tooltip="pages.py:11"];
  }
  subgraph cluster_6 {
    color="#a9b2c6";
    "caller:bridge.js" [label="bridge.js", tooltip="bridge.js"];
    "call:bridge.js:POST http://127.0.0.1:5000/api/items" [label="POST http://127.0.0.1:5000/api/items\\nfetch", tooltip="bridge.js:4"];
  }
  subgraph cluster_7 {
    color="#a9b2c6";
    "caller:client/main.jsx" [label="client/main.jsx", tooltip="client/main.jsx"];
    "call:client/main.jsx:GET /api/items/{}" [label="GET /api/items/{}\\nfetch", tooltip="client/main.jsx:3"];
    "call:client/main.jsx:GET http://localhost:3300/qr" [label="GET http://localhost:3300/qr\\nfetch", tooltip="client/main.jsx:4", color="#9a5200", fontcolor="#9a5200", class="broken"];
  }
  "listener:service:bridge.js:bridge.js:app.listen(3300)" -> "port:3300" [tooltip=opens];
  "process:Procfile:Procfile:web" -> "service:wsgi.py" [tooltip=starts];
  "service:wsgi.py" -> "port:5000" [tooltip=opens];
  "process:Procfile:Procfile:bridge" -> "service:bridge.js" [tooltip=starts];
  "service:wsgi.py" -> "module:pages.py" [tooltip=serves, color="#c01537"];
  "route:pages.py:GET,POST /api/items" -> "call:bridge.js:POST http://127.0.0.1:5000/api/items" [tooltip=calls, dir=back];
  "route:pages.py:GET /api/items/<int:item>" -> "call:client/main.jsx:GET /api/items/{}" [tooltip=calls, dir=back];
  "port:3300" -> "call:client/main.jsx:GET http://localhost:3300/qr" [tooltip=dials, color="#9a5200", dir=back];
}
"""  # noqa: E501  as it is printed
STRING = r'"(?:[^"\\]|\\.)*"'
ATTRIBUTES = rf"\[\w+=(?:\w+|{STRING})(?:, \w+=(?:\w+|{STRING}))*\];"
DOT_LINE = re.compile(
    rf"digraph {STRING} {{|  rankdir=LR;|  (?:node|edge) \[.*\];|  subgraph cluster_\d+ {{"
    rf"|    color={STRING};| +{STRING} {ATTRIBUTES}|  {STRING} -> {STRING} {ATTRIBUTES}|  }}|}}"
)
MERMAID_LINE = re.compile(
    r"flowchart LR|  classDef .*|  +direction TB|  end|  style n\d+ [\w#:,-]+"
    r"|  subgraph n\d+\[\"[^\"\[\]<>|{}`\\]*\"\]|  +n\d+\[\"[^\"\[\]<>|{}`\\]*\"\](?::::\w+)?"
    r"|  n\d+ (?:-->|==>|-\.->) n\d+|  note\[\"[\w ,:]*\"\]"
)
HOSTILE = (
    'x"]</script><img src=x onerror=alert(1)>\\"\n`%%{init}%%|&\u2028\u202e\x1b[31m{{script}}\udc80'
)


def test_text(small: Path) -> None:
    assert draw(wiring([small]), "text") == TEXT


def test_text_where_only_ascii_is_shown(small: Path) -> None:
    expected = TEXT.replace("├─", "|-").replace("└─", "`-").replace("│", "|")
    assert draw(wiring([small]), "text", ascii_only=True) == expected.replace("⧉", "=").replace(
        "✗", "!"
    )


def test_mermaid(small: Path) -> None:
    assert draw(wiring([small]), "mermaid") == MERMAID


def test_dot(small: Path) -> None:
    assert draw(wiring([small]), "dot") == DOT


def test_json(small: Path) -> None:
    found = json.loads(draw(wiring([small]), "json"))
    nodes = found.pop("nodes")
    findings = found.pop("findings")
    assert found == {
        "version": 1,
        "tool": {"name": "dupelint", "version": __version__},
        "root": small.as_posix(),
        "edges": [
            {"source": source, "target": target, "relation": relation, "mark": mark}
            for source, relation, target, mark in (
                (
                    "listener:service:bridge.js:bridge.js:app.listen(3300)",
                    "opens",
                    "port:3300",
                    None,
                ),
                ("process:Procfile:Procfile:web", "starts", "service:wsgi.py", None),
                ("service:wsgi.py", "opens", "port:5000", None),
                ("process:Procfile:Procfile:bridge", "starts", "service:bridge.js", None),
                ("service:wsgi.py", "serves", "module:pages.py", "duplicate"),
                (
                    "call:bridge.js:POST http://127.0.0.1:5000/api/items",
                    "calls",
                    "route:pages.py:GET,POST /api/items",
                    None,
                ),
                (
                    "call:client/main.jsx:GET /api/items/{}",
                    "calls",
                    "route:pages.py:GET /api/items/<int:item>",
                    None,
                ),
                (
                    "call:client/main.jsx:GET http://localhost:3300/qr",
                    "dials",
                    "port:3300",
                    "broken",
                ),
            )
        ],
        "summary": {
            "nodes": {
                "launcher": 1, "process": 2, "service": 2, "listener": 1, "port": 2, "module": 1,
                "route": 2, "caller": 2, "call": 3,
            },
            "marks": {"broken": 1, "duplicate": 1, "in force": 0},
            "edges": 8,
            "findings": 2,
        },
    }  # fmt: skip
    named = [json.loads(name) for name in re.findall(r'^ +("[^"]*") \[', DOT, re.MULTILINE)]
    assert [node["id"] for node in nodes] == named
    assert nodes[-1] == {
        "id": "call:client/main.jsx:GET http://localhost:3300/qr",
        "kind": "call",
        "label": "GET http://localhost:3300/qr",
        "detail": "fetch",
        "path": "client/main.jsx",
        "line": 4,
        "column": 29,
        "places": [{"path": "client/main.jsx", "line": 4, "column": 29}],
        "parent": "caller:client/main.jsx",
        "services": [],
        "runtime": "browser",
        "marks": ["broken"],
        "findings": [0],
    }
    module = next(node for node in nodes if node["id"] == "module:pages.py")
    assert (module["places"], module["marks"], module["findings"]) == (
        [
            {"path": "pages.py", "line": 0, "column": 0},
            {"path": "wsgi.py", "line": 5, "column": 1},
            {"path": "wsgi.py", "line": 6, "column": 1},
        ],
        ["duplicate"],
        [1],
    )
    assert findings[1] == {
        "code": "DUP101",
        "rule": "duplicate-blueprint",
        "severity": "error",
        "message": "blueprint 'pages' is registered on app again: Flask raises ValueError",
        "advice": findings[1]["advice"],
        "path": "wsgi.py",
        "line": 6,
        "column": 1,
        "related": [
            {"path": "wsgi.py", "line": 5, "column": 1, "message": "registered here first"}
        ],
        "url": DOCUMENTATION.format("duplicate-blueprint"),
    }


@pytest.mark.parametrize(
    ("paths", "labels"),
    [
        (  # what answers its requests, and what starts that
            ["client"],
            ["Procfile", "web :5000", "bridge :3300", "bridge", "app.listen(3300)", "web", ":3300",
             "pages.py", "GET /api/items/<int:item>", "client/main.jsx", "GET /api/items/{}",
             "GET http://localhost:3300/qr"],
        ),
        (  # what serves it, and what calls it
            ["pages.py"],
            ["Procfile", "web :5000", "web", "pages.py", "GET /api/items/<int:item>",
             "GET,POST /api/items", "bridge.js", "POST http://127.0.0.1:5000/api/items",
             "client/main.jsx", "GET /api/items/{}"],
        ),
        (["dupelint.toml"], []),
    ],
)  # fmt: skip
def test_a_part_of_a_project(small: Path, paths: list[str], labels: list[str]) -> None:
    graph = wiring([small / path for path in paths])
    assert [node.label for node in graph.nodes] == labels


def hostile(root: Path) -> Graph:
    """Names that try to break out of every format."""
    place = Place(HOSTILE, 0, 0)
    finding = Finding("DUP101", HOSTILE, Severity.ERROR, HOSTILE, place, (place,), advice=HOSTILE)
    nodes = (
        Node(f"module:{HOSTILE}", NodeKind.MODULE, HOSTILE, HOSTILE, (place,)),
        Node("route", NodeKind.ROUTE, HOSTILE, HOSTILE, (place,), f"module:{HOSTILE}"),
        Node(
            HOSTILE, NodeKind.SERVICE, HOSTILE, HOSTILE, (place,), "", (HOSTILE,), HOSTILE,
            (Mark.DUPLICATE,), (0,),
        ),
    )  # fmt: skip
    edge = Edge(HOSTILE, f"module:{HOSTILE}", Relation.SERVES, Mark.DUPLICATE)
    return Graph(str(root), nodes, (edge,), (finding,))


def test_hostile_names(tmp_path: Path) -> None:
    graph = hostile(tmp_path)
    dot = draw(graph, "dot")
    assert [line for line in dot.splitlines() if not DOT_LINE.fullmatch(line)] == []
    mermaid = draw(graph, "mermaid")
    assert [line for line in mermaid.splitlines() if not MERMAID_LINE.fullmatch(line)] == []
    text = draw(graph, "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\udc80]", text)
    read = json.loads(draw(graph, "json"))
    assert read["nodes"][2]["label"] == HOSTILE.replace("\udc80", "?")
    page = draw(graph, "html")
    assert page.count("</script>") == 3
    assert "<img" not in page


def test_the_lines_that_are_checked_are_those_of_the_small_project() -> None:
    assert all(DOT_LINE.fullmatch(line) for line in DOT.splitlines())
    assert all(MERMAID_LINE.fullmatch(line) for line in MERMAID.splitlines())


def test_mermaid_stays_below_what_github_renders(tmp_path: Path) -> None:
    callers = [Node(f"c{n}", NodeKind.CALLER, f"client/{'deep/' * 9}{n}.ts") for n in range(900)]
    callers[800] = Node("c800", NodeKind.CALLER, "faulty.ts", marks=(Mark.BROKEN,))
    port = Node("port:3300", NodeKind.PORT, ":3300")
    edges = tuple(Edge(node.id, port.id, Relation.DIALS) for node in callers)
    text = draw(Graph(str(tmp_path), (port, *callers), edges), "mermaid")
    assert len(text) < MAX_TEXT
    assert text.count("-->") <= MAX_EDGES
    assert "faulty.ts" in text
    assert text.endswith('  note["501 nodes, 0 wires left out: GitHub renders no more"]\n')


def test_mermaid_counts_wires_that_are_left_out(tmp_path: Path) -> None:
    nodes = tuple(Node(f"c{n}", NodeKind.CALLER, f"{n}.ts") for n in range(40))
    edges = tuple(
        Edge(a.id, b.id, Relation.CALLS, Mark.BROKEN if (a, b) == (nodes[39], nodes[38]) else None)
        for a in nodes
        for b in nodes[:20]
    )
    extra = Edge("c39", "c38", Relation.CALLS, Mark.BROKEN)
    text = draw(Graph(str(tmp_path), nodes, (*edges, extra)), "mermaid")
    assert text.count("-->") + text.count("-.->") == MAX_EDGES
    assert "n39 -.-> n38" in text
    assert text.endswith('  note["0 nodes, 301 wires left out: GitHub renders no more"]\n')


@pytest.mark.parametrize("output_format", FORMATS)
def test_nothing_to_draw(tmp_path: Path, output_format: str) -> None:
    (tmp_path / "dupelint.toml").touch()
    text = draw(wiring([tmp_path]), output_format)
    if output_format == "text":
        assert text == f"Wiring of {tmp_path.name}: nothing that starts, listens, serves or calls\n"
    assert text.endswith("\n")
