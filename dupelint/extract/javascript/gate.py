"""Which files are parsed: those that hold a word a fact may start from, or are small."""

from __future__ import annotations

from dupelint.extract.unit import Unit
from dupelint.model.pattern import lazy

ALWAYS_BELOW = 4096  # bytes: index files, constants, package entries
WORDS = (  # where several share a part that is rare by itself, that part
    b"fetch", b"express", b"axios", b"env.", b"location.", b"://", b".json(", b".listen(",
    b"JSON.parse", b"(app", b"Router(", b".env", b"env[", b"localhost", b".0.0.", b"(router",
    b"(server", b"dupelint:", b"WebSocket", b"EventSource", b"XMLHttpRequest", b"sendBeacon",
    b".ajax(", b".getJSON(", b"createServer", b"baseU", b"prefixUrl", b"socket.io", b"Bun.serve",
    b"Deno.", b"NestFactory", b"astify", b"new Koa", b"new Hono", b"hapi", b"polka", b"useSWR",
    b"queryKey", b"from 'ky'", b'from "ky"', b"from 'got'", b'from "got"', b"alias",
    b"use client", b"use server", b"child_process", b"execa",
    b"mkdir", b"unhandledRej", b"uncaughtEx", b"connection.update",
    b"'x-", b'"x-', b"'X-", b'"X-', b"wilio", b"openai",
    b"anthropic", b"@google-cloud",
)  # fmt: skip
# A string literal that starts with a slash; the slash first, as a literal start is found fast.
_ROOTED = lazy(rb"/(?<=[\"'`]/)[\w$:{\[]")


def worth_parsing(unit: Unit) -> bool:
    """Whether any fact beside imports may start in the file."""
    data = unit.data
    if len(data) < ALWAYS_BELOW or _ROOTED.search(data) is not None:
        return True
    for word in WORDS:
        if word in data:
            return True
    return any(b"%d" % port in data for port in unit.words.ports)
