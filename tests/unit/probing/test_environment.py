from __future__ import annotations

from collections.abc import Mapping

import pytest

from dupelint.probing.environment import Environment, Source, problems, seen

SECRET = "s" * 32


def environment(*places: Mapping[str, str], **more: object) -> Environment:
    names = ("the environment", ".env", "server/.env")
    sources = [Source(name, values) for name, values in zip(names, places, strict=False)]
    return Environment(sources, secrets=("INTERNAL_SECRET",), **more)  # type: ignore[arg-type]


GOOD = {"INTERNAL_SECRET": SECRET, "BAILEYS_BASE_URL": "http://127.0.0.1:3300"}


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ((GOOD,), []),
        (({}, GOOD), []),
        ((GOOD, GOOD), []),
        (
            ({"BAILEYS_BASE_URL": "x"}, {}),
            ["INTERNAL_SECRET is set neither in the environment nor in .env"],
        ),
        ((GOOD | {"INTERNAL_SECRET": ""},), ["INTERNAL_SECRET is not set in the environment"]),
        (
            (GOOD | {"INTERNAL_SECRET": "short"},),
            ["INTERNAL_SECRET has 5 characters, fewer than 20"],
        ),
        (
            (GOOD | {"INTERNAL_SECRET": "<your-internal-secret>"},),
            ["INTERNAL_SECRET is still the placeholder of the example file"],
        ),
        (
            (GOOD, {"INTERNAL_SECRET": SECRET + "x"}),
            ["INTERNAL_SECRET differs between the environment and .env"],
        ),
        (
            (GOOD, {}, {"BAILEYS_BASE_URL": "http://127.0.0.1:3310"}),
            [
                "BAILEYS_BASE_URL differs between the environment and server/.env:"
                " 'http://127.0.0.1:3300', there 'http://127.0.0.1:3310'"
            ],
        ),
        (
            (GOOD | {"BAILEYS_PORT": "3310"},),
            ["BAILEYS_BASE_URL says port 3300, BAILEYS_PORT says 3310"],
        ),
    ],
)  # fmt: skip
def test_problems(places: tuple[Mapping[str, str], ...], told: list[str]) -> None:
    asked = environment(*places, required=("INTERNAL_SECRET", "BAILEYS_BASE_URL"))
    assert problems(asked, lambda _: True) == told


def test_a_base_url_that_nobody_answers() -> None:
    asked = environment(GOOD, required=("BAILEYS_BASE_URL",))
    assert problems(asked, lambda url: url != GOOD["BAILEYS_BASE_URL"]) == [
        "nothing answers on port 3300, which BAILEYS_BASE_URL names"
    ]


def test_a_value_that_was_not_agreed_on() -> None:
    asked = environment({**GOOD, "BAILEYS_PORT": "3310"}, canonical={"BAILEYS_PORT": "3300"})
    assert problems(asked, lambda _: True) == [
        "BAILEYS_PORT is '3310', the project has agreed on '3300'"
    ]


@pytest.mark.parametrize("name", ["OTHER_SECRET", "API_KEY", "DB_PASSWORD", "SENTRY_DSN"])
def test_what_may_be_secret_is_not_told(name: str) -> None:
    asked = environment(
        {**GOOD, name: "value-one"}, {name: "value-two"}, canonical={name: "value-three"}
    )
    (told,) = problems(asked, lambda _: True)
    assert told == f"{name} differs between the environment and .env"


def test_what_is_seen_holds_lengths_only() -> None:
    asked = environment(GOOD, required=("BAILEYS_BASE_URL",))
    assert seen(asked) == "2 variables set, INTERNAL_SECRET has 32 characters"


def test_variables_in_an_address() -> None:
    asked = environment({"A": "http://x"}, {"A": "http://y", "B": "1"}, canonical={"C": "2"})
    assert asked.expanded("${A}/${B}/${C}") == "http://x/1/2"
    assert asked.expanded("${A}/${D}") is None
