"""Python expressions as values closed over their file."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from dupelint.extract.python.compose import concat, member, trimmed
from dupelint.extract.python.constructors import Constructors
from dupelint.extract.python.environment import Environment
from dupelint.extract.python.formats import braces, percent
from dupelint.extract.python.literals import plain_text, prefix_of, unescaped
from dupelint.extract.python.names import Names, Overlay
from dupelint.extract.python.own_attributes import OwnAttributes
from dupelint.extract.python.source import Source, argument_nodes
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 40  # expressions in expressions
MAX_NODES = 1_500  # of one value, local variables followed
MAX_TEXT = 2_000  # bytes of one literal

_CASTS = frozenset({"int", "str", "float", "list", "tuple", "cast", "set", "frozenset"})
_TRIMS = frozenset({"strip", "rstrip", "lstrip"})
_NUMBER = lazy(r"[0-9_]+|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+")
_LISTS = frozenset({"list", "global", "import", "member", "param", "concat"})  # may be one
_SEQUENCES = frozenset({"list", "tuple", "set", "expression_list"})


class Values:
    """Evaluates the expressions of one file."""

    def __init__(
        self, source: Source, constructors: Constructors, environment: Environment
    ) -> None:
        self._source = source
        self._constructors = constructors
        self._environment = environment
        self.names = Names(source, self.of, self.bound)
        self._own = OwnAttributes(source, self.names, self.of)
        self._depth = 0
        self._nodes = 0
        self._cut = False  # whether a limit was met
        # By the id of a node that a name is bound to: its value, how many nodes that took.
        self._known: dict[int, tuple[Value, int]] = {}

    def release(self) -> None:
        """Break the circle with the readers of names; nothing can be evaluated from now on."""
        del self.names, self._own

    def of(self, node: Node | None, overlay: Overlay | None = None) -> Value:
        """The value of an expression; `("null",)` where there is none."""
        if node is None:
            return NULL
        if self._depth == 0:
            self._nodes = 0
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            self._cut = True
            return unresolved("deep")
        if self._nodes > MAX_NODES:
            self._cut = True
            return unresolved("long")
        self._depth += 1
        try:
            read = _READERS.get(node.type)
            return read(self, node, overlay or {}) if read else unresolved("dynamic")
        finally:
            self._depth -= 1

    def bound(self, node: Node | None) -> Value:
        """The value of an expression that a name is bound to, worked out once."""
        if node is None:
            return NULL
        known = self._known.get(node.id)
        if known is not None:
            value, size = known
            self._nodes = size + (self._nodes if self._depth else 0)
            return value if self._nodes <= MAX_NODES else unresolved("long")
        before = self._nodes if self._depth else 0
        cut, self._cut = self._cut, False
        value = self.of(node)
        if not self._cut:
            self._known[node.id] = value, self._nodes - before
        self._cut = self._cut or cut
        return value

    def _identifier(self, node: Node, overlay: Overlay) -> Value:
        return self.names.value(node, overlay)

    def _string(self, node: Node, overlay: Overlay) -> Value:
        if node.end_byte - node.start_byte > MAX_TEXT:
            return unresolved("long text")
        text = plain_text(self._source, node)
        if text is not None:
            return ("str", text)
        prefix = prefix_of(self._source, node)
        if "f" not in prefix:
            return unresolved("bytes")
        parts: list[Value] = []
        for child in node.named_children:
            if child.type == "string_content":
                text = self._source.text(child).replace("{{", "{").replace("}}", "}")
                parts.append(("str", text if "r" in prefix else unescaped(text)))
            elif child.type == "interpolation":
                parts.append(self._interpolation(child, overlay))
        return concat(parts)

    def _interpolation(self, node: Node, overlay: Overlay) -> Value:
        if any(c.type in ("format_specifier", "type_conversion") for c in node.named_children):
            return unresolved("formatted")
        return self.of(node.child_by_field_name("expression"), overlay)

    def _joined_strings(self, node: Node, overlay: Overlay) -> Value:
        return concat([self.of(c, overlay) for c in node.named_children if c.type == "string"])

    def _integer(self, node: Node, _overlay: Overlay) -> Value:
        text = self._source.text(node)
        if not _NUMBER.fullmatch(text) or len(text) > 40:
            return unresolved("number")
        try:
            return ("num", int(text, 0))
        except ValueError:
            return unresolved("number")

    def _float(self, node: Node, _overlay: Overlay) -> Value:
        try:
            number = float(self._source.text(node))
        except ValueError:
            return unresolved("number")
        return ("num", number) if isfinite(number) else unresolved("number")

    def _sequence(self, node: Node, overlay: Overlay) -> Value:
        items: list[Value] = []
        before: list[Value] = []
        for child in node.named_children:
            if child.type == "comment":
                continue
            if child.type == "list_splat":
                inner = self.of(child.named_children[0], overlay) if child.named_children else NULL
                if inner[0] == "list":
                    items.extend(inner[1:])
                elif inner[0] in _LISTS:
                    before += [("list", *items), inner]
                    items = []
                else:
                    return unresolved("unpacked")
            else:
                items.append(self.of(child, overlay))
            if self._nodes > MAX_NODES:
                return unresolved("long")
        if node.type == "set":
            items = list(dict.fromkeys(items))
        return ("concat", *before, ("list", *items)) if before else ("list", *items)

    def _dictionary(self, node: Node, overlay: Overlay) -> Value:
        pairs: list[Value] = []
        for child in node.named_children:
            if child.type == "comment":
                continue
            key = plain_text(self._source, child.child_by_field_name("key"))
            if child.type != "pair" or key is None:
                return unresolved("keys")
            pairs.append((key, self.of(child.child_by_field_name("value"), overlay)))
            if self._nodes > MAX_NODES:
                return unresolved("long")
        return ("object", *pairs)

    def _attribute(self, node: Node, overlay: Overlay) -> Value:
        owner, attribute = (
            node.child_by_field_name("object"), node.child_by_field_name("attribute")
        )  # fmt: skip
        if owner is None or attribute is None:
            return unresolved("dynamic")
        name = self._source.text(attribute)
        if owner.type == "identifier" and self._source.raw(owner) in (b"self", b"cls"):
            found = self._own.value(node, name)
            if found is not None:
                return found
        return member(self.of(owner, overlay), name)

    def _subscript(self, node: Node, overlay: Overlay) -> Value:
        owner, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if owner is None or key is None:
            return unresolved("dynamic")
        text = plain_text(self._source, key)
        if text is not None and self._environment.is_mapping(self._source.raw(owner)):
            return ("env", text, NULL)
        if text is None and key.type == "integer":
            text = self._source.text(key)
        if text is None:
            found = self.of(key, overlay)
            text = found[1] if found[0] == "str" else None
        return unresolved("subscript") if text is None else member(self.of(owner, overlay), text)

    def _call(self, node: Node, overlay: Overlay) -> Value:
        callee = node.child_by_field_name("function")
        if callee is None:
            return unresolved("dynamic")
        if self._constructors.of(node) is not None:
            return ("new", node.start_byte)
        positional, keywords, spread = argument_nodes(self._source, node)
        raw = self._source.raw(callee)
        if self._environment.is_getter(raw):
            name = plain_text(self._source, positional[0]) if positional else None
            if name is None:
                return unresolved("dynamic variable")
            default = positional[1] if len(positional) > 1 else keywords.get("default")
            return ("env", name, self.of(default, overlay))
        if callee.type == "identifier" and positional:
            name = raw.decode("utf-8", "replace")
            if name in _CASTS and name not in overlay:
                value = self.of(positional[-1 if name == "cast" else 0], overlay)
                if name in ("set", "frozenset") and value[0] == "list":
                    return ("list", *dict.fromkeys(value[1:]))
                return value
        if callee.type == "attribute":
            if raw in (b"t.cast", b"typing.cast") and len(positional) == 2:
                return self.of(positional[1], overlay)
            known = self._method(callee, positional, keywords, overlay)
            if known is not None:
                return known
        args: list[Value] = [self.of(argument, overlay) for argument in positional]
        if spread:
            args.append(unresolved("unpacked"))
        pairs = tuple((name, self.of(value, overlay)) for name, value in keywords.items())
        return ("call", self.of(callee, overlay), tuple(args), pairs)

    def _method(
        self, callee: Node, positional: list[Node], keywords: dict[str, Node], overlay: Overlay,
    ) -> Value | None:  # fmt: skip
        """Methods of texts that leave a URL, path or number what it was."""
        owner, attribute = (
            callee.child_by_field_name("object"), callee.child_by_field_name("attribute")
        )  # fmt: skip
        name = self._source.text(attribute) if attribute else ""
        if name in _TRIMS:
            what = plain_text(self._source, positional[0]) if positional else None
            return trimmed(self.of(owner, overlay), name, what)
        if (
            name == "format"
            and owner is not None
            and owner.type in ("string", "concatenated_string")
        ):
            text = plain_text(self._source, owner)
            if text is None:
                return unresolved("formatted")
            args = [self.of(argument, overlay) for argument in positional]
            named = {key: self.of(value, overlay) for key, value in keywords.items()}
            return concat(braces(text, args, named))
        return None

    def _binary(self, node: Node, overlay: Overlay) -> Value:
        left, right, operator = (
            node.child_by_field_name(field) for field in ("left", "right", "operator")
        )
        sign = self._source.raw(operator) if operator else b""
        if sign == b"+":
            first, second = self.of(left, overlay), self.of(right, overlay)
            if first[0] == second[0] == "num":
                return ("num", first[1] + second[1])
            if first[0] == second[0] == "list":
                return first + second[1:]
            if "list" in (first[0], second[0]):
                if all(part[0] in _LISTS for part in (first, second)):
                    return ("concat", first, second)
                return unresolved("extended")
            return concat([first, second])
        if sign == b"%" and left is not None and right is not None:
            text = plain_text(self._source, left)
            if text is not None:
                several = right.named_children if right.type == "tuple" else [right]
                return concat(percent(text, [self.of(part, overlay) for part in several]))
        return unresolved("computed")

    def _boolean(self, node: Node, overlay: Overlay) -> Value:
        operator = node.child_by_field_name("operator")
        if operator is None or self._source.raw(operator) != b"or":
            return unresolved("computed")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        return ("or", self.of(left, overlay), self.of(right, overlay))

    def _conditional(self, node: Node, overlay: Overlay) -> Value:
        if len(node.named_children) != 3:
            return unresolved("computed")
        first, _, second = node.named_children
        return ("cond", self.of(first, overlay), self.of(second, overlay))

    def _unary(self, node: Node, overlay: Overlay) -> Value:
        inner = self.of(node.child_by_field_name("argument"), overlay)
        if inner[0] == "num" and self._source.raw(node)[:1] == b"-":
            return ("num", -inner[1])
        return unresolved("computed")

    def _wrapped(self, node: Node, overlay: Overlay) -> Value:
        inner = [child for child in node.named_children if child.type != "comment"]
        return self.of(inner[0], overlay) if len(inner) == 1 else unresolved("dynamic")

    def _named(self, node: Node, overlay: Overlay) -> Value:
        return self.of(node.child_by_field_name("value"), overlay)

    def _bool(self, node: Node, _overlay: Overlay) -> Value:
        return ("bool", node.type == "true")

    def _none(self, _node: Node, _overlay: Overlay) -> Value:
        return NULL


_READERS = {
    "identifier": Values._identifier,
    "string": Values._string,
    "concatenated_string": Values._joined_strings,
    "integer": Values._integer,
    "float": Values._float,
    "true": Values._bool,
    "false": Values._bool,
    "none": Values._none,
    "dictionary": Values._dictionary,
    "attribute": Values._attribute,
    "subscript": Values._subscript,
    "call": Values._call,
    "binary_operator": Values._binary,
    "boolean_operator": Values._boolean,
    "conditional_expression": Values._conditional,
    "unary_operator": Values._unary,
    "parenthesized_expression": Values._wrapped,
    "await": Values._wrapped,
    "named_expression": Values._named,
    **dict.fromkeys(_SEQUENCES, Values._sequence),
}
