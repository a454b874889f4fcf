"""Whether code has to do with addresses or settings, by its bytes."""

from __future__ import annotations

from dupelint.model.pattern import lazy

_SLASH = lazy(rb"/(?:(?<=[\"'`}]/)|(?<=[\"'`}][^\"'`]/)|(?<=:/)/)")
_WORDS = (b"PORT", b"URL", b"base", b"Base")
_NAMES = (  # each starts with what is literal, as that is found fast
    lazy(rb"rl(?<=[Uu]rl)\b"),
    lazy(rb"ort(?:(?<=\b[Pp]ort)|(?<=[a-z]Port))\b"),
    lazy(rb"env(?<=\benv)\b"),
)
_MAKING = lazy(rb"create(?<=\bcreate)")


def is_telling(source: bytes) -> bool:
    """Whether what a function returns may be an address or a setting, or is made of one."""
    return names_address(source) or _MAKING.search(source) is not None


def names_address(source: bytes) -> bool:
    """Whether code has to do with an address or a setting."""
    if _SLASH.search(source) is not None or any(word in source for word in _WORDS):
        return True
    return any(name.search(source) is not None for name in _NAMES)
