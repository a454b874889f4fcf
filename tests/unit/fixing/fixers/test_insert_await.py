from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]


@pytest.mark.parametrize(
    ("returned", "after"),
    [
        ("return «r.json()»;", "return await r.json();"),
        ("return «r.json<X>()»", "return await r.json<X>()"),
        ("return («r.json()») as T;", "return (await r.json()) as T;"),
        ("return «r.json()».then((x) => x.y);", "return await r.json().then((x) => x.y);"),
        ("return a ? «r.json()» : null;", "return a ? await r.json() : null;"),
        ("return a && «r.json()»;", "return a && await r.json();"),
        ("return await «r.json()»;", None),
        ("return «await (r).json()»;", None),
        ("return { a: «r.json()» };", "refused: the promise goes into something else first"),
        ("return «r.json()» || a;", "refused: the promise goes into something else first"),
        ("return f(«r.json()»);", "refused: the promise goes into something else first"),
        ("return «r.json()».size;", "refused: the promise goes into something else first"),
        ("return a.map(() => «r.json()»);", "refused: it is not returned"),
        ("«r.json()»;", "refused: it is not returned"),
    ],
)
def test_what_is_returned_is_awaited(apply: Apply, returned: str, after: str | None) -> None:
    whole = "async function f() { try { %s } catch { é() } }"
    expected = "done" if after is None else after if after[:7] == "refused" else whole % after

    assert apply("insert_await", whole % returned, Language.TYPESCRIPT) == expected


@pytest.mark.parametrize(
    "text",
    ["function f() { return «r.json()»; }", "f(function* () { return «r.json()»; })"],
)
def test_a_function_that_is_not_async_is_left_alone(apply: Apply, text: str) -> None:
    assert apply("insert_await", text, Language.JAVASCRIPT) == "refused: the function is not async"
