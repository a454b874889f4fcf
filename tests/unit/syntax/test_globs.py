from __future__ import annotations

import time

import pytest

from dupelint.model.errors import ConfigError
from dupelint.syntax.globs import bounded, compile_globs


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.min.*", True),
        ("**/a/**/b/**/c/**", True),
        ("**/a/**/b/**/c/**/d/**", False),
        ("*a*b*c*d", True),
        ("*a*b*c*d*", False),
        ("*a*/*b*/*c*/*d*", True),
        ("*****", False),
        ("", True),
    ],
)
def test_bounded(pattern: str, expected: bool) -> None:
    assert bounded(pattern) is expected


@pytest.mark.parametrize("pattern", ["*a*a*a*ab", "**/a/**/a/**/a/**/ab", "*a*/*a*/*a*/*b"])
def test_what_is_bounded_ends(pattern: str) -> None:
    spec = compile_globs([pattern])
    start = time.monotonic()
    assert not spec.match_file("a" * 100)
    assert not spec.match_file("/".join("a" * 60))
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("!", "not a glob: "),
        ("x*a*a*a*a*b", "the glob `x*a*a*a*a*b` has too many stars"),
    ],
)
def test_what_is_no_glob(pattern: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        compile_globs(["fine", pattern])
    assert caught.value.message.startswith(message)
    assert caught.value.advice
