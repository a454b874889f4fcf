"""The GO checklist: what the running app answers before and after the phone is paired."""

import base64
import time

from .running import Answer, App, call, eventually


def api(app: App, method: str, name: str) -> Answer:
    """What the browser gets from the WhatsApp API."""
    return call(method, f"{app.web}/api/whatsapp/{name}")


def start_until_qr(app: App) -> None:
    """Start pairing and wait for the QR code."""
    assert api(app, "POST", "start").json == {"ok": True}
    eventually(lambda: api(app, "GET", "status").json["hasQR"], "a QR code", 10)


def scan(app: App) -> None:
    """Do what the phone would do, and wait for the connection."""
    answer = app.bridge_call("POST", "/whatsapp/default/simulate/scan")
    assert (answer.status, answer.json) == (200, {"ok": True})
    eventually(lambda: api(app, "GET", "status").json["connected"], "the connection", 10)


def go_checklist(app: App) -> None:
    """The GO checklist, from the sign of life to the first message."""
    assert call("GET", f"{app.bridge}/healthz")[::2] == (200, "ok")

    assert api(app, "GET", "qr").json == {"dataUrl": None}
    started = api(app, "POST", "start")
    assert (started.status, started.json) == (200, {"ok": True})
    start_until_qr(app)

    before = api(app, "GET", "status")
    assert (before.status, before.json) == (200, {"connected": False, "hasQR": True})
    qr = api(app, "GET", "qr")
    assert qr.status == 200
    assert set(qr.json) == {"dataUrl"}
    kind, _, picture = qr.json["dataUrl"].partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(picture).startswith(b"\x89PNG")

    scan(app)
    for _ in range(5):
        after = api(app, "GET", "status")
        assert after.status == 200
        assert after.json == {"connected": True, "hasQR": False, "pushName": "Ada"}
        time.sleep(0.2)
    gone = api(app, "GET", "qr")
    assert (gone.status, gone.json) == (200, {"dataUrl": None})

    app.bridge_call("POST", "/whatsapp/default/simulate/message")
    inbox = f"{app.web}/api/messages"
    eventually(lambda: bool(call("GET", inbox).json["messages"]), "the first message", 10)
    assert call("GET", inbox).json == {
        "messages": [{"sender": "15550101@s.whatsapp.net", "text": "hello", "channel": "whatsapp"}]
    }
    assert [
        line.partition("[update] ")[2] for line in app.log.read_text().splitlines() if "[up" in line
    ] == [
        "default connection=connecting qr=false reason=undefined",
        "default connection=undefined qr=true reason=undefined",
        "default connection=close qr=false reason=515",
        "default connection=connecting qr=false reason=undefined",
        "default connection=open qr=false reason=undefined",
    ]
