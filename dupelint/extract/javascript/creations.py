"""Which calls make an application or server object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.dependencies import may_load
from dupelint.extract.javascript.modules import loaded, origin, peel
from dupelint.extract.javascript.scope import binding, text

if TYPE_CHECKING:
    from tree_sitter import Node

_FRAMEWORKS = {  # (module, what is called of it) → framework
    ("express", ""): "express", ("express", "default"): "express",
    ("fastify", ""): "fastify", ("fastify", "default"): "fastify",
    ("fastify", "fastify"): "fastify",
    ("koa", ""): "koa", ("koa", "default"): "koa",
    ("hono", "Hono"): "hono",
    ("@hapi/hapi", "Server"): "hapi", ("@hapi/hapi", "server"): "hapi",
    ("hapi", "Server"): "hapi", ("hapi", "server"): "hapi",
    ("@nestjs/core", "NestFactory.create"): "nest",
    ("restify", "createServer"): "restify",
    ("polka", ""): "polka", ("polka", "default"): "polka",
    ("json-server", "create"): "express",
    ("http", "createServer"): "http", ("https", "createServer"): "http",
    ("http", "Server"): "http", ("https", "Server"): "http",
    ("http2", "createServer"): "http", ("http2", "createSecureServer"): "http",
    ("net", "createServer"): "net", ("tls", "createServer"): "net", ("net", "Server"): "net",
}  # fmt: skip
_ROUTERS = frozenset(
    {
        ("express", "Router"), ("express-promise-router", ""),
        ("express-promise-router", "default"),
    }
)  # fmt: skip
MODULES = frozenset(module for module, _name in _FRAMEWORKS) | {"express-promise-router"}
_MAKERS = frozenset(name.rpartition(".")[2] for _module, name in _FRAMEWORKS)


def framework(call: Node, path: Sequence[Node], data: bytes) -> str:
    """The framework of the application or server that a call or `new` makes, "" if it makes none.

    `http` also stands for https, http2; `net` for tls.
    """
    if not may_load(MODULES, path, data):
        return ""
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if callee is None or callee.end_byte - callee.start_byte > 200:
        return ""
    if callee.type == "member_expression":
        last = callee.child_by_field_name("property")
        if last is None or text(last, data) not in _MAKERS:
            return ""
    called = resolve(callee, path, data)
    return _FRAMEWORKS.get(called, "") if called is not None else ""


def _unpacked(name: str, path: Sequence[Node], data: bytes) -> tuple[str, str] | None:
    """`const { Router } = express`, where the right side is a module."""
    found = binding(name, path, data)
    if found is None or len(found.pattern) != 1 or found.value is None:
        return None
    if found.value.type != "identifier" or found.kind not in ("const", "let", "var"):
        return None
    whole = origin(text(found.value, data), found.path, data)
    return (whole[0], found.pattern[0]) if whole and whole[1] in ("", "default") else None


def is_router(call: Node, path: Sequence[Node], data: bytes) -> bool:
    """Whether a call or `new` makes a router of Express."""
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    if callee is None or callee.end_byte - callee.start_byte > 200:
        return False
    if callee.type == "member_expression":
        last = callee.child_by_field_name("property")
        if last is None or text(last, data) != "Router":
            return False
    elif b"outer" not in data[callee.start_byte : callee.end_byte]:
        return False
    return resolve(callee, path, data) in _ROUTERS


def resolve(callee: Node, path: Sequence[Node], data: bytes) -> tuple[str, str] | None:
    """(module, dotted name in it) of a callee; `node:` prefixes and default imports of a
    module that is then accessed by name are taken away."""
    keys: list[str] = []
    node = peel(callee)
    while node is not None and node.type == "member_expression" and len(keys) < 4:
        name = node.child_by_field_name("property")
        if name is None:
            return None
        keys.insert(0, text(name, data))
        node = peel(node.child_by_field_name("object"))
    if node is None:
        return None
    if node.type == "identifier":
        found = origin(text(node, data), path, data) or _unpacked(text(node, data), path, data)
    else:
        module = loaded(node, data)
        found = (module, "") if module else None
    if found is None:
        return None
    module, symbol = found
    parts = [symbol, *keys] if symbol else keys
    if len(parts) > 1 and parts[0] == "default":
        parts = parts[1:]
    return module.removeprefix("node:"), ".".join(parts)
