import os

import requests
from flask import Blueprint, jsonify

whatsapp_bp = Blueprint("whatsapp", __name__, url_prefix="/api/whatsapp")
BASE = os.environ.get("BAILEYS_BASE_URL", "http://127.0.0.1:3310")


@whatsapp_bp.get("/status")
def status():
    answer = requests.get(f"{BASE}/whatsapp/default/status", timeout=10)
    return jsonify(answer.json())
