"""The Flask application."""

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from server.blueprints import register_extra_blueprints
from server.routes_messages import messages_bp
from server.routes_pages import pages_bp
from server.routes_webhooks import webhooks_bp
from server.routes_whatsapp import whatsapp_bp
from server.routes_whatsapp_qr import qr_bp
from server.settings import FLASK_SECRET_KEY

csrf = CSRFProtect()


def create_app() -> Flask:
    """Build the application."""
    app = Flask(__name__, static_folder=None)
    app.config["SECRET_KEY"] = FLASK_SECRET_KEY

    csrf.init_app(app)
    csrf.exempt(whatsapp_bp)
    csrf.exempt(webhooks_bp)
    csrf.exempt(messages_bp)

    app.register_blueprint(qr_bp, url_prefix="/api")
    app.register_blueprint(pages_bp)
    app.register_blueprint(whatsapp_bp)
    app.register_blueprint(messages_bp)
    app.register_blueprint(webhooks_bp)
    # app.register_blueprint(whatsapp_old_bp)
    register_extra_blueprints(app)

    try:
        from server.routes_whatsapp_clean import bp as whatsapp_clean_bp
        from server.whatsapp_bp import whatsapp_bp as whatsapp_v2_bp

        app.register_blueprint(whatsapp_clean_bp, url_prefix="/api/whatsapp")
        app.register_blueprint(whatsapp_v2_bp)
    except Exception:
        app.logger.warning("optional WhatsApp routes were not loaded")

    app.register_error_handler(404, answer_json)
    return app


def answer_json(error: HTTPException) -> ResponseReturnValue:
    """An unknown address as JSON, because the client reads nothing else."""
    return jsonify({"error": error.name}), error.code or 500
