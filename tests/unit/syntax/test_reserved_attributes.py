"""Attributes of JSX that tree-sitter-javascript reads wrongly, in the bytes that it is given."""

from __future__ import annotations

import pytest

from dupelint.model.source import Language
from dupelint.syntax.grammar import parse
from dupelint.syntax.reserved_attributes import with_plain_attributes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b'<div class="a" />', b'<div klass="a" />'),
        (b"<a\n  class={cx(b)}></a>", b"<a\n  klass={cx(b)}></a>"),
        (b"<label for='a' class='b'></label>", b"<label fo_='a' klass='b'></label>"),
        (b'<div className="a" subclass="b" />', b'<div className="a" subclass="b" />'),
        (b"<div class />", b"<div class />"),
        (b"class A { x = <b/> }", b"class A { x = <b/> }"),
        (b'a.class="b"; c = 1 </d/.e', b'a.class="b"; c = 1 </d/.e'),
        (b"text = \" class='a'\"", b"text = \" class='a'\""),
    ],
)
def test_keywords_become_other_names(written: bytes, read: bytes) -> None:
    assert with_plain_attributes(written) == read


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TSX])
def test_such_a_file_has_no_error(language: Language) -> None:
    code = b"const A = () => (\n  <div class=\"a\"><label for='b' class={c} /></div>\n);\n"
    assert not parse(code, language).root_node.has_error
