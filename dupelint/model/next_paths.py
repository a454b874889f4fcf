"""Paths of the files that Next.js finds by their names."""

from __future__ import annotations

from dupelint.model.pattern import lazy

ROUTE_HANDLER = lazy(r"(?:^|/)app/(?:.*/)?route\.[jt]sx?\Z")
PAGES_HANDLER = lazy(r"(?:^|/)pages/api/.+(?<!\.d)\.[jt]sx?\Z")
MIDDLEWARE = lazy(r"(?:^|/)(?:middleware|proxy)\.[jt]s\Z")
CONFIG = lazy(r"(?:^|/)next\.config\.(?:[cm]?js|m?ts)\Z")


def may_serve(path: str) -> bool:
    """Whether the path alone makes a file one that Next.js serves requests with."""
    return ROUTE_HANDLER.search(path) is not None or PAGES_HANDLER.search(path) is not None
