"""The path that takes the place of an internal address."""

from __future__ import annotations

import pytest

from ..conftest import Make

BRIDGE = """\
const app = require('express')();
app.get('/wa/:tenant/qr', (req, res) => res.json({}));
app.post('/wa/:tenant/start', (req, res) => res.json({}));
app.listen(3300);
"""
SERVER = """\
import os
import requests
from flask import Flask

app = Flask(__name__)
BRIDGE = os.environ["BRIDGE_URL"]


"""
VIEW = '@app.get("{0}")\ndef {1}({2}):\n    return requests.get(f"{{BRIDGE}}{3}").text\n\n\n'
QR = VIEW.format("/api/qr", "qr", "", "/wa/default/qr")
TENANT = VIEW.format("/api/<tenant>/qr", "qr", "tenant", "/wa/{tenant}/qr")
TWO = VIEW.format("/api/<a>/<b>", "two", "a, b", "/wa/{a}/{b}")
SWAPPED = VIEW.format("/api/<b>/<a>", "two", "a, b", "/wa/{a}/{b}")
POST = QR.replace("get", "post")
SECOND = VIEW.format("/api/code", "code", "", "/wa/default/qr")
CONTRACT = """\
[[contract]]
method = "GET"
path = "/api/code/:id"
upstream = { path = "/wa/:id/qr" }
"""


def client(*calls: str) -> str:
    return "".join(f"export const f{n} = (a, b) => {one};\n" for n, one in enumerate(calls))


@pytest.mark.parametrize(
    ("call", "server", "found"),
    [
        ("fetch('http://localhost:3300/wa/1/qr?x=1')", QR, [("/api/qr", 1)]),
        ("fetch('http://localhost:3300/wa/1/qr')", QR + SECOND, []),
        ("fetch('http://localhost:3300/wa/1/qr')", POST, [("/api/wa/1/qr", 0)]),
        ("fetch('http://localhost:3300/wa/1/qr')", "", [("/api/wa/1/qr", 0)]),
        ("fetch('http://localhost:3300/wa/1/qr')", TENANT, [("/api/1/qr", 1)]),
        ("fetch(`http://localhost:3300/wa/${a}/qr`)", TENANT, [("/api/{}/qr", 1)]),
        ("fetch(`http://localhost:3300/wa/${a}/qr`)", QR, []),
        ("fetch(`http://localhost:3300/wa/${a}/${b}`)", TWO, [("/api/{}/{}", 1)]),
        ("fetch(`http://localhost:3300/wa/${a}/${b}`)", SWAPPED, []),
        ("fetch('http://localhost:3300/wa/1/none')", QR, [("/api/wa/1/none", 0)]),
        ("fetch('http://localhost:3300')", QR, []),
        ("fetch('http://localhost:4000/wa/1/qr')", QR, []),
        ("new WebSocket('ws://localhost:3300/wa/1/qr')", QR, []),
        ("fetch(a ? 'http://localhost:3300/wa/1/qr' : 'http://localhost:3300/x')", QR, []),
    ],
)
def test_relays(project: Make, call: str, server: str, found: list[tuple[str, int]]) -> None:
    made = project(
        {"client/src/a.tsx": client(call), "bridge.js": BRIDGE, "app.py": SERVER + server}
    )
    assert made.rows("SELECT path, known FROM relay") == found


def test_canonical_module_decides(project: Make) -> None:
    made = project(
        {
            "dupelint.toml": 'canonical = ["app.py"]\n',
            "client/src/a.tsx": client("fetch('http://localhost:3300/wa/1/qr')"),
            "bridge.js": BRIDGE,
            "app.py": SERVER + QR + "import twin\n",
            "twin.py": "import requests\nfrom app import BRIDGE, app\n" + SECOND,
        }
    )
    assert made.rows("SELECT path, known FROM relay") == [("/api/qr", 1)]


def test_contract_and_prefix(project: Make) -> None:
    made = project(
        {
            "dupelint.toml": 'api-prefix = "/v1/"\n' + CONTRACT,
            "client/src/a.tsx": client(
                "fetch(`http://localhost:3300/wa/${a}/qr`)", "fetch('http://localhost:3300/x')"
            ),
        }
    )
    assert made.rows("SELECT path, known FROM relay") == [("/api/code/{}", 1), ("/v1/x", 0)]


def test_base_of_an_instance_stays(project: Make) -> None:
    made = project(
        {
            "client/src/a.tsx": "import axios from 'axios';\n"
            "const api = axios.create({ baseURL: 'http://localhost:3300' });\n"
            "export const qr = () => api.get('/wa/1/qr');\n"
        }
    )
    assert made.rows("SELECT DISTINCT port FROM dialled_port") == [(3300,)]
    assert made.rows("SELECT * FROM relay") == []
