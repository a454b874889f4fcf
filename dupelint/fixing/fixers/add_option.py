"""Adds an option to a call: `{ recursive: true }` to `mkdirSync`, `parents=True` to `.mkdir`.

The query's column `option` names another one of a JavaScript call, `name: value`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.fixing.javascript import FUNCTIONS
from dupelint.fixing.lines import indentation, newline, trimmed
from dupelint.fixing.parsed import Parsed, parsed, walk
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Node

_DEFAULT = "recursive: true"
_MAKERS = frozenset({"mkdir", "mkdirSync"})
_MODE = frozenset({"number", "string"})


def fix(task: Task) -> Change:
    """The change; refused where the call's options are not seen."""
    code = parsed(task)
    path = code.path(*trimmed(task.source, task.start, task.end))
    kind = "call" if task.language is Language.PYTHON else "call_expression"
    call = next((node for node in reversed(path) if node.type == kind), None)
    if call is None:  # the place is the statement of the call
        found = [node for node in walk(path[-1]) if node.type == kind and _makes(node, code)]
        call = found[0] if len(found) == 1 else None
    if call is None or call.has_error:
        raise RefusalError("it is no call")
    given = call.child_by_field_name("arguments")
    if given is None or given.type not in ("arguments", "argument_list"):
        raise RefusalError("it has no arguments")
    values = [child for child in given.named_children if child.type != "comment"]
    if any(child.type in ("spread_element", "list_splat", "dictionary_splat") for child in values):
        raise RefusalError("its arguments are not all seen")
    if task.language is Language.PYTHON:
        return _python(task, code, call, given, values)
    option = str(task.columns.get("option") or _DEFAULT)
    return Change(f"Add `{option}`", tuple(_javascript(task, code, values, option)))


def _makes(call: Node, code: Parsed) -> bool:
    callee = call.child_by_field_name("function")
    return callee is not None and code.text(callee).rpartition(".")[2] in _MAKERS


def _javascript(task: Task, code: Parsed, values: list[Node], option: str) -> list[Edit]:
    if not values:
        raise RefusalError("it has no arguments")
    added = f"{{ {option} }}"
    if len(values) == 1:
        place = values[0].end_byte
        return [task.edit(place, place, f", {added}".encode())]
    second = values[1]
    if second.type == "object":
        return _into_object(task, code, second, option)
    if second.type in FUNCTIONS:  # a callback: the options go before it
        place = second.start_byte
        return [task.edit(place, place, f"{added}, ".encode())]
    if second.type in ("undefined", "null"):
        return [task.edit(second.start_byte, second.end_byte, added.encode())]
    if second.type in _MODE and option == _DEFAULT:
        new = f"{{ {option}, mode: {code.text(second)} }}"
        return [task.edit(second.start_byte, second.end_byte, new.encode())]
    raise RefusalError("its options are not seen")


def _into_object(task: Task, code: Parsed, options: Node, option: str) -> list[Edit]:
    name, _, value = option.partition(": ")
    properties = [child for child in options.named_children if child.type != "comment"]
    for child in properties:
        key, old = child.child_by_field_name("key"), child.child_by_field_name("value")
        if child.type == "shorthand_property_identifier" and code.text(child) == name:
            raise RefusalError(f"`{name}` is a variable")
        if key is None or old is None or code.text(key).strip("'\"") != name:
            continue
        if code.text(old) == value:
            return []
        if old.type not in ("true", "false"):
            raise RefusalError(f"`{name}` is worked out")
        return [task.edit(old.start_byte, old.end_byte, value.encode())]
    if not properties:
        return [task.edit(options.start_byte, options.end_byte, f"{{ {option} }}".encode())]
    last = properties[-1]
    joint = b" "
    if last.start_point.row != options.start_point.row:
        joint = newline(task.source, last.end_byte) + indentation(task.source, last.start_byte)
    return [task.edit(last.end_byte, last.end_byte, b"," + joint + option.encode())]


def _python(task: Task, code: Parsed, call: Node, given: Node, values: list[Node]) -> Change:
    callee = call.child_by_field_name("function")
    name = callee.child_by_field_name("attribute") if callee else None
    owner = callee.child_by_field_name("object") if callee else None
    if name is None or owner is None or code.text(name) not in ("mkdir", "makedirs"):
        raise RefusalError("it is no call of a module or a path")
    named = {
        code.text(child.children[0]): child.children[-1]
        for child in values
        if child.type == "keyword_argument"
    }
    if code.text(owner) == "os":
        if "dir_fd" in named:
            raise RefusalError("`os.makedirs` takes no `dir_fd`")
        edits = (task.edit(name.start_byte, name.end_byte, b"makedirs"),)
        return Change("Call `os.makedirs`", edits if code.text(name) == "mkdir" else ())
    title = "Add `parents=True`"
    if (old := named.get("parents")) is not None:
        if old.type not in ("true", "false"):
            raise RefusalError("`parents` is worked out")
        edits = (task.edit(old.start_byte, old.end_byte, b"True"),)
        return Change(title, edits if old.type == "false" else ())
    place = values[-1].end_byte if values else given.start_byte + 1
    return Change(
        title, (task.edit(place, place, b", parents=True" if values else b"parents=True"),)
    )
