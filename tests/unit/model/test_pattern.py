"""A pattern that is compiled late is a pattern."""

from __future__ import annotations

import re

import pytest

from dupelint.model import pattern
from dupelint.model.pattern import lazy


def test_it_does_what_the_pattern_does() -> None:
    late, early = lazy(r"(\w)b", re.IGNORECASE), re.compile(r"(\w)b", re.IGNORECASE)
    for _ in range(2):
        assert [found.span(1) for found in late.finditer("ab xB")] == [(0, 1), (3, 4)]
        assert late.sub("-", "ab xB") == early.sub("-", "ab xB")
        assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, 1)
    assert lazy(rb"x").match(b"xy")


def test_it_is_compiled_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []

    def counted(given: str, flags: int) -> object:
        compiled.append(given)
        return re.compile(given, flags)

    class Spy:
        compile = staticmethod(counted)

    monkeypatch.setattr(pattern, "re", Spy)
    late = lazy("a|b")
    assert compiled == []
    assert late.match("b")
    assert late.search("cb")
    assert compiled == ["a|b"]


def test_what_no_pattern_has() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = lazy("a").nonsense  # type: ignore[attr-defined]  # that is the point
