"""How each framework is told of a route: its decorators, its methods that take a view."""

from __future__ import annotations

from typing import NamedTuple

WEBSOCKET = "WEBSOCKET"  # stands among the methods of what only a websocket reaches


class RouteCall(NamedTuple):
    """A method of an application that binds a path to a view."""

    framework: str  # flask, fastapi (also Starlette's own), starlette
    parameters: tuple[str, ...]  # in order
    path: str  # the name of each of these among them
    view: str
    endpoint: str = ""
    methods: str = ""  # where none are given; "" = the framework's default


# Decorators of Flask, Quart, FastAPI → methods; "" where an argument says them.
DECORATORS: dict[str, str] = {
    **{verb: verb.upper() for verb in ("get", "post", "put", "patch", "delete", "head", "options")},
    "trace": "TRACE", "route": "", "api_route": "", "resource": "",
    "websocket": WEBSOCKET, "websocket_route": WEBSOCKET,
}  # fmt: skip
# Flask: sansio/app.py; FastAPI: routing.py and applications.py; Starlette: routing.py.
CALLS: dict[str, RouteCall] = {
    "add_url_rule": RouteCall(
        "flask", ("rule", "endpoint", "view_func"), "rule", "view_func", "endpoint"
    ),
    "add_api_route": RouteCall("fastapi", ("path", "endpoint"), "path", "endpoint"),
    "add_api_websocket_route": RouteCall(
        "fastapi", ("path", "endpoint", "name"), "path", "endpoint", methods=WEBSOCKET
    ),
    "add_route": RouteCall("starlette", ("path", "route", "methods", "name"), "path", "route"),
    "add_websocket_route": RouteCall(
        "fastapi", ("path", "route", "name"), "path", "route", methods=WEBSOCKET
    ),
}  # fmt: skip
