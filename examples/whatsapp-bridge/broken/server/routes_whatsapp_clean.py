"""The WhatsApp API, written anew without the old special cases."""

import os

import requests
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

bp = Blueprint("whatsapp_clean", __name__)
BRIDGE = os.getenv("BAILEYS_BASE_URL", "http://localhost:3001")


@bp.post("/start")
def start_clean() -> ResponseReturnValue:
    """Begin pairing."""
    tenant = os.environ["WHATSAPP_TENANT"]
    response = requests.post(f"{BRIDGE}/whatsapp/{tenant}/start", timeout=10)
    return jsonify(response.json()), response.status_code


@bp.get("/status")
def status_clean() -> ResponseReturnValue:
    """The state of the connection."""
    response = requests.get(f"{BRIDGE}/whatsapp/default/status", timeout=10)
    return jsonify(response.json())


@bp.get("/state", endpoint="status_clean")
def state_clean() -> ResponseReturnValue:
    """The state of the connection, for the first version of the page."""
    response = requests.get(f"{BRIDGE}/whatsapp/default/status", timeout=10)
    return jsonify({"state": "open" if response.json()["connected"] else "close"})


@bp.get("/qr")
def qr_clean() -> ResponseReturnValue:
    """The QR code."""
    response = requests.get(f"{BRIDGE}/whatsapp/default/qr", timeout=10)
    return jsonify(response.json()), response.status_code
