"""Python expressions as values closed over their file."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from dupelint.extract.python.bindings import Binding, bindings_of
from dupelint.extract.python.constructors import Constructors
from dupelint.extract.python.environment import Environment
from dupelint.extract.python.formats import braces, percent
from dupelint.extract.python.literals import plain_text, prefix_of, unescaped
from dupelint.extract.python.scope import Context, Scope
from dupelint.extract.python.source import Source, argument_nodes, is_mutated
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 40  # expressions in expressions
MAX_NODES = 1_500  # of one value, local variables followed
MAX_TEXT = 2_000  # bytes of one literal
MAX_ALTERNATIVES = 4

_CASTS = frozenset({"int", "str", "float", "list", "tuple", "cast", "set", "frozenset"})
_TRIMS = frozenset({"strip", "rstrip", "lstrip"})
_NUMBER = re.compile(r"[0-9_]+|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+")
# What an attribute is followed to; of the rest its name says more.
_PLAIN = frozenset(
    {"str", "num", "bool", "null", "new", "env", "list", "global", "import", "concat", "or"}
)
_SEQUENCES = frozenset({"list", "tuple", "set", "expression_list"})
_COMPREHENSIONS = frozenset(
    {"list_comprehension", "generator_expression", "set_comprehension", "dictionary_comprehension"}
)

Overlay = dict[str, Value]  # names that a comprehension or lambda around the expression binds


class Values:
    """Evaluates the expressions of one file."""

    def __init__(
        self, source: Source, constructors: Constructors, environment: Environment
    ) -> None:
        self._source = source
        self._constructors = constructors
        self._environment = environment
        self._bindings: dict[str, dict[str, list[Binding]]] = {}
        self._attributes: dict[tuple[str, str], tuple[Node, Scope] | None] = {}
        self._loops: bool | None = None  # whether the module has a loop outside functions
        self._depth = 0
        self._nodes = 0

    def of(self, node: Node | None, overlay: Overlay | None = None) -> Value:
        """The value of an expression; `("null",)` where there is none."""
        if node is None:
            return NULL
        if self._depth == 0:
            self._nodes = 0
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            return unresolved("deep")
        if self._nodes > MAX_NODES:
            return unresolved("long")
        self._depth += 1
        try:
            read = _READERS.get(node.type)
            return read(self, node, overlay or {}) if read else unresolved("dynamic")
        finally:
            self._depth -= 1

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

    # --- names -----------------------------------------------------------------------------

    def _identifier(self, node: Node, overlay: Overlay) -> Value:
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
                value = self.of(binding.node)
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

    def _bind_items(self, target: Node, value: Value, found: Overlay) -> None:
        if target.type == "identifier":
            found[self._source.text(target)] = value
            return
        for index, child in enumerate(target.named_children[:10]):
            self._bind_items(child, member(value, str(index)), found)

    def _iterable(self, node: Node | None, overlay: Overlay) -> Value:
        """What a loop runs over: a literal's items, `d.items()` and `enumerate(x)` spelled out."""
        if node is not None and node.type == "call":
            callee = node.child_by_field_name("function")
            positional, _, _ = argument_nodes(self._source, node)
            name = self._source.raw(callee) if callee else b""
            if name == b"enumerate" and positional:
                inner = self._iterable(positional[0], overlay)
                if inner[0] == "list":
                    pairs = [("list", ("num", i), item) for i, item in enumerate(inner[1:])]
                    return ("list", *pairs)
                return unresolved("enumerate")
            if name in (b"sorted", b"reversed", b"iter") and positional:
                inner = self._iterable(positional[0], overlay)
                return unresolved("order") if inner[0] == "list" and name == b"sorted" else inner
            owner = callee.child_by_field_name("object") if callee else None
            if owner is not None and name.endswith((b".items", b".values", b".keys")):
                whole = self.of(owner, overlay)
                if whole[0] == "object":
                    return _entries(whole, name.rpartition(b".")[2])
        value = self.of(node, overlay)
        if value[0] == "object":
            return _entries(value, b"keys")
        return value

    # --- expressions -----------------------------------------------------------------------

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
        for child in node.named_children:
            if child.type == "comment":
                continue
            if child.type == "list_splat":
                inner = self.of(child.named_children[0], overlay) if child.named_children else NULL
                if inner[0] != "list":
                    return unresolved("unpacked")
                items.extend(inner[1:])
            else:
                items.append(self.of(child, overlay))
            if self._nodes > MAX_NODES:
                return unresolved("long")
        return ("list", *items)

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
            found = self._own_attribute(node, name)
            if found is not None:
                return found
        return member(self.of(owner, overlay), name)

    def _own_attribute(self, node: Node, name: str) -> Value | None:
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
            bound = self.bound(name, owner, owner.body.end_byte, None)
            return bound if bound is not None and bound[0] in _PLAIN else None
        value_node, scope = found
        if value_node.start_byte <= node.start_byte < value_node.end_byte:
            return None
        value = self.of(value_node)
        if scope is here or value[0] in _PLAIN:
            return value if scope is here or not _has_param(value) else None
        return None

    def _set_once(self, owner: Scope, name: str) -> tuple[Node, Scope] | None:
        data = self._source.data[owner.body.start_byte : owner.body.end_byte]
        pattern = rb"\bself\." + re.escape(name.encode()) + rb"[ \t]*(?::[^=\n]+)?[-+|&*/]?=(?!=)"
        places = [match.start() for match in re.finditer(pattern, data)]
        if len(places) != 1:
            return None
        scope, statement = self._source.locate(owner.body.start_byte + places[0])
        if statement is None or statement.kind != "expression_statement":
            return None
        assignment = statement.node.named_children[0] if statement.node.named_children else None
        if assignment is None or assignment.type != "assignment":
            return None
        value = assignment.child_by_field_name("right")
        return (value, scope) if value is not None and value.type != "assignment" else None

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
                return self.of(positional[-1 if name == "cast" else 0], overlay)
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


def member(value: Value, name: str) -> Value:
    """An attribute or item; of a literal the item itself."""
    if value[0] == "list" and name.isdigit():
        return value[int(name) + 1] if int(name) + 1 < len(value) else unresolved("no such item")
    if value[0] == "object":
        for key, item in value[1:]:
            if key == name:
                found: Value = item
                return found
    if value[0] == "unresolved":
        return value
    return ("member", value, name)


def concat(parts: list[Value]) -> Value:
    """Parts one after the other, neighbouring texts joined."""
    flat: list[Value] = []
    for part in parts:
        for piece in part[1:] if part[0] == "concat" else (part,):
            if piece[0] == "str" and flat and flat[-1][0] == "str":
                flat[-1] = ("str", flat[-1][1] + piece[1])
            elif piece != ("str", ""):
                flat.append(piece)
    if not flat:
        return ("str", "")
    return flat[0] if len(flat) == 1 and flat[0][0] == "str" else ("concat", *flat)


def trimmed(value: Value, method: str, what: str | None) -> Value:
    """`.strip()`, `.rstrip("/")` … of what is known; names stay what they are."""
    if value[0] == "str":
        return ("str", getattr(value[1], method)(what))
    if value[0] == "env":
        return ("env", value[1], trimmed(value[2], method, what))
    if value[0] in ("or", "cond"):
        return (value[0], *(trimmed(part, method, what) for part in value[1:]))
    return value


def _entries(value: Value, what: bytes) -> Value:
    if what == b"keys":
        return ("list", *(("str", key) for key, _ in value[1:]))
    if what == b"values":
        return ("list", *(item for _, item in value[1:]))
    return ("list", *(("list", ("str", key), item) for key, item in value[1:]))


def _has_param(value: Value) -> bool:
    if value and value[0] == "param":
        return True
    return any(isinstance(part, tuple) and _has_param(part) for part in value)
