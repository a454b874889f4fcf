"""Which port takes the place of a legacy one."""

from __future__ import annotations

import pytest

from ..conftest import Make

BRIDGE = "require('express')().listen(process.env.BAILEYS_PORT || 3001);\n"
OTHER = "require('express')().listen({});\n"
FLASK = "from flask import Flask\nFlask(__name__).run(port=5000)\n"
QR = "require('express')().listen(3310);\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"bridge.js": BRIDGE}, [(3001, 0, 0)]),
        ({"bridge.js": BRIDGE, "app.py": FLASK}, [(3001, 0, 0)]),
        ({"bridge.js": BRIDGE, ".env": "BAILEYS_PORT=3400\n"}, [(3001, 3400, 0)]),
        ({"bridge.js": BRIDGE, ".env.example": "BAILEYS_PORT=3400\n"}, [(3001, 3400, 0)]),
        (
            {"bridge.js": BRIDGE, ".env": "BAILEYS_PORT=3400\n", ".env.b": "BAILEYS_PORT=3500\n"},
            [(3001, 0, 0)],
        ),
        ({"qr.js": QR, "other.js": OTHER.format(4000)}, [(3310, 0, 0)]),
        ({"qr.js": QR, "other.js": OTHER.format(3300)}, [(3310, 3300, 0)]),
        ({"qr.js": QR, "url.py": 'URL = "http://localhost:3300"\n'}, [(3310, 0, 0)]),
        (
            {"qr.js": QR, "dupelint.toml": "legacy-ports = { 3310 = 4000 }\n"},
            [(3310, 4000, 1)],
        ),
    ],
)
def test_replacement(
    project: Make, files: dict[str, str], found: list[tuple[int, int, int]]
) -> None:
    made = project(files)
    assert made.rows("SELECT port, replacement, mapped FROM legacy_port") == found
