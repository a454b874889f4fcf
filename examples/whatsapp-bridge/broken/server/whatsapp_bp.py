"""The WhatsApp API as one blueprint."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from server.bridge import call_bridge
from server.settings import TENANT_ID

whatsapp_bp = Blueprint("whatsapp", __name__, url_prefix="/api/whatsapp")


@whatsapp_bp.get("/status")
def get_status() -> ResponseReturnValue:
    """The state of the connection."""
    return jsonify(call_bridge("GET", f"/whatsapp/{TENANT_ID}/status").body)


@whatsapp_bp.get("/qr")
def get_qr() -> ResponseReturnValue:
    """The QR code."""
    return jsonify(call_bridge("GET", f"/whatsapp/{TENANT_ID}/qr").body)
