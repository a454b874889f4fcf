from __future__ import annotations

import pytest

from dupelint.model.contract import Endpoint, expected, shape

STATUS = Endpoint("GET", "/s", body={"connected": "bool", "hasQR": "bool", "pushName?": "string"})


@pytest.mark.parametrize(
    ("text", "held", "refused"),
    [
        ("bool", [True, False], [1, "true", None]),
        ("number", [1, 0.5], [True, "1", None]),
        ("string", ["", "x"], [1, None]),
        ("null", [None], ["", 0, False]),
        ("object", [{}], [[], None]),
        ("array", [[]], [{}, None]),
        ("data:*;base64,* | null", ["data:a;base64,", "data:x\n;base64,y", None], ["data:x", ""]),
        ("open | close", ["open", "close"], ["opened", "", None]),
        ("a.c", ["a.c"], ["abc"]),
    ],
)
def test_what_a_shape_holds(text: str, held: list[object], refused: list[object]) -> None:
    assert [value for value in held + refused if shape(text).holds(value)] == held


@pytest.mark.parametrize(
    ("body", "breaches"),
    [
        ({"connected": True, "hasQR": False}, []),
        ({"connected": True, "hasQR": False, "pushName": "Ada"}, []),
        ({"connected": True}, ["key 'hasQR' is missing"]),
        (
            {"connected": "yes", "hasQR": False, "pushName": None},
            ["'connected' is \"yes\", not bool", "'pushName' is null, not string"],
        ),
        ({"connected": True, "hasQR": False, "qr": {}}, ["key 'qr' is not declared"]),
        ([], ["the body is an array, not an object"]),
        (None, ["the body is null, not an object"]),
        (True, ["the body is a bool, not an object"]),
        (1.5, ["the body is a number, not an object"]),
    ],
)
def test_breaches_of_a_body(body: object, breaches: list[str]) -> None:
    assert STATUS.breaches(body) == breaches


def test_a_picture_is_never_told_whole() -> None:
    endpoint = Endpoint("GET", "/qr", body={"dataUrl": "null"})
    assert endpoint.breaches({"dataUrl": "data:" + "A" * 2000}) == [
        f"'dataUrl' is \"data:{'A' * 35}…\" (2,005 characters), not null"
    ]


@pytest.mark.parametrize(
    ("value", "wanted", "is_it"),
    [
        (True, True, True), (1, True, False), (False, True, False), (None, "null", True),
        ("data:x", "data:*", True), (None, "data:*", False), (3, 3, True), (True, 1, False),
    ],
)  # fmt: skip
def test_a_phase_asks_for_a_value(value: object, wanted: bool | int | str, is_it: bool) -> None:
    assert expected(value, wanted) is is_it
