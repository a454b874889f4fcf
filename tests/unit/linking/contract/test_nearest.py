"""The route that is nearest to a path which nothing serves."""

from __future__ import annotations

import pytest

from dupelint.linking.contract.nearest import nearest
from dupelint.model.facts import NO_SPAN
from dupelint.model.wiring import LiveCall, LiveRoute


def call(method: str, path: str) -> LiveCall:
    return LiveCall(1, "fetch", method, path, "", 0, path, "browser", NO_SPAN, NO_SPAN)


def route(number: int, methods: str, path: str) -> LiveRoute:
    return LiveRoute(
        number, 1, "app", "flask", methods, methods, "", path, path, path, "", "", "", number, 1, 0,
        "", 0, NO_SPAN, NO_SPAN,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "paths", "found"),
    [
        ("GET", "/api/order", ["/api/users", "/api/orders"], "/api/orders"),
        ("GET", "/api/orders/{}/close", ["/api/orders/{int}/cancel", "/api/orders"],
         "/api/orders/{int}/cancel"),
        ("GET", "/users", ["/api/items", "/api/users"], "/api/users"),  # a prefix is missing
        ("GET", "/api/v1/users", ["/api/users"], "/api/users"),
        ("DELETE", "/delete-item/{}", ["/detele-item/{}", "/items"], "/detele-item/{}"),
        ("GET", "/weather", ["/orders", "/users"], ""),
        ("GET", "/api/weather", ["/api/orders/{}/parts/{}"], ""),
    ],
)  # fmt: skip
def test_the_nearest(method: str, path: str, paths: list[str], found: str) -> None:
    routes = [route(number, "GET", text) for number, text in enumerate(paths, 1)]
    near = nearest(call(method, path), routes)
    assert (near.path if near else "") == found


def test_of_two_that_are_as_near_the_one_for_the_same_method() -> None:
    routes = [route(1, "GET", "/api/ab"), route(2, "POST", "/api/ac")]
    near = nearest(call("POST", "/api/ad"), routes)
    assert near is not None
    assert near.path == "/api/ac"
