"""The Flask application."""

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from server.routes_messages import messages_bp
from server.routes_pages import pages_bp
from server.routes_webhooks import webhooks_bp
from server.routes_whatsapp import whatsapp_bp
from server.settings import FLASK_SECRET_KEY

csrf = CSRFProtect()


def create_app() -> Flask:
    """Build the application; the WhatsApp routes are registered here and nowhere else."""
    app = Flask(__name__, static_folder=None)
    app.config["SECRET_KEY"] = FLASK_SECRET_KEY

    csrf.init_app(app)
    csrf.exempt(whatsapp_bp)
    csrf.exempt(webhooks_bp)

    app.register_blueprint(pages_bp)
    app.register_blueprint(messages_bp)
    app.register_blueprint(whatsapp_bp)
    app.register_blueprint(webhooks_bp)
    app.register_error_handler(HTTPException, answer_json)
    return app


def answer_json(error: HTTPException) -> ResponseReturnValue:
    """Errors as JSON, because the client and the bridge read nothing else."""
    return jsonify({"error": error.name}), error.code or 500
