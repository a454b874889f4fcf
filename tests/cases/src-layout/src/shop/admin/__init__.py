from flask import Blueprint

from ..cart import bp as cart

bp = Blueprint("admin", __name__, url_prefix="/admin")

from shop.admin import users  # noqa: E402, F401


def init_app(app):
    app.register_blueprint(bp)
    app.register_blueprint(cart, url_prefix="/admin/cart")
