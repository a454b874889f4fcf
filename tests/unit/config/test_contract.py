from __future__ import annotations

from pathlib import Path

import pytest

from dupelint.config import load
from dupelint.config.reference import settings
from dupelint.model.config import Go
from dupelint.model.contract import Endpoint, Upstream
from dupelint.model.errors import ConfigError

WHOLE = """\
[go]
server = "http://127.0.0.1:8000"
bridge = "http://127.0.0.1:${BRIDGE_PORT}"
health = ["http://127.0.0.1:8000/healthz"]
parameters = { tenantId = "default" }
message = "incoming"

[[contract]]
method = "GET"
path = "/api/whatsapp/qr"
status = 201
body = { dataUrl = "data:image/png;base64,* | null", "pushName?" = "string" }
upstream = { path = "/whatsapp/:tenantId/qr", status = [200, 404] }
credentials = "include"
before = { dataUrl = "data:*" }
after = { dataUrl = "null" }

[[contract]]
method = "POST"
path = "/api/whatsapp/start"
upstream = { path = "/whatsapp/:tenantId/start" }
"""


def config_of(folder: Path, text: str) -> Path:
    (folder / "dupelint.toml").write_text(text)
    return folder


def test_tables_are_read_with_their_defaults(tmp_path: Path) -> None:
    config = load(config_of(tmp_path, WHOLE))
    assert config.go == Go(
        server="http://127.0.0.1:8000",
        bridge="http://127.0.0.1:${BRIDGE_PORT}",
        health=("http://127.0.0.1:8000/healthz",),
        parameters={"tenantId": "default"},
        message="incoming",
    )
    assert config.contract == (
        Endpoint(
            method="GET",
            path="/api/whatsapp/qr",
            status=201,
            body={"dataUrl": "data:image/png;base64,* | null", "pushName?": "string"},
            upstream=Upstream("/whatsapp/:tenantId/qr", (200, 404)),
            credentials="include",
            before={"dataUrl": "data:*"},
            after={"dataUrl": "null"},
        ),
        Endpoint("POST", "/api/whatsapp/start", upstream=Upstream("/whatsapp/:tenantId/start")),
    )
    assert {
        key: origin for key, origin in config.origin.items() if key != "contract"
    } == dict.fromkeys(
        ("go", "go.server", "go.bridge", "go.health", "go.parameters", "go.message"),
        "dupelint.toml",
    )


def test_values_in_force_leave_out_what_the_file_leaves_out(tmp_path: Path) -> None:
    config = load(config_of(tmp_path, WHOLE))
    shown = {one.name: one.value for one in settings(config)}
    assert shown["go.health"] == ["http://127.0.0.1:8000/healthz"]
    assert shown["contract"][1] == {
        "method": "POST",
        "path": "/api/whatsapp/start",
        "status": 200,
        "upstream": {"path": "/whatsapp/:tenantId/start", "status": [200]},
    }


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\nbody = { ok = "boolean" }\n',
            "dupelint.toml:4: `contract.body`: 'boolean' is no type here: write 'bool'",
            "",
        ),
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\nbody = { ok = "bool |" }\n',
            "dupelint.toml:4: `contract.body`: 'bool |' has an empty alternative",
            "",
        ),
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\nbody = { ok = "bool" }\n'
            "before = { fine = true }\n",
            "dupelint.toml:5: `contract.before`: the body of GET /a has no key `fine`",
            "known are ok",
        ),
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\n\n'
            '[[contract]]\nmethod = "GET"\npath = "/a"\n',
            "dupelint.toml:7: `GET /a` is declared twice",
            "one table says all there is to say of an endpoint",
        ),
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\nstatuses = [200]\n',
            "dupelint.toml:4: unknown key `statuses`",
            "did you mean `status`?",
        ),
        (
            '[[contract]]\nmethod = "GET"\npath = "/a"\nupstream = { route = "/b" }\n',
            "dupelint.toml:4: unknown key `route`",
            "known are path, status",
        ),
        (
            "[go]\nsever = 'http://localhost'\n",
            "dupelint.toml:2: unknown key `sever`",
            "did you mean `server`?",
        ),
        (
            "[go]\nmessage = '('\n",
            "dupelint.toml:2: `go.message`: no regular expression: "
            "missing ), unterminated subpattern at position 0",
            "",
        ),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line(tmp_path: Path, text: str, message: str, advice: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(config_of(tmp_path, text))
    assert (caught.value.message, caught.value.advice) == (message, advice)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('method = "FETCH"\npath = "/a"', "2: `contract[0].method`: invalid enum value 'FETCH'"),
        ('method = "GET"\npath = "a"', "3: `contract[0].path`: not a path"),
        ('path = "/a"', "1: `contract[0]`: object missing required field `method`"),
    ],
)
def test_a_wrong_value_names_its_line(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(config_of(tmp_path, f"[[contract]]\n{table}\n"))
    assert caught.value.message == f"dupelint.toml:{message}"
