"""The fixed example, started by its Procfile, answers what the contract says."""

import base64
import hashlib
import hmac
import re
import socket
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .checklist import api, go_checklist, scan, start_until_qr
from .running import (
    SECRET,
    TWILIO_TOKEN,
    App,
    bridge_alone,
    call,
    free_ports,
    server_alone,
    under_honcho,
)

UNREACHABLE = {"error": "bridge_unreachable"}


@pytest.fixture(scope="module")
def app(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app for the tests that do not pair."""
    with under_honcho(built, tmp_path_factory.mktemp("app")) as running:
        yield running


@pytest.fixture
def fresh_app(built: Path, tmp_path: Path) -> Iterator[App]:
    """An app that has never been paired."""
    with under_honcho(built, tmp_path) as running:
        yield running


def test_page_and_its_script_are_served(app: App) -> None:
    page = call("GET", f"{app.web}/")
    assert page.status == 200
    assert page.content_type.startswith("text/html")
    script = re.search(r'src="(/assets/[^"]+\.js)"', page.text)
    assert script is not None
    asset = call("GET", f"{app.web}{script[1]}")
    assert asset.status == 200
    assert "/api/whatsapp/status" in asset.text


@pytest.mark.parametrize("part", ["web", "bridge"])
def test_healthz(app: App, part: str) -> None:
    answer = call("GET", f"{getattr(app, part)}/healthz")
    assert (answer.status, answer.text) == (200, "ok")


def test_go_checklist(fresh_app: App) -> None:
    go_checklist(fresh_app)


def test_logged_out_bridge_does_not_reconnect(fresh_app: App) -> None:
    start_until_qr(fresh_app)
    scan(fresh_app)
    fresh_app.bridge_call("POST", "/whatsapp/default/simulate/logout")
    off = {"connected": False, "hasQR": False}
    for _ in range(5):
        assert api(fresh_app, "GET", "status").json == off
        time.sleep(0.2)
    assert "reason=401" in fresh_app.log.read_text()
    # Asked to, it tries again, and the revoked credentials are still refused.
    assert api(fresh_app, "POST", "start").json == {"ok": True}
    time.sleep(0.5)
    assert api(fresh_app, "GET", "status").json == off


@pytest.mark.parametrize("secret", [None, "", "wrong"])
def test_bridge_answers_nobody_without_the_secret(app: App, secret: str | None) -> None:
    answer = app.bridge_call("GET", "/whatsapp/default/status", secret)
    assert (answer.status, answer.json) == (401, {"error": "unauthorized"})
    posted = call("POST", f"{app.web}/webhook/baileys", {"X-Internal-Secret": secret or ""})
    assert (posted.status, posted.json) == (401, {"error": "unauthorized"})


@pytest.mark.parametrize("configured", [None, ""])
def test_unset_secret_equals_nothing(built: Path, tmp_path: Path, configured: str | None) -> None:
    with bridge_alone(built, tmp_path, configured) as app:
        for sent in (None, "", "undefined"):
            assert app.bridge_call("GET", "/whatsapp/default/status", sent).status == 401


def test_bridge_refuses_a_tenant_that_is_no_folder_name(app: App) -> None:
    answer = app.bridge_call("GET", "/whatsapp/..%2F..%2Fetc/status")
    assert (answer.status, answer.json) == (400, {"error": "bad_tenant"})


def test_bridge_answers_json_where_nothing_is(app: App) -> None:
    answer = app.bridge_call("GET", "/nothing")
    assert (answer.status, answer.json) == (404, {"error": "not_found"})


def all_answers(app: App) -> list[tuple[int, object]]:
    """The three answers of the WhatsApp API, asked for at the same time."""
    calls = [("POST", "start"), ("GET", "status"), ("GET", "qr")]
    with ThreadPoolExecutor(len(calls)) as pool:
        answers = pool.map(lambda each: api(app, *each), calls)
        return [(answer.status, answer.json) for answer in answers]


def test_bridge_that_is_down_gives_json(built: Path, tmp_path: Path) -> None:
    (nobody,) = free_ports(1)
    with server_alone(built, tmp_path, nobody) as app:
        assert all_answers(app) == [(502, UNREACHABLE)] * 3


def test_bridge_that_never_answers_gives_json(built: Path, tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        server_alone(built, tmp_path, silent.getsockname()[1]) as app,
    ):
        assert all_answers(app) == [(502, UNREACHABLE)] * 3


def test_csrf_guards_what_no_machine_calls(app: App) -> None:
    inbox = f"{app.web}/api/messages"
    refused = call("DELETE", inbox)
    assert (refused.status, refused.json) == (400, {"error": "Bad Request"})

    token = call("GET", f"{app.web}/api/csrf")
    headers = {"Cookie": token.cookie, "X-CSRFToken": token.json["token"]}
    allowed = call("DELETE", inbox, headers)
    assert (allowed.status, allowed.json) == (200, {"ok": True})


def test_twilio_webhook_believes_only_twilio(app: App) -> None:
    url = f"{app.web}/webhook/twilio"
    form = {"From": "+15550102", "Body": "hi there"}
    signed = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(TWILIO_TOKEN.encode(), signed.encode(), hashlib.sha1).digest()
    body = urllib.parse.urlencode(form).encode()

    unsigned = call("POST", url, body=body)
    assert (unsigned.status, unsigned.json) == (403, {"error": "bad_signature"})
    forged = call("POST", url, {"X-Twilio-Signature": SECRET}, body)
    assert forged.status == 403
    true = call("POST", url, {"X-Twilio-Signature": base64.b64encode(digest).decode()}, body)
    assert (true.status, true.text) == (200, "<Response/>")
