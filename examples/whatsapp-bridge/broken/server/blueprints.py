"""Blueprints that were added after the first release."""

from flask import Flask


def register_extra_blueprints(flask_app: Flask) -> None:
    """Register what create_app does not."""
    from server.routes_whatsapp import whatsapp_bp as wa_bp

    flask_app.register_blueprint(wa_bp, url_prefix="/api/whatsapp")
