"""The inbox as the page shows it."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from server.bridge import call_bridge
from server.inbox import INBOX
from server.settings import TENANT_ID

messages_bp = Blueprint("messages", __name__, url_prefix="/api")


@messages_bp.get("/csrf")
def csrf_token() -> ResponseReturnValue:
    """The token that a write outside /api/whatsapp sends as X-CSRFToken."""
    return jsonify({"token": generate_csrf()})


@messages_bp.get("/messages")
def list_messages() -> ResponseReturnValue:
    """All messages in the inbox, oldest first."""
    return jsonify({"messages": [message._asdict() for message in INBOX]})


@messages_bp.delete("/messages")
def clear_messages() -> ResponseReturnValue:
    """Empty the inbox."""
    INBOX.clear()
    return jsonify({"ok": True})


@messages_bp.get("/whatsapp/status")
def inbox_status() -> ResponseReturnValue:
    """The line above the inbox: whether new messages can arrive."""
    answer = call_bridge("GET", f"/whatsapp/{TENANT_ID}/status")
    return jsonify({"online": answer.body.get("connected", False), "unread": len(INBOX)})
