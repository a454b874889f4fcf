"""The scripts of pages and components, laid out as one file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.model.source import Language
from dupelint.syntax.scripts import scripts
from dupelint.syntax.tags import attributes, tag_end


def code(text: str, language: str = "html") -> str | None:
    """The scripts without what stands around them, one a line."""
    found = scripts(text.encode(), Language(language))
    if found is None:
        return None
    assert len(found.data) == len(text.encode())
    for start, end in found.spans:
        assert found.data[start:end].strip()
    return found.data.decode().strip()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>a</p><script>f()</script>", "f()"),
        ("<SCRIPT>f()</SCRIPT>", "f()"),
        ("<script type=module>f()</script >", "f()"),
        ("<script type='text/javascript' defer>f()</script>", "f()"),
        ('<script data-x="a > b">f()</script>', "f()"),
        ("<script {% if a > b %}defer{% endif %}>f()</script>", "f()"),
        ("<script>f('<script>')</script>", "f('<script>')"),
        ("<script>f('{{ a }}')</script>", "f(`${$_a }`)"),
        ("<textarea><script>f()</script></textarea>", None),
        ("<style>a{}</style><script>f()</script>", "f()"),
        ("<!-- <script>f()</script> --><script>g()</script>", "g()"),
        ("<!--> <script>f()</script>", "f()"),
        ("{# <script>f()</script> #}<script>g()</script>", "g()"),
        ("{#if a}<script>f()</script>", "f()"),
        ('<script type="application/json">{"a": 1}</script>', None),
        ("<script type='text/x-template'><p></p></script>", None),
        ("<script src='a.js'>f()</script>", None),
        ("<script> \n </script>", None),
        ("<script>f()", None),
        ("<script", None),
        ("<scripts>f()</scripts>", None),
        ("", None),
    ],
)
def test_a_page(text: str, read: str | None) -> None:
    assert code(text) == read


def test_scripts_are_statements_of_their_own() -> None:
    text = "<script>f() // a</script><script>(g)()</script><b>x</b>"

    assert code(text) == "f() // a\n              ;\n(g)()"


def test_modules_have_names_of_their_own() -> None:
    one, two = (
        "<script type=module>const a = 1</script>",
        "<script type=module>const a = 2</script>",
    )

    assert code(one) == "const a = 1"
    assert code(one + two) == "{\nconst a = 1\n}" + " " * 24 + ";{\nconst a = 2\n}"
    assert code(one + two.replace("const", "import 'b';const")) == (
        "{\nconst a = 1\n}" + " " * 25 + ";\nimport 'b';const a = 2"
    )


def test_line_ends_and_a_byte_order_mark() -> None:
    found = scripts(b"\xef\xbb\xbf<p>\r\n<script>\r\nf()\r\n</script>\r\n", Language.HTML)

    assert found is not None
    assert found.data == b"      \r\n        \r\nf()\r\n\n        \r\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("<script>a</script>", "javascript"),
        ("<script setup>a</script>", "javascript"),
        ('<script setup lang="ts">a</script>', "typescript"),
        ("<script lang='tsx'>a</script>", "tsx"),
        ("<script lang=jsx>a</script>", "javascript"),
        ("<script>a</script><script lang=ts>b</script>", "typescript"),
        ("<script lang=ts>a</script><script lang=tsx>b</script>", "tsx"),
    ],
)
def test_the_language_of_a_component(text: str, language: str) -> None:
    found = scripts(text.encode(), Language.VUE)

    assert found is not None
    assert found.language == language


def test_a_component_is_no_template() -> None:
    text = "<template>{{ a }}</template><script>x = '{{ a }}'</script>"

    assert code(text, "vue") == "x = '{{ a }}'"
    assert code("<script lang=coffee>a</script>", "vue") is None


def test_what_a_template_puts_together_is_told() -> None:
    text = b"<script>{{#if a}}f(){{/if}}</script><script>g()</script>"
    found = scripts(text, Language.HTML)

    assert found is not None
    assert [text[start:end] for start, end in found.unread] == [b"{{#if a}}f(){{/if}}"]
    assert [text[start:end] for start, end in found.spans] == [b"g()"]
    start, end = found.spans[0]
    assert found.holds(start, end)
    assert not found.holds(start - 1, end)


@pytest.mark.parametrize(
    ("tag", "end"),
    [("a>b", 2), ("a='>'>b", 6), ("a={{ x > y }}>", 14), ("{% if a > b %}>", 15), ("a='b>", 5),
     ("a", -1)],
)  # fmt: skip
def test_the_end_of_a_tag(tag: str, end: int) -> None:
    assert tag_end(tag.encode(), 0) == end


@pytest.mark.parametrize(
    ("tag", "read", "conditional"),
    [
        ("a=b C='d' e", {b"a": (b"b", 2), b"c": (b"d", 7), b"e": (b"", 11)}, False),
        ("a=1 a=2", {b"a": (b"1", 2)}, False),
        ('@a.b="c" :d="e"', {b"@a.b": (b"c", 6), b":d": (b"e", 13)}, False),
        ("a='{% if b %}c{% endif %}'", {b"a": (b"{% if b %}c{% endif %}", 3)}, False),
        (
            "{% if b %}a=1{% endif %}",
            {b"if": (b"", 5), b"b": (b"", 7), b"a": (b"1{%", 12), b"endif": (b"", 21)},
            True,
        ),
        ("a=1 {% b %}", {b"a": (b"1", 2), b"b": (b"", 8)}, True),
    ],
)
def test_attributes(tag: str, read: dict[bytes, tuple[bytes, int]], conditional: bool) -> None:
    found = attributes(tag.encode(), 0, len(tag))

    assert found == read
    assert found.conditional is conditional


PIECES = st.sampled_from(
    ["<script>", "</script>", "<script lang=ts>", "<!--", "-->", "{{ a }}", "{% if a %}", "'", "\n",
     "\r\n", "f()", "é", "</", "<style>", "</style>", "{#", "#}", "<script src=a>", ">", '"']
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["html", "vue", "svelte"]))
def test_every_byte_keeps_its_place(text: str, language: str) -> None:
    data = text.encode()
    found = scripts(data, Language(language))

    if found is not None:
        assert len(found.data) == len(data)
        ends = [0, *(place for span in found.spans for place in span), len(data)]
        assert ends == sorted(ends)
        outside = [
            found.data[first:last] for first, last in zip(ends[::2], ends[1::2], strict=True)
        ]
        assert all(not part.strip(b" \r\n;") for part in outside)
