"""Which files are parsed: those that hold a word a fact may start from, or what names lead to."""

from __future__ import annotations

from dupelint.extract.javascript.aliases import may_state_aliases
from dupelint.extract.javascript.offered import offers_more, only_hands_on
from dupelint.extract.unit import Unit
from dupelint.model.pattern import lazy

ALWAYS_BELOW = 256  # bytes: what hands on a name
SMALL = 4096  # bytes; below, a file is parsed for what other files may look up in it
WORDS = (  # where several share a part that is rare by itself, that part
    b"axios", b"localhost", b"dupelint:", b"XMLHttpRequest", b"baseU", b"prefixUrl",
    b"unhandledRej", b"uncaughtEx", b"wilio",
)  # fmt: skip
# Patterns start with what is literal and rare: all of one beginning cost no more than one word.
PATTERNS = (
    lazy(rb"\((?:app|router|server)"),
    lazy(
        rb"\.(?:json\(|listen\(|ajax\(|getJSON\(|0\.0\.|env\b|(?<=env\.)|(?<=Deno\.)"
        rb"|(?<=Bun\.)serve|(?<=connection\.)update"
        rb"|(?<=location\.)(?:host|origin|port|protocol|href\b(?!\s*=[^=]))|src ?=(?!=))"
    ),
    lazy(
        rb"S(?:(?<=createS)erver|(?<=(?<![\w$])EventS)ource\s*[(<]"
        rb"|(?<=(?<![\w$])WebS)ocket(?:\.?Server)?\s*[(<])"
    ),
    lazy(rb"B(?<=sendB)eacon"),
    lazy(rb"`(?<=(?:src|ref)=\{`)\$\{"),  # <img src={`${…
    lazy(rb"-(?<=[\"'][xX]-)"),  # the name of a header
)
BOTH = (  # a word that says something only with the other
    (b"etch", lazy(rb"(?:(?<![\w$])(?:use|o)?|\$)[fF]etch\s*[(<]")),
    (b"JSON.parse", lazy(rb"\.text\s*\(")),  # of an answer
    (b"Router(", lazy(rb"(?<!use)(?<!with)Router\(")),
    (b"mkdir", lazy(rb"[\"'/:]fs\b|(?:fs-extra|graceful-fs)[\"'/]")),
)
MODULES = (  # names of modules, looked for where modules are named
    b"express", b"socket.io", b"@nestjs/core", b"astify", b"koa", b"hono", b"hapi", b"polka",
    b"swr", b"child_process", b"execa", b"openai", b"anthropic", b"@google-cloud", b"fetch'",
    b'fetch"', b"undici", b"'ky", b'"ky', b"'got'", b'"got"', b"'ws'", b'"ws"', b"morphic-ws",
    b"-websocket", b"eventsource",
)  # fmt: skip
_SLASH = lazy(rb"/(?:(?<=[\"'`]/)[\w$:{\[(]|(?<=:/)/)")
# A string literal that starts with a slash; the slash first, as a literal start is found fast.
_ROOTED = lazy(rb"/(?<=[\"'`]/)[\w$:{\[(]")
_ADDRESS = lazy(rb":(?=//)")
_LINKS = (b'href="https', b'href="http', b"href='https", b"href='http")
_HOSTED = lazy(rb"://(?:localhost|127\.|0\.0|[^/?#\s\"']*:\d)")
_HANDED_ON = lazy(rb"\((?=(?:path|url|uri|endpoint)\s*[,)])")
_SENDING = lazy(
    rb"(?i)(?:fetch|request|api|axios|http|get|post|put|patch|delete|send|load|call|query|client)"
    rb"\w*(?:<[^()]*>)?\Z"
)
_LONGEST = 200  # bytes of a module's name, of a call


def worth_parsing(unit: Unit) -> bool:
    """Whether any fact beside those of `offered` and the imports may start in the file."""
    data = unit.data
    size = len(data)
    if size < ALWAYS_BELOW and not only_hands_on(data):
        return True
    if _SLASH.search(data) is not None and (
        _ROOTED.search(data) is not None or _holds_address(data)
    ):
        return True
    for pattern in PATTERNS:
        if pattern.search(data) is not None:
            return True
    for word in WORDS:
        if word in data:
            return True
    for word, pattern in BOTH:
        if word in data and pattern.search(data) is not None:
            return True
    head = data[: _end_of_imports(data)]
    for word in MODULES:
        if word in head:
            return True
    if _hands_on(data):
        return True
    if may_state_aliases(unit.path) and b"alias" in data:
        return True
    if any(b"%d" % port in data for port in unit.words.ports):
        return True
    return ALWAYS_BELOW <= size < SMALL and offers_more(data, len(head))


def _end_of_imports(data: bytes) -> int:
    """Where the last specifier of a module ends; past it no module is named."""
    if b"require" in data:
        return len(data)
    last = data.rfind(b"import")
    if last < 0:
        return 0
    return max(last, data.find(b"from", last)) + _LONGEST


def _hands_on(data: bytes) -> bool:
    """Whether a parameter is handed to what may be a function that requests it."""
    for match in _HANDED_ON.finditer(data):
        place = match.start()
        if _SENDING.search(data, max(0, place - _LONGEST), place) is not None:
            return True
    return False


def _holds_address(data: bytes) -> bool:
    """Whether an address stands in the code: not in a comment, a namespace, a link elsewhere."""
    for match in _ADDRESS.finditer(data):
        place = match.start()
        line = data[data.rfind(b"\n", 0, place) + 1 : place]
        if line.lstrip().startswith((b"//", b"*", b"/*")) or b" // " in line:
            continue
        if data.startswith(b"www.w3.org", place + 3):
            continue
        if line.endswith(_LINKS) and _HOSTED.match(data, place) is None:
            continue
        return True
    return False
