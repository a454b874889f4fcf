"""What the names of one scope are bound to, statement by statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.imports import KINDS
from dupelint.extract.python.scope import Context, Scope, definition, definition_name

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.python.source import Source

_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern"})
_HERE = Context()

Bind = Callable[[str, "Binding"], None]


class Binding(NamedTuple):
    """One place that gives a name a value."""

    form: str  # value, each, import, param, definition, opaque
    since: int  # byte offset from which on the name has this value
    context: Context
    node: Node | None = None  # the value; for each: the iterable
    items: tuple[int, ...] = ()  # which item of it, where it is unpacked
    text: tuple[str, ...] = ()  # import: (module, symbol); param, definition: (name,)


class Parameter(NamedTuple):
    """One parameter of a function."""

    name: str  # with its stars
    default: Node | None
    annotation: Node | None


def parameters(source: Source, function: Node) -> list[Parameter]:
    """The parameters of a function or lambda, in order, `self` and `cls` included."""
    found: list[Parameter] = []
    node = function.child_by_field_name("parameters")
    for child in node.named_children if node else ():
        kind = child.type
        if kind in ("identifier", "list_splat_pattern", "dictionary_splat_pattern"):
            found.append(Parameter(source.text(child), None, None))
        elif kind in ("default_parameter", "typed_default_parameter"):
            name = child.child_by_field_name("name")
            if name is not None:
                found.append(
                    Parameter(
                        source.text(name),
                        child.child_by_field_name("value"),
                        child.child_by_field_name("type"),
                    )
                )
        elif kind == "typed_parameter" and child.named_children:
            annotation = child.child_by_field_name("type")
            found.append(Parameter(source.text(child.named_children[0]), None, annotation))
    return found


def bindings_of(source: Source, scope: Scope) -> dict[str, list[Binding]]:
    """Name → its bindings in the order of the text. Names declared `global` count as local."""
    found: dict[str, list[Binding]] = {}

    def bind(name: str, binding: Binding) -> None:
        found.setdefault(name, []).append(binding)

    if scope.node is not None and scope.form != "class":
        for parameter in parameters(source, scope.node):
            name = parameter.name.lstrip("*")
            bind(name, Binding("param", scope.body.start_byte, _HERE, None, (), (parameter.name,)))
    for statement in scope.statements.items:
        kind, node, context = statement.kind, statement.node, statement.context
        if kind == "expression_statement":
            for child in node.named_children:
                if child.type == "assignment":
                    right = child
                    while right.type == "assignment":  # a = b = value
                        left, after = _sides(right)
                        if left is None or after is None:
                            break
                        last = _last_value(after)
                        _targets(source, left, Binding("value", statement.end, context, last), bind)
                        right = after
                elif child.type == "augmented_assignment":
                    left = child.child_by_field_name("left")
                    if left is not None and left.type == "identifier":
                        bind(source.text(left), Binding("opaque", statement.end, context))
                elif child.type == "named_expression":
                    _walrus(source, child, context, bind)
        elif kind in KINDS:
            for bound in source.imported(statement, ""):
                bind(
                    bound.name,
                    Binding(
                        "import", statement.end, context, None, (), (bound.module, bound.symbol)
                    ),
                )
        elif kind == "for_statement":
            left, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None:
                each = Binding("each", left.end_byte, context, right_node)
                _targets(source, left, each, bind)
        elif kind == "with_statement":
            _with(source, node, context, bind)
        elif kind in ("if_statement", "while_statement"):
            condition = node.child_by_field_name("condition")
            if condition is not None and b":=" in source.raw(condition):
                for child in (condition, *condition.named_children):
                    if child.type == "named_expression":
                        _walrus(source, child, context, bind)
        elif kind in ("function_definition", "class_definition", "decorated_definition"):
            made = definition(node)
            if made is not None:
                bind(
                    definition_name(made, source.data),
                    Binding("definition", statement.end, context, made),
                )
    return found


def _sides(assignment: Node) -> tuple[Node | None, Node | None]:
    return assignment.child_by_field_name("left"), assignment.child_by_field_name("right")


def _last_value(node: Node) -> Node:
    while node.type == "assignment":
        right = node.child_by_field_name("right")
        if right is None:
            break
        node = right
    return node


def _walrus(source: Source, node: Node, context: Context, bind: Bind) -> None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is not None:
        bind(source.text(name), Binding("value", node.end_byte, context, value))


def _with(source: Source, node: Node, context: Context, bind: Bind) -> None:
    clause = next((c for c in node.named_children if c.type == "with_clause"), None)
    for item in clause.named_children if clause else ():
        value = item.child_by_field_name("value")
        if value is None or value.type != "as_pattern" or not value.named_children:
            continue
        alias = value.child_by_field_name("alias")
        if alias is None or not alias.named_children:
            continue
        made = value.named_children[0]
        # A server's `__enter__` gives the server itself; of others nothing is known.
        callee = made.child_by_field_name("function") if made.type == "call" else None
        known = callee is not None and source.raw(callee).endswith(b"Server")
        form = "value" if known else "opaque"
        _targets(source, alias.named_children[0], Binding(form, item.end_byte, context, made), bind)


def _targets(source: Source, target: Node, binding: Binding, bind: Bind) -> None:
    kind = target.type
    if kind == "identifier":
        bind(source.text(target), binding)
    elif kind in _PATTERNS:
        starred = any(child.type == "list_splat_pattern" for child in target.named_children)
        for index, child in enumerate(target.named_children):
            inner = binding._replace(items=(*binding.items, index))
            if starred:
                inner = inner._replace(form="opaque", node=None)
            if len(inner.items) < 5:
                _targets(source, child, inner, bind)
