"""The first WhatsApp routes, from before the bridge was a service of its own."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

whatsapp_old_bp = Blueprint("whatsapp_old", __name__, url_prefix="/api/whatsapp")


@whatsapp_old_bp.get("/status")
def old_status() -> ResponseReturnValue:
    """The state of the connection."""
    return jsonify({"connected": False, "hasQR": False})
