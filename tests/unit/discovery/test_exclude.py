from __future__ import annotations

import pathspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.discovery.exclude import Excludes
from dupelint.model.config import DEFAULT_EXCLUDES


@pytest.mark.parametrize(
    ("patterns", "path", "found"),
    [
        (["dist"], "web/dist/a.js", "web/dist/"),
        (["dist"], "web/dist", "web/dist"),
        (["dist"], "web/distance/a.js", ""),
        (["dist/"], "web/dist", ""),  # a file of that name
        (["dist/"], "web/dist/x/a.js", "web/dist/"),
        (["*.min.*"], "web/a.min.js", "web/a.min.js"),
        (["*.min.*"], "web/amin.js", ""),
        (["*.d.ts"], "a.d.ts", "a.d.ts"),
        (["LICENSE*"], "LICENSE.py", "LICENSE.py"),
        (["LICENSE*"], "MY-LICENSE.py", ""),
        (["legacy/**"], "legacy/x/a.py", "legacy/"),
        (["legacy/**", "!legacy/keep.py"], "legacy/keep.py", ""),
        (["legacy/**", "!legacy/keep.py"], "legacy/drop.py", "legacy/drop.py"),
        (["/top.py"], "top.py", "top.py"),
        (["/top.py"], "x/top.py", ""),
        (["a?.py"], "ab.py", "ab.py"),
        (["*.py", "!keep.py"], "keep.py", ""),
        (["*.py", "!keep.py"], "drop.py", "drop.py"),
        ([], "a.py", ""),
    ],
)
def test_file(patterns: list[str], path: str, found: str) -> None:
    assert Excludes(patterns).file(path) == found


def test_defaults_need_no_pathspec() -> None:
    assert Excludes(DEFAULT_EXCLUDES)._spec is None


NAME = st.text("ab.*", min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATH = st.lists(
    st.text("ab.", min_size=1, max_size=4).filter(lambda name: name.strip(".")),
    min_size=1,
    max_size=3,
).map("/".join)


@given(st.lists(st.one_of(NAME, NAME.map(lambda name: name + "/")), max_size=4), PATH)
def test_agrees_with_pathspec(patterns: list[str], path: str) -> None:
    spec = pathspec.GitIgnoreSpec.from_lines(patterns)
    assert bool(Excludes(patterns).file(path)) == bool(spec.match_file(path))
