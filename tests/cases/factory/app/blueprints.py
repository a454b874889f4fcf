from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api")
auth = Blueprint("auth", __name__, url_prefix="/auth")
pages = Blueprint("pages", __name__)
