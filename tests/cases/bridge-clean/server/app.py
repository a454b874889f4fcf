from flask import Flask

from server.extra import init_extra
from server.routes_whatsapp import whatsapp_bp


def create_app():
    app = Flask(__name__)
    app.register_blueprint(whatsapp_bp)
    init_extra(app)
    # app.register_blueprint(whatsapp_bp)
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="healthz")
    return app
