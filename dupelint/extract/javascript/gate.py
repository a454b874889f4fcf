"""Which files are parsed: those that hold a word a fact may start from, or are small."""

from __future__ import annotations

import re

from dupelint.extract.unit import Unit

ALWAYS_BELOW = 4096  # bytes: index files, constants, package entries
WORDS = (
    b"fetch", b"axios", b".listen(", b"express", b"Router(", b"env.", b"env[", b"process.env",
    b"import.meta.env", b"localhost", b"127.0.0.1", b"0.0.0.0", b"location.", b"(app", b"(router",
    b"(server", b"dupelint:", b"WebSocket", b"EventSource", b"XMLHttpRequest", b"sendBeacon",
    b".ajax(", b".getJSON(", b"createServer", b".json(", b"JSON.parse", b"baseURL", b"baseUrl",
    b"prefixUrl", b"socket.io", b"http://", b"https://", b"ws://", b"Bun.serve", b"Deno.",
    b"NestFactory", b"fastify", b"Fastify", b"new Koa", b"new Hono", b"hapi", b"polka",
    b"useSWR", b"queryKey", b"from 'ky'", b'from "ky"', b"from 'got'", b'from "got"',
    b"alias", b"'use client'", b'"use client"', b"'use server'", b'"use server"',
)  # fmt: skip
# A string literal that starts with a slash; the slash first, as a literal start is found fast.
_ROOTED = re.compile(rb"/(?<=[\"'`]/)[\w$:{\[]")


def worth_parsing(unit: Unit) -> bool:
    """Whether any fact beside imports may start in the file."""
    data = unit.data
    return (
        len(data) < ALWAYS_BELOW
        or any(word in data for word in WORDS)
        or any(b"%d" % port in data for port in unit.words.ports)
        or _ROOTED.search(data) is not None
    )
