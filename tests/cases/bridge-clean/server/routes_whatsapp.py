import os

import requests
from flask import Blueprint, jsonify

whatsapp_bp = Blueprint("whatsapp", __name__, url_prefix="/api/whatsapp")
BASE = os.environ.get("BAILEYS_BASE_URL", "http://127.0.0.1:3300")


@whatsapp_bp.get("/status")
def status():
    answer = requests.get(f"{BASE}/whatsapp/default/status", timeout=10)
    return jsonify(answer.json())


@whatsapp_bp.get("/qr")
def qr():
    answer = requests.get(f"{BASE}/whatsapp/default/qr", timeout=10)
    return answer.json().get("dataUrl") or ""
