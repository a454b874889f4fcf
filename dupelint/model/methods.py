"""The methods of HTTP by which an API is asked: RFC 9110, section 9, and RFC 5789 for PATCH.

CONNECT and TRACE are left out: no framework has a route for them unless it is told so.
"""

from __future__ import annotations

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
