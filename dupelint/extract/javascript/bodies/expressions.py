"""Expressions on one concrete response."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dupelint.extract.javascript.bodies import builtin
from dupelint.extract.javascript.bodies.names import Names, item_of
from dupelint.extract.javascript.bodies.script import TRANSPARENT
from dupelint.extract.javascript.bodies.values import (
    FREE,
    IN_DOUBT,
    OBJECT,
    SHORT,
    UNDEFINED,
    UNKNOWN,
    Many,
    Path,
    Pattern,
    Response,
    Result,
    ThrownError,
    join,
    leaning,
    truth,
    unknown,
)
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.literals import number, string_text, unescape

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_DEPTH = 60
_MAX_STEPS = 4_000
_MAX_SPENT = 50_000  # in all trials of a file; those of real ones take hundreds


_SIMPLE = frozenset({"string", "number", "true", "false"})


class Expressions(Names):
    """Names and properties, with what operators and literals make of them."""

    def evaluate(self, node: Node | None, path: Path) -> Result:
        """The value of an expression whose ancestors are `path`; raises ThrownError."""
        if node is None:
            return FREE
        self.steps += 1
        self.script.spent += 1
        form = _FORMS.get(node.type)
        if form is None or self.depth > _MAX_DEPTH or self.steps > _MAX_STEPS:
            return FREE
        if self.script.spent > _MAX_SPENT:
            return FREE
        self.depth += 1
        try:
            return form(self, node, path)
        finally:
            self.depth -= 1

    def call(self, node: Node, path: Path) -> Result:
        """A call expression."""
        raise NotImplementedError

    # --- operators ---

    def logical(self, operator: str, node: Node, path: Path) -> Result:
        """`a && b`, `a || b`, `a ?? b`."""
        left = self.evaluate(node.child_by_field_name("left"), path)
        right_node = node.child_by_field_name("right")
        if operator == "??":
            if left.value in (None, UNDEFINED, SHORT) and left.value is not UNKNOWN:
                right = self.evaluate(right_node, path)
                return right._replace(about=left.about or right.about)
            return left if left.value is not UNKNOWN else unknown(left)
        stops = operator == "||"  # the truth of the left side that decides
        known = truth(left.value)
        if known is stops:
            return left
        try:
            right = self.evaluate(right_node, path)
        except ThrownError:
            if known is None:
                return unknown(left)
            raise
        if known is not None:  # the right side decides
            if right.value is UNKNOWN:
                lean = right.lean if right.lean is not None else (known if left.about else None)
                return Result(UNKNOWN, right.about, lean)
            return right._replace(about=left.about or right.about)
        decided = truth(right.value)
        if decided is stops:
            return Result(stops, right.about)
        leans = [lean for lean in (left.lean, leaning(right)) if lean is not None]
        lean = (any(leans) if stops else all(leans)) if leans else None
        return Result(UNKNOWN, left.about or (right.about and decided is None), lean)

    def binary(self, node: Node, path: Path) -> Result:
        """Any binary operator."""
        sign = node.child_by_field_name("operator")
        operator = sign.type if sign is not None else ""
        if operator in ("&&", "||", "??"):
            return self.logical(operator, node, path)
        left = self.evaluate(node.child_by_field_name("left"), path)
        if operator == "instanceof":
            kind = self.script.text(node.child_by_field_name("right"))
            if isinstance(left.value, Response):
                return Result(kind == "Response", left.about)
            return unknown(left)
        right = self.evaluate(node.child_by_field_name("right"), path)
        if left.value is UNKNOWN or right.value is UNKNOWN:
            return unknown(left, right)
        one, two = _settled(left.value), _settled(right.value)
        return Result(builtin.binary(operator, one, two), left.about or right.about)

    def unary(self, node: Node, path: Path) -> Result:
        """Any unary operator."""
        sign = node.child_by_field_name("operator")
        held = self.evaluate(node.child_by_field_name("argument"), path)
        if sign is None or sign.type != "!":
            known = builtin.unary(sign.type if sign is not None else "", _settled(held.value))
            return Result(known, held.about)
        known_truth = truth(held.value)
        if known_truth is None:
            return Result(UNKNOWN, held.about, None if held.lean is None else not held.lean)
        return Result(not known_truth, held.about)

    def ternary(self, node: Node, path: Path) -> Result:
        """`c ? a : b`."""
        condition = self.evaluate(node.child_by_field_name("condition"), path)
        chosen = truth(condition.value)
        if chosen is not None:
            branch = node.child_by_field_name("consequence" if chosen else "alternative")
            held = self.evaluate(branch, path)
            return held._replace(about=held.about or condition.about)
        held_all: list[Result] = []
        for field in ("consequence", "alternative"):
            try:
                held_all.append(self.evaluate(node.child_by_field_name(field), path))
            except ThrownError:
                continue
        if not held_all:
            raise ThrownError(condition.about)
        result = held_all[0]
        for other in held_all[1:]:
            result = join(result, other)
        return result._replace(about=result.about or condition.about)

    def template(self, node: Node, path: Path) -> Result:
        """A template string."""
        made, about = "", False
        for part in node.named_children:
            if part.type != "template_substitution":
                made += unescape(self.script.text(part))
                continue
            inner = part.named_children
            held = self.evaluate(inner[0], path) if inner else FREE
            about = about or held.about
            text = builtin.string(_settled(held.value)) if held.value is not UNKNOWN else UNKNOWN
            if not isinstance(text, str):
                return IN_DOUBT if about else FREE
            made += text
        return Result(made, about)

    def subscript(self, node: Node, path: Path) -> Result:
        """`a[b]`."""
        owner = self.evaluate(node.child_by_field_name("object"), path)
        index = self.evaluate(node.child_by_field_name("index"), path)
        name = builtin.string(index.value) if index.value is not UNKNOWN else UNKNOWN
        if not isinstance(name, str):
            return unknown(owner, index)
        optional = node.child_by_field_name("optional_chain") is not None
        return self.member(owner, name, optional)

    def property(self, node: Node, path: Path) -> Result:
        """`a.b`."""
        owner = self.evaluate(node.child_by_field_name("object"), path)
        name = self.script.text(node.child_by_field_name("property"))
        if owner.value is UNKNOWN and not owner.about:
            status = builtin.STATUS_NAMES.get(name.upper())
            return Result(status) if status is not None else FREE
        return self.member(owner, name, node.child_by_field_name("optional_chain") is not None)

    def items(self, node: Node, path: Path) -> Result:
        """An array literal."""
        parts: list[Result] = []
        for item in node.named_children:
            if item.type == "spread_element":
                inside = self.evaluate(
                    item.named_children[0] if item.named_children else None, path
                )
                return Result(Many(item_of(inside)), inside.about)
            if item.type != "comment":
                parts.append(self.evaluate(item, (*path, node)))
        return Result(parts, any(part.about for part in parts))

    def made(self, node: Node, path: Path) -> Result:
        """`new Set([…])`, and any other new object."""
        if self.script.text(node.child_by_field_name("constructor")) == "Set":
            given = arguments(node)
            return self.evaluate(given[0], path) if given else Result([])
        return Result(OBJECT)

    def inner(self, node: Node, path: Path) -> Result:
        """What stands in parentheses, behind `await` or under a cast."""
        held = self.evaluate(self.script.peel(node), path)
        return held._replace(value=UNDEFINED) if held.value is SHORT else held

    def literal(self, node: Node, _path: Path) -> Result:
        """A literal."""
        match node.type:
            case "string":
                return Result(string_text(node, self.script.data))
            case "number":
                found = number(node, self.script.data)
                return Result(found[1]) if found[0] == "num" else FREE
            case "true" | "false":
                return Result(node.type == "true")
            case "regex":
                source = self.script.text(node.child_by_field_name("pattern"))
                return Result(Pattern(source, self.script.text(node.child_by_field_name("flags"))))
            case "object":
                return Result(self._constants(node))
            case "null":
                return Result(None)
        return Result(UNDEFINED if node.type == "undefined" else OBJECT)

    def _constants(self, node: Node) -> Any:
        """The properties of an object literal that are literals themselves."""
        found: dict[str, Any] = {}
        for part in node.named_children[:_MAX_DEPTH] if node.named_child_count else ():
            key, value = (part.child_by_field_name(field) for field in ("key", "value"))
            if part.type != "pair" or key is None or value is None or value.type not in _SIMPLE:
                continue
            found[self.script.text(key).strip("'\"")] = self.literal(value, ()).value
        return found or OBJECT

    def last(self, node: Node, path: Path) -> Result:
        """What an assignment or a sequence is worth: its right side."""
        return self.evaluate(node.child_by_field_name("right"), path)


def _settled(value: Any) -> Any:
    return UNDEFINED if value is SHORT else value


_FORMS: dict[str, Callable[[Expressions, Node, Path], Result]] = {
    "identifier": Expressions.identifier,
    "undefined": Expressions.literal,
    "member_expression": Expressions.property,
    "subscript_expression": Expressions.subscript,
    "call_expression": lambda trial, node, path: trial.call(node, path),
    "new_expression": Expressions.made,
    "binary_expression": Expressions.binary,
    "unary_expression": Expressions.unary,
    "ternary_expression": Expressions.ternary,
    "template_string": Expressions.template,
    "array": Expressions.items,
    "assignment_expression": Expressions.last,
    "sequence_expression": Expressions.last,
    **dict.fromkeys(TRANSPARENT, Expressions.inner),
    **dict.fromkeys(
        ("string", "number", "true", "false", "null", "regex", "object", *FUNCTIONS),
        Expressions.literal,
    ),
}
