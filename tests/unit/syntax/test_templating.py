"""A script that a template engine fills, as plain code of the same length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.model.source import Language
from dupelint.syntax.templating import plain_script


def plain(text: str, jsx: bool = False) -> str | None:
    found = plain_script(text.encode(), Language.JAVASCRIPT, jsx)
    return None if found is None else found.decode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # what is filled in
        ("fetch('/a/{{ id }}/b')", "fetch(`/a/${$_id }/b`)"),
        ('fetch("/a/{{ one }}/{{ two }}")', "fetch(`/a/${$_one }/${$_two }`)"),
        ("x = {{ data|tojson }};", "x = $_data_tojson    ;"),
        ("x = {{\n data\n}};", "x = $_\n     \n  ;"),
        ("t = `<p>{{ x }}</p>${y}`", "t = `<p>${$_x }</p>${y}`"),
        ("x = '{{x}}'", "x = `${$_}`"),
        ("x = '{{}}'", "x = `${$}`"),
        ("x = '{{ y }}' + \"it's\"", "x = `${$_y }` + \"it's\""),
        ("x = '{{ \"y\" }}'", "x = `${$__y_ }`"),
        ("x = 'a\\'{{ y }}'", "x = `a\\'${$_y }`"),
        # a path that the server makes is not known to its end
        ("fetch('{{ url_for(\"a\") }}/b')", "fetch(`${$_url_for__a_____}`)"),
        ("fetch('{% url \"a\" %}?q=1')", "fetch(`${$_url__a_____q}`)"),
        ("fetch('/x{{ url_for(\"a\") }}/b')", "fetch(`/x${$_url_for__a__ }/b`)"),
        # what decides about whole lines
        ("{% if a %}\nf();\n{% elif b %}\ng();\n{% endif %}",
         "if(_){    \nf();\n}else if(_){\ng();\n}          "),
        ("{% for a in b %}\nf({{ a }});\n{% endfor %}",
         "while(_){       \nf($_a    );\n}           "),
        ("{% block a %}\nf();\n{% endblock %}", "             \nf();\n              "),
        ("{% include 'a.js' %}\nf();", "$_include__a_js_   ;\nf();"),
        # what decides about a part of a line
        ("x = {% if a %}1{% else %}2{% endif %};", "x = $_if_a___1___else___2___endif    ;"),
        ("x = '/a{% if b %}/c{% endif %}/d'", "x = `/a${$_if_b____c___endif }/d`"),
        ("x = '{% trans %}a{% endtrans %}'", "x = `${$_trans___a___endtrans }`"),
        # comments of both languages, regular expressions
        ("{# it's #} f('{{ x }}')", "           f(`${$_x }`)"),
        ("// it's {{ x }}\nf('{{ x }}')", "// it's {{ x }}\nf(`${$_x }`)"),
        ("/* it's {{ x }} */ f('{{ x }}')", "/* it's {{ x }} */ f(`${$_x }`)"),
        ("a.replace(/'/g, '{{ x }}')", "a.replace(/'/g, `${$_x }`)"),
        ("a / b / '{{ x }}'", "a / b / `${$_x }`"),
        # what the engine leaves as it is
        ("{% raw %}t = '{{ x }}'{% endraw %}", "         t = '{  x }}'            "),
        ("x = '{{' + y", "x = '{{' + y"),
        ("class A { #x = 1 }", "class A { #x = 1 }"),
        ("class A {#x = 1}", "class A {#x = 1}"),
    ],
)  # fmt: skip
def test_code(text: str, code: str) -> None:
    assert plain(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "{{#if a}} f() {{/if}}",  # Handlebars
        "{{ if .A }} f() {{ end }}",  # Go
        "x = {{{ a }}}",
        "x = <%= a %> + '{{ b }}'",
        "x = '<?= a ?>{{ b }}'",
        "x = 'a` {{ b }}'",  # would end the template
        "x = 'a ${b} {{ c }}'",
        "x = 'a {{ b }}\n'",  # a text that does not end
        "x = `a{% if b %}c{% endif %}`",
        "x = {% if a %}1\n{% else %}2{% endif %}",
        "x = {% else %}",
        "x = {% if a",
        "const o = {\n{% if a %}\nb: 1,\n{% endif %}\nc: 2 }",  # no statements
        "f(\n{% include 'a.js' %}\n)",
        "{{ a }};" * 5_001,
        "{%if\na%}\nf()\n{%endif%}",
    ],
)
def test_what_cannot_be_told_apart(text: str) -> None:
    assert plain(text) is None


def test_an_object_in_braces_of_jsx() -> None:
    text = "<a style={{ b: 1 }} c={'{{ d }}'} />"

    assert plain(text, jsx=True) == "<a style={{ b: 1 }} c={`${$_d }`} />"


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "'", '"', "`", "${", "}", "\\", "/", "//", "/*", "*/",
     "\n", "\r\n", " ", "x", "if", "endif", "for", "é", "raw", "endraw", "{", "= ", ";", "url_for"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_every_byte_keeps_its_place(text: str, jsx: bool) -> None:
    data = text.encode()

    found = plain_script(data, Language.JAVASCRIPT, jsx)

    if found is not None:
        assert len(found) == len(data)
        ends = [place for place, byte in enumerate(data) if byte in b"\r\n"]
        assert [place for place, byte in enumerate(found) if byte in b"\r\n"] == ends


def test_many_tags_that_do_not_end() -> None:
    data = (b"{% " + b" " * 90 + b"a" * 29) * 3_000
    start = time.process_time()
    assert plain_script(data, Language.JAVASCRIPT) is None
    assert time.process_time() - start < 3.0
