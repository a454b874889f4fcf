"""The QR code, read straight from the bridge."""

import requests
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from server.settings import BAILEYS_BASE_URL, INTERNAL_SECRET, TENANT_ID

qr_bp = Blueprint("whatsapp_qr", __name__)
HEADERS = {"X-Internal-Secret": INTERNAL_SECRET}


@qr_bp.post("/whatsapp/start")
def start_pairing() -> ResponseReturnValue:
    """Begin pairing."""
    url = f"{BAILEYS_BASE_URL}/whatsapp/{TENANT_ID}/start"
    requests.post(url, headers=HEADERS, timeout=10)
    return jsonify({"started": True})


@qr_bp.get("/whatsapp/qr")
def latest_qr() -> ResponseReturnValue:
    """The latest QR code."""
    url = f"{BAILEYS_BASE_URL}/whatsapp/{TENANT_ID}/qr"
    response = requests.get(url, headers=HEADERS)
    if response.status_code == 404:
        return "", 204
    return jsonify({"qr": response.json()["dataUrl"]})
