"""`dupelint go` on the running example: GO where all is well, the broken wire where it is not."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from .checklist import scan
from .faults import NO_CONTENT, OTHER_SECRET, UNCAUGHT, WRONG_KEY, Fault
from .running import SECRET, App, call, environment, eventually, server_alone, under_honcho


class Said(NamedTuple):
    """What a run printed, and its exit code."""

    code: int
    lines: list[str]  # of the table, without the curl lines
    err: str


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project, to be changed."""
    copy = tmp_path / "project"
    shutil.copytree(built, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to((built / "node_modules").resolve())
    return copy


def go(project: Path, app: App, folder: Path, *options: str, **settings: str) -> Said:
    ports = [int(url.rpartition(":")[2]) for url in (app.web, app.bridge)]
    config = project / "dupelint.toml"
    agreed = config.read_text().replace('"3300"', f'"{ports[1]}"')
    agreed = agreed.replace("127.0.0.1:3300", f"127.0.0.1:{ports[1]}")
    config.write_text(agreed.replace("127.0.0.1:5000", f"127.0.0.1:{ports[0]}"))
    env = environment(*ports, folder) | {"NO_COLOR": "1"} | settings
    done = subprocess.run(
        [sys.executable, "-m", "dupelint", "go", str(project), "--settle", "3", *options],
        env=env | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    text = done.stdout.replace(app.web, "WEB").replace(app.bridge, "BRIDGE")
    assert SECRET not in done.stdout + done.stderr
    lines = [line for line in text.splitlines() if "  curl -i" not in line]
    return Said(done.returncode, lines, done.stderr)


GO_BEFORE = [
    "GO       environment",
    f"         4 variables set, INTERNAL_SECRET has {len(SECRET)} characters",
    "GO       GET BRIDGE/healthz",
    "         ok",
    "GO       POST WEB/api/whatsapp/start",
    "         ok: true",
    "GO       GET WEB/api/whatsapp/status",
    "         connected: false, hasQR: true",
    "GO       GET WEB/api/whatsapp/qr",
]


def test_go_before_the_scan_and_after_it(project: Path, tmp_path: Path) -> None:
    with under_honcho(project, tmp_path) as app:
        report = tmp_path / "report.md"
        phone = threading.Thread(target=_phone, args=(app,))
        phone.start()
        options = ("--wait-scan", "30", "--log", str(app.log), "--report", str(report))
        said = go(project, app, tmp_path, *options)
        phone.join()
    before, after = said.lines[:9], said.lines[10:]
    assert before == GO_BEFORE
    assert said.lines[9].startswith('         dataUrl: "data:image/png;base64,…" (')
    assert after == [
        "GO       the phone is connected",
        "GO       GET WEB/api/whatsapp/status",
        '         connected: true, hasQR: false, pushName: "Ada"',
        "GO       GET WEB/api/whatsapp/qr",
        "         dataUrl: null",
        "GO       first message in the log",
        "         "
        + next(line for line in app.log.read_text().splitlines() if "[message]" in line),
        "",
        "GO: all 9 steps hold",
    ]
    assert said.code == 0
    assert said.err == (
        f"Scan the QR code now: waiting 30 s for the connection …\nwrote {report}\n"
    )
    written = report.read_text()
    assert SECRET not in written
    assert "iVBOR" not in written  # how every PNG begins in base64
    assert "connection=open qr=false" in written.partition("## Updates of the connection")[2]


def _phone(app: App) -> None:
    """Scans once there is a QR code, then gets a message."""
    eventually(lambda: call("GET", f"{app.web}/api/whatsapp/status").json["hasQR"], "a QR", 20)
    time.sleep(4)  # the steps before the scan come first
    scan(app)
    time.sleep(1)
    app.bridge_call("POST", "/whatsapp/default/simulate/message")


def test_without_a_scan_the_hand_checks_are_told(project: Path, tmp_path: Path) -> None:
    with under_honcho(project, tmp_path) as app:
        said = go(project, app, tmp_path, "--wait-scan", "1")
    assert said.code == 1
    assert said.lines[10:18] == [
        "NO-GO    the phone is connected",
        "         not within 1 s",
        "not run  GET WEB/api/whatsapp/status",
        "not run  GET WEB/api/whatsapp/qr",
        "",
        "NO-GO: 1 of 8 steps, 2 not run",
        "",
        "The phone does not pair. Check by hand:",
    ]


def test_bridge_down(project: Path, tmp_path: Path) -> None:
    with server_alone(project, tmp_path, 9) as app:
        said = go(project, app, tmp_path)
    assert said == Said(
        1,
        [
            "NO-GO    environment",
            "         nothing answers on port 9, which BAILEYS_BASE_URL names",
            "not run  GET BRIDGE/healthz",
            "not run  POST WEB/api/whatsapp/start",
            "not run  GET WEB/api/whatsapp/status",
            "not run  GET WEB/api/whatsapp/qr",
            "",
            "NO-GO: 1 of 5 steps, 4 not run",
        ],
        "",
    )


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(
            NO_CONTENT,
            [
                "NO-GO    GET WEB/api/whatsapp/qr",
                "         the status is 502, not 200",
                "         broken: bridge: it answers 204 to GET /whatsapp/:tenantId/qr,"
                " not 200, 404",
            ],
            id="QR answers 204",
        ),
        pytest.param(
            UNCAUGHT,
            [
                "NO-GO    GET WEB/api/whatsapp/status",
                "         the status is 500, not 200",
                "         broken: server → bridge: the bridge answers 200 here,"
                " the server's own request fails: its base URL or its INTERNAL_SECRET is another",
                "not run  GET WEB/api/whatsapp/qr",
            ],
            id="HTML error page",
        ),
        pytest.param(
            WRONG_KEY,
            [
                "NO-GO    GET WEB/api/whatsapp/qr",
                "         'dataUrl' is null, not data:image/png;base64,*",
                "         broken: server → bridge: the bridge's answer has no 'dataUrl',"
                " it holds qr",
            ],
            id="wrong key",
        ),
        pytest.param(
            OTHER_SECRET,
            [
                "NO-GO    POST WEB/api/whatsapp/start",
                "         the status is 502, not 200",
                "         broken: server → bridge: the bridge answers 200 here,"
                " the server's own request fails: its base URL or its INTERNAL_SECRET is another",
                "not run  GET WEB/api/whatsapp/status",
                "not run  GET WEB/api/whatsapp/qr",
            ],
            id="wrong secret",
        ),
    ],
)
def test_a_fault_is_named(fault: Fault, told: list[str], project: Path, tmp_path: Path) -> None:
    path, change = fault
    text = (project / path).read_text()
    assert change(text) != text
    (project / path).write_text(change(text))
    with under_honcho(project, tmp_path) as app:
        said = go(project, app, tmp_path)
    first = next(index for index, line in enumerate(said.lines) if line.startswith("NO-GO"))
    assert said.lines[first:-2] == told
    assert said.code == 1


def test_a_secret_that_differs_between_environment_and_file(project: Path, tmp_path: Path) -> None:
    other = "another-secret-that-is-long-enough"
    (project / ".env").write_text(f"INTERNAL_SECRET={other}\n")
    nowhere = App("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "no.log")
    said = go(project, nowhere, tmp_path)
    assert said.lines[:2] == [
        "NO-GO    environment",
        "         INTERNAL_SECRET differs between the environment and .env",
    ]
    assert other not in json.dumps(said)
