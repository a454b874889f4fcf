"""The built client, and the sign of life."""

from flask import Blueprint, Response, send_from_directory
from flask.typing import ResponseReturnValue

from server.settings import CLIENT_DIST

pages_bp = Blueprint("pages", __name__)


@pages_bp.get("/")
def index() -> ResponseReturnValue:
    """The page."""
    return send_from_directory(CLIENT_DIST, "index.html")


@pages_bp.get("/assets/<path:name>")
def asset(name: str) -> ResponseReturnValue:
    """The scripts and styles of the page."""
    return send_from_directory(CLIENT_DIST / "assets", name)


@pages_bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether this process answers."""
    return Response("ok", mimetype="text/plain")
