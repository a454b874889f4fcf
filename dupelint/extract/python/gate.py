"""Which Python files hold more than imports, told by words that a fact may start from."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dupelint.extract.python.api_libraries import API_WORDS
from dupelint.extract.python.words import WordFinder
from dupelint.model.pattern import lazy

SMALL = 4_096  # bytes; a smaller file is parsed for what other files may look up in it, too

# `lueprint` stands for Blueprint and register_blueprint, `outer` for APIRouter, include_router and
# `router` arguments, `_app(` for create_app and init_app.
WORDS = (
    b"lueprint", b"(app", b".route(", b"Flask", b"environ", b".run(", b"_app(", b", app",
    b"url_rule", b"outer", b"bp)", b"serve", b"getenv", b"FastAPI", b"Quart",
    b"Starlette(", b"starlette.routing", b"starlette.responses",
    b"api_route", b"websocket_route", b".mount(", b"BaseSettings", b"exception_handler(",
    b".listen(", b"run_simple", b"TCPSite", b"dupelint:", b"MethodView",
    b"mkdir(", b"makedirs(", b"subprocess", b"os.system(", b"os.popen(",
    b"requests", b"httpx", b"ClientSession", b"urlopen(",
    b"PATH_INFO", b"scope[", b"DispatcherMiddleware", b"CSRF", b"Csrf", b"csrf", b"SeaSurf",
    b"headers.get(", b"headers[", b"RequestValidator", b"before_", b"errorhandler(",
    b"error_handler(", b"SEASURF_", b"openai", b"anthropic", b"twilio.rest", b"google.cloud",
    b"_resource(", b"add_namespace(", b".resource(", b"Resource)", *API_WORDS,
)  # fmt: skip
# Words that a reader asks for, or starts from, in a file that one of those has opened.
MORE = (
    b"register_blueprint(", b"include_router(", b"add_url_rule(", b"add_api_route(",
    b"add_api_websocket_route(", b"add_websocket_route(",
    b"run_simple(", b"run_app(", b"TCPSite(", b"serve(", b"server(", b"serve_forever(",
    b"(router", b"Flask(", b"Quart(", b"FastAPI(", b"Blueprint(", b"Router(", b"Route(",
    b"Mount(", b"add_route(",
    b"Popen(", b"subprocess.", b"create_subprocess_", b'scope["path"]', b"scope['path']",
    b"DispatcherMiddleware(", b"aiohttp", b"urllib", b"header", b"HTTP_X_", b"exempt", b"srf",
    b"View", b"Resource", b"NamedTuple", b"dotenv", b"init_app(", b"SQLModel", b"pydantic",
)  # fmt: skip
_REVEALING = frozenset(WORDS)
_VERB = lazy(rb"@[\w.]+\.(?:get|post|put|patch|delete|head|options|trace|websocket)\(\s*f?[\"']/?")
_METHOD = lazy(rb"def (?:get|post|put|patch|delete)\(self\b")  # a view may inherit it


class Marks(NamedTuple):
    """What of the words stands in a file."""

    places: list[tuple[int, bytes]]  # in no particular order
    words: frozenset[bytes]
    revealing: bool  # facts beside imports and constants may start in the file


def find_marks(data: bytes, ports: frozenset[int]) -> Marks:
    """All words of a file, found together."""
    places = list(_finder(ports).places(data))
    words = frozenset([word for _, word in places])
    revealing = (
        not words.isdisjoint(_REVEALING)
        or any(word.isdigit() for word in words)
        or _VERB.search(data) is not None
        or (len(data) < SMALL and _METHOD.search(data) is not None)
    )
    return Marks(places, words, revealing)


@lru_cache(maxsize=8)
def _finder(ports: frozenset[int]) -> WordFinder:
    return WordFinder([*WORDS, *MORE, *(str(port).encode() for port in sorted(ports))])
