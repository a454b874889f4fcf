"""Paths of the files that Next.js finds by their names."""

from __future__ import annotations

from dupelint.model.pattern import lazy

ROUTE_HANDLER = lazy(r"(?:^|/)app/(?:.*/)?route\.[jt]sx?\Z")
PAGES_HANDLER = lazy(r"(?:^|/)pages/api/.+(?<!\.d)\.[jt]sx?\Z")
MIDDLEWARE = lazy(r"(?:^|/)(?:middleware|proxy)\.[jt]s\Z")
CONFIG = lazy(r"(?:^|/)next\.config\.(?:[cm]?js|m?ts)\Z")


_PARTS = ("route.", "pages/api/", "middleware.", "proxy.", "next.config.")
_FOUND = (ROUTE_HANDLER, PAGES_HANDLER, MIDDLEWARE, CONFIG)


def is_found_by_next(path: str) -> bool:
    """Whether the path alone makes a file one that serves requests, or decides about them."""
    if not any(part in path for part in _PARTS):
        return False
    return any(pattern.search(path) for pattern in _FOUND)
