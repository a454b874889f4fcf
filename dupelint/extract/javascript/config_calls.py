"""Requests of a client of the project with the address as a key: `request({ url: "/users" })`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.clients import VERBS
from dupelint.extract.javascript.emitting import emit
from dupelint.extract.javascript.instances import LIBRARIES
from dupelint.extract.javascript.modules import origin, peel
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.request_methods import method_at
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = lazy(
    r"(?i)\A_?(?:request|service|https?|axios|api|client|ajax|fetch|instance|defHttp)[A-Za-z]{0,9}\Z"
)
_ROOTED = ('"/', "'/", "`/")


def read_config_call(reading: Reading, path: Sequence[Node]) -> None:
    """`path` ends with the key `url`."""
    if len(path) < 5 or path[-2].type != "pair" or path[-3].type != "object":
        return
    pair, options, call = path[-2], path[-3], path[-5]
    node = pair.child_by_field_name("value")
    if node is None or path[-4].type != "arguments" or call.type != "call_expression":
        return
    if pair.child_by_field_name("key") != path[-1] or arguments(call) != [options]:
        return
    if not reading.text(node)[:2].startswith(_ROOTED) or reading.text(node)[1:3] == "//":
        return
    callee, method = peel(call.child_by_field_name("function")), ""
    if callee is not None and callee.type == "member_expression":
        name = reading.text(callee.child_by_field_name("property"))
        if name not in VERBS:
            return
        callee, method = peel(callee.child_by_field_name("object")), VERBS[name]
    if callee is None or callee.type != "identifier" or not _NAMES.match(reading.text(callee)):
        return
    above = path[:-4]
    source = origin(reading.text(callee), above, reading.data)
    if source is None or source[0] in LIBRARIES:
        return  # of this file, or of a library: told by its name
    held = reading.value(options, above)
    method = method or method_at(reading, options, above, held, "GET")
    base = ("member", reading.value(callee, above), "baseURL")
    emit(reading, above, "axios-like", method, reading.value(node, path[:-2]), base, node)
