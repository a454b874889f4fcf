"""What names mean where they are used: local variables, loops, parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dupelint.extract.python.bindings import Binding, bindings_of
from dupelint.extract.python.compose import entries, member
from dupelint.extract.python.scope import Context, Scope
from dupelint.extract.python.source import Source, argument_nodes, is_mutated
from dupelint.model.value import Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_ALTERNATIVES = 4
MAX_PATTERN = 5  # patterns in patterns

_COMPREHENSIONS = frozenset(
    {"list_comprehension", "generator_expression", "set_comprehension", "dictionary_comprehension"}
)
_WRAPPERS = frozenset({b"enumerate", b"sorted", b"reversed", b"iter"})

Overlay = dict[str, Value]  # names that a comprehension or lambda around the expression binds


class Names:
    """The names of one file."""

    def __init__(
        self,
        source: Source,
        evaluate: Callable[[Node | None, Overlay | None], Value],
        evaluate_bound: Callable[[Node | None], Value],
    ) -> None:
        self._source = source
        self._of = evaluate
        self._of_bound = evaluate_bound
        self._bindings: dict[str, dict[str, list[Binding]]] = {}
        self._loops: bool | None = None  # whether the module has a loop outside functions

    def overlay(self, path: list[Node]) -> Overlay:
        """What the comprehensions and lambdas on the way down to an expression bind."""
        found: Overlay = {}
        for node in path:
            kind = node.type
            if kind in _COMPREHENSIONS:
                for clause in node.named_children:
                    if clause.type == "for_in_clause":
                        left = clause.child_by_field_name("left")
                        right = clause.child_by_field_name("right")
                        if left is not None:
                            each: Value = ("each", self._iterable(right, found))
                            self._bind_items(left, each, found)
            elif kind == "lambda":
                parameters = node.child_by_field_name("parameters")
                for child in parameters.named_children if parameters else ():
                    name = child.child_by_field_name("name") or child
                    text = self._source.text(name)
                    found[text.lstrip("*")] = ("param", text)
        return found

    def bindings(self, scope: Scope) -> dict[str, list[Binding]]:
        """The bindings of a scope, read once."""
        if scope.path not in self._bindings:
            self._bindings[scope.path] = bindings_of(self._source, scope)
        return self._bindings[scope.path]

    def bound(self, name: str, scope: Scope, offset: int, context: Context | None) -> Value | None:
        """What `name` is bound to in this very scope, seen from `offset`; None if it is not."""
        found = self.bindings(scope).get(name)
        return self._choose(found, offset, context) if found else None

    def value(self, node: Node, overlay: Overlay) -> Value:
        """The value of an identifier."""
        name = self._source.text(node)
        if name in overlay:
            return overlay[name]
        offset = node.start_byte
        here, statement = self._source.locate(offset)
        context = statement.context if statement else None
        scope: Scope | None = here
        while scope is not None and scope.parent is not None:
            if scope is here or scope.form != "class":
                found = self.bindings(scope).get(name)
                if found:
                    inside = scope is here
                    value = self._choose(
                        found, offset if inside else -1, context if inside else None
                    )
                    if value[0] in ("list", "object") and is_mutated(self._source, name):
                        return unresolved("changed")
                    return value
            scope = scope.parent
        if self._loops is None:
            kinds = {statement.kind for statement in self._source.root.statements.items}
            self._loops = "for_statement" in kinds
        if self._loops:
            for binding in self.bindings(self._source.root).get(name, ()):
                if binding.form == "each":
                    return self._bound(binding)
        return ("global", name)

    def _choose(self, found: list[Binding], offset: int, context: Context | None) -> Value:
        """One value, or alternatives where the way to the use is not known.

        Seen from a nested function (offset -1) every binding may be the one in force.
        """
        reaching = found
        if offset >= 0:
            reaching = [binding for binding in found if binding.since <= offset]
            if context is not None:
                reaching = [b for b in reaching if not b.context.excludes(context)]
                for index in range(len(reaching) - 1, -1, -1):
                    if reaching[index].context.dominates(context):
                        reaching = reaching[index:]
                        break
        if not reaching:
            return unresolved("not yet bound")
        if len(reaching) > MAX_ALTERNATIVES:
            return unresolved("bound many times")
        values = list(dict.fromkeys(self._bound(binding) for binding in reaching))
        value = values[0]
        for other in values[1:]:
            value = ("cond", value, other)
        return value

    def _bound(self, binding: Binding) -> Value:
        match binding.form:
            case "import":
                return ("import", *binding.text)
            case "param":
                return ("param", binding.text[0])
            case "value":
                value = self._of_bound(binding.node)
            case "each":
                value = ("each", self._iterable(binding.node, {}))
            case "definition" if binding.node is not None:
                body = binding.node.child_by_field_name("body")
                scope = self._source.locate(body.start_byte)[0] if body else None
                return ("global", scope.path) if scope else unresolved("dynamic")
            case _:
                return unresolved("dynamic")
        for item in binding.items:
            value = member(value, str(item))
        return value

    def _bind_items(self, target: Node, value: Value, found: Overlay, depth: int = 0) -> None:
        if target.type == "identifier":
            found[self._source.text(target)] = value
        elif depth < MAX_PATTERN:
            for index, child in enumerate(target.named_children[:10]):
                self._bind_items(child, member(value, str(index)), found, depth + 1)

    def _iterable(self, node: Node | None, overlay: Overlay) -> Value:
        """What a loop runs over: a literal's items, `d.items()` and `enumerate(x)` spelled out."""
        if node is not None and node.type == "call":
            callee = node.child_by_field_name("function")
            positional, _, _ = argument_nodes(self._source, node)
            name = self._source.raw(callee) if callee else b""
            if name in _WRAPPERS and positional:
                return _wrapped(name, self._of(positional[0], overlay))
            owner = callee.child_by_field_name("object") if callee else None
            if owner is not None and name.endswith((b".items", b".values", b".keys")):
                whole = self._of(owner, overlay)
                if whole[0] == "object":
                    return entries(whole, name.rpartition(b".")[2])
        value = self._of(node, overlay)
        return entries(value, b"keys") if value[0] == "object" else value


def _wrapped(name: bytes, inner: Value) -> Value:
    """`enumerate(x)`, `sorted(x)` … of a value."""
    if inner[0] == "list" and name == b"enumerate":
        return ("list", *(("list", ("num", i), item) for i, item in enumerate(inner[1:])))
    if name in (b"enumerate", b"sorted", b"reversed"):  # which item comes first is not known
        return unresolved("order")
    return inner
