"""Which names stand for an HTTP client, with the base URL it was made with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.dependencies import may_load
from dupelint.extract.javascript.members import held_by, of_object
from dupelint.extract.javascript.modules import loaded, origin_of, peel
from dupelint.extract.javascript.scope import binding, text
from dupelint.extract.javascript.value import value
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

LIBRARIES = {  # module → client
    "axios": "axios", "ky": "ky", "ky-universal": "ky", "got": "got", "node-fetch": "fetch",
    "cross-fetch": "fetch", "isomorphic-fetch": "fetch", "isomorphic-unfetch": "fetch",
    "unfetch": "fetch", "undici": "undici", "ofetch": "ofetch", "superagent": "superagent",
    "needle": "needle", "jquery": "jquery", "request": "request", "request-promise": "request",
    "swr": "swr", "ws": "WebSocket", "isomorphic-ws": "WebSocket", "socket.io-client": "io",
    "eventsource": "EventSource", "reconnecting-websocket": "WebSocket", "axios-retry": "",
}  # fmt: skip
_GLOBALS = {
    "fetch": "fetch", "$fetch": "ofetch", "useFetch": "ofetch", "axios": "axios", "io": "io",
    "$http": "axios-like",
}  # fmt: skip
_MADE = {"WebSocket": "WebSocket", "EventSource": "EventSource"}
_SYMBOLS = {  # of modules that give out more than the client itself
    "undici": {"fetch": "fetch", "request": "undici"},
    "swr": {"default": "swr"},
    "ws": {"default": "WebSocket", "": "WebSocket", "WebSocket": "WebSocket"},
}
METHODS_ONLY = frozenset({"jquery", "superagent", "needle"})  # `$("#id")` is no request
_FACTORIES = frozenset({"create", "extend", "instance"})
_SAID = {"true": "include", "false": "same-origin"}
_BASES = ("baseURL", "prefixUrl", "baseUrl")


def may_hold_clients(path: Sequence[Node], data: bytes) -> bool:
    """Whether a name of the file may stand for a client that comes from a library."""
    return may_load(LIBRARIES, path, data)


class Client(NamedTuple):
    """An HTTP client object."""

    library: str
    base: Value  # ("null",) if it has none
    credentials: str = ""  # of axios, as `with_credentials` tells them


def library_of(name: str, path: Sequence[Node], data: bytes, new: bool) -> str:
    """The client that calling (or making, `new`) the function `name` uses, "" if it is none."""
    found = binding(name, path, data)
    if found is None:
        return _MADE.get(name, "") if new else _GLOBALS.get(name, "")
    source = origin_of(found, data)
    if source is not None:
        library = _library(*source)
        return "" if library in METHODS_ONLY else library
    client = client_of_value(found.value, found.path, data) if found.kind == "const" else None
    return client.library if client is not None else ""


def _library(module: str, symbol: str) -> str:
    symbols = _SYMBOLS.get(module)
    return symbols.get(symbol, "") if symbols is not None else LIBRARIES.get(module, "")


def client_of(node: Node, path: Sequence[Node], data: bytes) -> Client | None:
    """The client an expression stands for: a library, or an instance made in this file."""
    if not may_hold_clients(path, data):
        return None
    peeled = peel(node)
    if peeled is not None and peeled.type == "member_expression":
        return _of_field(peeled, path, data)
    if peeled is None or peeled.type != "identifier":
        return client_of_value(node, path, data)
    name = text(peeled, data)
    found = binding(name, path, data)
    if found is None:
        return Client("axios", NULL) if name == "axios" else None
    source = origin_of(found, data)
    if source is not None:
        library = _library(*source)
        return Client(library, NULL) if library else None
    if found.kind not in ("const", "let", "var") or found.pattern:
        return None
    return client_of_value(found.value, found.path, data)


def _of_field(node: Node, path: Sequence[Node], data: bytes) -> Client | None:
    """The client that a constructor or an initialiser puts into `this.http`."""
    holder, name = node.child_by_field_name("object"), node.child_by_field_name("property")
    if holder is None or name is None or holder.type != "this":
        return None
    held = held_by(text(name, data), path, data)
    if held is None:
        return None
    made, above = held
    client = client_of_value(made, above, data)
    return client._replace(base=of_object(client.base)) if client is not None else None


def client_of_value(node: Node | None, path: Sequence[Node], data: bytes) -> Client | None:
    """The client that `axios.create({…})` and the like make."""
    node = peel(node)
    if node is None or node.type != "call_expression" or not may_hold_clients(path, data):
        return None
    callee = node.child_by_field_name("function")
    if callee is None:
        return None
    if callee.type == "import" or loaded(node, data):
        library = LIBRARIES.get(loaded(node, data), "")
        return Client(library, NULL) if library else None
    if callee.type != "member_expression":
        return None
    made = callee.child_by_field_name("property")
    holder = callee.child_by_field_name("object")
    if made is None or holder is None or text(made, data) not in _FACTORIES:
        return None
    if holder.end_byte - holder.start_byte > 100:
        return None
    above = client_of(holder, path, data)
    if above is None:
        return None
    settings = instance_settings(node, path, data)
    base = dict(settings[1:]).get("baseURL")
    listed = node.child_by_field_name("arguments")
    given = [part for part in (listed.named_children if listed else ()) if part.type != "comment"]
    said = with_credentials(given[0] if given else None, data)
    base = base if base is not None else above.base
    return Client(above.library, base, said or above.credentials)


def with_credentials(options: Node | None, data: bytes) -> str:
    """What axios options say of cookies, as `fetch` would: `include`, `same-origin` (written out),
    "" where nothing is written, ? = not known."""
    if options is None:
        return ""
    if options.type != "object":
        return "?"
    found = ""
    for part in options.named_children:
        if part.type == "spread_element" or text(part, data) == "withCredentials":
            found = "?"
        elif part.type == "pair":
            key, held = part.child_by_field_name("key"), part.child_by_field_name("value")
            name = text(key, data).strip("'\"") if key is not None else "["
            if name == "withCredentials" and held is not None:
                found = _SAID.get(text(held, data), "?")
            elif name.startswith("["):
                found = "?"
    return found


def instance_settings(call: Node, path: Sequence[Node], data: bytes) -> Value:
    """The settings of a client instance as ("object", ("baseURL", value))."""
    listed = call.child_by_field_name("arguments")
    for part in listed.named_children if listed is not None else ():
        if part.type == "object":
            for pair in part.named_children:
                key = pair.child_by_field_name("key")
                if pair.type == "pair" and key is not None and text(key, data) in _BASES:
                    base = pair.child_by_field_name("value")
                    if base is not None:
                        return ("object", ("baseURL", value(base, path, data)))
                if pair.type == "shorthand_property_identifier" and text(pair, data) in _BASES:
                    return ("object", ("baseURL", value(pair, path, data)))
    return ("object",)
