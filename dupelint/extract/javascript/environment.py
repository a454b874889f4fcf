"""Environment variables that code reads or sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import CASTS, arguments
from dupelint.extract.javascript.declarations import names
from dupelint.extract.javascript.members import VITE_OWN, is_environment, literal_key
from dupelint.extract.javascript.reading import Reading, span_of, statement
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import (
    NO_SPAN,
    EnvChoice,
    EnvDefinition,
    EnvRead,
    Gap,
    Span,
    ValueText,
    span,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_THROUGH = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "await_expression"}
)
# Where the whole environment goes on, something else may read any variable of it.
_WHOLE = frozenset(
    {"arguments", "spread_element", "pair", "for_in_statement", "assignment_expression"}
)
_LOGS = lazy(r"(?:\w+\.)*(?:console|log|logger|debug)\b", re.IGNORECASE)
# Functions that are made for a value which may be missing.
_COPES = lazy(
    r"(?:[\w$?]+\.)*(?:console|log|logger|parse|to|is|as|get|read|load|env|num|bool|str|int|flag|has"
    r"|assert|require|check|valid|expect|must|ensure|normali[sz]e|coerce|clamp|first|pick|optional"
    r"|default|with|split|trim|format|print|write|warn|info|error|debug|includes|indexOf|push|json"
    r"|send|some|find|filter|map|string|number|boolean|object|array|keys|equal|match|test)",
    re.IGNORECASE,
)
_DEPLOYMENTS = frozenset(
    {"development", "dev", "test", "testing", "staging", "stage", "production", "prod", "local",
     "ci", "preview", "docker"}
)  # fmt: skip
_MAX_USES = 500


def read_environment(reading: Reading, path: Sequence[Node]) -> None:
    """`process.env` and its kin; `path` ends with the property `env`."""
    if len(path) < 2 or path[-2].type != "member_expression":
        return
    whole = path[-2]
    if not is_environment(reading.value(whole, path[:-2])):
        if reading.text(whole) == "Deno.env":
            _deno(reading, path[:-1])
        return
    _use(reading, path[:-1])


def _use(reading: Reading, path: Sequence[Node]) -> None:
    """One use of the whole environment, the last node of `path`."""
    whole = path[-1]
    parent = path[-2] if len(path) > 1 else None
    if parent is None:
        return
    if parent.type in ("member_expression", "subscript_expression"):
        if parent.child_by_field_name("object") == whole:
            _property(reading, path[:-1])
    elif parent.type == "variable_declarator" and parent.child_by_field_name("value") == whole:
        _bound(reading, path[:-1])
    elif parent.type == "arguments" and len(path) > 2 and _assigns(reading, path[-3], whole):
        reading.add(Gap("dynamic", "env_definition", span_of(path[-3])), path)
    elif parent.type in _WHOLE:
        reading.add(Gap("dynamic", "environment variable", span_of(whole)), path)


def _assigns(reading: Reading, call: Node, whole: Node) -> bool:
    """`Object.assign(process.env, …)`."""
    callee = call.child_by_field_name("function")
    return reading.text(callee) == "Object.assign" and arguments(call)[:1] == [whole]


def _property(reading: Reading, path: Sequence[Node]) -> None:
    """`process.env.X`, the last node of `path`."""
    node = path[-1]
    key_node = node.child_by_field_name("property") or node.child_by_field_name("index")
    name = literal_key(key_node, reading.data)
    if name is None:
        reading.add(Gap("dynamic", "environment variable", span_of(node)), path)
        return
    if len(path) > 1 and path[-2].type == "assignment_expression":
        if path[-2].child_by_field_name("left") == node:
            _definition(reading, path, name)
            return
    elif len(path) > 1 and reading.text(path[-2]).startswith("delete "):
        return
    default, hard, literal = _default(reading, path)
    _read(reading, path, name, default, hard, literal)


def _read(
    reading: Reading, path: Sequence[Node], name: str, default: Value, hard: int, literal: Span
) -> None:
    own = reading.data.startswith(b"import.meta", path[-1].start_byte)
    if name and not (own and name in VITE_OWN):
        scope = reading.scope(path)
        at = span_of(path[-1])
        reading.add(EnvRead(name, ValueText(dump(default)), hard, scope, literal, at), path)
        behind, variant = _behind(reading, path), _variant(reading, path)
        if default != NULL and (behind or variant):
            reading.add(EnvChoice(behind, variant, at), path)


def _behind(reading: Reading, path: Sequence[Node]) -> str:
    """The variable whose absence brings this one in, "" if none does."""
    for index in range(len(path) - 1, 0, -1):
        parent = path[index - 1]
        if parent.type == "binary_expression":
            left = parent.child_by_field_name("left")
            if left is not None and left != path[index]:
                value = reading.value(left, path[:index])
                while value[0] == "or":
                    value = value[1]
                return str(value[1]) if value[0] == "env" else ""
        elif parent.type not in _THROUGH:
            break
    return ""


def _variant(reading: Reading, path: Sequence[Node]) -> str:
    """`production:db.port` of `{production: {db: {port: …}}}`, "" without a deployment."""
    keys: list[str] = []
    for node in reversed(path):
        if node.type == "pair":
            keys.append(reading.text(node.child_by_field_name("key")).strip("\"'"))
        elif node.type.endswith(("function", "_declaration", "arrow_function")):
            break
    which = next((key for key in keys[1:] if key in _DEPLOYMENTS), "")
    return f"{which}:{'.'.join(key for key in keys[::-1] if key != which)}" if which else ""


def _default(reading: Reading, path: Sequence[Node]) -> tuple[Value, int, Span]:
    """(what stands in when the variable is unset, whether it is used without a check, the bytes
    of the former)."""
    for index in range(len(path) - 1, 0, -1):
        child, parent = path[index], path[index - 1]
        if parent.type == "non_null_expression":
            return NULL, 1, NO_SPAN
        if parent.type in _THROUGH:
            continue
        if parent.type == "unary_expression":
            if reading.text(parent)[:1] != "+":
                return NULL, 0, NO_SPAN
            continue
        if parent.type == "arguments" and index > 1:
            callee = path[index - 2].child_by_field_name("function")
            if reading.text(callee) in CASTS and arguments(path[index - 2])[:1] == [child]:
                continue
            return NULL, int(not _COPES.match(reading.text(callee))), NO_SPAN
        if parent.type == "call_expression":
            continue
        if parent.type == "binary_expression":
            operator = parent.child_by_field_name("operator")
            right = parent.child_by_field_name("right")
            sign = operator.type if operator is not None else ""
            if sign in ("||", "??"):
                if right is not None and child != right:
                    if _is_told(reading, path[:index]):
                        return NULL, 0, NO_SPAN
                    return reading.value(right, path[:index]), 0, _literal(right)
                continue  # the last of a chain
            return NULL, int(sign == "+"), NO_SPAN
        built_in = parent.type == "template_substitution"
        return NULL, int(built_in and not _is_told(reading, path[:index])), NO_SPAN
    return NULL, 0, NO_SPAN


def _is_told(reading: Reading, path: Sequence[Node]) -> bool:
    """Whether a text is only written to a log."""
    for index in range(len(path) - 1, 0, -1):
        if path[index].type == "arguments":
            return bool(_LOGS.match(reading.text(path[index - 1].child_by_field_name("function"))))
        if path[index].type.endswith("statement"):
            return False
    return False


def _literal(node: Node | None) -> Span:
    """The bytes of a literal, those between the quotes of a string."""
    if node is None or node.type not in ("string", "template_string", "number"):
        return NO_SPAN
    if any(child.type == "template_substitution" for child in node.named_children):
        return NO_SPAN
    inside = 0 if node.type == "number" else 1
    start, end = node.start_byte + inside, node.end_byte - inside
    return span(start, end) if start < end else NO_SPAN


def _definition(reading: Reading, path: Sequence[Node], name: str) -> None:
    right = path[-2].child_by_field_name("right")
    if right is None:
        return
    value = reading.value(right, path[:-1])
    text, at = "", NO_SPAN
    if value[0] in ("str", "num"):
        text, at = str(value[1]), _literal(right)
    whole = span_of(statement(path[:-1]))
    reading.add(EnvDefinition(name, text, "code", "", at, whole), path)


def _bound(reading: Reading, path: Sequence[Node]) -> None:
    """`const {X, Y = 1} = process.env` or `const env = process.env`, the last node of `path`."""
    declarator = path[-1]
    target = declarator.child_by_field_name("name")
    if target is None:
        return
    if target.type == "identifier":
        _alias(reading, path, reading.text(target))
        return
    for _name, keys, default in names(target, reading.data):
        if len(keys) == 1 and keys[0] != "...":
            held = reading.value(default, path) if default is not None else NULL
            _read(reading, (*path, target), keys[0], held, 0, _literal(default))


def _alias(reading: Reading, path: Sequence[Node], name: str) -> None:
    """Every `env.X` where `env` is what this declarator binds."""
    from dupelint.extract.descent import descend

    word, data = name.encode() + b".", reading.data
    offsets: list[int] = []
    position = data.find(word, path[-1].end_byte)
    while position >= 0 and len(offsets) < _MAX_USES:
        before = data[position - 1 : position]
        if not (before.isalnum() or before in (b"_", b"$", b".")):
            offsets.append(position)
        position = data.find(word, position + len(word))
    for _offset, below in descend(reading.tree, offsets):
        if len(below) > 1 and below[-1].type == "identifier" and reading.text(below[-1]) == name:
            found = binding(name, below, data)
            if found is not None and found.node == path[-1]:
                _use(reading, tuple(below))


def _deno(reading: Reading, path: Sequence[Node]) -> None:
    """`Deno.env.get("X")`; `path` ends with `Deno.env`."""
    if len(path) < 3 or path[-3].type != "call_expression":
        return
    given = arguments(path[-3])
    name = reading.value(given[0], path[:-2]) if given else NULL
    if name[0] == "str" and reading.text(path[-2]).endswith(".get"):
        default, hard, literal = _default(reading, path[:-2])
        _read(reading, path[:-2], name[1], default, hard, literal)
