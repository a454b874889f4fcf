"""The declared encoding of a Python file, with code bytes for which every offset stays true."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from dupelint.model.pattern import lazy

_BOM = b"\xef\xbb\xbf"
_COOKIE = lazy(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # PEP 263
_BLANK = lazy(rb"^[ \t\f]*(?:[#\r\n]|$)")
# Only codecs that map characters to bytes one after the other; `punycode` or `zlib` would be a
# way to make the linter work for ever.
_KNOWN = lazy(
    r"utf-8|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gbk|gb2312|gb18030|big5(hkscs)?"
    r"|shift_jis\w*|euc_\w+|johab|tis-620|ptcp154|kz1048|hp-roman8"
)
_NOT_ASCII = lazy(r"[^\x00-\x7f]+")


class Code(NamedTuple):
    """The bytes to parse (as long as the file's own, offset by offset) and how to read the text."""

    data: bytes
    encoding: str


def decode(data: bytes) -> Code | None:
    """None where Python itself could not read the file."""
    encoding = _declared(data)
    if encoding is None:
        return None
    if data.isascii():
        return Code(data, "ascii")
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    if encoding == "utf-8":
        return Code(data, encoding)
    return _masked(text, encoding, len(data))


def _declared(data: bytes) -> str | None:
    if data.startswith(_BOM):
        return "utf-8"
    if b"coding" not in data[:400]:
        return "utf-8"
    first, _, rest = data[:400].partition(b"\n")
    match = _COOKIE.match(first)
    if match is None and _BLANK.match(first):
        match = _COOKIE.match(rest.partition(b"\n")[0])
    if match is None:
        return "utf-8"
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeError):
        return None
    return name if _KNOWN.fullmatch(name) else None


def _masked(text: str, encoding: str, size: int) -> Code | None:
    """Other encodings are not what tree-sitter reads: each foreign byte becomes an `_`."""
    masked = _NOT_ASCII.sub(lambda run: "_" * len(run[0].encode(encoding)), text).encode("ascii")
    return Code(masked, encoding) if len(masked) == size else None
