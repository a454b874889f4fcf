"""The WhatsApp API that the browser calls."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from server.bridge import UNREACHABLE, call_bridge
from server.settings import TENANT_ID

whatsapp_bp = Blueprint("whatsapp", __name__, url_prefix="/api/whatsapp")


@whatsapp_bp.post("/start")
def start() -> ResponseReturnValue:
    """Begin pairing; the QR code follows on /qr."""
    answer = call_bridge("POST", f"/whatsapp/{TENANT_ID}/start")
    if answer.status != 200:
        return jsonify(UNREACHABLE.body), UNREACHABLE.status
    return jsonify({"ok": True})


@whatsapp_bp.get("/status")
def status() -> ResponseReturnValue:
    """Whether the phone is paired, and whether a QR code waits to be scanned."""
    answer = call_bridge("GET", f"/whatsapp/{TENANT_ID}/status")
    if answer.status != 200:
        return jsonify(UNREACHABLE.body), UNREACHABLE.status
    state: dict[str, object] = {
        "connected": bool(answer.body.get("connected")),
        "hasQR": bool(answer.body.get("hasQR")),
    }
    if answer.body.get("pushName"):
        state["pushName"] = answer.body["pushName"]
    return jsonify(state)


@whatsapp_bp.get("/qr")
def qr() -> ResponseReturnValue:
    """The QR code as a data URL, null when there is none."""
    answer = call_bridge("GET", f"/whatsapp/{TENANT_ID}/qr")
    if answer.status == 404 and answer.body.get("error") == "no_qr":
        return jsonify({"dataUrl": None})
    if answer.status != 200:
        return jsonify(UNREACHABLE.body), UNREACHABLE.status
    return jsonify({"dataUrl": answer.body.get("dataUrl")})
