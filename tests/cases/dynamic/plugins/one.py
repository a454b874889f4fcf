from flask import Blueprint

bp = Blueprint("one", __name__)
