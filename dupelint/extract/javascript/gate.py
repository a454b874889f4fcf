"""Which files are parsed: those that hold a word a fact may start from, or what names lead to."""

from __future__ import annotations

import re

from dupelint.extract.unit import Unit
from dupelint.model.next_paths import may_serve
from dupelint.model.pattern import lazy

ALWAYS_BELOW = 256  # bytes: what hands on a name
SMALL = 4096  # bytes; below, a file is parsed for what other files may look up in it:
# a constant, a list of names handed on, a call of a method that requests or routes are made with
_LOOKED_UP = lazy(
    rb"^(?:export\s+)?(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[\"'`\d{\[]"
    rb"|^export\s*(?:default\s*)?\{|^\s*(?:export\s+)?(?:const\s+)?enum\s|exports\b"
    rb"|^export\s+default\s+[\w$.]+\(|\.(?:get|post|put|patch|delete|head|request|use|all|listen|json)\b"
    rb"|\b(?:request|api)\w*[(<]",
    re.M,
)
WORDS = (  # where several share a part that is rare by itself, that part
    b"fetch", b"express", b"axios", b"env.", b"location.", b"://", b".json(", b".listen(",
    b"JSON.parse", b"(app", b"Router(", b".env", b"env[", b"localhost", b".0.0.", b"(router",
    b"(server", b"dupelint:", b"WebSocket", b"EventSource", b"XMLHttpRequest", b"sendBeacon",
    b".ajax(", b".getJSON(", b"createServer", b"baseU", b"prefixUrl", b"socket.io", b"Bun.serve",
    b"Deno.", b"NestFactory", b"astify", b"new Koa", b"new Hono", b"hapi", b"polka", b"useSWR",
    b"injectEndpoints",
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
    if len(data) < SMALL and _LOOKED_UP.search(data) is not None:
        return True
    for word in WORDS:
        if word in data:
            return True
    if any(b"%d" % port in data for port in unit.words.ports):
        return True
    return may_serve(unit.path)
