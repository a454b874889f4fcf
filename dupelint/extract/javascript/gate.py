"""Which files are parsed: those that hold a word a fact may start from, or what names lead to."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from dupelint.extract.javascript.aliases import may_state_aliases
from dupelint.extract.javascript.offered import may_call, offers_values, only_hands_on
from dupelint.extract.javascript.path_constants import REACH, SENDING, path_constants
from dupelint.extract.javascript.scanned_imports import scan_imports
from dupelint.extract.unit import Unit
from dupelint.model.facts import Import
from dupelint.model.next_paths import is_found_by_next
from dupelint.model.pattern import lazy

ALWAYS_BELOW = 256  # bytes: what hands on a name
SMALL = 4096  # bytes; below, a file is parsed for what other files may look up in it
WORDS = (b"axios", b"localhost", b"dupelint:", b"wilio")
# Patterns start with what is literal and rare: all of one beginning cost no more than one word.
PATTERNS = (
    lazy(
        rb"\.(?:json\(|listen\(|ajax\(|getJSON\(|0\.0\.|env\b|(?<=env\.)|(?<=Deno\.)"
        rb"|(?<=Bun\.)serve|(?<=connection\.)update"
        rb"|(?<=location\.)(?:host|origin|port|protocol|href\b(?!\s*=[^=]))|src ?=(?!=))"
    ),
    lazy(
        rb"S(?:(?<=createS)erver|(?<=(?<![\w$])EventS)ource\s*[(<]"
        rb"|(?<=(?<![\w$])WebS)ocket(?:\.?Server)?\s*[(<])"
    ),
    lazy(
        rb"R(?:(?<!useR)(?<!withR)outer\(|(?<=unhandledR)ejection|(?<=<R)oute\s|(?<=useR)outes\()"
    ),
    lazy(rb"U(?:(?<=baseU)|(?<=prefixU)rl)"),
    lazy(rb"E(?:(?<=uncaughtE)xception|(?<=injectE)ndpoints)"),
    lazy(rb"X(?=MLHttpRequest)"),
    lazy(rb"B(?<=sendB)eacon"),
    lazy(
        rb"new (?<=\bnew )(?=\w*(?:App|A(?:PI|pi)|Server|Application|(?:Route|Controller)r?s?)\()"
    ),
    lazy(rb"`(?<=(?:src|ref)=\{`)\$\{"),  # <img src={`${…
)
BOTH = (  # a word that says something only with the other
    (
        b"etch",
        lazy(
            rb"etch(?:(?<=(?<![\w$])fetch)|(?<=\$fetch)|(?<=(?<![\w$])ofetch)"
            rb"|(?<=(?<![\w$])useFetch))\s*[(<]"
        ),
    ),
    (b"JSON.parse", lazy(rb"\.text\s*\(")),  # of an answer
    (
        b"(req",
        lazy(rb"=>\s*(?:async\s*)?\(req(?:uest)?\b[^()]*\)\s*(?::[^=\n]{1,80})?=>"),
    ),  # it makes one
    (b"never", lazy(rb"never(?:(?<=[:<]never)|(?<=[:<] never))>?\s*(?:\{|=>)")),
    (b", re", lazy(rb", re(?:s|sponse|ply)\s*[,:)]")),  # a handler, of routes that stand elsewhere
    (b"mkdir", lazy(rb"[\"'/:]fs\b|(?:fs-extra|graceful-fs)[\"'/]")),
)
MODULES = (  # parts of the names of modules, between quotes
    "express", "socket.io", "@nestjs/core", "astify", "koa", "hono", "hapi", "polka",
    "swr", "child_process", "execa", "'openai", "anthropic", "@google-cloud", "fetch'",
    "undici", "'ky", "'got'", "'ws'", "morphic-ws", "-websocket", "eventsource",
)  # fmt: skip
_LOADS = lazy(rb"\((?:(?<=require\()|(?<=import\())")
_SLASH = lazy(rb"/(?:(?<=[\"'`]/)[\w$:{\[(]|(?<=:/)/)")
# A string literal that starts with a slash; the slash first, as a literal start is found fast.
_ROOTED = lazy(rb"/(?<=[\"'`]/)[\w$:{\[(]")
# What such a string is only compared with, shown by, or where a page goes to.
_SHOWN = lazy(
    rb"(?:[\s{](?:to|href|src|className|alt)=\{?|[!=]=\s*|\bcase\s+|\bfrom\s*"
    rb"|(?:\.(?:startsWith|endsWith|includes|push|replace|prefetch)|[\s(>]navigate)\()\Z"
)
_ADDRESS = lazy(rb":(?=//)")
_LINKS = (b'href="https', b'href="http', b"href='https", b"href='http")
_HOSTED = lazy(rb"://(?:localhost|127\.|0\.0|[^/?#\s\"']*:\d)")
_HEADER = lazy(rb"-(?<=[\"'][xX]-)")
_GIVEN = lazy(
    rb"\((?:(?P<app>app|router|server|apiRouter|mainRouter|rootRouter|expressApp)"
    rb"|(?=(?:path|url|uri|endpoint)\s*[,)]))"
)
_LONGEST = 200  # bytes of a line before a place


class Worth(IntEnum):
    """How much of a file is read."""

    TEXT = 0  # it is not parsed
    VALUES = 1  # what its statements bind and give out
    ALL = 2


def worth(unit: Unit) -> tuple[Worth, list[Import]]:
    """What of a file may state a fact that its text alone does not; the imports, if need be."""
    data = unit.data
    size = len(data)
    if size < ALWAYS_BELOW and not only_hands_on(data):
        return Worth.ALL, []
    if _may_start_facts(unit):
        return Worth.ALL, []
    imports = list(scan_imports(data))
    if any(_is_library(fact.module) for fact in imports):
        return Worth.ALL, []
    if b".rewrite(" in data and any(fact.module == "next/server" for fact in imports):
        return Worth.ALL, []
    if ALWAYS_BELOW <= size < SMALL:
        if may_call(data, imports):
            return Worth.ALL, []
        if offers_values(data, imports):
            loads = _LOADS.search(data) is not None
            return Worth.ALL if loads else Worth.VALUES, imports
    return Worth.TEXT, imports


@lru_cache(maxsize=4096)
def _is_library(module: str) -> bool:
    quoted = f"'{module}'"
    return any(name in quoted for name in MODULES)


def _may_start_facts(unit: Unit) -> bool:
    data = unit.data
    if _SLASH.search(data) is not None and (_holds_path(data) or _holds_address(data)):
        return True
    for pattern in PATTERNS:
        if pattern.search(data) is not None:
            return True
    if _reads_header(data):
        return True
    for word in WORDS:
        if word in data:
            return True
    for word, pattern in BOTH:
        if word in data and pattern.search(data) is not None:
            return True
    if _hands_on(data):
        return True
    if may_state_aliases(unit.path) and b"alias" in data:
        return True
    if any(pattern.search(data) for pattern in _numbers(unit.words.ports)):
        return True
    return is_found_by_next(unit.path)


def _reads_header(data: bytes) -> bool:
    """Whether the name of a header is an argument or between brackets."""
    return any(
        data[max(0, match.start() - 80) : match.start() - 2].rstrip().endswith((b"(", b"["))
        for match in _HEADER.finditer(data)
    )


@lru_cache(maxsize=16)
def _numbers(ports: frozenset[int]) -> tuple[re.Pattern[bytes], ...]:
    """A pattern for all ports of one first digit, which is what is looked for."""
    rest: dict[bytes, list[bytes]] = {}
    for port in sorted(ports):
        digits = b"%d" % port
        rest.setdefault(digits[:1], []).append(digits[1:])
    return tuple(
        re.compile(first + b"(?:%s)" % b"|".join(others)) for first, others in rest.items()
    )


def _hands_on(data: bytes) -> bool:
    """Whether an app is handed on, or a parameter to what may be a function that requests it."""
    for match in _GIVEN.finditer(data):
        place = match.start()
        if match["app"] or SENDING.search(data, max(0, place - REACH), place) is not None:
            return True
    return next(path_constants(data), None) is not None


def _holds_path(data: bytes) -> bool:
    """Whether a text that starts with a slash may be part of an address, or of a page's route."""
    if b"Route" in data:
        return _ROOTED.search(data) is not None
    for match in _ROOTED.finditer(data):
        quote = match.start() - 1
        if _SHOWN.search(data, max(0, quote - 20), quote) is None:
            return True
    return False


def _holds_address(data: bytes) -> bool:
    """Whether an address stands in the code: not in a comment, a namespace, a link elsewhere."""
    for match in _ADDRESS.finditer(data):
        place = match.start()
        begin = data.rfind(b"\n", max(0, place - _LONGEST), place) + 1
        if not begin and place > _LONGEST:
            return True  # a long line
        line = data[begin:place]
        if line.lstrip().startswith((b"//", b"*", b"/*")) or b" // " in line:
            continue
        if data.startswith(b"www.w3.org", place + 3):
            continue
        if line.endswith(_LINKS) and _HOSTED.match(data, place) is None:
            continue
        return True
    return False
