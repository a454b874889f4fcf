import os

import requests
from flask import Blueprint, jsonify

whatsapp_bp = Blueprint("whatsapp", __name__, url_prefix="/api/whatsapp")
BASE = os.environ.get("BAILEYS_BASE_URL", "http://127.0.0.1:3300")
ACCOUNT = os.environ.get("ACCOUNT", "default")


def ask(path):
    try:
        answer = requests.get(f"{BASE}/whatsapp/{ACCOUNT}/{path}", timeout=10)
        return answer.json() if answer.status_code == 200 else {}
    except (requests.RequestException, ValueError):
        return {}


@whatsapp_bp.get("/status")
def status():
    return jsonify(ask("status"))


@whatsapp_bp.get("/qr")
def qr():
    return jsonify(ask("qr").get("dataUrl"))
