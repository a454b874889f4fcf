"""Where in the bytes of a file facts may start."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from enum import IntEnum, auto
from functools import cache
from itertools import islice
from operator import itemgetter

from dupelint.extract.javascript.path_constants import path_constants
from dupelint.model.pattern import lazy


class Topic(IntEnum):  # a plain Enum is hashed in Python, at each look into a table
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
    CONSTANT = auto()  # an argument that is named like a path
    QUERY = auto()
    CONFIG = auto()  # the address among the options of a request
    LOAD = auto()
    ENV = auto()
    BROWSER = auto()
    NODE = auto()
    ALIAS = auto()
    ROUTE = auto()  # a method that puts a handler on a path
    PASS = auto()  # an argument named like an app
    MADE = auto()  # an object of a class named like what holds routes
    HANDLER = auto()  # a parameter named like a request
    PORT = auto()
    SPAWN = auto()  # a call that starts another program
    FOLDER = auto()
    CRASH = auto()  # the name of an event in quotes, as is the next
    CONNECTION = auto()
    HEADER = auto()  # likewise the name of a header
    TWILIO = auto()
    KEYLESS = auto()  # a client that may be made without a key


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
_SERVING = (  # in a file with routes
    b"express", b"Router", b"router.", b"app.", b"(app", b"server.", b"App.",
)  # fmt: skip
_HANDED = (
    (b"(app", 1), (b"(router", 1), (b"(server", 1), (b", app", 2), (b"(apiRouter", 1),
    (b"(mainRouter", 1), (b"(rootRouter", 1), (b"(expressApp", 1),
)  # fmt: skip
_MAKES_ROUTER = lazy(rb"= *(?:new +)?(?:express\.)?(?:express|Router)\(")
_BOUND = lazy(rb"([\w$]+)(?:\s*:[^=]{1,60})?\s*\Z")  # before the `=`
_MADE_OBJECT = lazy(
    rb"new (?<=\bnew )(?=\w*(?:App|A(?:PI|pi)|Server|Application|(?:Route|Controller)r?s?)\()"
)
_REQUESTS = lazy(rb"\((?=_{0,2}req)")
_TOPICS: dict[bytes, tuple[Topic, ...]] = {}
for _topic, _names in _CALLED.items():
    for _name in _names.split():
        _TOPICS[_name.encode()] = (*_TOPICS.get(_name.encode(), ()), _topic)
_AS_FUNCTIONS = {
    name: tuple(topic for topic in topics if topic not in _AS_METHOD)
    for name, topics in _TOPICS.items()
}
_GENERIC = lazy(rb"([\w$]+)\s*<[^()]*>\Z")  # `axios.get<User[]>(`
_CLIENT = lazy(
    rb"(?:(?i:axios|http|client|api|ajax|request|fetch|xhr|instance|navigator|ky|got|needle|agent)"
    rb"[\w)]{0,12}|\$|jQuery|window|self|globalThis|undici)\s*\??\.\Z"
)
_ROOTED = lazy(rb"/(?<=[\"'`]/)")  # the slash first: a pattern is fast with a literal start
_HANDED_ON = lazy(rb"\((?=(?:path|url|uri|endpoint)\s*[,)])")  # a parameter, usually
_LONGEST = 200
_NOT_SENDING = (
    b".get(", b".post(", b".put(", b".patch(", b".delete(", b".del(", b".head(", b".options(",
    b".request(", b".fetch(", b".open(", b".use(", b".visit(", b".route(",
)  # fmt: skip  # methods that have a topic of their own, or send nothing

_KEYED = (b"OpenAI", b"Anthropic", b"SpeechClient", b"Storage", b"Translate")
_QUOTES = (b"'", b'"', b"`")
_WORDS = (  # (word, where in it the anchor is, what must follow, topic)
    (b".env", 1, (), Topic.ENV),
    (b"baseU", 0, (b"RL", b"rl"), Topic.BASE),
    (b"prefixUrl", 0, (), Topic.BASE),
    (b"queryKey", 0, (), Topic.QUERY),
    (b"url:", 0, (b" '/", b' "/', b" `/", b"'/", b'"/', b"`/"), Topic.CONFIG),
    (b" alias", 1, (), Topic.ALIAS),
    (b".src", 1, (b" =", b"="), Topic.SOURCE),
    (b"mkdir", 0, (b"(", b"Sync("), Topic.FOLDER),
    (b"unhandledRejection", 0, _QUOTES, Topic.CRASH),
    (b"uncaughtException", 0, _QUOTES, Topic.CRASH),
    (b"connection.update", 0, _QUOTES, Topic.CONNECTION),
    *((quote + start, 1, (), Topic.HEADER) for quote in _QUOTES for start in (b"x-", b"X-")),
    *((word, 0, (b"(",), Topic.KEYLESS) for word in _KEYED),
    (b"wilio", 0, (b"()",), Topic.KEYLESS),
    (b"webhook", 0, (b"(",), Topic.TWILIO),
    (b"validate", 0, (b"Request", b"ExpressRequest", b"IncomingRequest"), Topic.TWILIO),
)
_NODE = lazy(rb"__(?:dirname|filename)")
SPAWNING = (b"child_process", b"execa")  # modules
SPAWNS = (
    b"spawn(", b"exec(", b"fork(", b"execFile(", b"spawnSync(", b"execSync(", b"execFileSync(",
    b"execa(", b"execaNode(", b"execaCommand(",
)  # fmt: skip
_MOST_HINTS = 12  # the first that is what it looks like will do
_MOST = 20_000  # per file; a file with more is data


def _backwards(mark: bytes, words: Iterable[bytes]) -> bytes:
    """A pattern for the reversed bytes of words that stand before a mark.

    A pattern is searched for several times as fast where it starts with something literal, and
    the mark is what these words have in common.
    """
    return mark + b"(?:%s)" % b"|".join(re.escape(word[::-1]) for word in sorted(words))


_CALL = lazy(rb"\((?:(%s)(?![\w$])|>)" % _backwards(b"", _TOPICS))  # or `get<T>(`
_ATTRIBUTE = lazy(_backwards(b"=", (b"src", b"action", b"href", b"data")) + rb"\s")
_GLOBAL = lazy(
    _backwards(rb"\.", (b"window", b"document", b"localStorage", b"navigator")) + rb"(?![\w$.])"
)
_MADE = lazy(rb"([\w$]+)(?:\s*:[^=]{1,60})?\s*=\s*[\w$]+\Z")  # before `.create(`


def anchors(
    data: bytes,
    ports: Collection[int],
    named: Iterable[tuple[str, Topic]] = (),
    hopeless: Collection[Topic] = (),
    makers: bool = True,
) -> list[Anchor]:
    """Every place worth a look, ascending.

    `named`: functions of libraries under the names that the file gives them. `hopeless`: topics
    that are left out. `makers`: whether `.create(` may make a client.
    """
    found: list[Anchor] = []
    backwards = data[::-1]
    serving = any(word in data for word in _SERVING)
    _calls(data, backwards, found, serving)
    if serving:
        for handed, shift in _HANDED:
            found += [(place + shift, Topic.PASS) for place in places(data, handed)]
        for name in _own_routers(data):
            found += [
                (place + 1, Topic.PASS)
                for place in places(data, b"(" + name)
                if not _is_word(data[place + 1 + len(name) : place + 2 + len(name)])
            ]
    found += [(match.end(), Topic.MADE) for match in _MADE_OBJECT.finditer(data)]
    found += [(match.end(), Topic.HANDLER) for match in _REQUESTS.finditer(data)]
    _named(data, {name.encode(): topic for name, topic in named}, makers, found)
    for word, shift, following, topic in _WORDS:
        if topic not in hopeless and word in data:
            found += [
                (place + shift, topic)
                for place in places(data, word)
                if not following or data.startswith(following, place + len(word))
            ]
    size = len(data)
    if Topic.ATTRIBUTE not in hopeless:
        ends = [match.end() for match in _ATTRIBUTE.finditer(backwards)]
        if ends and (b"/>" in data or b"</" in data):
            found += [(size - end + 1, Topic.ATTRIBUTE) for end in ends]
    if Topic.BROWSER not in hopeless:
        ends = [match.end() for match in _GLOBAL.finditer(backwards)]
        found += [(size - end, Topic.BROWSER) for end in ends[-_MOST_HINTS:]]
    for match in islice(_NODE.finditer(data), _MOST_HINTS):
        found.append((match.start(), Topic.NODE))
    if any(module in data for module in SPAWNING):
        for word in SPAWNS:
            found += [
                (place, Topic.SPAWN)
                for place in places(data, word)
                if not _is_word(data[place - 1 : place])
            ]
    for match in _ROOTED.finditer(data):
        place = match.start() - 1
        if data.endswith(_NOT_SENDING, 0, place):
            continue
        if data[max(0, place - 20) : place].rstrip()[-1:] in (b"(", b",", b"?"):
            found.append((place + 1, Topic.ROOTED))
    for match in _HANDED_ON.finditer(data):
        found.append((match.end(), Topic.ROOTED))
    found += [(place, Topic.CONSTANT) for place in path_constants(data)]
    if ports:
        for match in _numbers(frozenset(ports)).finditer(data):
            if not _is_word(data[match.start() - 1 : match.start()]):
                found.append((match.start(), Topic.PORT))
    if Topic.APP in hopeless:
        found = [anchor for anchor in found if anchor[1] is not Topic.APP]
    found.sort(key=itemgetter(0))
    return found[:_MOST]


def _own_routers(data: bytes) -> set[bytes]:
    """What the file calls the apps and routers it makes, where `_HANDED` does not find it."""
    names: set[bytes] = set()
    for match in _MAKES_ROUTER.finditer(data):
        bound = _BOUND.search(data, max(0, match.start() - 80), match.start())
        if bound is not None:
            names.add(bound[1])
    handed = tuple(word.lstrip(b"(, ") for word, _ in _HANDED)
    return {name for name in names if not name.startswith(handed)}


@cache
def _numbers(ports: frozenset[int]) -> re.Pattern[bytes]:
    return re.compile(rb"(?:%s)(?![\w$])" % b"|".join(b"%d" % port for port in sorted(ports)))


def _named(data: bytes, called: dict[bytes, Topic], makers: bool, found: list[Anchor]) -> None:
    """Calls of what the file imports or makes under a name of its own."""
    for maker in (b".create(", b".extend(") if makers else ():
        for place in places(data, maker):
            match = _MADE.search(data, max(0, place - 120), place)
            if match is not None:
                called[match[1]] = Topic.CALL
    for own, topic in called.items():
        if own not in _TOPICS:
            found += [
                (place, topic)
                for place in places(data, own + b"(")
                if not _is_word(data[place - 1 : place]) and data[place - 1 : place] != b"."
            ]


def _calls(data: bytes, backwards: bytes, found: list[Anchor], serving: bool) -> None:
    """Words before a parenthesis."""
    size = len(data)
    for match in _CALL.finditer(backwards):
        end = size - 1 - match.start()
        word = match[1]
        if word is None:
            generic = _GENERIC.search(data, max(0, end - _LONGEST), end)
            if generic is None:
                continue
            name, offset = generic[1], generic.start()
            if name not in _TOPICS:
                continue
        else:
            name = word[::-1]
            offset = end - len(name)
        if data[offset - 1 : offset] != b".":
            found += [(offset, topic) for topic in _AS_FUNCTIONS[name]]
            continue
        topics = _TOPICS[name]
        if Topic.METHOD in topics and not _may_request(data, offset, end + 1):
            if not serving:
                continue
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


def places(data: bytes, word: bytes, most: int = _MOST) -> Iterator[int]:
    """Where `word` stands, as bytes."""
    position = data.find(word)
    while position >= 0 and most:
        yield position
        most -= 1
        position = data.find(word, position + len(word))


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte in (b"_", b"$")
