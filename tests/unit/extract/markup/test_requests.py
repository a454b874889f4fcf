"""Requests that tags make."""

from __future__ import annotations

import pytest

from .conftest import Read

CALL = ("HttpCall", "client", "method", "url", "url_at")


@pytest.mark.parametrize(
    ("tag", "client", "method", "url"),
    [
        ('<b hx-get="/a">', "htmx", "GET", "/a"),
        ("<b hx-post='/a'>", "htmx", "POST", "/a"),
        ("<b hx-put=/a>", "htmx", "PUT", "/a"),
        ('<b HX-PATCH="/a?b=1">', "htmx", "PATCH", "/a?b=1"),
        ('<b data-hx-delete="/a/{{ b.id }}">', "htmx", "DELETE", "/a/{}"),
        ('<b\n  class="c"\n  hx-get="/a/{{ b }}/c?d={{ e }}"\n/>', "htmx", "GET", "/a/{}/c?d={}"),
        ('<b hx-get="/a{% if b %}/c{% endif %}/d">', "htmx", "GET", "/a{}/d"),
        ('<b {{ c }} hx-get="/a">', "htmx", "GET", "/a"),
        ('<b hx-get="http://localhost:3300/a">', "htmx", "GET", "http://localhost:3300/a"),
        ('<form action="/a" method="post">', "form", "POST", "/a"),
        ("<FORM METHOD=POST ACTION=/a>", "form", "POST", "/a"),
        ('<form action="/a" method="{{ b }}">', "form", "", "/a"),
        ('<form action="/a" method="post"><input name="_method" value="PUT">', "form", "", "/a"),
        ('<form action="/a">', "attribute", "GET", "/a"),
        ('<form action="/a" method="put">', "attribute", "GET", "/a"),
        ('<img src="/api/a">', "attribute", "GET", "/api/a"),
        ('<a href="/api/a&amp;b">', "attribute", "GET", "/api/a&b"),
        ('<img src="http://localhost:3300/a">', "attribute", "GET", "http://localhost:3300/a"),
        ('<img src="//box:3300/a">', "attribute", "GET", "//box:3300/a"),
    ],
)
def test_a_request(read: Read, tag: str, client: str, method: str, url: str) -> None:
    [(*found, at)] = read(tag, *CALL)

    assert found == [client, method, url]
    assert at in tag


@pytest.mark.parametrize(
    "source",
    [
        '<b hx-get="a">',  # relative
        '<b hx-get="//host/a">',
        '<b hx-get="{{ url_for("a") }}">',
        '<b hx-get="{{ base }}/a">',
        '<b hx-get="/a/{b}">',
        '<b hx-get="/a/{{ b">',
        '<b {% if a %}hx-get="/a"{% else %}hx-get="/b"{% endif %}>',
        '<b hx-get="">',
        '<b hx-get="/a"',  # no end
        '<!-- <b hx-get="/a"> -->',
        '{# <b hx-get="/a"> #}',
        "<script>// <b hx-get='/a'>\n</script>",
        "<style>b[hx-get='/a'] {}</style>",
        '<form action="/a" method="dialog">',
        '<form action="/a" method="post" onsubmit="f()">',
        '<form action="/a" method="post" hx-boost hx-post="b">',
        '<form action="a" method="post">',
        '<form method="post">',
        '<form action="{{ url_for("a") }}" method="post">',
        '<a href="/logout">',
        '<img src="/static/a.png">',
        '<script src="/api/a.js"></script>',
        '<link href="/api/a.css">',
        '<img src="https://example.com/a.png">',
        '<p title="/api/a">',
        "a /api/b",
        'hx-get="/a"',
    ],
)
def test_no_request(read: Read, source: str) -> None:
    assert read(source, *CALL) == []


def test_several_attributes_and_tags(read: Read) -> None:
    source = (
        '<div hx-get="/a"><img src="/api/b"></div>\n'
        '<button hx-post="/c" hx-get="/d" hx-target="#e">f</button>\n'
    )

    assert read(source, *CALL[:4]) == [
        ("htmx", "GET", "/a"), ("attribute", "GET", "/api/b"), ("htmx", "POST", "/c"),
        ("htmx", "GET", "/d"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<template><form action="/a" method="post"></form></template>', [("form", "POST", "/a")]),
        ('<template><form action="/a" method="post" @submit.prevent="b" /></template>', []),
        ('<template><img :src="`/api/${a}`"><img src="/api/b" /></template>',
         [("attribute", "GET", "/api/b")]),
        ('<template><a href="/api/{{ a }}"></a></template>', []),
    ],
)  # fmt: skip
def test_a_component(read: Read, source: str, found: list[tuple[str, ...]]) -> None:
    assert read(source, *CALL[:4], path="src/A.vue") == found
