"""Requests: fetch, axios and its kin, jQuery, sockets, beacons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.emitting import emit
from dupelint.extract.javascript.instances import LIBRARIES, client_of, library_of
from dupelint.extract.javascript.modules import origin, peel
from dupelint.extract.javascript.own_methods import read_own
from dupelint.extract.javascript.path_constants import NAMED
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.request_methods import method_at, method_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.methods import METHODS
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

VERBS = {
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE",
    "del": "DELETE", "head": "HEAD", "options": "OPTIONS", "request": "", "fetch": "",
}  # fmt: skip
_BASES = (b"baseURL", b"prefixUrl")
_PAGE = frozenset({"window", "globalThis", "self", "navigator"})
_NOT_CLIENT = lazy(
    r"(?i)(?:^|\.)(?:app|router|routes?|server|fastify|cache|map|params|searchparams|headers|store"
    r"|redis|session|cookies?|config|registry|api_?router|\w*(?:router|routes)|cy|page|mock\w*|nock|moxios"
    r"|supertest|agent|i18n|_|lodash|reflect|storage|localstorage|db|knex)\Z"
)
_CLIENT_NAME = lazy(r"(?i)(?:api|http|client|axios|request|fetch|ajax|rest|service|backend)")
_ROOTED = lazy(r"['\"`](?:/(?!/)|https?://|wss?://|api/)")
_AXIOS = lazy(r"(?i)axios")
_NAMED_PATH = lazy(r"`\$\{[^}`]{1,80}\}/|" + NAMED.decode().replace("[,)]", r"\Z"))
_NOT_WRAPPERS = frozenset(
    {
        "path", "node:path", "next/navigation", "react-router-dom", "react-router", "vue-router",
        "fs", "node:fs", "wouter", "vitest", "@playwright/test", "url", "node:url", "express",
        "clsx", "next/router", "next/cache", "fs-extra", "lodash",
    }
)  # fmt: skip
_NAMING = frozenset({"identifier", "member_expression", "call_expression", "subscript_expression"})
_WITHIN = frozenset({"string_fragment", "string", "template_string", "ternary_expression"})
_SENDS = lazy(
    r"(?i)\A_?\w{0,20}(?:fetch|get|post|put|patch|delete|del|request|call|send|load|ajax|json|api)"
)


def read_call(reading: Reading, path: Sequence[Node]) -> None:
    """`fetch(url)`, `axios(…)`, `new WebSocket(url)`; `path` ends with the callee."""
    if len(path) < 2:
        return
    leaf, call = path[-1], path[-2]
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if callee != leaf or leaf.type != "identifier":
        return
    above = path[:-1]
    given = arguments(call)
    name = reading.text(leaf)
    library = library_of(name, above, reading.data, call.type == "new_expression")
    if not given or not library:
        return
    if library == "axios" or given[0].type == "object":
        url, options, where = _from_config(reading, given, above)
        if where is None:
            return
    else:
        where = given[0]
        url = _request_url(reading, where, above)
        options = reading.value(given[1], above) if len(given) > 1 else NULL
    if url[0] == "unresolved" and url[1] == "function":
        return
    method, told = "", None
    if call.type != "new_expression" and library != "io":
        told = given[0] if where is not given[0] else given[1] if len(given) > 1 else None
        method = method_at(reading, told, above, options, "GET")
    base = _base(options)
    known = client_of(leaf, above, reading.data) if library != "fetch" else None
    if base == NULL and known is not None:
        base = known.base
    emit(reading, above, library, method, url, base, where, options=told)


def _request_url(reading: Reading, node: Node, path: Sequence[Node]) -> Value:
    """The URL of a fetch: its first argument, or that of the `new Request(…)` it is given."""
    peeled = peel(node)
    if peeled is not None and peeled.type == "new_expression":
        constructor = peeled.child_by_field_name("constructor")
        inner = arguments(peeled)
        if reading.text(constructor) == "Request" and inner:
            return reading.value(inner[0], path)
    return reading.value(node, path)


def _from_config(
    reading: Reading, given: list[Node], path: Sequence[Node]
) -> tuple[Value, Value, Node | None]:
    """(URL, options, the node that holds the URL) of `axios(url, {…})` or `axios({url, …})`."""
    first = reading.value(given[0], path)
    if first[0] == "object":
        held = dict(first[1:])
        url = held.get("url") or held.get("uri")
        if url is None:
            return NULL, first, None
        return url, first, _pair(reading, given[0], ("url", "uri")) or given[0]
    options = reading.value(given[1], path) if len(given) > 1 else NULL
    return first, options, given[0]


def _pair(reading: Reading, node: Node, keys: tuple[str, ...]) -> Node | None:
    for part in node.named_children:
        if part.type == "pair" and reading.text(part.child_by_field_name("key")) in keys:
            return part.child_by_field_name("value")
    return None


def _base(options: Value) -> Value:
    held = dict(options[1:]) if options[0] == "object" else {}
    return held.get("baseURL") or held.get("prefixUrl") or NULL


def read_method(reading: Reading, path: Sequence[Node]) -> None:
    """`receiver.get(url)` and the like; `path` ends with the property."""
    if len(path) < 3 or path[-2].type != "member_expression" or path[-3].type != "call_expression":
        return
    member, call = path[-2], path[-3]
    receiver = member.child_by_field_name("object")
    if receiver is None or call.child_by_field_name("function") != member:
        return
    given, above, name = arguments(call), path[:-2], reading.text(path[-1])
    if not given:
        return
    written = reading.text(receiver) if receiver.end_byte - receiver.start_byte < 80 else ""
    if name == "open":
        _read_open(reading, above, given)
    elif name == "sendBeacon":
        if written.rpartition(".")[2] == "navigator":
            emit(
                reading, above, "sendBeacon", "POST", reading.value(given[0], above), NULL, given[0]
            )
    elif name == "fetch" and written in _PAGE:
        told = given[1] if len(given) > 1 else None
        options = reading.value(told, above) if told is not None else NULL
        method = method_at(reading, told, above, options, "GET")
        url = _request_url(reading, given[0], above)
        emit(reading, above, "fetch", method, url, NULL, given[0], options=told)
    elif written in ("$", "jQuery", "window.$", "window.jQuery"):
        _read_jquery(reading, above, given, name)
    elif receiver.type == "this":
        if not _is_requested(reading, above):
            read_own(reading, above, given)
    elif name in VERBS:
        _read_verb(reading, above, given, name, receiver, written)


def _read_open(reading: Reading, path: Sequence[Node], given: list[Node]) -> None:
    """XMLHttpRequest's `open(method, url)`; `window.open` and `fs.open` name no method."""
    if len(given) < 2:
        return
    method = reading.value(given[0], path)
    if method[0] == "str" and method[1].upper() in METHODS:
        url = reading.value(given[1], path)
        emit(reading, path, "XMLHttpRequest", method[1].upper(), url, NULL, given[1])


def _read_jquery(reading: Reading, path: Sequence[Node], given: list[Node], name: str) -> None:
    if name in ("get", "post", "getJSON"):
        if given[0].type == "number":
            return  # $.get(0) is no request
        method = "POST" if name == "post" else "GET"
        emit(reading, path, "jquery", method, reading.value(given[0], path), NULL, given[0])
    elif name == "ajax":
        url, options, where = _from_config(reading, given, path)
        if where is not None:
            told = given[0] if where is not given[0] else given[-1]
            method = method_at(reading, told, path, options, "GET")
            emit(reading, path, "jquery", method, url, NULL, where)


def _read_verb(
    reading: Reading, path: Sequence[Node], given: list[Node], name: str, receiver: Node,
    written: str,
) -> None:  # fmt: skip
    client = client_of(receiver, path, reading.data)
    if client is not None:
        if name == "request" and client.library != "undici":
            url, options, where = _from_config(reading, given, path)
            if where is None:
                return
            told = given[0] if where is not given[0] else given[-1]
            method = method_at(reading, told, path, options, "GET")
        else:
            url, where, method = reading.value(given[0], path), given[0], VERBS[name]
            options = _settings(reading, given, path, bool(method))
            method = method or method_of(options, "GET")
        base = _base(options)
        emit(
            reading, path, client.library, method, url, base if base != NULL else client.base, where
        )
        return
    if not _may_be_client(reading, path, given, receiver, written):
        return
    options = _settings(reading, given, path, bool(VERBS[name]))
    method = VERBS[name] or method_of(options, "")
    base = reading.value(receiver, path)
    base = NULL if base[0] == "unresolved" else ("member", base, "baseURL")
    emit(reading, path, "axios-like", method, reading.value(given[0], path), base, given[0])


def _settings(reading: Reading, given: list[Node], path: Sequence[Node], has_method: bool) -> Value:
    """The options of a request, where there may be something in them that is not known yet."""
    if len(given) < 2 or (has_method and not any(word in reading.data for word in _BASES)):
        return NULL
    return reading.value(given[-1], path)


def _may_be_client(
    reading: Reading, path: Sequence[Node], given: list[Node], receiver: Node, written: str
) -> bool:
    """Whether a method of something imported or global is given a URL, and no route handler."""
    if not written or _NOT_CLIENT.search(written) or given[-1].type in FUNCTIONS:
        return False
    if len(given) > 3 or (len(given) > 1 and given[-1].type == "member_expression"
                          and "andler" in reading.text(given[-1])):  # fmt: skip
        return False
    first = reading.text(given[0]) if given[0].end_byte - given[0].start_byte < 2000 else ""
    named = _AXIOS.search(written) is not None
    if (
        not named
        and not _ROOTED.match(first)
        and not (_NAMED_PATH.match(first) and _CLIENT_NAME.search(written))
    ):
        return False
    node = peel(receiver)
    if node is None:
        return False
    if node.type == "member_expression" and written.startswith("this."):
        return _CLIENT_NAME.search(written) is not None
    while node is not None and node.type == "member_expression":
        node = node.child_by_field_name("object")
    if node is None or node.type != "identifier":
        return False
    found = binding(reading.text(node), path, reading.data)
    if found is None:
        return _CLIENT_NAME.search(written) is not None
    return found.kind in ("import", "class") or (
        found.depth == 1
        and found.value is not None
        and (
            origin(found.name, path, reading.data) is not None or _is_instance(reading, found.value)
        )
    )


def _is_instance(reading: Reading, node: Node) -> bool:
    if node.type == "new_expression":
        return (
            _CLIENT_NAME.search(reading.text(node.child_by_field_name("constructor"))) is not None
        )
    return node.type in ("call_expression", "await_expression", "object")


def read_rooted(reading: Reading, path: Sequence[Node]) -> None:
    """A string argument that starts with a slash, given to a function of the project.

    The URL of the fact is the call itself: what the function does with its arguments is for
    linking to follow. `path` ends inside the string.
    """
    index = len(path) - 1
    while index > 0 and path[index].type in _WITHIN:
        index -= 1
    _read_given(reading, path, index)


def read_constant(reading: Reading, path: Sequence[Node]) -> None:
    """An argument named like a path, as in `read_rooted`; `path` ends with its first name."""
    index = len(path) - 1
    while (
        index > 0 and path[index].type in _NAMING and path[index].start_byte == path[-1].start_byte
    ):
        index -= 1
    _read_given(reading, path, index)


def read_handed_on(reading: Reading, path: Sequence[Node]) -> None:
    """A parameter handed on to a function of the project, as in `read_rooted`."""
    if len(path) > 3 and reading.value(path[-1], path[:-1])[0] == "param":
        _read_given(reading, path, len(path) - 2, handed_on=True)


def _read_given(
    reading: Reading, path: Sequence[Node], index: int, handed_on: bool = False
) -> None:
    """An argument of the call whose arguments are `path[index]`."""
    if index < 2 or path[index].type != "arguments" or path[index - 1].type != "call_expression":
        return
    call, string = path[index - 1], path[index + 1]
    callee = call.child_by_field_name("function")
    given = arguments(call)
    if callee is None or string not in given[:3] or callee.end_byte - callee.start_byte > 80:
        return
    above = path[:index]
    if _is_requested(reading, above):
        return
    node: Node | None = callee
    if callee.type == "member_expression":
        name = reading.text(callee.child_by_field_name("property"))
        node = callee.child_by_field_name("object")
        if node is not None and node.type == "this" and _SENDS.match(name):
            if (handed_on or name not in VERBS) and not _is_requested(reading, above):
                read_own(reading, above, given)
            return
        if name in VERBS or name == "open" or not _SENDS.match(name):
            return
        if reading.text(node) in ("$", "jQuery", "navigator"):
            return
    if node is None or node.type != "identifier" or _NOT_CLIENT.search(reading.text(callee)):
        return
    written = reading.text(node)
    if callee.type == "identifier" and library_of(written, above, reading.data, False):
        return
    found = binding(written, above, reading.data)
    if found is None or found.depth != 1:
        return
    source = origin(written, above, reading.data)
    if source is not None and (source[0] in _NOT_WRAPPERS or source[0] in LIBRARIES):
        return
    url = reading.value(call, above[:-1])
    if url[0] != "call":
        return
    method = next(
        (arg[1] for arg in url[2] if arg[0] == "str" and arg[1] in METHODS),
        method_of(url[2][-1], "") if url[2] and url[2][-1][0] == "object" else "",
    )
    told = _options(given, string)
    emit(reading, above, "wrapper", method, url, NULL, string, options=told)


def _options(given: list[Node], url: Node) -> Node | None:
    """The last argument behind the URL, which the options are."""
    return given[-1] if given[-1] != url else None


def _is_requested(reading: Reading, path: Sequence[Node]) -> bool:
    """Whether the call that `path` ends with is itself the URL of a request."""
    if len(path) < 3 or path[-2].type != "arguments":
        return False
    outer = path[-3].child_by_field_name("function")
    name = reading.text(outer) if outer is not None and outer.type == "identifier" else ""
    return bool(name) and library_of(name, path[:-2], reading.data, False) != ""
