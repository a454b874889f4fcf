"""Paths of FastAPI: what they match, what they look like to other frameworks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.linking.routing.starlette_paths import (
    canonical,
    compiled,
    head,
    is_catch_all,
    opaque,
    samples,
    shown,
)


@pytest.mark.parametrize(
    ("path", "matched", "missed"),
    [
        ("/a", ["/a"], ["/a/", "/A", "/ab", "/"]),
        ("/a/", ["/a/"], ["/a"]),
        ("/{x}", ["/a", "/4711"], ["/", "/a/b"]),
        ("/{x:str}", ["/a"], ["/a/b"]),
        ("/{n:int}", ["/7"], ["/-7", "/1.5", "/a"]),
        ("/{n:float}", ["/7", "/1.5"], ["/.5", "/a"]),
        ("/{n:uuid}", ["/6f3b1a0c1d2e4f5a8b9c0d1e2f3a4b5c"], ["/6f3b1a0c"]),
        ("/f/{p:path}", ["/f/", "/f/a/b"], ["/f"]),
        ("/{a}-{b}.json", ["/x-y.json"], ["/x.json", "/x-y.xml"]),
        ("/a.b", ["/a.b"], ["/aXb"]),
        (f"{opaque(7)}/x", [f"{opaque(7)}/x"], ["/a/x", f"{opaque(8)}/x"]),
    ],
)
def test_what_a_path_matches(path: str, matched: list[str], missed: list[str]) -> None:
    pattern = compiled((path,), False)
    assert pattern is not None
    assert [text for text in matched + missed if pattern.match(text)] == matched
    assert all(map(pattern.match, samples((path,))))


def test_a_converter_of_the_project() -> None:
    assert compiled(("/{x:own}",), False) is None
    assert samples(("/{x:own}",)) == ()


@pytest.mark.parametrize(
    ("layers", "form"),
    [
        (("/a/{x}/{n:int}",), "/a/{}/{int}"),
        (("/f/{p:path}",), "/f/{**}"),
        (("/{x:uuid}",), "/{}"),
        (("/a", "/root"), "{?/root}/a"),
        ((f"{opaque(3)}/a",), "/{…}/a"),
    ],
)
def test_one_form_for_all_frameworks(layers: tuple[str, ...], form: str) -> None:
    assert canonical(layers) == form


@pytest.mark.parametrize(
    ("path", "first"),
    [("/A/b/{x}/c", "a/b"), ("/{x}/a", ""), ("/", ""), (f"/a{opaque(1)}/b", "a"), ("/a.{x}", "")],
)
def test_the_literal_start(path: str, first: str) -> None:
    assert head((path,)) == first


def test_what_takes_all_below() -> None:
    assert [is_catch_all((path,)) for path in ("/{p:path}", "/{p:path}/x", "/{p}", "/path")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert shown(f"{opaque(12)}/x") == "/{…}/x"


@given(st.text(alphabet="ab{}:/.x\0", max_size=30))
def test_any_text(text: str) -> None:
    pattern = compiled((text,), False)
    assert pattern is None or all(map(pattern.match, samples((text,))))
    canonical((text,))
    head((text,))
