"""Whether code has to do with addresses or settings, by its bytes."""

from __future__ import annotations

from dupelint.model.pattern import lazy

_SLASH = lazy(rb"/(?:(?<=[\"'`}]/)|(?<=[\"'`}][^\"'`]/)|(?<=:/)/)")
_PARTS = (b"ort", b"PORT", b"rl", b"URL", b"ase", b"env", b"create")
_NAMES = lazy(rb"\b[Pp]ort\b|[a-z]Port\b|PORT|[Uu]rl\b|URL|[Bb]ase|\benv\b|\bcreate")


def is_telling(source: bytes) -> bool:
    """Whether what a function returns may be an address or a setting."""
    if _SLASH.search(source) is not None:
        return True
    return any(part in source for part in _PARTS) and _NAMES.search(source) is not None
