"""Whether a small file offers other files something that only a parser reads."""

from __future__ import annotations

from dupelint.extract.javascript.telling import is_telling
from dupelint.extract.javascript.unparsed import COMMENT, given_out
from dupelint.model.pattern import lazy

_HANDED_ON = lazy(
    rb"(?:\s|" + COMMENT + rb"|(?:import|export)\b[^;'\"`()={}]*+"
    rb"(?:\{[^;'\"`()={}]*+\}\s*(?:from\b)?)?\s*(['\"])[^'\"\n]*\1\s*;?)*+"
)
_WRAPPERS = (  # of components and reducers, by the habits of their names
    rb"(?:React\.)?(?:connect|memo|forwardRef|with[A-Z]\w*|observer|inject|styled|dynamic|lazy"
    rb"|combineReducers|handleActions|translate|compose|reduxForm|wrapDialog)\("
)
_OF = rb"\s+(?P<%s>[\w$]+)\s*(?::[^=\n]{1,80})?=\s*"
_OFFERED = lazy(
    rb"\n(?:export\s+(?:(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[{\[]"
    rb"|(?:let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[\"'`\d]"
    rb"|default\s*\{(?![\w$\s,]*\})|default\s+(?!" + _WRAPPERS + rb")[\w$.]+\()"
    rb"|[ \t]*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s)"
)
_HELD = lazy(  # a table, or a variable that may change; a constant that `unparsed` reads
    rb"\n(?:const" + _OF % b"table" + rb"[{\[]|(?:let|var)" + _OF % b"variable" + rb"[\"'`\d{\[]"
    rb"|(?:export\s+)?const" + _OF % b"plain" + rb"[\"'`\d])"
)
_COMMON_JS = lazy(rb"exports\b\s*(?:\.\s*[\w$]|[=\[,)])")
_SENT = lazy(
    rb"\.(?:get|post|put|patch|delete|del|head|options|request|fetch)\s*(?:<[^()]*>\s*)?"
    rb"\(\s*[\"'`](?:api/|\$\{)"
)
_HANDLED = lazy(rb"\((?=_{0,2}req)")
_ROUTED = lazy(
    rb"\.(?:(?<=pp\.)|(?<=outer\.)|(?<=erver\.))"
    rb"(?:get|post|put|patch|delete|head|options|all|use|route|register)\b"
)
_CLIENTS = (b"superagent", b"needle", b"jquery", b"request'", b'request"', b"request-promise")


def may_call(data: bytes, head: int) -> bool:
    """Calls and functions that requests or routes are made with. `head`: where imports end."""
    if _SENT.search(data) is not None or _HANDLED.search(data) is not None:
        return True
    if _ROUTED.search(data) is not None:
        return True
    if b"exports" in data and _COMMON_JS.search(data) is not None:
        return True
    return any(name in data[:head] for name in _CLIENTS)


def offers_values(data: bytes, head: int) -> bool:
    """Tables, and functions that name addresses."""
    lines = b"\n" + data
    if _OFFERED.search(lines) is not None:
        return True
    tables: set[bytes] = set()
    held = False
    for match in _HELD.finditer(lines):
        held = True
        tables.add(match["table"] or match["variable"] or b"")
    if not held:
        return False
    return is_telling(data[head:]) or not given_out(lines).isdisjoint(tables - {b""})


def only_hands_on(data: bytes) -> bool:
    """Whether a file consists of imports and re-exports."""
    return _HANDED_ON.fullmatch(data) is not None
