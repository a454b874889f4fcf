"""The hash of what is compared between runs."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # without OpenSSL, which `hashlib` loads: 2 ms of every start
except ImportError:  # not CPython, or one that has moved it
    from hashlib import blake2b

__all__ = ["blake2b", "digest"]


def digest(data: bytes, size: int = 16) -> bytes:
    """BLAKE2b of the data, `size` bytes long."""
    return blake2b(data, digest_size=size).digest()
