"""Where in the bytes of a file facts may start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto


class Topic(Enum):
    """What an anchor may be the start of."""

    LISTEN = auto()
    SERVE = auto()
    APP = auto()
    CALL = auto()  # a plain call or `new` that makes a request
    METHOD = auto()  # a method that makes a request
    BASE = auto()  # a client's base URL
    ATTRIBUTE = auto()
    ROOTED = auto()  # a string argument that starts with a slash
    LOAD = auto()
    ENV = auto()
    BROWSER = auto()
    NODE = auto()
    ALIAS = auto()
    PORT = auto()
    QUERY = auto()
    SOURCE = auto()  # `image.src = …`


_WORDS = {
    Topic.LISTEN: "listen",
    Topic.SERVE: "serve WebSocketServer Server",
    Topic.APP: "express createServer createSecureServer fastify Fastify Koa Hapi hapi server"
    " NestFactory Hono polka restify",
    Topic.CALL: "fetch $fetch ofetch useFetch useSWR axios ky got io WebSocket EventSource Request",
    Topic.METHOD: "get post put patch delete del head options request open ajax getJSON sendBeacon"
    " fetch",
    Topic.BASE: "baseURL baseUrl prefixUrl",
    Topic.ATTRIBUTE: "src action href data",
    Topic.SOURCE: "src",
    Topic.LOAD: "require import",
    Topic.ENV: "env",
    Topic.BROWSER: "window document localStorage sessionStorage navigator",
    Topic.NODE: "__dirname __filename exit require",
    Topic.ALIAS: "alias",
    Topic.QUERY: "queryKey",
}
TOPICS: dict[bytes, tuple[Topic, ...]] = {}
for _topic, _names in _WORDS.items():
    for _name in _names.split():
        TOPICS[_name.encode()] = (*TOPICS.get(_name.encode(), ()), _topic)

_ANCHOR = re.compile(
    rb"(?<![\w$])(?:" + b"|".join(sorted(map(re.escape, TOPICS), reverse=True)) + rb")(?![\w$])"
)
_ROOTED = re.compile(rb"[(,]\s*[\"'`](?=/[\w$:{])")
_PARSES = re.compile(rb"(?<=\.)json(?=\s*\(\s*\))|(?<![\w$.])JSON(?=\.parse\s*\()")
_CALLED = b"(<"
_MOST = 20_000  # per file; a file with more is data

Anchor = tuple[int, Topic]


def anchors(data: bytes, ports: Iterable[int]) -> list[Anchor]:
    """Every place worth a look, ascending."""
    found: list[Anchor] = []
    for match in _ANCHOR.finditer(data):
        start, end = match.span()
        topics = TOPICS[match[0]]
        found += [(start, topic) for topic in topics if _fits(topic, data, start, end)]
    found += [(match.end(), Topic.ROOTED) for match in _ROOTED.finditer(data)]
    for port in ports:
        found += [(offset, Topic.PORT) for offset in _digits(data, b"%d" % port)]
    found.sort(key=_offset)
    return found[:_MOST]


def parse_offsets(data: bytes) -> list[int]:
    """Where a response body may be parsed: the `json` of `.json()`, the `JSON` of `JSON.parse(`."""
    return [match.start() for match in _PARSES.finditer(data)]


def _offset(anchor: Anchor) -> int:
    return anchor[0]


def _fits(topic: Topic, data: bytes, start: int, end: int) -> bool:
    """What the bytes around a word say, before any look at the tree."""
    before = data[start - 1 : start]
    if topic is Topic.METHOD:
        return before == b"." and data[end : end + 1] in (b"(", b"<")
    if topic is Topic.ENV:
        return before == b"."
    if topic is Topic.LISTEN:
        return before == b"." and data[end : end + 1] == b"("
    if topic is Topic.CALL:
        return data[end : end + 1] in (b"(", b"<")
    if topic is Topic.APP:
        return data[end : end + 1] in (b"(", b".", b"<", b";") or before == b" "
    if topic is Topic.ATTRIBUTE:
        return data[end : end + 1] == b"=" and data[end + 1 : end + 2] in (b"{", b'"', b"'")
    if topic is Topic.SOURCE:
        return before == b"." and data[end : end + 3].lstrip()[:1] == b"="
    if topic is Topic.LOAD:
        return data[end : end + 1] == b"("
    if topic is Topic.BROWSER:
        return before != b"." and data[end : end + 1] == b"."
    if topic is Topic.NODE and data[start:end] == b"exit":
        return data.endswith(b"process.", 0, start)
    if topic is Topic.SERVE:
        return data[end : end + 1] == b"("
    return True


def _digits(data: bytes, number: bytes) -> list[int]:
    """Offsets of a number that is not part of a longer one."""
    found = []
    position = data.find(number)
    while position >= 0:
        around = data[position - 1 : position] + data[position + len(number) :][:1]
        if not any(_is_word(byte) for byte in around):
            found.append(position)
        position = data.find(number, position + 1)
    return found


def _is_word(byte: int) -> bool:
    return 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122 or byte in (95, 36)
