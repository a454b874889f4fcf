"""In which function a statement runs when an application is put together; calls that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import descend
from dupelint.extract.javascript.anchors import places
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.modules import loaded
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import function_name
from dupelint.model.facts import NO_SPAN, AppPass, Mount, Route, ValueText
from dupelint.model.value import Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_OF_APPS = frozenset(
    {"use", "listen", "on", "createServer", "get", "post", "put", "patch", "delete", "all", "set",
     "push", "log", "request", "Server", "attach", "handler", "agent", "bind", "serve"}
)  # fmt: skip
_EMPTY = ValueText(dump(("object",)))


def walk_scope(reading: Reading, path: Sequence[Node]) -> str:
    """The scope of a place; a callback counts as part of the function that it is written in, the
    constructor as part of its class."""
    end = len(path)
    for index in range(len(path) - 1, 0, -1):
        node = path[index]
        if node.type not in FUNCTIONS:
            continue
        if node.type == "method_definition":
            name = node.child_by_field_name("name")
            if name is not None and reading.text(name) == "constructor":
                end = index
            break
        if function_name(path, index, reading.data):
            break
        end = index
    return reading.scope(path[:end])


def read_pass(reading: Reading, path: Sequence[Node]) -> None:
    """A call that is handed something named like an app; `path` ends with that argument."""
    if len(path) < 3 or path[-2].type != "arguments" or path[-3].type != "call_expression":
        return
    _emit(reading, path[:-2], required=True)


def read_local_calls(reading: Reading) -> None:
    """Calls of the file's own functions that hold routes: `setup()`, `this.routes()`."""
    kinds = (Route, Mount, AppPass)
    scopes = {fact.scope for fact in reading.facts if isinstance(fact, kinds) and fact.scope}
    done = {fact.at for fact in reading.facts if isinstance(fact, AppPass)}
    offsets: set[int] = set()
    for scope in scopes:
        word = scope.rpartition(".")[2].partition("@")[0].encode() + b"("
        if not word.startswith(b"<"):
            offsets.update(places(reading.data, word, 50))
    ordered = sorted(offsets)
    for _, path in descend(reading.tree, ordered):
        index = len(path) - 1
        if index < 2 or path[index].type not in ("identifier", "property_identifier"):
            continue
        if path[index - 1].type == "member_expression":
            index -= 1
        call = path[index - 1]
        if call.type != "call_expression" or span_of(call) in done:
            continue
        if call.child_by_field_name("function") == path[index]:
            done.add(span_of(call))
            _emit(reading, path[:index], required=False)


def read_made(reading: Reading, path: Sequence[Node]) -> None:
    """`new App([new Users()])`; `path` ends with the name of the class."""
    made = path[-2] if len(path) > 1 else path[-1]
    if made.type != "new_expression" or made.child_by_field_name("constructor") != path[-1]:
        return
    target = reading.opened(path[-1], path[:-1])
    if target[0] in ("global", "import"):
        _tell(reading, path[:-1], target)


def pass_on(reading: Reading, path: Sequence[Node]) -> None:
    """A call of a method of the object at hand; `path` ends with the call."""
    _emit(reading, path, required=False)


def _emit(reading: Reading, path: Sequence[Node], *, required: bool) -> None:
    """The fact for the call that `path` ends with; `required`: it may be any call with an app."""
    call = path[-1]
    callee = call.child_by_field_name("function")
    if callee is None or loaded(call, reading.data):
        return
    if callee.type == "member_expression" and required:
        if reading.text(callee.child_by_field_name("property")) in _OF_APPS:
            return
    elif callee.type not in ("identifier", "call_expression", "member_expression"):
        return
    target = reading.opened(callee, path)
    if target[0] in ("global", "import", "member"):
        _tell(reading, path, target)


def _tell(reading: Reading, path: Sequence[Node], target: Value) -> None:
    call = path[-1]
    args: list[Value] = [reading.opened(node, path) for node in arguments(call)]
    reading.add(
        AppPass(
            ValueText(dump(target)), ValueText(dump(("list", *args))), _EMPTY,
            walk_scope(reading, path), reading.arms(path), "", NO_SPAN, span_of(call),
        ),
        path,
    )  # fmt: skip
