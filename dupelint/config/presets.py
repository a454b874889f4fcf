"""The values of architectures that are known by name."""

from __future__ import annotations

from dataclasses import dataclass

from dupelint.model.contract import Endpoint, Upstream

WHATSAPP = (
    Endpoint(
        method="POST",
        path="/api/whatsapp/start",
        body={"ok": "bool"},
        upstream=Upstream("/whatsapp/:tenantId/start"),
        credentials="include",
        before={"ok": True},
    ),
    Endpoint(
        method="GET",
        path="/api/whatsapp/status",
        body={"connected": "bool", "hasQR": "bool", "pushName?": "string"},
        upstream=Upstream("/whatsapp/:tenantId/status"),
        credentials="include",
        before={"connected": False, "hasQR": True},
        after={"connected": True},
    ),
    Endpoint(
        method="GET",
        path="/api/whatsapp/qr",
        body={"dataUrl": "data:image/png;base64,* | null"},
        upstream=Upstream("/whatsapp/:tenantId/qr", (200, 404)),
        credentials="include",
        before={"dataUrl": "data:image/png;base64,*"},
        after={"dataUrl": "null"},
    ),
)


@dataclass(frozen=True, slots=True)
class Preset:
    """The values of one architecture."""

    legacy_ports: dict[int, int]
    internal_ports: tuple[int, ...]
    canonical: tuple[str, ...]
    json_guard: str
    settings: dict[str, str]
    required: tuple[str, ...]
    parameters: dict[str, str]  # of the paths behind the contract's
    contract: tuple[Endpoint, ...]


PRESETS = {
    "whatsapp-bridge": Preset(
        legacy_ports={3001: 3300, 3310: 3300},
        internal_ports=(3300,),
        canonical=("services/whatsapp/baileys_service.js", "**/routes_whatsapp.py"),
        json_guard="status-200",
        settings={
            "BAILEYS_PORT": "3300",
            "BAILEYS_BASE_URL": "http://127.0.0.1:3300",
            "FLASK_BASE_URL": "http://127.0.0.1:5000",
        },
        required=("INTERNAL_SECRET", "BAILEYS_PORT", "BAILEYS_BASE_URL", "FLASK_BASE_URL"),
        parameters={"tenantId": "default"},
        contract=WHATSAPP,
    ),
}
