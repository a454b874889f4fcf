"""Functions that hold facts or give back one simple value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS, parameters
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, listed, span_of
from dupelint.extract.javascript.telling import is_telling
from dupelint.model.facts import Function, ValueText
from dupelint.model.value import Value, dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_SIMPLE = 1_500  # bytes of a function that may be no more than a name for a value
_NESTING = frozenset(
    {
        "statement_block", "if_statement", "else_clause", "for_statement", "for_in_statement",
        "while_statement", "do_statement", "try_statement", "catch_clause", "finally_clause",
        "switch_statement", "switch_body", "switch_case", "switch_default", "labeled_statement",
    }
)  # fmt: skip
_MAX_RETURNS = 3
_NAMING = frozenset(
    {
        "string", "template_string", "number", "identifier", "member_expression",
        "subscript_expression", "binary_expression", "ternary_expression", "call_expression",
        "new_expression", "object", "unary_expression",
    }
)  # fmt: skip
_SEEN_THROUGH = frozenset(
    {"trim", "toString", "replace", "replaceAll", "concat", "join", "freeze", "parseInt", "get"}
)


def note_simple(reading: Reading, path: Sequence[Node]) -> None:
    """Note the function that `path` ends with, if what it returns is a simple value."""
    node = path[-1]
    if node.type not in FUNCTIONS or node.end_byte - node.start_byte > _MAX_SIMPLE:
        return
    if not _may_name(reading, node):
        return
    if not is_telling(reading.data[node.start_byte : node.end_byte]):
        return
    if returned_value(reading, path)[0] != "unresolved":
        reading.note_functions(path)


def _may_name(reading: Reading, function: Node) -> bool:
    """Whether what the outermost returns say is of a form that may be a simple value."""
    body = function.child_by_field_name("body")
    if body is None:
        return False
    if body.type != "statement_block":
        return _is_naming(body)
    if b"return" not in reading.data[body.start_byte : body.end_byte]:
        return False
    return all(
        _is_naming(next((inner for inner in part.named_children if inner.type != "comment"), None))
        for part in body.named_children
        if part.type == "return_statement"
    )


def _is_naming(node: Node | None) -> bool:
    """Whether an expression is of a form that may stand for a simple value."""
    inner = peel(node)
    return inner is not None and inner.type in _NAMING


def emit_functions(reading: Reading) -> None:
    """One fact per function or class noted."""
    for path in [path for path in reading.functions.values() if path[-1].type in CLASSES]:
        body = path[-1].child_by_field_name("body")
        for part in body.named_children if body is not None else ():
            if part.type == "method_definition" and reading.data.startswith(
                b"constructor", part.start_byte
            ):
                reading.functions.setdefault(part.id, (*path, *((body,) if body else ()), part))
    for path in sorted(reading.functions.values(), key=lambda path: path[-1].start_byte):
        node = path[-1]
        body = node.child_by_field_name("body") or node
        names, defaults = _parameters(reading, path)
        is_class = node.type in CLASSES
        result = unresolved("class") if is_class else returned_value(reading, path)
        form = "class" if is_class else _FORMS.get(node.type, "function")
        reading.facts.append(
            Function(
                reading.scope(path),
                listed(names),
                ValueText(dump(("object", *defaults))),
                ValueText(dump(result)),
                form,
                int(any(child.type == "async" for child in node.children)),
                "[]",
                span_of(body),
                span_of(node),
            )
        )


_FORMS = {"method_definition": "method", "arrow_function": "arrow"}


def _parameters(
    reading: Reading, path: Sequence[Node]
) -> tuple[list[str], list[tuple[str, Value]]]:
    """Names in order (a destructured parameter as `{a,b}`), defaults by bound name."""
    node = path[-1]
    names: list[str] = []
    defaults: list[tuple[str, Value]] = []
    if node.type in CLASSES:
        return names, defaults
    last: Node | None = None
    for name, declared in parameters(node, reading.data):
        if declared.pattern == ("...",):
            names.append("..." + name)
        elif not declared.pattern:
            names.append(name)
        elif last is not None and declared.node == last:
            names[-1] = f"{names[-1][:-1]},{name}}}"
        else:
            names.append(f"{{{name}}}")
        last = declared.node
        if declared.default is not None:
            value = reading.value(declared.default, path)
            if value[0] != "unresolved":
                defaults.append((name, value))
    return names, defaults


def returned_value(reading: Reading, path: Sequence[Node]) -> Value:
    """What a function returns where all its returns say one simple value."""
    known = reading.returned.get(path[-1].id)
    if known is None:
        known = reading.returned[path[-1].id] = _returned(reading, path)
    return known


def _returned(reading: Reading, path: Sequence[Node]) -> Value:
    body = path[-1].child_by_field_name("body")
    if body is None:
        return unresolved("no body")
    if body.type != "statement_block":
        return _simple(reading, body, path)
    if b"return" not in reading.data[body.start_byte : body.end_byte]:
        return unresolved("no return")
    found: list[tuple[Node, tuple[Node, ...]]] = []
    pending: list[tuple[Node, tuple[Node, ...]]] = [(body, (*path, body))]
    while pending:
        block, above = pending.pop()
        for part in block.named_children:
            if part.type == "return_statement":
                value = next((p for p in part.named_children if p.type != "comment"), None)
                if value is None or len(found) == _MAX_RETURNS:
                    return unresolved("several returns")
                found.append((value, (*above, part)))
            elif (
                part.type in _NESTING
                and len(above) < 200
                and b"return" in reading.data[part.start_byte : part.end_byte]
            ):
                pending.append((part, (*above, part)))
    naming = sum(_is_naming(value) for value, _ in found)
    if naming < len(found):
        return unresolved("several returns" if naming else "nothing simple")
    values: set[Value] = set()
    for value, above in found:
        values.add(_simple(reading, value, above))
        if len(values) > 1:
            return unresolved("several returns")
    return values.pop() if values else unresolved("no return")


def _simple(reading: Reading, node: Node, path: Sequence[Node]) -> Value:
    """The value of a returned expression, unless its form says that it names none."""
    inner = peel(node)
    if inner is None or inner.type not in _NAMING:
        return unresolved("nothing simple")
    if inner.type == "call_expression":
        callee = inner.child_by_field_name("function")
        if callee is not None and callee.type == "member_expression":
            name = reading.text(callee.child_by_field_name("property"))
            if name not in _SEEN_THROUGH and not name.startswith("create"):
                return unresolved("nothing simple")
    value = reading.value(inner, path)
    return unresolved("nothing simple") if value[0] in ("null", "bool", "list") else value
