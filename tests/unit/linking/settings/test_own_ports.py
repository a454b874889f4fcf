"""The port that the service of a legacy one has elsewhere."""

from __future__ import annotations

import pytest

from ..conftest import Ask

QUERY = "SELECT place(at), port, replacement FROM legacy_port ORDER BY at"
LEGACY = "legacy-ports = [8081]\ninternal-ports = []\n"
SERVER = "require('express')().listen(process.env.{} || 8081);\n"


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        pytest.param({"Procfile": "shop: SHOP_LISTEN=8090 node a.js\n",
                      "a.js": SERVER.format("SHOP_LISTEN")},
                     [("a.js:1:56", 8081, 8090)], id="its launcher"),
        pytest.param({"Procfile": "shop: SHOP_LISTEN=8090 node a.js\n",
                      "a.js": SERVER.format("SHOP_LISTEN"),
                      "b.py": "URL = 'http://localhost:8081/x'\n"},
                     [("a.js:1:56", 8081, 8090), ("b.py:1:25", 8081, 8090)], id="a caller"),
        pytest.param({"Procfile": "shop: SHOP_LISTEN=8090 node a.js\n",
                      "start.sh": "SHOP_LISTEN=8095 node a.js\n",
                      "a.js": SERVER.format("SHOP_LISTEN")},
                     [("a.js:1:56", 8081, 0)], id="two launchers that differ"),
        pytest.param({"Procfile": "shop: SHOP_LISTEN=8090 node a.js\n"
                                  "blog: BLOG_LISTEN=8070 node c.js\n",
                      "a.js": SERVER.format("SHOP_LISTEN"),
                      "c.js": SERVER.format("BLOG_LISTEN"),
                      "d.py": "URL = 'http://localhost:8081/x'\n"},
                     [("a.js:1:56", 8081, 0), ("c.js:1:56", 8081, 0), ("d.py:1:25", 8081, 0)],
                     id="one number for two services"),
        pytest.param({"Procfile": "shop: PORT=8090 node a.js\n", "a.js": SERVER.format("PORT")},
                     [("a.js:1:49", 8081, 0)], id="a variable of every program"),
    ],
)  # fmt: skip
def test_what_replaces_it(ask: Ask, files: dict[str, str], rows: list[object]) -> None:
    """The one other number, 0 where there are several or none."""
    assert ask({"dupelint.toml": LEGACY, **files}, QUERY) == rows
