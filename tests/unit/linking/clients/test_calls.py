"""Ports that requests reach."""

from __future__ import annotations

import pytest

from dupelint.linking.clients.calls import authority

from ..conftest import Make

DIALLED = "SELECT port, host, url, through, text(origin), text(at) FROM dialled_port ORDER BY at"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:3300", ("localhost", 3300)),
        ("http://localhost:3300/a", ("localhost", 3300)),
        ("HTTPS://Host:3300?x", ("Host", 3300)),
        ("ws://127.0.0.1:8001/ws", ("127.0.0.1", 8001)),
        ("//h:3300/a", ("h", 3300)),
        ("http://[::1]:3300/a", ("[::1]", 3300)),
        ("http://user:pw@h:3300/", ("h", 3300)),
        ("http://{HOST}:3300/a", ("{HOST}", 3300)),
        ("{location.protocol}//{location.hostname}:3300/a", ("{location.hostname}", 3300)),
        ("{HOST}:3300/a", ("{HOST}", 3300)),
        ("localhost:3300", ("localhost", 3300)),
        ("http://localhost", None),
        ("http://h/a:3300", None),
        ("http://h/?u=x:3300", None),
        ("/api/a:3300", None),
        ("http://h:33001", ("h", 33001)),
        ("http://h:330011", None),
        ("http://h:0", None),
        ("http://h:{PORT}/a", None),
        ("", None),
    ],
)
def test_authority(url: str, expected: tuple[str, int] | None) -> None:
    assert authority(url) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"client/a.js": "fetch('http://localhost:3300/a');\n"},
            [(3300, "localhost", "http://localhost:3300/a", "",
              "'http://localhost:3300/a'", "'http://localhost:3300/a'")],
            id="written here",
        ),
        pytest.param(
            {"client/a.js": "import { API } from './b';\nfetch(`${API}/a`);\n",
             "client/b.js": "export const API = HOST + '/v1';\nconst HOST = 'http://h:3300';\n"},
            [(3300, "h", "http://h:3300/v1/a", "API → HOST", "HOST = 'http://h:3300'",
              "`${API}/a`")],
            id="through constants of another file",
        ),
        pytest.param(
            {"client/a.js": "import axios from 'axios';\n"
             "const api = axios.create({ baseURL: 'http://h:3300/v1' });\napi.get('/a');\n"},
            [(3300, "h", "http://h:3300/v1", "", "'http://h:3300/v1'", "'http://h:3300/v1'"),
             (3300, "h", "http://h:3300/v1/a", "", "'/a'", "'/a'")],
            id="base of an instance",
        ),
        pytest.param(
            {"client/a.js": "fetch(q() ? 'http://a:3300' : 'http://b:3300');\n"},
            [(3300, "a", "http://a:3300", "", "q() ? 'http://a:3300' : 'http://b:3300'",
              "q() ? 'http://a:3300' : 'http://b:3300'")],
            id="one port once",
        ),
        pytest.param({"client/a.js": "fetch('/api/a');\n"}, [], id="own origin"),
        pytest.param({"client/a.test.js": "fetch('http://localhost:3300/a');\n"}, [], id="a test"),
    ],
)  # fmt: skip
def test_dialled(project: Make, files: dict[str, str], expected: list[tuple[object, ...]]) -> None:
    assert project(files).rows(DIALLED) == expected
