"""Which Python files hold more than imports, told by words that a fact may start from."""

from __future__ import annotations

import re

SMALL = 4_096  # bytes; a smaller file is always parsed: package __init__s, constants

# In the order of how often they decide. `lueprint` stands for Blueprint and register_blueprint,
# `outer` for APIRouter, include_router and `router` arguments, `_app(` for create_app and init_app.
WORDS = (
    b"lueprint", b"(app", b".route(", b"Flask", b"environ", b".run(", b"_app(", b", app",
    b"url_rule", b"outer", b"bp)", b"serve", b"getenv", b"FastAPI", b"Quart",
    b"api_route", b".listen(", b"run_simple", b"TCPSite", b"dupelint:",
)  # fmt: skip
_VERB = re.compile(rb"@[\w.]+\.(?:get|post|put|patch|delete|head|options)\(\s*f?[\"']/?")


def is_revealing(data: bytes, ports: frozenset[int]) -> bool:
    """Whether a gate word stands in a file: facts beside imports and constants may start there."""
    for word in WORDS:
        if word in data:
            return True
    if any(str(port).encode() in data for port in ports):
        return True
    return b"@" in data and _VERB.search(data) is not None
