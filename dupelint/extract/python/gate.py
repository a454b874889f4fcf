"""Which Python files hold more than imports, told by words that a fact may start from."""

from __future__ import annotations

from functools import lru_cache

from dupelint.extract.python.api_libraries import API_WORDS
from dupelint.extract.python.words import WordFinder
from dupelint.model.pattern import lazy

SMALL = 4_096  # bytes; a smaller file is always parsed: package __init__s, constants

# `lueprint` stands for Blueprint and register_blueprint, `outer` for APIRouter, include_router and
# `router` arguments, `_app(` for create_app and init_app.
WORDS = (
    b"lueprint", b"(app", b".route(", b"Flask", b"environ", b".run(", b"_app(", b", app",
    b"url_rule", b"outer", b"bp)", b"serve", b"getenv", b"FastAPI", b"Quart",
    b"api_route", b".listen(", b"run_simple", b"TCPSite", b"dupelint:", b"MethodView",
    b"mkdir(", b"makedirs(", b"subprocess", b"os.system(", b"os.popen(",
    b"requests", b"httpx", b"ClientSession", b"urlopen(",
    b"PATH_INFO", b"scope[", b"DispatcherMiddleware", b"CSRF", b"Csrf", b"csrf", b"SeaSurf",
    b"headers.get(", b"headers[", b"RequestValidator", b"before_", b"errorhandler(",
    b"error_handler(", b"SEASURF_", b"openai", b"anthropic", b"twilio.rest", b"google.cloud",
    b"_resource(", b"add_namespace(", b".resource(", b"Resource)", *API_WORDS,
)  # fmt: skip
_VERB = lazy(rb"@[\w.]+\.(?:get|post|put|patch|delete|head|options)\(\s*f?[\"']/?")


def is_revealing(data: bytes, ports: frozenset[int]) -> bool:
    """Whether a gate word stands in a file: facts beside imports and constants may start there."""
    return _finder(ports).stands_in(data) or _VERB.search(data) is not None


@lru_cache(maxsize=8)
def _finder(ports: frozenset[int]) -> WordFinder:
    return WordFinder([*WORDS, *(str(port).encode() for port in sorted(ports))])
