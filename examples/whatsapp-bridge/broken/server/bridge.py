"""Calls from Flask to the WhatsApp bridge."""

from typing import Any, NamedTuple

import requests

from server.settings import BAILEYS_BASE_URL, INTERNAL_SECRET

TIMEOUT_SECONDS = 5


class BridgeAnswer(NamedTuple):
    """What the bridge answered; status 502 when it gave no usable answer."""

    status: int
    body: dict[str, Any]


UNREACHABLE = BridgeAnswer(502, {"error": "bridge_unreachable"})


def call_bridge(method: str, path: str) -> BridgeAnswer:
    """Ask the bridge; a bridge that is down, slow or not speaking JSON is an answer too."""
    try:
        response = requests.request(
            method,
            f"{BAILEYS_BASE_URL}{path}",
            headers={"X-Internal-Secret": INTERNAL_SECRET or ""},
            timeout=TIMEOUT_SECONDS,
        )
        if response.status_code not in (200, 404):
            return UNREACHABLE
        body = response.json()
    except (requests.RequestException, ValueError):
        return UNREACHABLE
    return BridgeAnswer(response.status_code, body) if isinstance(body, dict) else UNREACHABLE
