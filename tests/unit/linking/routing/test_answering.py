from __future__ import annotations

import pytest

from dupelint.linking.routing.answering import Answering, Offer
from dupelint.model.facts import Span
from dupelint.model.wiring import LiveCall

WEB, NODE = ("service:wsgi.py",), ("service:bridge.js",)
PORTS = {5000: WEB, 3300: NODE}
OFFERS = [
    Offer("items", 1, "GET,HEAD", "/items", 1, WEB),
    Offer("add", 1, "POST", "/items", 2, WEB),
    Offer("mine", 1, "GET", "/items/mine", 3, WEB),
    Offer("item", 1, "GET,DELETE", "/items/{int}", 4, WEB),
    Offer("name", 1, "GET", "/items/{}", 5, WEB),
    Offer("shadowed", 1, "", "/items", 6, WEB),
    Offer("late", 1, "GET", "/items/{}", 7, WEB),
    Offer("file", 1, "GET", "/files/{**}", 8, WEB),
    Offer("everything", 1, "GET", "/{**}", 9, WEB),
    Offer("export", 1, "GET", "/items/{}.json", 10, WEB),
    Offer("any", 2, "ALL", "/qr/{}", 1, NODE),
    Offer("node-items", 2, "GET", "/items", 2, NODE),
]


def call(method: str, path: str, host: str = "", port: int = 0) -> LiveCall:
    return LiveCall(1, "fetch", method, path, host, port, path, "browser", Span(0), Span(0))


@pytest.mark.parametrize(
    ("request_", "nodes"),
    [
        (call("POST", "/items"), ["add"]),
        (call("GET", "/items"), ["items", "node-items"]),  # of either application
        (call("GET", "/items", "localhost", 3300), ["node-items"]),
        (call("GET", "/items", "localhost", 5000), ["items"]),
        (call("GET", "/items", "localhost", 8000), []),  # nothing opens that port
        (call("GET", "/items", "example.org"), []),  # somebody else's
        (call("GET", "/items", "{API_URL}"), ["items", "node-items"]),  # a host that is not known
        (call("GET", "/items/"), ["items", "node-items"]),
        (call("HEAD", "/items/mine"), ["mine"]),
        (call("PUT", "/items"), []),
        (call("", "/items/mine"), ["mine"]),
        (call("GET", "/items/7"), ["item"]),
        (call("DELETE", "/items/{}"), ["item"]),
        (call("GET", "/items/seven"), ["name"]),
        (call("GET", "/items/{}"), ["item"]),  # never `mine`: what is open may be anything
        (call("GET", "/{}/mine"), []),
        (call("GET", "/items/a/b"), []),
        (call("GET", "/files/a/b.png"), ["file"]),
        (call("GET", "/files"), []),
        (call("GET", "/elsewhere"), []),  # the catch-all of everything says nothing
        (call("PATCH", "/qr/default"), ["any"]),
    ],
)
def test_what_answers(request_: LiveCall, nodes: list[str]) -> None:
    assert Answering(OFFERS, PORTS).of(request_) == nodes


def test_a_part_of_a_segment() -> None:
    answering = Answering([Offer("export", 1, "GET", "/items/{}.json", 1, WEB)], {})
    assert answering.of(call("GET", "/items/{}.json")) == ["export"]
    assert answering.of(call("GET", "/items/{}")) == []
