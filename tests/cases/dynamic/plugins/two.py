from flask import Blueprint

bp = Blueprint("two", __name__)
