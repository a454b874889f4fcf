"""Which Python files are parsed, told by words that a fact may start from."""

from __future__ import annotations

import re

SMALL = 4_096  # bytes; package __init__s and constants live in files below it

WORDS = (
    b"register_blueprint", b"Blueprint", b"Flask", b".route(", b"environ", b"getenv",
    b".run(", b"(app", b", app", b"add_url_rule", b"Quart", b"FastAPI", b"APIRouter",
    b"include_router", b"add_api_route", b".listen(", b"serve", b"run_simple", b"run_app",
    b"TCPSite", b"wsgi", b"start_server", b"create_app", b"init_app", b"(bp", b"_bp)", b"(router",
    b"dupelint:",
)  # fmt: skip
_VERB = re.compile(rb"@[\w.]+\.(?:get|post|put|patch|delete|head|options)\(\s*f?[\"']/?")


def is_parsed(data: bytes, ports: frozenset[int]) -> bool:
    """Whether a file is worth a parse: it is small, or a fact may stand in it."""
    if len(data) < SMALL:
        return True
    return (
        any(word in data for word in WORDS)
        or _VERB.search(data) is not None
        or any(str(port).encode() in data for port in ports)
    )
