"""Functions that hold facts or give back one simple value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS, parameters
from dupelint.extract.javascript.reading import Reading, listed, span_of
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


def note_simple(reading: Reading, path: Sequence[Node]) -> None:
    """Note the function that `path` ends with, if what it returns is a simple value."""
    node = path[-1]
    if node.type not in FUNCTIONS or node.end_byte - node.start_byte > _MAX_SIMPLE:
        return
    if returned_value(reading, path)[0] != "unresolved":
        reading.note_functions(path)


def emit_functions(reading: Reading) -> None:
    """One fact per function or class noted."""
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
    body = path[-1].child_by_field_name("body")
    if body is None:
        return unresolved("no body")
    if body.type != "statement_block":
        return _simple(reading.value(body, path))
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
    values = {_simple(reading.value(value, above)) for value, above in found}
    if len(values) == 1:
        return values.pop()
    return unresolved("several returns" if values else "no return")


def _simple(value: Value) -> Value:
    return unresolved("nothing simple") if value[0] in ("null", "bool", "list") else value
