"""Where in the bytes of a file facts may start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import accumulate
from operator import itemgetter


class Topic(Enum):
    """What an anchor may be the start of."""

    LISTEN = auto()
    SERVE = auto()
    APP = auto()
    CALL = auto()  # a plain call or `new` that makes a request
    METHOD = auto()  # a method that makes a request
    BASE = auto()  # a client's base URL
    ATTRIBUTE = auto()
    SOURCE = auto()  # `image.src = …`
    ROOTED = auto()  # a string argument that starts with a slash
    QUERY = auto()
    LOAD = auto()
    ENV = auto()
    BROWSER = auto()
    NODE = auto()
    ALIAS = auto()
    ROUTE = auto()  # a method that puts a handler on a path
    PASS = auto()  # an argument named like an app
    HANDLER = auto()  # a parameter named like a request
    PORT = auto()


Anchor = tuple[int, Topic]

_CALLED = {  # words before a parenthesis
    Topic.LISTEN: "listen",
    Topic.SERVE: "serve WebSocketServer Server",
    Topic.APP: "express createServer createSecureServer fastify Fastify Koa server create Server"
    " Hono polka require Router PromiseRouter",
    Topic.CALL: "fetch ofetch useFetch useSWR axios ky got io WebSocket EventSource $fetch",
    Topic.METHOD: "get post put patch delete del head options request open ajax getJSON sendBeacon"
    " fetch",
    Topic.LOAD: "require import",
    Topic.NODE: "require exit",
    Topic.ROUTE: "get post put patch delete head options all use",
}
_AS_METHOD = frozenset({Topic.LISTEN, Topic.METHOD, Topic.ROUTE})  # only behind a dot
_SERVING = (
    b"express",
    b"Router",
    b"router.",
    b"app.",
    b"(app",
    b"Router.",
    b"server.",
    b"App.",
)  # a file with routes
_HANDED = (b"(app", b"(router", b"(server", b", app")
_REQUESTS = (b"(req", b"(_req", b"(__req")
_TOPICS: dict[bytes, tuple[Topic, ...]] = {}
for _topic, _names in _CALLED.items():
    for _name in _names.split():
        _TOPICS[_name.encode()] = (*_TOPICS.get(_name.encode(), ()), _topic)
_ENDINGS = tuple(_TOPICS)
_LAST_WORD = re.compile(rb"[\w$]+\Z")
_GENERIC = re.compile(rb"([\w$]+)\s*<[^()]*>\Z")  # `axios.get<User[]>(`
_CLIENT = re.compile(
    rb"(?:(?i:axios|http|client|api|ajax|request|fetch|xhr|instance|navigator|ky|got|needle|agent)"
    rb"[\w)]{0,12}|\$|jQuery|window|self|globalThis|undici)\s*\??\.\Z"
)
_LONGEST = 200

_WORDS = (  # (word, where in it the anchor is, what must follow, topic)
    (b".env", 1, (), Topic.ENV),
    (b"baseURL", 0, (), Topic.BASE),
    (b"baseUrl", 0, (), Topic.BASE),
    (b"prefixUrl", 0, (), Topic.BASE),
    (b"queryKey", 0, (), Topic.QUERY),
    (b" alias", 1, (), Topic.ALIAS),
    (b".src", 1, (b" =", b"="), Topic.SOURCE),
)
_ATTRIBUTES = (b"src=", b"action=", b"href=", b"data=")
_HINTS = (
    (b"window.", Topic.BROWSER), (b"document.", Topic.BROWSER), (b"localStorage.", Topic.BROWSER),
    (b"navigator.", Topic.BROWSER), (b"__dirname", Topic.NODE), (b"__filename", Topic.NODE),
)  # fmt: skip
_MOST_HINTS = 6  # of one word: the first that is what it looks like will do
_MOST = 20_000  # per file; a file with more is data


_MADE = re.compile(rb"([\w$]+)(?:\s*:[^=]{1,60})?\s*=\s*[\w$]+\Z")  # before `.create(`


def anchors(
    data: bytes, ports: Iterable[int], named: Iterable[tuple[str, Topic]] = ()
) -> list[Anchor]:
    """Every place worth a look, ascending.

    `named`: functions of libraries under the names that the file gives them.
    """
    found: list[Anchor] = []
    serving = any(word in data for word in _SERVING)
    _calls(data, found, serving)
    if serving:
        for word in _HANDED:
            shift = len(word) - len(word.lstrip(b"(, "))
            found += [(place + shift, Topic.PASS) for place in places(data, word)]
    for word in _REQUESTS:
        found += [(place + 1, Topic.HANDLER) for place in places(data, word)]
    called = {name.encode(): topic for name, topic in named}
    for maker in (b".create(", b".extend("):
        for place in places(data, maker):
            match = _MADE.search(data, max(0, place - 120), place)
            if match is not None:
                called[match[1]] = Topic.CALL
    for own, topic in called.items():
        if own not in _TOPICS:
            found += [(place, topic) for place in _called_as(data, own)]
    for word, shift, following, topic in _WORDS:
        found += [
            (place + shift, topic)
            for place in places(data, word)
            if not following or data.startswith(following, place + len(word))
        ]
    if b"/>" in data or b"</" in data:
        for word in _ATTRIBUTES:
            found += [
                (place, Topic.ATTRIBUTE)
                for place in places(data, word)
                if data[place - 1 : place].isspace()
            ]
    for word, topic in _HINTS:
        found += [(place, topic) for place in places(data, word, _MOST_HINTS)]
    for quote in (b'"/', b"'/", b"`/"):
        for place in places(data, quote):
            if data[max(0, place - 20) : place].rstrip()[-1:] in (b"(", b","):
                found.append((place + 1, Topic.ROOTED))
    for port in ports:
        found += [(place, Topic.PORT) for place in _digits(data, b"%d" % port)]
    found.sort(key=itemgetter(0))
    return found[:_MOST]


def _calls(data: bytes, found: list[Anchor], serving: bool) -> None:
    """Words before a parenthesis: cutting the file at each is four times as fast as a pattern."""
    pieces = data.split(b"(")
    ends = accumulate(map(len, pieces))
    for index, (piece, end) in enumerate(zip(pieces, ends, strict=True)):
        if piece.endswith(_ENDINGS):
            match = _LAST_WORD.search(piece, max(0, len(piece) - _LONGEST))
            group = 0
        elif piece.endswith(b">"):
            match = _GENERIC.search(piece, max(0, len(piece) - _LONGEST))
            group = 1
        else:
            continue
        if match is None:
            continue
        offset = end + index - len(piece) + match.start(group)
        topics = _TOPICS.get(match[group], ())
        if data[offset - 1 : offset] != b".":
            found += [(offset, topic) for topic in topics if topic not in _AS_METHOD]
        else:
            if Topic.METHOD in topics and not _may_request(data, offset, end + index + 1):
                topics = tuple(topic for topic in topics if topic is not Topic.METHOD)
            found += [(offset, topic) for topic in topics if topic is not Topic.ROUTE or serving]


def _may_request(data: bytes, offset: int, inside: int) -> bool:
    """Whether a method's first argument or its receiver looks like a request, by their bytes.

    Most calls of `get` are those of maps, of parameters, of lodash.
    """
    first = data[inside : inside + 80].lstrip()[:2]
    if first[:1] in b"\"'`" and first[1:] in (b"/", b"h", b"$", b"w", b"a", b"G", b"P", b"D", b"{"):
        return True
    return _CLIENT.search(data, max(0, offset - 40), offset) is not None


def _called_as(data: bytes, name: bytes) -> Iterator[int]:
    for place in places(data, name + b"("):
        before = data[place - 1 : place]
        if before != b"." and not (before and _is_word(before[0])):
            yield place


def places(data: bytes, word: bytes, most: int = _MOST) -> Iterator[int]:
    """Where `word` stands, as bytes."""
    position = data.find(word)
    while position >= 0 and most:
        yield position
        most -= 1
        position = data.find(word, position + len(word))


def _digits(data: bytes, number: bytes) -> Iterator[int]:
    """Offsets of a number that is not part of a longer one."""
    for position in places(data, number):
        around = data[position - 1 : position] + data[position + len(number) :][:1]
        if not any(_is_word(byte) for byte in around):
            yield position


def _is_word(byte: int) -> bool:
    return 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122 or byte in (95, 36)
