"""What machines post to this server."""

from collections.abc import Callable
from functools import wraps

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from server.inbox import INBOX, Message
from server.settings import INTERNAL_SECRET, TWILIO_AUTH_TOKEN
from server.signatures import is_from_twilio, is_internal

webhooks_bp = Blueprint("webhooks", __name__, url_prefix="/webhook")
DELIVERIES: dict[str, str] = {}


def internal_only(view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Let only the bridge in."""

    @wraps(view)
    def checked() -> ResponseReturnValue:
        if not is_internal(request.headers.get("X-Internal-Secret"), INTERNAL_SECRET):
            return jsonify({"error": "unauthorized"}), 401
        return view()

    return checked


@webhooks_bp.post("/baileys")
def baileys() -> ResponseReturnValue:
    """Messages that the bridge received from WhatsApp."""
    if not is_internal(request.headers.get("X-Internal-Secret"), INTERNAL_SECRET):
        return jsonify({"error": "unauthorized"}), 401
    body = request.get_json()
    for message in body["messages"]:
        INBOX.append(Message(message["from"], message["text"], "whatsapp"))
    return jsonify({"ok": True})


@webhooks_bp.post("/twilio")
def twilio() -> ResponseReturnValue:
    """Messages that Twilio received by SMS."""
    signature = request.headers.get("X-Twilio-Signature")
    if not is_from_twilio(signature, TWILIO_AUTH_TOKEN, request.url, request.form.to_dict()):
        return jsonify({"error": "bad_signature"}), 403
    INBOX.append(Message(request.form["From"], request.form["Body"], "sms"))
    return Response("<Response/>", mimetype="text/xml")


@internal_only
@webhooks_bp.post("/baileys/status")
def baileys_status() -> ResponseReturnValue:
    """Delivery receipts that the bridge received."""
    body = request.get_json()
    DELIVERIES[body["id"]] = body["status"]
    return jsonify({"ok": True})


@webhooks_bp.post("/twilio/status")
def twilio_status() -> ResponseReturnValue:
    """Delivery receipts for the SMS that we sent."""
    DELIVERIES[request.form["MessageSid"]] = request.form["MessageStatus"]
    return Response("<Response/>", mimetype="text/xml")
