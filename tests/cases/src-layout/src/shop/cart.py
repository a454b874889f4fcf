from flask import Blueprint

bp = Blueprint("cart", __name__)


@bp.get("/cart")
def index():
    return {}
