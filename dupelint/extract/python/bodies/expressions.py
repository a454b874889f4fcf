"""What expressions are worth on one concrete response."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.bindings import Binding
from dupelint.extract.python.bodies.responses import Scenario, attribute, called, is_true
from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.reader import Reader, resolved
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.source import argument_nodes
from dupelint.model.pattern import lazy
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 30  # expressions in expressions, names followed
_NAMED = lazy(r"HTTP_(\d{3})(?:_\w+)?|(\w+)")
_CODES = lazy(r"(?i)(?:[\w.]*\.)?(?:codes|httpstatus|status)")
_STATUSES = {status.name: status.value for status in HTTPStatus}
_ORDERED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_TEXT_METHODS = frozenset(
    {"lower", "upper", "strip", "lstrip", "rstrip", "startswith", "endswith", "casefold", "decode",
     "partition", "split", "encode", "isspace"}
)  # fmt: skip


class _Sign:
    """What is no value of Python."""


UNKNOWN, RESPONSE, HEADERS = _Sign(), _Sign(), _Sign()


class Result(NamedTuple):
    """A value, and whether the response decides it."""

    value: object
    about: bool = False


_FREE = Result(UNKNOWN)


class Subject(NamedTuple):
    """The response that a parse is made of."""

    library: str
    name: str  # "" where it has none
    since: int  # from this byte on the name holds it
    scope: Scope


class Expressions:
    """Expressions, tried with one response."""

    def __init__(self, reader: Reader, subject: Subject, answer: Scenario) -> None:
        self.reader = reader
        self.subject = subject
        self.answer = answer
        self._depth = 0
        self._told = [subject.name] if subject.name else []
        names = reader.names.bindings(subject.scope)
        for name, found in names.items():
            if name != subject.name and any(self._is_told(one) for one in found):
                self._told.append(name)
        self._mentioned = re.compile(
            rb"(?<![\w.])(?:"
            + b"|".join(re.escape(one.encode()) for one in self._told)
            + rb")(?!\w)"
        )

    def _is_told(self, binding: Binding) -> bool:
        """Whether a name is given something that is made of the response."""
        if binding.node is None or binding.since < self.subject.since or not self.subject.name:
            return False
        word = rb"(?<![\w.])" + re.escape(self.subject.name.encode()) + rb"(?!\w)"
        return re.search(word, self.reader.source.raw(binding.node)) is not None

    def mentions(self, node: Node) -> bool:
        """Whether the response, or something made of it, is named in here."""
        if not self._told or node.end_byte <= self.subject.since:
            return False
        return self._mentioned.search(self.reader.source.raw(node)) is not None

    def truth(self, value: object) -> bool | None:
        """What `if` makes of a value, None where that is not known."""
        if value is UNKNOWN:
            return None
        if value is RESPONSE:
            return is_true(self.subject.library, self.answer.status)
        return True if value is HEADERS else bool(value)

    def evaluate(self, node: Node | None) -> Result:
        """The value of an expression."""
        if node is None or self._depth > MAX_DEPTH:
            return _FREE
        self._depth += 1
        try:
            return self._of(node)
        except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError):
            return Result(UNKNOWN, self.mentions(node))
        finally:
            self._depth -= 1

    def _of(self, node: Node) -> Result:
        match node.type:
            case "parenthesized_expression" | "await":
                inner = [part for part in node.named_children if part.type != "comment"]
                return self.evaluate(inner[0] if inner else None)
            case "named_expression" if node.end_byte == self.subject.since:
                return Result(RESPONSE, True)
            case "named_expression":
                return self.evaluate(node.child_by_field_name("value"))
            case "identifier":
                return self._name(node)
            case "attribute":
                return self._attribute(node)
            case "call":
                return self._call(node)
            case "subscript":
                return self._subscript(node)
            case "comparison_operator":
                return self._comparison(node)
            case "boolean_operator":
                return self._boolean(node)
            case "not_operator":
                held = self.evaluate(node.child_by_field_name("argument"))
                known = self.truth(held.value)
                return held if known is None else Result(not known, held.about)
            case "conditional_expression":
                return self._conditional(node)
            case "binary_operator":
                return self._arithmetic(node)
            case "tuple" | "list" | "set":
                parts = [self.evaluate(one) for one in node.named_children if one.type != "comment"]
                about = any(part.about for part in parts)
                if any(part.value is UNKNOWN for part in parts):
                    return Result(UNKNOWN, about)
                return Result(tuple(part.value for part in parts), about)
            case "string" | "concatenated_string":
                text = plain_text(self.reader.source, node)
                if text is None and self.reader.source.raw(node)[:1] in b"bB":
                    return Result(self.reader.source.raw(node)[2:-1])
                return _FREE if text is None else Result(text)
        if self.mentions(node):
            return Result(UNKNOWN, True)
        return self._constant(node)

    def _constant(self, node: Node) -> Result:
        return _plain(resolved(self.reader, self.reader.values.of(node)))

    def _name(self, node: Node) -> Result:
        name = self.reader.source.text(node)
        if name == self.subject.name and node.start_byte >= self.subject.since:
            return Result(RESPONSE, True)
        if name not in self._told:
            return self._constant(node)
        found = self.reader.names.bindings(self.subject.scope)[name]
        before = [one for one in found if one.since <= node.start_byte]
        if not before or before[-1].form != "value" or before[-1].node is None:
            return Result(UNKNOWN, True)
        last = before[-1]
        _, statement = self.reader.source.locate(node.start_byte)
        if len(before) > 1 and (statement is None or not last.context.dominates(statement.context)):
            return Result(UNKNOWN, True)
        held = self.evaluate(last.node)
        value = held.value
        for item in last.items:
            value = value[item] if isinstance(value, tuple) else UNKNOWN
        return Result(value, True)

    def _attribute(self, node: Node) -> Result:
        name = self.reader.source.text(node.child_by_field_name("attribute") or node)
        owner = node.child_by_field_name("object")
        held = self.evaluate(owner)
        if held.value is RESPONSE:
            if name == "headers":
                return Result(HEADERS, True)
            return Result(attribute(self.subject.library, self.answer, name), True)
        if held.about:
            return Result(UNKNOWN, True)
        written = self.reader.source.text(owner) if owner is not None else ""
        if name == "value":
            return held
        if _CODES.fullmatch(written):
            status = _named_status(name)
            if status:
                return Result(status)
        return self._constant(node)

    def _call(self, node: Node) -> Result:
        callee = node.child_by_field_name("function")
        positional, keywords, spread = argument_nodes(self.reader.source, node)
        if callee is None or spread:
            return Result(UNKNOWN, self.mentions(node))
        given = [self.evaluate(one) for one in positional]
        about = any(one.about for one in given) or self.mentions(node)
        if callee.type == "identifier":
            name = self.reader.source.text(callee)
            if len(given) == 1 and given[0].value is not UNKNOWN:
                return Result(self._builtin(name, given[0].value), about)
            return Result(UNKNOWN, about)
        if callee.type != "attribute":
            return Result(UNKNOWN, about)
        name = self.reader.source.text(callee.child_by_field_name("attribute") or callee)
        owner = self.evaluate(callee.child_by_field_name("object"))
        if owner.value is RESPONSE:
            return Result(called(self.subject.library, self.answer, name), True)
        if owner.value is HEADERS and name in ("get", "getheader") and given:
            key = given[0].value
            default = given[1].value if len(given) > 1 else None
            if isinstance(key, str):
                headers: Mapping[str, object] = self.answer.headers
                return Result(headers.get(key.lower(), default), True)
        if isinstance(owner.value, str | bytes) and name in _TEXT_METHODS and not keywords:
            values = [one.value for one in given]
            if UNKNOWN not in values:
                return Result(getattr(owner.value, name)(*values), about or owner.about)
        return Result(UNKNOWN, about or owner.about)

    def _builtin(self, name: str, value: object) -> object:
        if name == "bool":
            known = self.truth(value)
            return UNKNOWN if known is None else known
        if name == "len" and isinstance(value, str | bytes | tuple):
            return len(value)
        if name == "int" and isinstance(value, str | int):
            return int(value)
        if name == "str" and isinstance(value, str | int):
            return str(value)
        return UNKNOWN

    def _subscript(self, node: Node) -> Result:
        held = self.evaluate(node.child_by_field_name("value"))
        key = self.evaluate(node.child_by_field_name("subscript")).value
        if held.value is HEADERS and isinstance(key, str):
            return Result(self.answer.headers[key.lower()], True)
        if isinstance(held.value, tuple | str | bytes) and isinstance(key, int):
            return Result(held.value[key], held.about)
        return Result(UNKNOWN, held.about or self.mentions(node))

    def _comparison(self, node: Node) -> Result:
        """`a < b < c`: every neighbouring pair has to hold."""
        operands = [self.evaluate(one) for one in node.named_children if one.type != "comment"]
        signs = [one.type for one in node.children if not one.is_named]
        about = any(one.about for one in operands)
        verdict: bool | None = True
        for left, sign, right in zip(operands, signs, operands[1:], strict=False):
            held = _compared(left.value, sign, right.value, self.answer)
            if held is False:
                return Result(False, about)
            verdict = None if held is None else verdict
        return Result(UNKNOWN if verdict is None else verdict, about)

    def _boolean(self, node: Node) -> Result:
        left = self.evaluate(node.child_by_field_name("left"))
        operator = node.child_by_field_name("operator")
        is_and = operator is not None and operator.type == "and"
        known = self.truth(left.value)
        if known is (not is_and):
            return left
        right = self.evaluate(node.child_by_field_name("right"))
        if known is not None:
            return Result(right.value, left.about or right.about)
        decided = self.truth(right.value)
        if decided is (not is_and):  # whatever the left side is
            return Result(decided, right.about)
        return Result(UNKNOWN, left.about or right.about)

    def _conditional(self, node: Node) -> Result:
        parts = [part for part in node.named_children if part.type != "comment"]
        if len(parts) != 3:
            return Result(UNKNOWN, self.mentions(node))
        then, condition, other = parts
        held = self.evaluate(condition)
        known = self.truth(held.value)
        if known is None:
            return Result(UNKNOWN, self.mentions(node))
        taken = self.evaluate(then if known else other)
        return Result(taken.value, taken.about or held.about)

    def _arithmetic(self, node: Node) -> Result:
        left, right = (self.evaluate(node.child_by_field_name(one)) for one in ("left", "right"))
        sign = node.child_by_field_name("operator")
        about = left.about or right.about
        if isinstance(left.value, int) and isinstance(right.value, int) and sign is not None:
            if sign.type == "//":
                return Result(left.value // right.value, about)
            if sign.type == "/":
                return Result(left.value / right.value, about)
        return Result(UNKNOWN, about or self.mentions(node))


def _compared(left: object, sign: str, right: object, answer: Scenario) -> bool | None:
    if sign in ("in", "not in"):
        inside: bool | None = None
        if right is HEADERS and isinstance(left, str):
            inside = left.lower() in answer.headers
        elif (
            (isinstance(right, tuple) and left is not UNKNOWN)
            or (isinstance(left, str) and isinstance(right, str))
            or (isinstance(left, bytes) and isinstance(right, bytes))
        ):
            inside = left in right
        return None if inside is None else inside is (sign == "in")
    if any(isinstance(one, _Sign) and one is not HEADERS for one in (left, right)):
        if RESPONSE in (left, right) and None in (left, right):  # `response is None`
            return sign in ("is not", "!=")
        return None
    if sign in ("==", "is"):
        return left == right
    if sign in ("!=", "<>", "is not"):
        return left != right
    if isinstance(left, int | float) and isinstance(right, int | float) and sign in _ORDERED:
        return _ORDERED[sign](left, right)
    return None


def _plain(value: Value) -> Result:
    """A constant of the file as the value it is."""
    match value:
        case ("num" | "str" | "bool", held):
            return Result(held)
        case ("null",):
            return Result(None)
        case ("list", *items):
            parts = [_plain(item).value for item in items]
            return _FREE if UNKNOWN in parts else Result(tuple(parts))
        case ("member", _, str(name)) | ("import", _, str(name)):
            status = _named_status(name)
            return Result(status) if status else _FREE
    return _FREE


def _named_status(name: str) -> int:
    """`HTTP_204_NO_CONTENT`, `NO_CONTENT`, `no_content` (requests)."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return 0
    return int(found[1]) if found[1] else _STATUSES.get(name.upper(), 0)
