"""What `self.x` means, where the class says it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dupelint.extract.python.compose import has_param
from dupelint.extract.python.names import Names, Overlay
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.source import Source
from dupelint.model.pattern import lazy
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

# What an attribute is followed to; of the rest its name says more.
_PLAIN = frozenset(
    {"str", "num", "bool", "null", "new", "env", "list", "global", "import", "concat", "or"}
)
_SET = lazy(rb"self\.(?<!\wself\.)([\w\x80-\xff]+)[ \t]*(?::[^=\n]+)?[-+|&*/]?=(?!=)")


class OwnAttributes:
    """The attributes that the classes of one file set on themselves."""

    def __init__(
        self,
        source: Source,
        names: Names,
        evaluate: Callable[[Node | None, Overlay | None], Value],
    ) -> None:
        self._source = source
        self._names = names
        self._of = evaluate
        self._set: dict[str, dict[bytes, list[int]]] = {}  # class → attribute → where it is set
        self._attributes: dict[tuple[str, str], tuple[Node, Scope] | None] = {}

    def value(self, node: Node, name: str) -> Value | None:
        """`self.x`: a method of the class, or what it is set to if set once."""
        here = self._source.locate(node.start_byte)[0]
        owner: Scope | None = here
        while owner is not None and owner.form != "class":
            owner = owner.parent
        if owner is None or owner.node is None:
            return None
        method = owner.first_definition(name)
        if method >= 0:
            return ("global", f"{owner.path}.{name}")
        key = (owner.path, name)
        if key not in self._attributes:
            self._attributes[key] = self._set_once(owner, name)
        found = self._attributes[key]
        if found is None:
            bound = self._names.bound(name, owner, owner.body.end_byte, None)
            return bound if bound is not None and bound[0] in _PLAIN else None
        value_node, scope = found
        if value_node.start_byte <= node.start_byte < value_node.end_byte:
            return None
        value = self._of(value_node, None)
        if scope is here or value[0] in _PLAIN:
            return value if scope is here or not has_param(value) else None
        return None

    def _set_once(self, owner: Scope, name: str) -> tuple[Node, Scope] | None:
        if owner.path not in self._set:
            places: dict[bytes, list[int]] = {}
            body = owner.body
            for match in _SET.finditer(self._source.data, body.start_byte, body.end_byte):
                places.setdefault(match[1], []).append(match.start())
            self._set[owner.path] = places
        found = self._set[owner.path].get(name.encode(), ())
        if len(found) != 1:
            return None
        scope, statement = self._source.locate(found[0])
        if statement is None or statement.kind != "expression_statement":
            return None
        assignment = statement.node.named_children[0] if statement.node.named_children else None
        if assignment is None or assignment.type != "assignment":
            return None
        value = assignment.child_by_field_name("right")
        return (value, scope) if value is not None and value.type != "assignment" else None
