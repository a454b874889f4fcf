"""Calls that make a server or open a network port."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.creations import framework, is_router, resolve
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.guards import guard
from dupelint.extract.javascript.modules import loaded, peel
from dupelint.extract.javascript.reading import Reading, span_of, statement
from dupelint.extract.javascript.scope import binding
from dupelint.extract.javascript.walks import walk_scope
from dupelint.extract.ports import is_port_name
from dupelint.model.facts import App, Blueprint, Listener, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_SERVER_NAME = lazy(r"(?i)(?:app|application|server\d*|http|https|fastify|koa|io|srv)\d*\Z")
_NOT_SERVER = lazy(
    r"(?i)(?:history|store|location|emitter|events?|bus|hub|echo|channel|socket|player|ipc\w*|"
    r"observer|recognition|subscription|signal)\Z"
)
_PROBE_NAME = lazy(
    r"(?i)(?:free|avail|unused|find|check|probe|scan|test|detect|is|get|next|in_?use)\w*port"
    r"|port\w*(?:free|avail|unused|in_?use|taken)"
)
_LISTENING = lazy(rb"""["'`]listening["'`]""")  # the event, not what a server logs
_SIMPLE_NAME = lazy(r"[\w$]+(?:\.[\w$]+){0,3}\Z")
_SERVE_MODULES = ("@hono/node-server", "srvx", "crossws/server")
_SOCKET_SERVERS = {
    ("ws", "WebSocketServer"): "WebSocketServer", ("ws", "WebSocket.Server"): "WebSocketServer",
    ("ws", "Server"): "WebSocketServer", ("ws", "default.Server"): "WebSocketServer",
    ("socket.io", "Server"): "socket.io", ("socket.io", ""): "socket.io",
}  # fmt: skip
_NOTHING = ValueText(dump(("object",)))
_HOSTS = frozenset({"host", "hostname", "address"})


def read_app(reading: Reading, path: Sequence[Node]) -> None:
    """`express()`, `http.createServer(app)`, `new Koa()`; `path` ends inside the callee."""
    for index in range(len(path) - 1, max(len(path) - 6, 0), -1):
        node = path[index]
        if node.type in ("call_expression", "new_expression"):
            made = framework(node, path[:index], reading.data)
            if not made and is_router(node, path[:index], reading.data):
                _emit_router(reading, path[: index + 1])
                return
            if made:
                above = path[: index + 1]
                name = _bound_name(reading, above)
                scope, arms = walk_scope(reading, above), reading.arms(above)
                reading.add(App(made, name, _NOTHING, scope, arms, span_of(node)), above)
                if made == "hapi":
                    _with_options(reading, above, "Hapi.server", NULL, 0)
                return
            if not loaded(node, reading.data):  # require("express")() goes on
                return
            continue
        if node.type not in ("identifier", "property_identifier", "member_expression"):
            return


def _emit_router(reading: Reading, path: Sequence[Node]) -> None:
    """The router that the call at the end of `path` makes."""
    callee = path[-1].child_by_field_name("function") or path[-1].child_by_field_name("constructor")
    nothing = ValueText(dump(NULL))
    reading.add(
        Blueprint(
            "express", _bound_name(reading, path), reading.text(callee), nothing, nothing, _NOTHING,
            walk_scope(reading, path), reading.arms(path), span_of(path[-1]),
        ),
        path,
    )  # fmt: skip


def _bound_name(reading: Reading, path: Sequence[Node]) -> str:
    for node in reversed(path[:-1]):
        if node.type == "variable_declarator":
            name = node.child_by_field_name("name")
            return reading.text(name) if name is not None and name.type == "identifier" else ""
        if node.type == "assignment_expression":
            return reading.text(node.child_by_field_name("left"))
        if node.type not in ("await_expression", "parenthesized_expression", "as_expression"):
            return ""
    return ""


def read_listen(reading: Reading, path: Sequence[Node]) -> None:
    """`receiver.listen(…)`; `path` ends with the property `listen`."""
    if len(path) < 3 or path[-2].type != "member_expression" or path[-3].type != "call_expression":
        return
    member, call = path[-2], path[-3]
    receiver = member.child_by_field_name("object")
    if receiver is None or call.child_by_field_name("function") != member:
        return
    above = path[:-2]
    given = arguments(call)
    if given and _is_function(reading, given[0], above):
        return
    name = reading.text(receiver)
    simple = _SIMPLE_NAME.match(name) is not None
    last = name.rpartition(".")[2] if simple else ""
    made = _made(reading, receiver, above)
    if not made and (_NOT_SERVER.match(last) or not _opens(reading, last, given, above)):
        return
    port, host, on_network = _address(reading, given, above)
    if not on_network:
        return
    label = f"{name}.listen" if simple and len(name) < 40 else "server.listen"
    _emit(reading, above, label, reading.value(receiver, above), port, 0, host)


def _made(reading: Reading, receiver: Node, path: Sequence[Node]) -> str:
    """The framework of a receiver, followed to where the file makes it; "" if not seen."""
    node = peel(receiver)
    for _ in range(5):
        if node is None:
            return ""
        if node.type in ("call_expression", "new_expression"):
            made = framework(node, path, reading.data)
            called = node.child_by_field_name("function")
            if made or called is None or called.type != "member_expression":
                return made
            node = peel(called.child_by_field_name("object"))  # express().use(…).listen(…)
        elif node.type == "identifier":
            found = binding(reading.text(node), path, reading.data)
            if found is None or found.pattern or found.kind not in ("const", "let", "var"):
                return ""
            node, path = peel(found.value), found.path
        else:
            return ""
    return ""


def _is_function(reading: Reading, node: Node, path: Sequence[Node]) -> bool:
    if node.type in FUNCTIONS:
        return True
    if node.type != "identifier":
        return False
    found = binding(reading.text(node), path, reading.data)
    if found is None or found.pattern:
        return False
    return found.kind == "function" or (found.value is not None and found.value.type in FUNCTIONS)


def _opens(reading: Reading, last: str, given: list[Node], path: Sequence[Node]) -> bool:
    """Whether a `listen` of an unknown receiver takes what a network server takes."""
    named = _SERVER_NAME.search(last) is not None
    if not given:
        return named
    first = peel(given[0])
    if first is None:
        return False
    if first.type == "number":
        return True
    if first.type == "object":
        return bool({"port", "path", "fd"} & set(_keys(reading, first)))
    if first.type in ("string", "template_string"):
        return reading.text(first).strip("'\"`").isdigit() or (named and "/" in reading.text(first))
    if first.type in ("identifier", "member_expression", "subscript_expression"):
        name = reading.text(first).rstrip("'\"]").rpartition(".")[2]
        if is_port_name(name) or reading.value(first, path)[0] in ("num", "env"):
            return True
        return named and first.type != "this"
    value = reading.value(first, path)
    if value[0] in ("num", "env"):
        return True
    return named or any(
        is_port_name(word) for word in re.findall(r"\w+", reading.text(first)[:300])
    )


def _keys(reading: Reading, node: Node) -> list[str]:
    found = []
    for part in node.named_children:
        key = part.child_by_field_name("key") or part.child_by_field_name("name")
        if part.type == "shorthand_property_identifier":
            key = part
        if key is not None:
            found.append(reading.text(key).strip("'\""))
    return found


def _address(
    reading: Reading, given: list[Node], path: Sequence[Node]
) -> tuple[Value, Value, bool]:
    """(port, host, whether it is a network address and not a socket file)."""
    if not given:
        return NULL, NULL, True
    first = reading.value(given[0], path)
    if first[0] == "object":
        return _from_options(first)
    if first[0] == "str" and not first[1].strip().isdigit():
        return NULL, NULL, False  # a socket file
    host: Value = NULL
    for other in given[1:2]:
        if other.type not in FUNCTIONS and other.type != "number":
            value = reading.value(other, path)
            host = value if value[0] in ("str", "env", "global", "or", "cond", "member") else NULL
    return first, host, True


def _from_options(options: Value) -> tuple[Value, Value, bool]:
    held = dict(options[1:])
    host = next((held[key] for key in held if key in _HOSTS), NULL)
    return held.get("port", NULL), host, "port" in held or not ({"path", "fd"} & held.keys())


def _with_options(
    reading: Reading, path: Sequence[Node], form: str, receiver: Value, default: int
) -> None:
    """A call or `new` (the last of `path`) whose options object names the port."""
    for part in arguments(path[-1]):
        if part.type in FUNCTIONS:
            continue
        value = reading.value(part, path)
        if value[0] in ("num", "env") and form == "socket.io":
            _emit(reading, path, form, receiver, value, default, NULL)
            return
        if value[0] == "object" and ("port" in dict(value[1:]) or default):
            port, host, _ = _from_options(value)
            _emit(reading, path, form, receiver, port, default, host)
            return
    if default and arguments(path[-1]):
        _emit(reading, path, form, receiver, NULL, default, NULL)


def read_serve(reading: Reading, path: Sequence[Node]) -> None:
    """`Bun.serve`, `Deno.serve`, `serve(…)` of a server module, `new WebSocketServer({port})`."""
    index = len(path) - 1
    while index > 0 and path[index - 1].type == "member_expression":
        index -= 1
    if index == 0:
        return
    call = path[index - 1]
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if call.type not in ("call_expression", "new_expression") or callee != path[index]:
        return
    above = path[:index]
    written = reading.text(callee)
    if written == "Bun.serve":
        _with_options(reading, above, written, NULL, 3000)
        return
    if written == "Deno.serve":
        _with_options(reading, above, written, NULL, 8000)
        return
    found = resolve(callee, above, reading.data)
    if found is None:
        return
    module, name = found
    if (module, name) in _SOCKET_SERVERS:
        _with_options(reading, above, _SOCKET_SERVERS[module, name], NULL, 0)
    elif name == "serve" and (module in _SERVE_MODULES or module.endswith("http/server.ts")):
        _with_options(reading, above, "serve", NULL, 3000 if module in _SERVE_MODULES else 8000)


def read_default_server(reading: Reading, node: Node) -> None:
    """Bun's `export default { port, fetch }`."""
    value = node.child_by_field_name("value")
    if value is None or value.type != "object":
        return
    path = (reading.tree.root_node, node)
    if {"port", "fetch"} <= set(_keys(reading, value)):
        port, host, _ = _from_options(reading.value(value, path))
        _emit(reading, (*path, value), "export default", NULL, port, 3000, host)


def _emit(
    reading: Reading, path: Sequence[Node], form: str, receiver: Value, port: Value,
    default: int, host: Value,
) -> None:  # fmt: skip
    call = path[-1]
    scope = reading.scope(path)
    reading.add(
        Listener(
            form, ValueText(dump(receiver)), ValueText(dump(port)), default,
            ValueText(dump(host)), scope, reading.arms(path), guard(reading, path),
            int(_is_probe(reading, path, call, scope, port)), span_of(statement(path)),
        ),
        path,
    )  # fmt: skip


def _is_probe(reading: Reading, path: Sequence[Node], call: Node, scope: str, port: Value) -> bool:
    """Whether the port is opened to learn that it is free, or any port will do."""
    if port in (("num", 0), ("str", "0")):
        return True
    if any(
        b".close(" in reading.data[part.start_byte : part.end_byte]
        and part.end_byte - part.start_byte < 300
        for part in arguments(call)
        if part.type in FUNCTIONS
    ):
        return True
    if _PROBE_NAME.search(scope.rpartition(".")[2]):
        return True
    for node in reversed(path):
        if node.type in FUNCTIONS and node.end_byte - node.start_byte < 1_000:
            body = reading.data[node.start_byte : node.end_byte]
            if b".close(" in body and b"resolve(" in body and _LISTENING.search(body):
                return True
    return False
