"""JSX whose attributes are named like a keyword, which the grammar takes for an error.

React writes `className`; Preact, Solid and others write `class` and `for` as HTML does, and of a
file that does tree-sitter-javascript reads next to nothing. Another letter helps, and every offset
stays.
"""

from __future__ import annotations

from dupelint.model.pattern import lazy

_NAMES = (
    (b"class=", lazy(rb"class(?==[\"'{])(?<=\sclass)"), b"klass"),
    (b"for=", lazy(rb"for(?==[\"'{])(?<=\sfor)"), b"fo_"),
)


def with_plain_attributes(data: bytes) -> bytes:
    """The same bytes with `klass=` and `fo_=` where attributes are named `class` and `for`."""
    if b"/>" not in data and b"</" not in data:
        return data
    for word, pattern, plain in _NAMES:
        if word in data:
            data = pattern.sub(plain, data)
    return data
