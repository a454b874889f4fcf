"""What goes with a request beside its address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.instances import client_of, with_credentials
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import CallTerms, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_SENDS_BODY = lazy(r"\.(?:post|put|patch)\Z")
_NAMED = lazy(rb"[\"'`]?([A-Za-z][\w-]{1,60})[\"'`]?\s*[:\]]")
_ADDED = lazy(
    rb"\.defaults\.headers(?:\.common|\.post|\.get)?(?P<named>\[\s*[\"'][\w-]+[\"'])?|\.interceptors\.request|\bcreate\(\s*\{"
)
_BODY = lazy(rb"\bbody\b")
_JSON_BODY = lazy(rb"\bbody\s*:\s*JSON\.stringify\(")
_NEAR = 400  # bytes
_CREDENTIALS = frozenset({"include", "same-origin", "omit"})


def call_terms(reading: Reading, path: Sequence[Node], client: str) -> CallTerms:
    """The terms of the request that `path` ends with."""
    call = path[-1]
    headers = _headers(reading, path, client)
    return CallTerms(
        ValueText(dump(headers)), _inherited(reading, client), _sends(reading, call, client),
        _credentials(reading, path, client), -1, -1, 1, reading.scope(path), span_of(call),
    )  # fmt: skip


def _sends(reading: Reading, call: Node, client: str) -> str:
    """The body of a `fetch` whose options stand there."""
    given = arguments(call)
    if client != "fetch" or len(given) != 2 or given[1].type != "object":
        return ""
    options = reading.data[given[1].start_byte : given[1].end_byte]
    if b"..." in options:
        return ""
    if _BODY.search(options) is None:
        return "nothing"
    return "json" if _JSON_BODY.search(options) is not None else ""


def _credentials(reading: Reading, path: Sequence[Node], client: str) -> str:
    """Which credentials the options of a request ask for: what is written last is in force."""
    call = path[-1]
    given = arguments(call)
    if client in ("axios", "axios-like"):
        return _of_axios(reading, path, given)
    if client != "fetch" or not given or given[0].type == "new_expression":
        return "?"
    if len(given) == 1:
        return ""
    if given[1].type != "object":
        return "?"
    found = ""
    for part in given[1].named_children:
        if part.type == "spread_element" or reading.text(part) == "credentials":
            found = "?"
        elif part.type == "pair":
            key = reading.text(part.child_by_field_name("key")).strip("'\"")
            if key == "credentials":
                said = reading.text(part.child_by_field_name("value")).strip("'\"`")
                found = said if said in _CREDENTIALS else "?"
            elif key.startswith("["):
                found = "?"
    return found


def _of_axios(reading: Reading, path: Sequence[Node], given: Sequence[Node]) -> str:
    """Those of `axios.get(url, {…})`, `axios({url, …})`; of an instance of the file where the
    request itself says nothing."""
    callee = path[-1].child_by_field_name("function")
    place = 2 if _SENDS_BODY.search(reading.text(callee)) else 1
    if given and given[0].type == "object" and place == 1:
        place = 0
    options = given[place] if len(given) > place else None
    said = with_credentials(options, reading.data)
    if said or callee is None:
        return said
    holder = callee.child_by_field_name("object") or callee
    made = client_of(holder, path, reading.data)
    return made.credentials if made is not None else ""


def _headers(reading: Reading, path: Sequence[Node], client: str) -> Value:
    """The headers of the call itself."""
    call = path[-1]
    given = [node for node in arguments(call) if node.type not in FUNCTIONS]
    callee = reading.text(call.child_by_field_name("function"))
    first = 2 if _SENDS_BODY.search(callee) and client not in ("ky", "got") else 1
    options = given[:1] if given and given[0].type == "object" and first == 1 else given[first:]
    if client == "wrapper":
        return unresolved("wrapper")
    if not options:
        return NULL
    value = reading.value(options[0], path)
    if value[0] != "object":
        return unresolved("options") if value != NULL else NULL
    held = dict(value[1:])
    headers: Value = held.get("headers", NULL)
    spread = b"..." in reading.data[options[0].start_byte : options[0].end_byte]
    return unresolved("spread") if spread else headers


def _inherited(reading: Reading, client: str) -> str:
    """Names of the headers that an instance or the library adds, by the text of the file."""
    return "" if client == "fetch" else _added_in(reading.data)


@lru_cache(maxsize=2)  # the requests of one file, one after the other
def _added_in(data: bytes) -> str:
    found: set[str] = set()
    for match in _ADDED.finditer(data):
        near = data[match.start() : match.end() + _NEAR]
        if b"interceptors" in match[0]:
            names = [name for name in _NAMED.findall(near) if b"-" in name]
            found |= {name.decode().lower() for name in names} | {"*"}
        elif b"create(" in match[0]:
            if b"headers" in near:
                names = _NAMED.findall(near.partition(b"headers")[2])
                found |= {name.decode().lower() for name in names if b"-" in name} or {"*"}
        else:
            names = _NAMED.findall(near.partition(b"\n")[0])
            found |= {name.decode().lower() for name in names if b"-" in name} or {"*"}
    return ",".join(sorted(found))
