"""JavaScript expressions as `model.value.Value`, closed over their file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript import calls, members
from dupelint.extract.javascript.assignments import assigned
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.literals import number, string_text, unescape
from dupelint.extract.javascript.modules import origin_of
from dupelint.extract.javascript.scope import Binding, binding, scope_path, text
from dupelint.extract.javascript.text_values import concat, otherwise
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

BUDGET = 600  # nodes read for one value: what is larger says nothing that a rule could use
_MAX_DEPTH = 40
_DOTTED = lazy(r"[\w$]+(?:\??\.[\w$]+)*\Z")
_PLAIN = frozenset({"identifier", "string", "number", "true", "false", "null", "undefined"})


def value(node: Node, path: Sequence[Node], data: bytes) -> Value:
    """What an expression is, as far as its file says; `path`: its ancestors, root first.

    A module-level binding stays ("global", name); so does a function of the file, by its scope
    path. Local variables that are bound once are followed to what they were bound to.
    """
    return Reader(data).read(node, path)


class Assumed(NamedTuple):
    """A condition that is taken to hold, or not to."""

    written: str
    holds: bool


def condition(node: Node, data: bytes) -> tuple[str, bool]:
    """(what a condition asks, whether it asks for that to be so): `!(a)` asks for `a` not to be."""
    written, positive = text(node, data).strip(), True
    while written[:1] in ("!", "(") and not written.startswith("!="):
        if written[0] == "(":
            if not written.endswith(")") or ")" in written[1:-1]:
                break
            written = written[1:-1].strip()
        else:
            inner = written[1:].strip()
            if not (inner.isidentifier() or inner[:1] in ("!", "(") or _DOTTED.match(inner)):
                break
            written, positive = inner, not positive
    return written, positive


class Reader:
    """Reads one value; counts what it reads, so that nothing grows without bound."""

    __slots__ = ("assumed", "budget", "data", "depth", "following", "opened")

    def __init__(
        self,
        data: bytes,
        budget: int = BUDGET,
        assumed: Assumed | None = None,
        opened: bool = False,
    ) -> None:
        self.data = data
        self.assumed = assumed
        self.opened = opened  # what another class may have set stays a member of `this`
        self.budget = budget
        self.depth = 0
        self.following: dict[tuple[int, str], Value] = {}  # variables being read → what they held

    def read(self, node: Node | None, path: Sequence[Node]) -> Value:
        """The value of an expression whose ancestors are `path`."""
        if node is None:
            return unresolved("missing")
        self.budget -= 1
        if self.budget < 0 or self.depth >= _MAX_DEPTH:
            return unresolved("too large")
        form = _FORMS.get(node.type)
        if form is None:
            return unresolved("function" if node.type in FUNCTIONS else "expression")
        self.depth += 1
        try:
            return form(self, node, path)
        finally:
            self.depth -= 1

    def follow(self, found: Binding) -> Value:
        """What a local binding holds."""
        if found.kind == "param":
            return ("param", found.name)
        if found.kind in ("function", "class"):
            return ("global", scope_path(found.path, self.data))
        if found.kind == "for":
            over = self.read(found.value, found.path) if found.value else unresolved("loop")
            item: Value = over if over[0] == "unresolved" else ("each", over)
            return self.unpack(item, found)
        if found.kind not in ("const", "let", "var"):
            return unresolved(found.kind)
        required = origin_of(found, self.data)
        if required is not None:
            return ("import", *required)
        if found.value is not None and found.value.type in FUNCTIONS:
            return ("global", scope_path((*found.path, found.value), self.data))
        first = self.read(found.value, found.path) if found.value is not None else None
        if first is not None:
            first = self.unpack(first, found)
        return (
            first if found.kind == "const" and first is not None else assigned(self, found, first)
        )

    def unpack(self, whole: Value, found: Binding) -> Value:
        """What a destructuring takes out of a value."""
        for key in found.pattern:
            whole = unresolved("rest") if key == "..." else members.member(whole, key)
        if found.default is not None and found.pattern:
            whole = otherwise(whole, self.read(found.default, found.path))
        return whole


def _identifier(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    name = text(node, reader.data)
    found = binding(name, path, reader.data)
    if found is None:
        return members.platform(name)
    if found.depth == 1 and found.kind not in ("for", "catch"):
        return members.alias(reader, found) or ("global", name)
    return reader.follow(found)


def _string(reader: Reader, node: Node, _path: Sequence[Node]) -> Value:
    return ("str", string_text(node, reader.data))


def _template(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    parts: list[Value] = []
    position = node.start_byte + 1
    for hole in node.named_children:
        if hole.type != "template_substitution":
            continue
        parts.append(("str", _raw(reader, position, hole.start_byte)))
        inner = hole.named_children
        parts.append(reader.read(inner[0], path) if inner else unresolved("missing"))
        position = hole.end_byte
    parts.append(("str", _raw(reader, position, max(position, node.end_byte - 1))))
    return concat(parts)


def _raw(reader: Reader, start: int, end: int) -> str:
    return unescape(reader.data[start:end].decode("utf-8", "replace"))


def _binary(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    operator = node.child_by_field_name("operator")
    right = node.child_by_field_name("right")
    match operator.type if operator is not None else "":
        case "+":
            return _sum(reader, node, path)
        case "||" | "??":
            left = reader.read(node.child_by_field_name("left"), path)
            return otherwise(left, reader.read(right, path))
        case "&&":
            return reader.read(right, path)
    return unresolved("operator")


def _sum(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    """`a + b + c` nests to the left, often deeply: taken apart in a loop."""
    parts: list[Value] = []
    current: Node | None = node
    while current is not None and current.type == "binary_expression" and reader.budget > 0:
        operator = current.child_by_field_name("operator")
        if operator is None or operator.type != "+":
            break
        parts.append(reader.read(current.child_by_field_name("right"), path))
        current = current.child_by_field_name("left")
    parts.append(reader.read(current, path))
    if all(part[0] == "num" for part in parts):
        return ("num", sum(part[1] for part in parts))
    if not any(part[0] in ("str", "concat", "window") or _is_given(part) for part in parts):
        return unresolved("sum")
    return concat(parts[::-1])


def _is_given(value: Value) -> bool:
    """Whether a value is what the constructor of the object at hand was given."""
    return bool(value[0] == "param" and value[1].startswith("new "))


def _ternary(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    asked = node.child_by_field_name("condition")
    if reader.assumed is not None and asked is not None:
        written, positive = condition(asked, reader.data)
        if written == reader.assumed.written:
            arm = "consequence" if positive == reader.assumed.holds else "alternative"
            return reader.read(node.child_by_field_name(arm), path)
    first = reader.read(node.child_by_field_name("consequence"), path)
    second = reader.read(node.child_by_field_name("alternative"), path)
    return first if first == second else ("cond", first, second)


def _unary(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    operator = node.child_by_field_name("operator")
    inner = reader.read(node.child_by_field_name("argument"), path)
    match operator.type if operator is not None else "":
        case "+":
            return inner
        case "-" if inner[0] == "num":
            return ("num", -inner[1])
        case "void":
            return NULL
    return unresolved("operator")


def _first(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    return reader.read(next((p for p in node.named_children if p.type != "comment"), None), path)


def _last(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    return reader.read(node.named_children[-1] if node.named_children else None, path)


def _array(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    items: list[Value] = []
    for part in node.named_children:
        if part.type == "spread_element":
            return unresolved("spread")
        if part.type != "comment":
            items.append(reader.read(part, path))
    return ("list", *items)


def _object(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    """An object literal; what a spread or computed key may override is left out."""
    found: dict[str, Value] = {}
    for part in node.named_children:
        match part.type:
            case "pair":
                key = members.literal_key(part.child_by_field_name("key"), reader.data)
                if key is None:
                    found.clear()
                    continue
                held = part.child_by_field_name("value")
                kind = held.type if held is not None else ""
                if kind in _PLAIN:  # nothing in it has a name that the key is part of
                    found[key] = reader.read(held, path)
                elif held is not None and kind in FUNCTIONS:
                    found[key] = ("global", scope_path((*path, node, part, held), reader.data))
                else:
                    found[key] = reader.read(held, (*path, node, part))
            case "shorthand_property_identifier":
                found[text(part, reader.data)] = _identifier(reader, part, path)
            case "method_definition":
                name = part.child_by_field_name("name")
                if name is not None:
                    dotted = scope_path((*path, node, part), reader.data)
                    found[text(name, reader.data)] = ("global", dotted)
            case "spread_element":
                spread = _first(reader, part, path)
                if spread[0] == "object":
                    found.update(spread[1:])
                else:
                    found.clear()
    return ("object", *found.items())


def _constant(held: Value) -> Callable[[Reader, Node, Sequence[Node]], Value]:
    return lambda _reader, _node, _path: held


_FORMS: dict[str, Callable[[Reader, Node, Sequence[Node]], Value]] = {
    "identifier": _identifier,
    "shorthand_property_identifier": _identifier,
    "string": _string,
    "template_string": _template,
    "number": lambda reader, node, _path: number(node, reader.data),
    "true": _constant(("bool", True)),
    "false": _constant(("bool", False)),
    "null": _constant(NULL),
    "undefined": _constant(NULL),
    "binary_expression": _binary,
    "ternary_expression": _ternary,
    "unary_expression": _unary,
    "parenthesized_expression": _first,
    "await_expression": _first,
    "as_expression": _first,
    "satisfies_expression": _first,
    "non_null_expression": _first,
    "jsx_expression": _first,
    "type_assertion": _last,
    "sequence_expression": _last,
    "array": _array,
    "object": _object,
    "member_expression": members.read_member,
    "subscript_expression": members.read_member,
    "meta_property": lambda _reader, _node, _path: members.IMPORT_META,
    "assignment_expression": lambda reader, node, path: reader.read(
        node.child_by_field_name("right"), path
    ),
    "call_expression": calls.read_call,
    "new_expression": calls.read_new,
}
