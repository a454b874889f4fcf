"""In a real browser: what the broken page throws, and what it does after the fixes."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.map.chromium import Page, browser

from .bridge_stand_in import QR, bridge_stand_in
from .checklist import start_until_qr
from .repairing import build, copy_of_broken, dupelint, repair
from .running import eventually, server_alone, under_honcho

PATIENCE = 60  # seconds
ALERTS = "[...document.querySelectorAll('[role=alert]')].map((one) => one.textContent)"
PICTURES = "[...document.querySelectorAll('img[alt=\"QR code\"]')].map((one) => one.src)"
CONNECT = 'a[href="/whatsapp"]'
REFRESH = "main > button:last-of-type"
PNG = re.compile("data:image/png;base64,.")
NO_JSON = "Unexpected end of JSON input"


def open_connect_page(page: Page, url: str) -> None:
    """Load the app, and go to the page that pairs a phone."""
    page.visit(url)
    eventually(lambda: page.js(f"!!document.querySelector('{CONNECT}')"), "the app", PATIENCE)
    page.click(CONNECT)
    eventually(lambda: page.js("!!document.querySelector('h1')"), "the page", PATIENCE)


def shows(page: Page, expression: str, expected: Callable[[Any], object]) -> None:
    """Wait until the page shows what is expected."""
    try:
        eventually(lambda: bool(expected(page.js(expression))), expression, PATIENCE)
    except AssertionError as error:
        error.add_note(f"the page: {page.js('document.body.innerText')}")
        error.add_note(f"it asked for {page.requests()[-5:]}, and said {page.complaints()[-5:]}")
        raise


def test_a_204_from_the_bridge(built: Path, tmp_path: Path) -> None:
    """The same server and bridge for the client as it was, and for the one with all fixes."""
    before = copy_of_broken(tmp_path / "before")
    build(before, built)
    after = repair(copy_of_broken(tmp_path / "after"))
    shutil.copytree(before / "client" / "dist", after / "client" / "dist")
    with (
        bridge_stand_in() as bridge,
        server_alone(after, tmp_path, bridge.port) as app,
        # The client as it was asks the bridge itself, at the port that is written in it.
        browser(f"--host-resolver-rules=MAP localhost:3300 127.0.0.1:{bridge.port}") as page,
    ):
        open_connect_page(page, app.web)
        shows(page, ALERTS, lambda alerts: len(alerts) == 1 and alerts[0].endswith(NO_JSON))

        build(after, built)
        open_connect_page(page, app.web)
        shows(page, ALERTS, lambda alerts: alerts == ["Error: HTTP 502"])
        assert page.js(PICTURES) == []

        page.js("window.neverReloaded = true")
        asked_before = len(page.requests())
        bridge.has_qr = True
        shows(page, PICTURES, lambda pictures: pictures == [QR])
        assert page.js(ALERTS) == []
        assert page.js("window.neverReloaded") is True
        assert page.exceptions() == []
        asked = {url for url in page.requests()[asked_before:] if not url.startswith("data:")}
        assert asked == {f"{app.web}/api/whatsapp/{name}" for name in ("qr", "status")}


def test_a_204_from_the_server(built: Path, tmp_path: Path) -> None:
    """With the real bridge, once Flask starts: an uncaught error, and none after all fixes."""
    project = copy_of_broken(tmp_path / "app")
    # Else neither process starts.
    starts = dupelint("--fix", "--unsafe-fixes", "--select", "DUP101,DUP201", folder=project)
    assert starts.returncode == 0, starts
    build(project, built)
    with under_honcho(project, tmp_path) as app, browser() as page:
        open_connect_page(page, app.web)
        page.click(REFRESH)
        shows(page, "1", lambda _: page.exceptions() != [])
        assert [NO_JSON in error for error in page.exceptions()] == [True]

    build(repair(project), built)
    with under_honcho(project, tmp_path) as app, browser() as page:
        open_connect_page(page, app.web)
        page.click(REFRESH)
        shows(page, PICTURES, lambda pictures: pictures == [""])
        start_until_qr(app)
        # The panel asks by itself; the picture of the button is from before.
        shows(page, PICTURES, lambda pictures: len(pictures) == 2 and PNG.match(pictures[0]))
        assert page.exceptions() == []
