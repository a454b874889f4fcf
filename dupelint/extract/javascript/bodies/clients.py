"""Which calls hand out a response with a body still to be parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.values import Path
from dupelint.extract.javascript.members import held_by
from dupelint.extract.javascript.modules import origin_of

if TYPE_CHECKING:
    from tree_sitter import Node

FETCH, KY, HELPER, UNKNOWN_CALL, NONE = "fetch", "ky", "helper", "unknown", ""

_FETCH_PACKAGES = frozenset(
    {
        "node-fetch", "node-fetch-commonjs", "node-fetch-native", "undici", "cross-fetch",
        "isomorphic-fetch", "isomorphic-unfetch", "unfetch", "whatwg-fetch", "make-fetch-happen",
        "fetch-retry", "fetch-cookie", "next/fetch", "minipass-fetch", "@remix-run/web-fetch",
        "cross-fetch/polyfill", "expo/fetch",
    }
)  # fmt: skip
_OTHER_PACKAGES = frozenset(  # they parse by themselves, or are no HTTP client
    {
        "axios", "got", "ofetch", "superagent", "supertest", "request", "request-promise",
        "request-promise-native", "needle", "phin", "bent", "wretch", "redaxios", "jquery",
        "express", "body-parser", "graphql-request", "fs", "node:fs", "fs/promises",
        "node:fs/promises", "path", "node:path", "@playwright/test", "playwright", "react",
        "winston", "fs-extra",
    }
)  # fmt: skip
_OTHER_NAMES = frozenset(
    {
        "axios", "got", "ofetch", "$fetch", "useFetch", "superagent", "$", "jQuery", "require",
        "request", "supertest", "page", "agent", "cy", "express", "Object", "Array", "JSON",
        "document", "window", "console", "localStorage", "sessionStorage", "fs", "path",
    }
)  # fmt: skip
_GLOBALS = frozenset({"window", "globalThis", "self", "global"})
_MOST_LINKS = 50  # of a chain `a.b().c()`: each of its calls is asked for its beginning
_OTHER_METHODS = frozenset({"match", "querySelector", "getElementById", "bind", "create", "extend"})


def client(call: Node, path: Path, script: Script) -> str:
    """FETCH, KY, HELPER (a function of the project, perhaps), UNKNOWN_CALL, or NONE."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return NONE
    callee = script.peel(callee)
    if callee.type == "call_expression":  # `checked('users')(response)`
        made = callee.child_by_field_name("function")
        if made is None or made.type != "identifier":
            return NONE
        found = _named(script.text(made), path, script, 0)
        return HELPER if found == HELPER else NONE
    if callee.type == "identifier":
        return _named(script.text(callee), path, script, 0)
    if callee.type != "member_expression":
        return NONE
    name = script.text(callee.child_by_field_name("property"))
    owner = callee.child_by_field_name("object")
    if owner is None or name in _OTHER_METHODS:
        return NONE
    if name == "fetch":
        return FETCH if _may_be_fetch(owner, path, script) else HELPER
    root = script.peel(owner)
    links = 0
    while root.type in ("member_expression", "call_expression"):
        links += 1
        if links > _MOST_LINKS:
            return NONE
        inner = root.child_by_field_name("object") or root.child_by_field_name("function")
        if inner is None:
            break
        root = script.peel(inner)
    if root.type in ("this", "super"):
        return UNKNOWN_CALL
    if root.type != "identifier":
        return NONE
    return _named(script.text(root), path, script, 0, member=True)


def _may_be_fetch(owner: Node, path: Path, script: Script) -> bool:
    """Whether the method `fetch` of an object is what it is named after: of the own class it is if
    the object was given it."""
    if owner.type != "this":
        return owner.type != "super"
    held = held_by("fetch", path, script.data)
    return held is not None and "fetch" in script.text(held[0])


def is_direct(call: Node, script: Script) -> bool:
    """Whether a call makes the request itself: `x.fetch()` may be any method of that name."""
    callee = call.child_by_field_name("function")
    if callee is None or callee.type == "identifier":
        return True
    owner = script.text(callee.child_by_field_name("object"))
    return owner in _GLOBALS or script.text(callee.child_by_field_name("property")) != "fetch"


def _named(name: str, path: Path, script: Script, depth: int, member: bool = False) -> str:
    found = script.binding(name, path)
    module = origin_of(found, script.data) if found is not None else None
    if module is not None:
        package = module[0].removeprefix("npm:")
        if package in _FETCH_PACKAGES:
            return NONE if member and name != "undici" else FETCH
        if package == "ky" or package.startswith("ky/"):
            return KY
        if package in _OTHER_PACKAGES:
            return NONE
        return FETCH if name == "fetch" else HELPER
    if name == "fetch":
        return NONE if member else FETCH
    if name == "ky":
        return KY
    if name in _OTHER_NAMES:
        return NONE
    if found is None:
        return HELPER if not member else UNKNOWN_CALL
    if found.kind == "param":
        return UNKNOWN_CALL
    if found.value is None or depth > 3:
        return HELPER if found.kind == "function" else UNKNOWN_CALL
    value = script.peel(found.value)
    if value.type == "call_expression":  # const api = ky.create(…), const f = fetch.bind(window)
        callee = value.child_by_field_name("function")
        if callee is not None and callee.type == "member_expression":
            root = callee.child_by_field_name("object")
            if root is not None and root.type == "identifier":
                made = _named(script.text(root), found.path, script, depth + 1)
                if script.text(callee.child_by_field_name("property")) in _OTHER_METHODS:
                    return made if made in (FETCH, KY) else NONE
        return UNKNOWN_CALL
    if value.type == "member_expression":  # const fetch = globalThis.fetch
        root_name = script.text(value.child_by_field_name("object"))
        if root_name in _GLOBALS and script.text(value).endswith(".fetch"):
            return FETCH
        return UNKNOWN_CALL
    if value.type == "identifier":
        return _named(script.text(value), found.path, script, depth + 1, member)
    if value.type in ("new_expression", "object", "class", "class_declaration"):
        return UNKNOWN_CALL
    return HELPER
