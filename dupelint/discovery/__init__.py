"""Paths → the project's root and the files that will be read."""

from __future__ import annotations

from dupelint.discovery.content import is_binary, is_minified
from dupelint.discovery.kind import kind_of
from dupelint.discovery.language import language_of
from dupelint.discovery.listing import Listing, discover, is_excluded
from dupelint.discovery.named import ensure_readable
from dupelint.discovery.root import find_root

__all__ = [
    "Listing", "discover", "ensure_readable", "find_root", "is_binary", "is_excluded",
    "is_minified", "kind_of", "language_of",
]  # fmt: skip
