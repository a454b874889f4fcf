"""What the server reads from its environment."""

import os
import secrets
from pathlib import Path

BAILEYS_BASE_URL = os.environ.get("BAILEYS_BASE_URL", "http://127.0.0.1:3310")
INTERNAL_SECRET = os.environ.get("INTERNAL_SECRET", "internal-secret")
TWILIO_AUTH_TOKEN = os.environ.get("TWILIO_AUTH_TOKEN")
FLASK_SECRET_KEY = os.environ.get("FLASK_SECRET_KEY") or secrets.token_urlsafe(32)

# The bridge keeps one WhatsApp account per tenant; this app has one.
TENANT_ID = "default"

CLIENT_DIST = Path(__file__).resolve().parent.parent / "client" / "dist"
