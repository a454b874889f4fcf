"""One file as the trials see it: its text, its names, its functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.bodies.leaving import Leaving
from dupelint.extract.javascript.bodies.values import Function, Path
from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS, extended
from dupelint.extract.javascript.scope import Binding, binding

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_CHANGING = frozenset({"let", "var", "param"})
_MAX_MENTIONS = 60
_MAX_LINEAGE = 6  # classes that extend each other
TRANSPARENT = frozenset(
    {
        "parenthesized_expression", "await_expression", "as_expression", "non_null_expression",
        "satisfies_expression", "type_assertion", "yield_expression",
    }
)  # fmt: skip


class Script:
    """A parsed file. Everything asked of it is answered from this file alone."""

    __slots__ = ("_mentions", "_writes", "data", "leaving", "spent", "tree")

    def __init__(self, data: bytes, tree: Tree) -> None:
        self.data = data
        self.tree = tree
        self.leaving = Leaving(data, tree)
        self.spent = 0  # expressions that trials have worked out
        self._mentions: dict[str, list[Path]] = {}
        self._writes: dict[tuple[int, str], list[tuple[Node, Path]]] = {}

    def text(self, node: Node | None) -> str:
        """The source text of a node, "" for None."""
        if node is None:
            return ""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def peel(self, node: Node) -> Node:
        """The expression inside parentheses, casts and `await`."""
        while True:
            if node.type == "call_expression":
                inner = self.waited(node)
                if inner is None:
                    return node
            elif node.type in TRANSPARENT:
                parts = [part for part in node.named_children if part.type != "comment"]
                if not parts:
                    return node
                inner = parts[-1] if node.type == "type_assertion" else parts[0]
            else:
                return node
            node = inner

    def waited(self, call: Node) -> Node | None:
        """`x` of `await (x)`, which the grammar takes for a call of a function named `await`."""
        callee = call.child_by_field_name("function")
        if callee is None or callee.type != "identifier" or self.text(callee) != "await":
            return None
        given = call.child_by_field_name("arguments")
        return given.named_children[0] if given is not None and given.named_children else None

    def binding(self, name: str, path: Path) -> Binding | None:
        """The declaration of a name; None for a global."""
        return binding(name, path, self.data)

    def mentions(self, name: str) -> list[Path]:
        """The paths, root first, of the identifiers `name` of the file; none if there are many."""
        known = self._mentions.get(name)
        if known is not None:
            return known
        pattern = rb"(?<![\w$.])" + re.escape(name.encode()) + rb"(?![\w$])"
        offsets = [found.start() for found in re.finditer(pattern, self.data)]
        paths: list[Path] = []
        if len(offsets) <= _MAX_MENTIONS:
            for _offset, path in descend(self.tree, offsets):
                if len(path) < MAX_DEPTH and path[-1].type == "identifier":
                    paths.append(tuple(path))
        self._mentions[name] = paths
        return paths

    def writes(self, name: str, found: Binding) -> list[tuple[Node, Path]]:
        """What is assigned to a variable after its declaration, with the ancestors of that."""
        if found.kind not in _CHANGING:
            return []
        key = (found.node.id, name)
        known = self._writes.get(key)
        if known is None:
            known = self._writes[key] = list(self._find_writes(name, found))
        return known

    def _find_writes(self, name: str, found: Binding) -> Iterator[tuple[Node, Path]]:
        scope = found.path[found.depth - 1]
        body = self.data[scope.start_byte : scope.end_byte]
        if not re.search(rb"(?<![\w$.])" + re.escape(name.encode()) + rb"\s*=(?![=>])", body):
            return
        for path in self.mentions(name):
            if len(path) < 2 or path[-2].type != "assignment_expression":
                continue
            left, right = (path[-2].child_by_field_name(field) for field in ("left", "right"))
            if left is None or right is None or left.id != path[-1].id:
                continue
            other = self.binding(name, path)
            if other is not None and other.node.id == found.node.id:
                yield right, path[:-1]

    def function(self, callee: Node, path: Path, depth: int = 0) -> Function | None:
        """The function of this file that an expression names, if it is plain which."""
        callee = self.peel(callee)
        if callee.type in FUNCTIONS:
            return Function(callee, path)
        if depth > 3:
            return None
        if callee.type == "identifier":
            return self._named(self.text(callee), path, depth)
        if callee.type != "member_expression":
            return None
        owner, name = (callee.child_by_field_name(field) for field in ("object", "property"))
        if owner is None or name is None:
            return None
        if owner.type in ("this", "super"):
            return self._in_class(self.text(name), path, owner.type == "super")
        if owner.type == "identifier":
            found = self.binding(self.text(owner), path)
            if found is None or found.pattern or found.value is None:
                return None
            if found.kind == "class":
                return self._method(found.value, self.text(name), found.path)
            if found.kind in ("const", "let", "var"):
                holder = self.peel(found.value)
                if holder.type == "object":
                    return self._property(holder, self.text(name), found.path, depth)
                if holder.type == "new_expression":
                    made = holder.child_by_field_name("constructor")
                    of = self.binding(self.text(made), found.path) if made is not None else None
                    if of is not None and of.kind == "class" and of.value is not None:
                        return self._method(of.value, self.text(name), of.path)
        return None

    def _named(self, name: str, path: Path, depth: int) -> Function | None:
        found = self.binding(name, path)
        if found is None or found.pattern or found.value is None:
            return None
        if found.kind == "function":
            return Function(found.value, found.path)
        if found.kind not in ("const", "let", "var") or self.writes(name, found):
            return None
        value = self.peel(found.value)
        if value.type == "call_expression":  # useCallback(() => …), memoize(() => …)
            wrapper = self.text(value.child_by_field_name("function")).rpartition(".")[2]
            given = value.child_by_field_name("arguments")
            if wrapper not in ("useCallback", "cache", "memoize", "debounce") or given is None:
                return None
            first = given.named_children[0] if given.named_children else None
            inner = (*found.path, value, given)
            return self.function(first, inner, depth + 1) if first is not None else None
        return self.function(value, found.path, depth + 1)

    def _in_class(self, name: str, path: Path, above: bool = False) -> Function | None:
        for index in range(len(path) - 1, -1, -1):
            if path[index].type in CLASSES:
                if above:
                    return self._inherited(path[index], name, path[:index], 0)
                return self._method(path[index], name, path[: index + 1])
            if path[index].type == "object":
                return self._property(path[index], name, path[:index], 0)
        return None

    def _method(self, owner: Node, name: str, path: Path, depth: int = 0) -> Function | None:
        body = owner.child_by_field_name("body")
        for item in body.named_children if body is not None else ():
            label = item.child_by_field_name("name") or item.child_by_field_name("property")
            if label is None or self.text(label) != name:
                continue
            if item.type == "method_definition":
                return Function(item, (*path, body)) if body is not None else None
            value = item.child_by_field_name("value")
            if value is not None and value.type in FUNCTIONS and body is not None:
                return Function(value, (*path, body, item))
            return None
        return self._inherited(owner, name, path, depth)

    def _inherited(self, owner: Node, name: str, path: Path, depth: int) -> Function | None:
        """The method of that name which a class has from the class of the file that it extends."""
        base = extended(owner)
        if base is None or base.type != "identifier" or depth > _MAX_LINEAGE:
            return None
        found = self.binding(self.text(base), path)
        if found is None or found.kind != "class" or found.value is None:
            return None
        return self._method(found.value, name, found.path, depth + 1)

    def _property(self, holder: Node, name: str, path: Path, depth: int) -> Function | None:
        for item in holder.named_children:
            if item.type == "method_definition":
                if self.text(item.child_by_field_name("name")) == name:
                    return Function(item, (*path, holder))
            elif item.type == "pair":
                key, value = (item.child_by_field_name(field) for field in ("key", "value"))
                if value is not None and self.text(key).strip("'\"") == name:
                    return self.function(value, (*path, holder, item), depth + 1)
            elif item.type == "shorthand_property_identifier" and self.text(item) == name:
                return self._named(name, path, depth + 1)
        return None


def is_async(function: Node) -> bool:
    """Whether a function is declared `async`."""
    return any(part.type == "async" for part in function.children)
