"""Calls that open a network port, then keep it open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.app_names import is_app_name, is_factory_name
from dupelint.extract.python.reader import Place, Reader, resolved
from dupelint.extract.python.source import argument_nodes, said
from dupelint.model.facts import Listener
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node


class Form(NamedTuple):
    """How a known server call takes its address."""

    name: str
    default_port: int  # 0: none
    host_at: int  # position of the argument, -1: keyword only
    port_at: int


# What is called, on a name imported from where ("" = anywhere), makes which form.
_CALLS: dict[tuple[str, str], Form] = {
    ("run_simple", ""): Form("run_simple", 0, 0, 1),
    ("make_server", ""): Form("make_server", 0, 0, 1),
    ("TCPSite", ""): Form("TCPSite", 8080, 1, 2),
    ("run_app", "aiohttp"): Form("web.run_app", 8080, -1, -1),
    ("start_server", "asyncio"): Form("asyncio.start_server", 0, 1, 2),
    ("serve", "waitress"): Form("waitress.serve", 8080, -1, -1),
    ("serve", "websockets"): Form("websockets.serve", 0, 1, 2),
    ("serve", "hypercorn"): Form("hypercorn.serve", 8000, -1, -1),
    ("run", "uvicorn"): Form("uvicorn.run", 8000, -1, -1),
    ("run", "bottle"): Form("bottle.run", 8080, -1, -1),
    ("listen", "tornado"): Form("tornado.listen", 0, 1, 0),
}
_APP_RUN = Form("app.run", 5000, 0, 1)
_SOCKET_RUN = Form("socketio.run", 5000, 1, 2)
_SERVER_CLASS = lazy(r"(?:\w*HTTPServer|WSGIServer|TCPServer|\w*UnixHTTPServer|SimpleXMLRPCServer)")
_ADDRESS = lazy(r"(.*?):?([0-9]{1,5})")


def read_server_call(reader: Reader, call: Node, path: list[Node], name: str) -> None:
    """The Listener that a call of this name is, if it is one."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return
    place = reader.place(call, path)
    origin = _origin(reader, place, callee)
    positional, keywords, _ = argument_nodes(reader.source, call)
    arguments = _Arguments(reader, place, positional, keywords)
    form = _CALLS.get((name, origin)) or _CALLS.get((name, ""))
    if form is not None:
        if form.name == "hypercorn.serve":
            _add(reader, place, form, NULL, unresolved("config"), unresolved("config"))
        elif form.name == "waitress.serve" and "listen" in keywords:
            host, port = _split(arguments.named("listen"))
            _add(reader, place, form, NULL, host, port)
        else:
            _add(reader, place, form, NULL, *arguments.address(form))
        return
    owner = callee.child_by_field_name("object") if callee.type == "attribute" else None
    if name == "server":
        _wsgi_server(reader, place, arguments)
    elif owner is None:
        return
    elif name == "listen" and "tornado" in reader.constructors.frameworks:
        if positional and positional[0].type not in ("string", "tuple", "lambda"):
            form = _CALLS["listen", "tornado"]
            _add(reader, place, form, reader.values.of(owner), *arguments.address(form))
    elif name in ("run", "serve"):
        _run(reader, place, owner, arguments, name)
    elif name == "serve_forever":
        _serve_forever(reader, place, owner)


class _Arguments:
    """The arguments of one call as values."""

    def __init__(
        self, reader: Reader, place: Place, positional: list[Node], keywords: dict[str, Node]
    ) -> None:
        self._reader = reader
        self._place = place
        self.positional = positional
        self._keywords = keywords

    def has(self, name: str) -> bool:
        """Whether a keyword argument is given."""
        return name in self._keywords

    def named(self, name: str) -> Value:
        """A keyword argument, null if absent."""
        return self._reader.values.of(self._keywords.get(name), self._place.overlay)

    def at(self, index: int) -> Value:
        """A positional argument, null if absent."""
        node = self.positional[index] if 0 <= index < len(self.positional) else None
        return self._reader.values.of(node, self._place.overlay)

    def address(self, form: Form) -> tuple[Value, Value]:
        """(host, port)"""
        host, port = self.named("host"), self.named("port")
        if host == NULL and form.host_at >= 0:
            host = self.at(form.host_at)
        if port == NULL and form.port_at >= 0:
            port = self.at(form.port_at)
        return host, port


def _add(
    reader: Reader, place: Place, form: Form, receiver: Value, host: Value, port: Value
) -> None:
    probe = int(port in (("num", 0), ("str", "0")))
    reader.add(
        Listener(
            form.name, said(receiver), said(port), form.default_port, said(host),
            place.scope_path, place.arms, _guard(reader, place), probe, place.span,
        ),
        place,
    )  # fmt: skip


def _run(reader: Reader, place: Place, owner: Node, arguments: _Arguments, method: str) -> None:
    """`app.run()`, `socketio.run(app)`, `uvicorn.Server(uvicorn.Config(…)).run()`."""
    receiver = reader.values.of(owner, place.overlay)
    value = resolved(reader, receiver)
    if value[0] == "call":
        made = _called(value[1])
        if made == "Server" and value[2] and value[2][0][0] in ("call", "global"):
            config = resolved(reader, value[2][0])
            if config[0] == "call" and _called(config[1]) == "Config":
                pairs = dict(config[3])
                host, port = pairs.get("host", NULL), pairs.get("port", NULL)
                _add(reader, place, Form("uvicorn.run", 8000, -1, -1), receiver, host, port)
            return
        if made.endswith("SocketIO"):
            _add(reader, place, _SOCKET_RUN, receiver, *arguments.address(_SOCKET_RUN))
            return
        if method == "run" and is_factory_name(made):
            _run_app(reader, place, receiver, arguments)
        return
    if method != "run":
        return
    if value[0] == "new":
        _run_app(reader, place, receiver, arguments)
        return
    name = _called(value)
    if name in ("socketio", "sio", "socket_io"):
        _add(reader, place, _SOCKET_RUN, receiver, *arguments.address(_SOCKET_RUN))
    elif name in ("app", "application") or (name.endswith("_app") and is_app_name(name)):
        _run_app(reader, place, receiver, arguments)


def _run_app(reader: Reader, place: Place, receiver: Value, arguments: _Arguments) -> None:
    host, port = arguments.address(_APP_RUN)
    first = arguments.positional[0].type if arguments.positional else ""
    if first in ("subscript", "list", "call", "lambda") or host[0] == "num":
        return  # `app.run(streams[0], …)`, `app.run(main())`: another kind of app
    if arguments.has("transport"):
        return
    _add(reader, place, _APP_RUN, receiver, host, port)


def _serve_forever(reader: Reader, place: Place, owner: Node) -> None:
    """`HTTPServer(("", 8000), Handler).serve_forever()`, through a variable too."""
    receiver = reader.values.of(owner, place.overlay)
    value = resolved(reader, receiver)
    if value[0] != "call" or not _SERVER_CLASS.fullmatch(_called(value[1])):
        return
    address = value[2][0] if value[2] else dict(value[3]).get("server_address", NULL)
    host, port = _pair(address)
    form = Form(_called(value[1]), 0, -1, -1)
    _add(reader, place, form, receiver, host, port)


def _wsgi_server(reader: Reader, place: Place, arguments: _Arguments) -> None:
    """`eventlet.wsgi.server(eventlet.listen(("", 5000)), app)`"""
    value = resolved(reader, arguments.at(0))
    if value[0] == "call" and _called(value[1]) == "listen" and value[2]:
        host, port = _pair(value[2][0])
        _add(reader, place, Form("wsgi.server", 0, -1, -1), NULL, host, port)


def _pair(address: Value) -> tuple[Value, Value]:
    """The two halves of `(host, port)`."""
    if address[0] == "list" and len(address) >= 3:
        return address[1], address[2]
    if address[0] == "unresolved":
        return address, address
    return ("member", address, "0"), ("member", address, "1")


def _split(value: Value) -> tuple[Value, Value]:
    """The halves of a literal `host:port`."""
    found = _ADDRESS.fullmatch(str(value[1])) if value[0] == "str" else None
    if found is None:
        return unresolved("address"), unresolved("address")
    return ("str", found[1]), ("num", int(found[2]))


def _called(value: Value) -> str:
    """The last name of a callee or receiver."""
    match value:
        case ("import", str(module), ""):
            return module.rpartition(".")[2]
        case ("global", str(name)) | ("import", _, str(name)) | ("member", _, str(name)):
            return name
        case ("param", str(name)):
            return name
    return ""


def _origin(reader: Reader, place: Place, callee: Node) -> str:
    """Top-level module that the first name of a callee comes from."""
    node = callee
    while node.type == "attribute":
        owner = node.child_by_field_name("object")
        if owner is None:
            return ""
        node = owner
    if node.type != "identifier":
        return ""
    name = reader.source.text(node)
    local = reader.names.bound(name, place.scope, node.start_byte, None)
    if place.scope.parent is not None and local is not None and local[0] == "import":
        return str(local[1]).partition(".")[0]
    return reader.imports.origin(name)


def _guard(reader: Reader, place: Place) -> str:
    if place.context.main or _only_from_main(reader, place):
        return "main"
    return "test" if place.context.test else ""


def _only_from_main(reader: Reader, place: Place) -> bool:
    """Whether all calls of the function around it stand under `if __name__ == "__main__"`."""
    scope = place.scope
    if scope.form != "function" or scope.parent is None or scope.parent.parent is not None:
        return False
    calls = 0
    call = rb"(?<!def )\b" + re.escape(scope.name.encode()) + rb"\("
    for match in re.finditer(call, reader.source.data):
        where, statement = reader.source.locate(match.start())
        if statement is None or statement.kind in ("function_definition", "decorated_definition"):
            continue
        if where.parent is not None or not statement.context.main:
            return False
        calls += 1
    return calls > 0
