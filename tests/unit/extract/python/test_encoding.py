"""Byte offsets and texts under every encoding Python knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[..., list[str]]


@pytest.mark.parametrize(
    "encoding", ["latin-1", "utf-8", "cp1252", "shift_jis", "euc_kr", "koi8-r"]
)
def test_declared_encoding(read: Read, encoding: str) -> None:
    word = {"shift_jis": "ソ表", "euc_kr": "한국", "koi8-r": "да"}.get(encoding, "é")
    source = f'# -*- coding: {encoding} -*-\n# {word}\nname = "{word}"; port = "http://x:3001"\n'
    assert read(source.encode(encoding), "Assignment", "PortMention", "Gap")[0::2] == [
        "PortMention port=3001 context=url detail=x:3001 host=x at=‹3001›",
        "Assignment name=port value='http://x:3001' at=‹port = \"http://x:3001\"›",
    ]
    names = [line.split(" at=")[0] for line in read(source.encode(encoding), "Assignment")]
    assert names[0] == f"Assignment name=name value='{word}'"


def test_byte_order_mark_crlf(read: Read) -> None:
    source = b'\xef\xbb\xbfimport a\r\nx = "\xc3\xa9"\r\n'
    assert read(source, "Import", "Assignment", "Gap") == [
        "Import name=a module=a form=import at=‹a›",
        "Assignment name=x value='é' at=‹x = \"é\"›",
    ]


@pytest.mark.parametrize(
    "source",
    [
        b'x = "\xe9"\n',
        b"# coding: nonsense\n",
        b"# coding: zlib\n",
        b"# coding: punycode\n",
        b"\n# vim: set fileencoding=utf-7 :\n",
        b'# coding: ascii\nx = "\xe9"\n',
        b"\xff\xfei\x00m\x00",
    ],
)
def test_undecodable_is_a_gap(read: Read, source: bytes) -> None:
    import_free = read(source, "Gap", "Import", "Assignment")
    assert [line.split(" at=")[0] for line in import_free] == ["Gap reason=decode subject=file"]


def test_third_line_declares_nothing(read: Read) -> None:
    assert read(b"\n\n# coding: zlib\nimport a\n", "Gap", "Import") == [
        "Import name=a module=a form=import at=‹a›"
    ]


def test_code_before_it_declares_nothing(read: Read) -> None:
    assert read(b"import a\n# coding: zlib\n", "Gap", "Import") == [
        "Import name=a module=a form=import at=‹a›"
    ]
