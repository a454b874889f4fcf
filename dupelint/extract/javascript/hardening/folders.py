"""Calls that make a folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.modules import Origin, loaded, origin, peel
from dupelint.extract.javascript.reading import Reading, span_of, statement
from dupelint.model.facts import MadeFolder
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

_MODULES = frozenset({"fs", "fs/promises", "fs-extra", "graceful-fs"})
_FORMS = {"mkdir": "fs.mkdir", "mkdirSync": "fs.mkdirSync"}


def read_folder(reading: Reading, path: Sequence[Node]) -> None:
    """`fs.mkdirSync(path, options)`; `path` ends with the name of what is called."""
    name = reading.text(path[-1])
    index = len(path) - 2
    member = path[index].type == "member_expression"
    if member:
        index -= 1
    if name not in _FORMS or index < 1 or path[index].type != "call_expression":
        return
    call, above = path[index], path[: index + 1]
    callee = call.child_by_field_name("function")
    given = arguments(call)
    if callee != path[index + 1] or not given or given[0].type == "spread_element":
        return
    form = _form(reading, callee, name, above)
    if not form:
        return
    reading.add(
        MadeFolder(
            form, reading.stored(given[0], above), _recursive(reading, given[1:], above),
            int(_is_caught(given, above)), reading.scope(above), span_of(given[0]), span_of(call),
            span_of(statement(above)),
        ),
        above,
    )  # fmt: skip


def _form(reading: Reading, callee: Node, name: str, path: Sequence[Node]) -> str:
    """How the call is known; "" where it is no function of Node's `fs`."""
    if callee.type == "identifier":
        named = origin(name, path, reading.data)
        if named is None or named[0].removeprefix("node:") not in _MODULES:
            return ""
        promised = named[0].endswith("/promises") or named[1].startswith("promises")
        return "fs.promises.mkdir" if promised else _FORMS[name]
    owner = peel(callee.child_by_field_name("object"))
    promised = False
    if owner is not None and owner.type == "member_expression":
        promised = reading.text(owner.child_by_field_name("property")) == "promises"
        owner = peel(owner.child_by_field_name("object")) if promised else None
    if owner is None:
        return ""
    module = loaded(owner, reading.data)
    found: Origin | None = (module, "") if module else None
    if owner.type == "identifier":
        found = origin(reading.text(owner), path, reading.data)
    if found is None or found[0].removeprefix("node:") not in _MODULES:
        return ""
    if promised or found[0].endswith("/promises") or found[1] == "promises":
        return "fs.promises.mkdir"
    return _FORMS[name]


def _is_caught(given: list[Node], path: Sequence[Node]) -> bool:
    """Whether the program may tell a folder that is there already from one that was made."""
    if any(node.type in FUNCTIONS for node in given) or given[-1].type == "identifier":
        return len(given) > 1
    for node in reversed(path[:-1]):
        if node.type in FUNCTIONS:
            return False
        if node.type == "try_statement" or node.type == "member_expression":  # `.catch(…)`
            return True
    return False


def _recursive(reading: Reading, others: list[Node], path: Sequence[Node]) -> int:
    options = [node for node in others if node.type not in FUNCTIONS]
    if not options:
        return 0
    value: Value = reading.value(options[0], path)
    if value[0] == "object":
        said = dict(value[1:]).get("recursive", ("bool", False))
        return int(said[1]) if said[0] == "bool" else -1
    return 0 if value[0] == "num" else -1  # a mode, or a callback under a name
