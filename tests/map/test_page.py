"""The page of `dupelint map` in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from dupelint.app.mapping import wiring
from dupelint.model.graph import Edge, Graph, Mark, Node, NodeKind, Relation
from dupelint.report.map import draw

from .chromium import Page
from .test_formats import hostile

EXAMPLE = Path(__file__).parents[2] / "examples/whatsapp-bridge/broken"
MAX_BYTES = 1_500_000
FOCUSED = "document.activeElement.dataset.id"
LABELS = "[...document.querySelectorAll('.node')].map((one) => one.dataset.id)"
# Pairs of cards whose boxes meet, and cards that leave the window sideways.
OVERLAPS = """(() => {
  const boxes = [...document.querySelectorAll('.card')].map((one) => one.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom))
    .concat(boxes.filter((a) => a.left < 0 || a.right > innerWidth)).length;
})()"""
# Wires that pass behind a card, looked at every so many pixels.
BEHIND = """((step) => {
  const cards = [...document.querySelectorAll('.card')];
  const boxes = cards.map((one) => one.getBoundingClientRect());
  const within = (x, y) => (b) => x > b.left + 1 && x < b.right - 1
      && y > b.top + 1 && y < b.bottom - 1;
  const stage = document.getElementById('wires').getBoundingClientRect();
  let met = 0;
  for (const path of document.querySelectorAll('#wires > path')) {
    const length = path.getTotalLength() - 4;
    for (let at = 4; at < length; at += step) {
      const point = path.getPointAtLength(at);
      if (boxes.some(within(point.x + stage.left, point.y + stage.top))) {
        met += 1;
        break;
      }
    }
  }
  return met;
})"""
ROWS_CUT = """[...document.querySelectorAll('.card')].filter((card) => {
  const box = card.getBoundingClientRect();
  return [...card.children].some((row) => row.getBoundingClientRect().bottom > box.bottom + 0.5);
}).length"""


def written(graph: Graph, folder: Path) -> Path:
    path = folder / "map.html"
    path.write_text(draw(graph, "html"), encoding="utf-8")
    assert path.stat().st_size < MAX_BYTES
    return path


@pytest.fixture
def example(tmp_path: Path) -> Graph:
    root = tmp_path / "broken"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("node_modules", ".dupelint"))
    return wiring([root])


def many(services: int = 6, modules: int = 120, routes: int = 8, callers: int = 150) -> Graph:
    """As large as real projects get, with long names."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    for one in range(services):
        nodes.append(Node(f"l{one}", NodeKind.LAUNCHER, f"deploy/production/Procfile.{one}"))
        nodes.append(
            Node(f"p{one}", NodeKind.PROCESS, f"web :{5000 + one}", "x " * 60, (), f"l{one}")
        )
        nodes.append(Node(f"s{one}", NodeKind.SERVICE, f"service {one}", f"apps/{one}/wsgi.py"))
        nodes.append(Node(f"port{one}", NodeKind.PORT, f":{5000 + one}"))
        edges.append(Edge(f"p{one}", f"s{one}", Relation.STARTS))
        edges.append(Edge(f"s{one}", f"port{one}", Relation.OPENS))
    for one in range(modules):
        path = f"apps/{one % services}/a/rather/long/folder/name/views_{one}.py"
        nodes.append(Node(f"m{one}", NodeKind.MODULE, path))
        edges.append(Edge(f"s{one % services}", f"m{one}", Relation.SERVES))
        nodes += [
            Node(f"r{one}-{n}", NodeKind.ROUTE, f"GET /api/{one}/things/{n}", "view", (), f"m{one}")
            for n in range(routes)
        ]
    for one in range(callers):
        nodes.append(
            Node(f"c{one}", NodeKind.CALLER, f"client/src/pages/Page{one}.tsx", runtime="browser")
        )
        for n in range(3):
            target = (one * 7 + n * 13) % modules
            marks = (Mark.BROKEN,) if one % 40 == 0 else ()
            nodes.append(
                Node(
                    f"f{one}-{n}",
                    NodeKind.CALL,
                    f"GET /api/{target}/things/{n}",
                    "fetch",
                    (),
                    f"c{one}",
                    marks=marks,
                )
            )
            edges.append(Edge(f"f{one}-{n}", f"r{target}-{n}", Relation.CALLS, *marks))
    return Graph("/srv/many", tuple(nodes), tuple(edges))


def test_the_example(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    assert page.js(LABELS + ".sort()") == sorted(node.id for node in example.nodes)
    assert page.js("document.title") == "Wiring of broken"
    assert page.complaints() == []
    assert [url for url in page.requests() if not url.startswith("data:")] == [
        (tmp_path / "map.html").as_uri()
    ]
    assert page.js(OVERLAPS) == 0
    assert page.js(f"{BEHIND}(4)") == 0
    assert page.js(ROWS_CUT) == 0
    assert page.js("document.documentElement.scrollWidth") == 1280
    assert page.js("document.querySelectorAll('#wires > path.broken').length") >= 3


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (1440, False), (2560, False)])
def test_other_windows(page: Page, example: Graph, tmp_path: Path, width: int, dark: bool) -> None:
    page.open(written(example, tmp_path), width, dark=dark)
    assert (page.js(OVERLAPS), page.js(f"{BEHIND}(4)"), page.complaints()) == (0, 0, [])
    bright = page.js("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] > 128")
    assert bright is not dark
    page.click("#theme")
    assert (
        page.js("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] > 128") is dark
    )
    page.resize(1280, 900)
    page.settle()
    assert page.js(OVERLAPS) == 0


def test_a_large_project(page: Page, tmp_path: Path) -> None:
    graph = many()
    page.open(written(graph, tmp_path))
    heads = [node for node in graph.nodes if not node.parent]
    assert page.js("document.querySelectorAll('.card').length") == len(heads)
    assert (page.js(OVERLAPS), page.complaints()) == (0, [])
    assert page.js(LABELS + ".length") == len(heads)  # so many are collapsed at first
    page.click("#fold")
    assert page.js(LABELS + ".length") == len(graph.nodes)
    assert (page.js(OVERLAPS), page.js(f"{BEHIND}(90)"), page.js(ROWS_CUT)) == (0, 0, 0)


def find(graph: Graph, label: str) -> str:
    """The selector of the one node that is called so."""
    (node,) = [node for node in graph.nodes if node.label == label]
    return f'[data-id="{node.id}"]'


def test_details(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    page.click(find(example, "GET http://localhost:3300/whatsapp/default/qr"))
    shown = page.js("document.getElementById('details').innerText")
    assert "client/src/components/QrPanel.tsx:11" in shown
    assert "error[DUP301] browser code calls internal port 3300" in shown
    assert "calls GET /whatsapp/:tenantId/qr" in re.sub(r"\s+", " ", shown)
    live = page.js("[...document.querySelectorAll('.node.live')].map((one) => one.dataset.id)")
    assert "route:services/whatsapp/whatsapp_service.js:GET /whatsapp/:tenantId/qr" in live
    assert "caller:client/src/components/QrPanel.tsx" in live
    assert "module:server/routes_pages.py" not in live
    bottom = page.js("document.querySelector('.picked').getBoundingClientRect().bottom")
    assert bottom < page.js("document.getElementById('details').getBoundingClientRect().top")
    page.click("#details .link")  # the file that it is part of
    assert page.js(FOCUSED) == "caller:client/src/components/QrPanel.tsx"
    page.press("Escape")
    assert page.js("document.getElementById('details').hidden")
    assert page.js("document.querySelectorAll('.live:not(marker)').length") == 0


def test_findings_elsewhere(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    page.click("#elsewhere")
    shown = page.js("document.getElementById('details').innerText")
    assert [one.message in shown for one in example.elsewhere()] == [True] * len(
        example.elsewhere()
    )
    assert len(example.elsewhere()) > 0


def test_filters(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    everything = page.js(LABELS)
    page.click("#kinds label:nth-of-type(4)")
    assert not [one for one in page.js(LABELS) if one.startswith(("route:", "module:"))]
    assert page.js(OVERLAPS) == 0
    page.click("#kinds label:nth-of-type(4)")
    assert page.js(LABELS) == everything

    page.press("/")
    page.type("DEFAULT/QR")
    found = page.js(LABELS)
    assert found == [
        "caller:client/src/components/QrPanel.tsx",
        "call:client/src/components/QrPanel.tsx:GET http://localhost:3300/whatsapp/default/qr",
        "caller:server/routes_whatsapp.py",
        "call:server/routes_whatsapp.py:GET http://127.0.0.1:3310/whatsapp/default/qr",
        "caller:server/routes_whatsapp_clean.py",
        "call:server/routes_whatsapp_clean.py:GET http://localhost:3001/whatsapp/default/qr",
        "caller:server/routes_whatsapp_qr.py",
        "call:server/routes_whatsapp_qr.py:GET http://127.0.0.1:3310/whatsapp/default/qr",
        "caller:server/whatsapp_bp.py",
        "call:server/whatsapp_bp.py:GET http://127.0.0.1:3310/whatsapp/default/qr",
        "caller:services/qr-server/index.js",
        "call:services/qr-server/index.js:GET http://127.0.0.1:3300/whatsapp/default/qr",
    ]
    page.type(" no such thing")
    assert page.js(LABELS) == []
    page.click("#reset")
    assert page.js(LABELS) == everything

    page.click("#faults")
    marked = {node.id for node in example.nodes if node.findings}
    parents = {node.parent for node in example.nodes if node.id in marked}
    assert set(page.js(LABELS)) == marked | parents - {""}
    page.click("#faults")

    page.js("""(() => { const pick = document.getElementById('service');
      pick.value = 'service:services/qr-server/index.js';
      pick.dispatchEvent(new Event('input', { bubbles: true })); })()""")
    page.settle()
    shown = page.js(LABELS)
    assert "service:services/qr-server/index.js" in shown
    assert "process:Procfile.dev:Procfile.dev:qr" in shown
    assert "service:wsgi.py" not in shown
    assert page.js(OVERLAPS) == 0


def test_the_keyboard(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    assert page.js("document.querySelectorAll('.node[tabindex=\"0\"]').length") == 1
    for _ in range(20):
        page.press("Tab")
        if page.js("document.activeElement.classList.contains('node')"):
            break
    first = page.js(FOCUSED)
    assert first.startswith("launcher:")
    page.press("ArrowDown")
    assert page.js(FOCUSED).startswith("process:")
    page.press("ArrowUp")
    assert page.js(FOCUSED) == first
    columns = []
    for _ in range(6):
        page.press("ArrowRight")
        columns.append(page.js(FOCUSED).partition(":")[0])
    assert columns[-1] in ("caller", "call")
    assert columns[0] in ("service", "listener")
    page.press("Home")
    top = page.js(FOCUSED)
    page.press("End", "Home")
    assert page.js(FOCUSED) == top
    page.press("Enter")
    assert page.js("document.querySelector('.picked').dataset.id") == top
    assert page.js("!document.getElementById('details').hidden")
    page.press("ArrowDown")  # the details follow
    assert page.js("document.querySelector('.picked').dataset.id") == page.js(FOCUSED) != top
    page.press("Escape")
    assert page.js("document.getElementById('details').hidden")
    assert page.js("document.activeElement.classList.contains('node')")
    assert page.js("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_names_for_those_who_listen(page: Page, example: Graph, tmp_path: Path) -> None:
    page.open(written(example, tmp_path))
    selector = find(example, "GET http://localhost:3300/whatsapp/default/qr")
    assert page.js(
        f"document.querySelector({json.dumps(selector)}).getAttribute('aria-label')"
    ) == (
        "call GET http://localhost:3300/whatsapp/default/qr, broken, 1 finding,"
        " client/src/components/QrPanel.tsx:11"
    )


def test_hostile_names_stay_text(page: Page, tmp_path: Path) -> None:
    graph = hostile(tmp_path)
    page.open(written(graph, tmp_path))
    page.click(".card.service .node")
    assert page.complaints() == []
    assert page.js("document.querySelectorAll('img').length") == 0
    assert page.js("document.querySelectorAll('script').length") == 3
    assert "onerror=alert(1)" in page.js("document.getElementById('details').innerText")
