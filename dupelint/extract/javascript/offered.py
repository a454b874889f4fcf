"""Whether a small file offers other files something that only a parser reads."""

from __future__ import annotations

from collections.abc import Sequence

from dupelint.extract.javascript.telling import names_address
from dupelint.extract.javascript.unparsed import COMMENT, given_out
from dupelint.model.facts import LENGTH_BITS, Import
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
_LINE = lazy(rb"\n(?:export|const|let|var)\b")
_OFFERED = lazy(
    rb"\nexport\s+(?:(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[{\[]"
    rb"|(?:let|var)\s+[\w$]+\s*(?::[^=\n]{1,80})?=\s*[\"'`\d]"
    rb"|default\s*\{(?![\w$\s,]*\})|default\s+(?!" + _WRAPPERS + rb")[\w$.]+\()"
)
_HELD = lazy(  # a table, or a variable that may change; a constant that `unparsed` reads
    rb"\n(?:const" + _OF % b"table" + rb"[{\[]|(?:let|var)" + _OF % b"variable" + rb"[\"'`\d{\[]"
    rb"|(?:export\s+)?const" + _OF % b"plain" + rb"[\"'`\d])"
)
_ENUM = lazy(rb"enum(?<=\benum)\s+[\w$]+\s*\{")
_MADE = lazy(rb"create(?:(?<=return create)|(?<==> create)|(?<=await create))")
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
_CLIENTS = frozenset({"superagent", "needle", "jquery", "request", "request-promise"})


def may_call(data: bytes, imports: Sequence[Import]) -> bool:
    """Calls and functions that requests or routes are made with."""
    if _SENT.search(data) is not None or _HANDLED.search(data) is not None:
        return True
    if _ROUTED.search(data) is not None:
        return True
    if b"exports" in data and _COMMON_JS.search(data) is not None:
        return True
    return any(fact.module in _CLIENTS for fact in imports)


def offers_values(data: bytes, imports: Sequence[Import]) -> bool:
    """Tables, and functions that name addresses."""
    if b"enum" in data and _ENUM.search(data) is not None:
        return True
    lines = b"\n" + data
    tables: set[bytes] = set()
    held = False
    for line in _LINE.finditer(lines):
        if _OFFERED.match(lines, line.start()) is not None:
            return True
        match = _HELD.match(lines, line.start())
        if match is not None:
            held = True
            tables.add(match["table"] or match["variable"] or b"")
    if not held:
        return False
    rest = data[_end(imports) :]
    if names_address(rest) or _MADE.search(rest) is not None:
        return True
    return not given_out(lines).isdisjoint(tables - {b""})


def _end(imports: Sequence[Import]) -> int:
    """Where the statements end that import."""
    last = max((fact.at for fact in imports if fact.form == "import"), default=0)
    return (last >> LENGTH_BITS) + (last & (1 << LENGTH_BITS) - 1)


def only_hands_on(data: bytes) -> bool:
    """Whether a file consists of imports and re-exports."""
    return _HANDED_ON.fullmatch(data) is not None
