"""Fixes of scripts in pages and components."""

from __future__ import annotations

import pytest

from dupelint.fixing.fixers import fixer
from dupelint.fixing.in_markup import change_in_markup
from dupelint.fixing.parses import still_parses
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Fixer
from dupelint.model.source import Language


def fixed(
    name: Fixer, source: str, place: str, language: Language = Language.HTML, **columns: object
) -> str:
    data = source.encode()
    start = data.index(place.encode())
    function = fixer(name)
    assert function is not None
    task = Task("DUP302", "a", language, data, start, start + len(place.encode()), "", columns)
    for edit in reversed(change_in_markup(function, task).edits):
        assert data[edit.start : edit.end] == edit.expected
        data = data[: edit.start] + edit.replacement + data[edit.end :]
    return data.decode()


PAGE = """\
<p>é {{ a }}</p>
<script>
  async function load() {
    const res = await fetch('/api/x?b={{ b }}');
    return res.json();
  }
</script>
<p>c</p>
"""


def test_a_script_changes_where_it_stands() -> None:
    assert fixed(Fixer.GUARD_RESPONSE, PAGE, "res.json()") == PAGE.replace(
        "    return res",
        "    if (res.status !== 200) throw new Error(`HTTP ${res.status}`);\n    return res",
    )


def test_a_component() -> None:
    source = (
        '<template><img :src="a"></template>\r\n<script setup lang="ts">\r\n'
        "const a: string = 'http://localhost:3300/b'\r\n</script>\r\n"
    )

    result = fixed(Fixer.REPLACE_VALUE, source, "'http://localhost:3300/b'", Language.VUE,
                   replacement="/api/b")  # fmt: skip
    assert result == source.replace("http://localhost:3300/b", "/api/b")


@pytest.mark.parametrize("script", ["", "<script>f()</script>\n"])
def test_an_address_in_markup(script: str) -> None:
    source = script + '<img src="http://localhost:3300/b" alt="{{ a }}">'
    place = "http://localhost:3300/b"

    result = fixed(Fixer.REPLACE_VALUE, source, place, replacement="/api/b")
    assert result == script + '<img src="/api/b" alt="{{ a }}">'


@pytest.mark.parametrize(
    ("name", "source", "place", "why"),
    [
        (Fixer.REPLACE_VALUE, "<script>f('http://a:1/{{ b }}')</script>", "'http://a:1/{{ b }}'",
         "the new path does not hold what the old one holds"),
        (Fixer.REPLACE_VALUE, "<script>f('http://a:1/b?c={{ d }}')</script>",
         "'http://a:1/b?c={{ d }}'", "a template fills in a part of it"),
        (Fixer.REPLACE_VALUE, '<img src="http://a:1/{{ b }}">', "http://a:1/{{ b }}",
         "more than an address stands there"),
        (Fixer.REPLACE_VALUE, '<img src="http://a:1/b?c=d">', "http://a:1/b?c=d",
         "more than an address stands there"),
        (Fixer.COMMENT_OUT, "<p>a</p>", "<p>a</p>", "html has no comments"),
        (Fixer.GUARD_RESPONSE, "<p>a</p>", "a", "it stands in markup"),
        (Fixer.ADD_LINE, "<p>a</p>", "<p>a</p>", "a line cannot be added to html by itself"),
    ],
)  # fmt: skip
def test_what_would_take_more_along(name: Fixer, source: str, place: str, why: str) -> None:
    with pytest.raises(RefusalError) as refused:
        fixed(name, source, place, replacement="/api/b", line="f()")

    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("place", "new", "why"),
    [
        ("f()", b"f({{a: 1}})", "the page would take the new code for something else"),
        ("f()", b"f('</script>')", "the page would take the new code for something else"),
        ("f()", b"$_made()", "a template fills in a part of it"),
        ("{{ a }}", b"g()", "a template fills in a part of it"),
        ("f();</", b"g()", "more than the script would change"),
    ],
)
def test_edits_that_a_page_would_not_bear(place: str, new: bytes, why: str) -> None:
    source = b"<script>f();{{ a }};f();</script>"
    start = source.index(place.encode())
    task = Task("DUP302", "a", Language.HTML, source, 8, 11, "", {})

    def change(inner: Task) -> Change:
        return Change("x", (inner.edit(start, start + len(place), new),))

    with pytest.raises(RefusalError) as refused:
        change_in_markup(change, task)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("before", "after", "parses"),
    [
        ("<script>f()</script>", "<script>f(1)</script>", True),
        ("<script>f(</script>", "<script>g(</script>", True),
        ("<script>f()</script>", "<script>f(</script>", False),
        ("<script>f()</script>", "<p></p>", False),
        ("<script>f()</script>", "<script>f()", False),
        ("<script>f({{ a }})</script>", "<script>f({{#if a}})</script>", False),
        ("<p>a</p>", "<p>b", True),
    ],
)
def test_whether_a_page_still_parses(before: str, after: str, parses: bool) -> None:
    assert still_parses(Language.HTML, before.encode(), after.encode()) is parses
