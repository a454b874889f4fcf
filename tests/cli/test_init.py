from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from .conftest import Dupelint, Run

EXAMPLE = Path(__file__).parents[2] / "examples/whatsapp-bridge/broken"
HEAD = """\
# What is true of this project, for dupelint. `dupelint config KEY` explains a key;
# one that is left out has its default. Take the `#` away to put a suggestion in force.

"""
TAIL = """\

# Paths that machines call: these and no others go without CSRF protection.
# csrf-exempt = ["/api/whatsapp/*", "/webhook/*"]

# Variables that hold a secret. Their values are never printed.
# secret-variables = ["INTERNAL_SECRET"]
# min-secret-length = 20

# Folders Python modules are looked up in, besides those found by itself.
# source-roots = ["src"]

# The one value of a variable, wherever it is set or has a default; and the variables
# that every process reading them is given.
# [settings]
# API_PORT = "8080"
# required = ["API_PORT"]

# What client, server and bridge have agreed on; `dupelint go` asks the running app.
# [[contract]]
# method = "GET"
# path = "/api/status"
# body = { ok = "bool" }

# What to do about what is found.
[lint]
# ignore = ["DUP305"]
# per-file-ignores = { "legacy/**" = ["DUP302"] }
"""
NOTHING = f"""\
{HEAD}# No service was found: nothing that the project's commands start opens a port.

# Where two places do one job, the one in a file that matches stays in force.
# canonical = []

# Ports that a browser never dials: it goes through the server.
# internal-ports = [3300]

# Ports that nothing may speak of any more, and what took their place.
# legacy-ports = {{ 8000 = 8080 }}

# What guards a JSON parse: "auto" (what the route needs) or "status-200" (always that).
# json-guard = "auto"
{TAIL}"""
SERVER = "const app = require('express')();\napp.listen({port});\n"
SERVICES = f"""\
{HEAD}# The services that were found:
#   main.js :4000
#     app.listen(4000) in a/[id].js  (stays in force)
#     app.listen(4000) in main.js  (does the same job)

# Where two places do one job, the one in a file that matches stays in force.
canonical = ["a/\\\\[id\\\\].js"]

# Ports that a browser never dials: it goes through the server.
# internal-ports = [3300]

# Ports that nothing may speak of any more, and what took their place.
# legacy-ports = {{ 8000 = 8080 }}

# What guards a JSON parse: "auto" (what the route needs) or "status-200" (always that).
# json-guard = "auto"
{TAIL}"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    root = tmp_path / "app"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("node_modules", ".dupelint"))
    (root / "dupelint.toml").unlink()
    return root


def test_nothing_found(dupelint: Dupelint, tmp_path: Path) -> None:
    target = tmp_path / "dupelint.toml"
    assert dupelint("init") == Run(0, f"wrote {target}\n", "")
    assert target.read_text() == NOTHING
    assert dupelint().code == 0


def test_services(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "package.json").write_text('{"scripts": {"start": "node main.js"}}')
    (tmp_path / "a/[id].js").write_text(SERVER.format(port=4000))
    (tmp_path / "main.js").write_text("require('./a/[id].js');\n" + SERVER.format(port=4000))
    before = dupelint("--output-format", "json")
    assert dupelint("init", ".").code == 0
    assert (tmp_path / "dupelint.toml").read_text() == SERVICES
    after = dupelint("--output-format", "json")
    assert json.loads(before.out)["findings"] == json.loads(after.out)["findings"] != []


def test_what_is_found_in_the_example(dupelint: Dupelint, example: Path) -> None:
    run = dupelint("init", str(example))
    assert run == Run(0, f"wrote {example / 'dupelint.toml'}\n", "")
    written = tomllib.loads((example / "dupelint.toml").read_text())
    assert written["internal-ports"] == [3300]
    assert dupelint(str(example)).code == 1


def test_the_preset(dupelint: Dupelint, example: Path) -> None:
    assert dupelint("init", str(example), "--preset", "whatsapp-bridge").code == 0
    written = tomllib.loads((example / "dupelint.toml").read_text())
    contract = written.pop("contract")
    assert [(one["method"], one["path"]) for one in contract] == [
        ("POST", "/api/whatsapp/start"),
        ("GET", "/api/whatsapp/status"),
        ("GET", "/api/whatsapp/qr"),
    ]
    assert written == {
        "canonical": ["services/whatsapp/baileys_service.js", "**/routes_whatsapp.py"],
        "internal-ports": [3300],
        "legacy-ports": {"3001": 3300, "3310": 3300},
        "json-guard": "status-200",
        "settings": {
            "BAILEYS_PORT": "3300",
            "BAILEYS_BASE_URL": "http://127.0.0.1:3300",
            "FLASK_BASE_URL": "http://127.0.0.1:5000",
            "required": ["INTERNAL_SECRET", "BAILEYS_PORT", "BAILEYS_BASE_URL", "FLASK_BASE_URL"],
        },
        "go": {"parameters": {"tenantId": "default"}},
        "lint": {},
    }
    own = tomllib.loads((EXAMPLE / "dupelint.toml").read_text())
    assert own.pop("contract") == contract
    files = {key: own[key] for key in ("canonical", "client-canonical")}  # the project's own
    assert {**written, **own} == {**written, **files}
    ours = json.loads(dupelint(str(example), "--output-format", "json").out)
    text = (EXAMPLE / "dupelint.toml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("client-canonical")]
    (example / "dupelint.toml").write_text("\n".join(lines))
    theirs = json.loads(dupelint(str(example), "--output-format", "json").out)
    assert ours["findings"] == theirs["findings"]


@pytest.mark.parametrize("name", ["dupelint.toml", ".dupelint.toml", "pyproject.toml"])
def test_nothing_is_overwritten(dupelint: Dupelint, tmp_path: Path, name: str) -> None:
    text = "[tool.dupelint]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(text)
    there = sorted(tmp_path.iterdir())
    assert dupelint("init") == Run(
        2,
        "",
        f"error: there is a configuration already: {tmp_path / name}\n"
        "help: edit it: `dupelint config` lists the keys, `dupelint config --show` what is in"
        " force\n",
    )
    assert sorted(tmp_path.iterdir()) == there
    assert (tmp_path / name).read_text() == text


def test_a_pyproject_of_others_stays(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert dupelint("init").code == 0
    assert (tmp_path / "dupelint.toml").read_text() == NOTHING


def test_mistakes(dupelint: Dupelint, tmp_path: Path) -> None:
    assert dupelint("init", "nowhere") == Run(
        2, "", "error: no such folder: nowhere\nhelp: name the folder of the project\n"
    )
    assert dupelint("init", "--preset", "whatsap").code == 2
    assert list(tmp_path.iterdir()) == []


def test_listeners_on_ports_of_their_own(dupelint: Dupelint, tmp_path: Path) -> None:
    """Nothing has to be decided, so `canonical` stays a suggestion: in force it would speak of
    the second one."""
    (tmp_path / "package.json").write_text('{"scripts": {"start": "node main.js"}}')
    (tmp_path / "metrics.js").write_text(SERVER.format(port=9100))
    (tmp_path / "main.js").write_text("require('./metrics.js');\n" + SERVER.format(port=4000))
    assert dupelint("init", ".").code == 0
    lines = (tmp_path / "dupelint.toml").read_text().splitlines()
    assert lines[3:10] == [
        "# The services that were found:",
        "#   main.js :4000 :9100",
        "#     app.listen(9100) in metrics.js",
        "#     app.listen(4000) in main.js",
        "",
        "# Where two places do one job, the one in a file that matches stays in force.",
        '# canonical = ["/metrics.js"]',
    ]
    assert dupelint().code == 0


def test_the_prefix_of_the_browsers_requests(dupelint: Dupelint, tmp_path: Path) -> None:
    """What most of them begin with, where a route answers it."""
    (tmp_path / "app.py").write_text(
        "from flask import Flask\n\napp = Flask(__name__)\n\n\n"
        "@app.get('/api/items')\ndef items():\n    return []\n"
    )
    (tmp_path / "page.tsx").write_text(
        "export const Page = () => <button onClick={() => fetch('/api/items')}>x</button>;\n"
    )
    assert dupelint("init", ".").code == 0
    prefix = "# The browser's requests to the server begin with /api/."
    assert prefix in (tmp_path / "dupelint.toml").read_text().splitlines()
