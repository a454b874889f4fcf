from flask import Flask

from . import admin
from .cart import bp as cart_bp


def create_app():
    app = Flask(__name__)
    app.register_blueprint(cart_bp)
    admin.init_app(app)
    return app
