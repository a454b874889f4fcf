"""Which requests come to which part of a handler that asks for the method of its request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.branches import leaves
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import parameters
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import MethodArm, Span, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

ALL = frozenset({"DELETE", "GET", "PATCH", "POST", "PUT"})
Path = tuple["Node", ...]
_REFUSAL = lazy(rb"(?i)\b405\b|method_?not_?allowed|method[^\n;]{0,40} not (?:allowed|supported)")
_MAX_REFUSAL = 600  # bytes of a refusal
_TAKEN_OUT = rb"(?:\{[^{}]*\bmethod\b[^{}]*\}|\bmethod)\s*(?::[^=\n]{1,60})?=\s*%s\b"
_CASES = frozenset({"switch_case", "switch_default"})
_DEPTH = 20


class Asked(NamedTuple):
    """A condition that is about the method."""

    methods: frozenset[str]  # for which it may hold
    exact: bool  # it holds for all of them


class _Walk:
    """One handler; `names`: what its code calls the method."""

    def __init__(self, reading: Reading, function: Node, names: frozenset[str]) -> None:
        self._reading = reading
        self._handler = span_of(function)
        self._names = names
        given = [name for name, _ in parameters(function, reading.data)]
        self._given = given[:2]
        written = "|".join(re.escape(name) for name in sorted(names))
        self._asking = re.compile(
            rf"\b(?:if|switch)\s*\([^{{}};]*?(?<![\w$.])(?:{written})(?![\w$])".encode()
        )

    def block(
        self, path: Path, allowed: frozenset[str], sure: bool = True, depth: int = 0
    ) -> Iterator[MethodArm]:
        """The arms in a block that requests with the `allowed` methods come to; `sure`: all of
        them do."""
        if depth > _DEPTH:
            return
        block = path[-1]
        for part in block.named_children:
            inner = (*path, part)
            if part.type == "if_statement":
                left = allowed
                for arm in self._if(inner, allowed, sure, depth):
                    if isinstance(arm, frozenset):
                        left = arm
                    else:
                        yield arm
                if left != allowed and part.end_byte < block.end_byte:
                    rest = [one for one in block.named_children if one.start_byte >= part.end_byte]
                    if rest:
                        at = span(rest[0].start_byte, rest[-1].end_byte)
                        yield self._arm(left, at, rest, path, sure)
                    allowed = left
            elif part.type == "switch_statement":
                yield from self._switch(inner, allowed, sure, depth)
            elif part.type == "try_statement":
                body = part.child_by_field_name("body")
                if body is not None:
                    yield from self.block((*inner, body), allowed, sure, depth + 1)

    def _if(
        self, path: Path, allowed: frozenset[str], sure: bool, depth: int
    ) -> Iterator[MethodArm | frozenset[str]]:
        """The arms of an `if`; also the methods with which requests go on behind it."""
        node = path[-1]
        asked = self._asked(node.child_by_field_name("condition"), 0)
        first, other = (node.child_by_field_name(n) for n in ("consequence", "alternative"))
        if first is None:
            return
        into = allowed & asked.methods if asked else allowed
        past = allowed - asked.methods if asked and asked.exact else allowed
        sure = sure and asked is not None and asked.exact
        yield from self._branch((*path, first), into, allowed, sure, depth)
        if other is not None and other.named_children:
            held = other.named_children[0]
            if held.type == "if_statement":
                yield from (
                    arm
                    for arm in self._if((*path, other, held), past, sure, depth + 1)
                    if not isinstance(arm, frozenset)
                )
            else:
                yield from self._branch((*path, other, held), past, allowed, sure, depth)
        elif leaves(first, self._reading.data):
            yield past

    def _branch(
        self, path: Path, into: frozenset[str], allowed: frozenset[str], sure: bool, depth: int
    ) -> Iterator[MethodArm]:
        node = path[-1]
        statements = node.named_children if node.type == "statement_block" else [node]
        if into != allowed:
            yield self._arm(into, span_of(node), statements, path, sure)
        if node.type == "statement_block":
            yield from self.block(path, into, sure, depth + 1)

    def _switch(
        self, path: Path, allowed: frozenset[str], sure: bool, depth: int
    ) -> Iterator[MethodArm]:
        node = path[-1]
        body = node.child_by_field_name("body")
        if body is None or not self._is_method(node.child_by_field_name("value")):
            return
        cases = [one for one in body.named_children if one.type in _CASES]
        named = {
            case.id: self._text(case.child_by_field_name("value"))
            for case in cases
            if case.type == "switch_case"
        }
        if None in named.values():
            return
        pending = frozenset[str]()
        for case in cases:
            value = case.child_by_field_name("value")
            text = named.get(case.id)
            pending |= allowed.difference(named.values()) if text is None else {text}
            statements = [part for part in case.named_children if part != value]
            if statements:
                into = allowed & pending
                at = span(statements[0].start_byte, statements[-1].end_byte)
                yield self._arm(into, at, statements, (*path, body, case), sure)
                yield from self.block((*path, body, case), into, sure, depth + 1)
                pending = frozenset() if leaves(case, self._reading.data) else pending

    # --- conditions ------------------------------------------------------------------------

    def _asked(self, node: Node | None, depth: int) -> Asked | None:
        """The methods for which a condition holds, None if it is about something else."""
        held = peel(node)
        if held is None or depth > _DEPTH:
            return None
        if held.type == "unary_expression" and self._reading.text(held).startswith("!"):
            inner = self._asked(held.child_by_field_name("argument"), depth + 1)
            return Asked(ALL - inner.methods, True) if inner and inner.exact else None
        if held.type == "call_expression":
            return self._listed(held)
        if held.type != "binary_expression":
            return None
        operator = self._reading.text(held.child_by_field_name("operator"))
        left, right = (held.child_by_field_name(side) for side in ("left", "right"))
        if operator in ("===", "==", "!==", "!="):
            for one, other in ((left, right), (right, left)):
                named = self._text(other)
                if named is not None and self._is_method(one):
                    alone = frozenset({named})
                    return Asked(alone if operator[0] == "=" else ALL - alone, True)
            return None
        first, second = self._asked(left, depth + 1), self._asked(right, depth + 1)
        if operator == "&&":
            both = [one for one in (first, second) if one]
            if not both:
                return None
            methods = frozenset.intersection(*(one.methods for one in both))
            return Asked(methods, len(both) == 2 and all(one.exact for one in both))
        if operator == "||" and first and second:
            return Asked(first.methods | second.methods, first.exact and second.exact)
        return None

    def _listed(self, node: Node) -> Asked | None:
        """`['GET', 'POST'].includes(req.method)`"""
        callee = node.child_by_field_name("function")
        given = arguments(node)
        if callee is None or callee.type != "member_expression" or len(given) != 1:
            return None
        listed = peel(callee.child_by_field_name("object"))
        name = self._reading.text(callee.child_by_field_name("property"))
        if name != "includes" or listed is None or listed.type != "array":
            return None
        named = [self._text(part) for part in listed.named_children]
        if not self._is_method(given[0]) or None in named:
            return None
        return Asked(frozenset(one for one in named if one is not None), True)

    def _is_method(self, node: Node | None) -> bool:
        held = peel(node)
        return held is not None and self._reading.text(held) in self._names

    def _text(self, node: Node | None) -> str | None:
        held = peel(node)
        if held is None or held.type != "string":
            return None
        return self._reading.text(held).strip("'\"").upper()

    # --- arms ------------------------------------------------------------------------------

    def _arm(
        self, methods: frozenset[str], at: Span, statements: list[Node], path: Path, sure: bool
    ) -> MethodArm:
        data = self._reading.data
        start, end = statements[0].start_byte, statements[-1].end_byte
        nested = self._asking.search(data, start, end) is not None
        refuses = (
            sure
            and not nested
            and end - start < _MAX_REFUSAL
            and _REFUSAL.search(data, start, end) is not None
        )
        calls = NULL if nested or len(statements) > 2 else self._calls(statements, path)
        return MethodArm(
            self._handler, ",".join(sorted(methods & ALL)), int(refuses), ValueText(dump(calls)), at
        )

    def _calls(self, statements: list[Node], path: Path) -> Value:
        """`await list(req, res); break`: the function that a request is handed to."""
        first = statements[0]
        if first.type == "statement_block" and first.named_children:
            path = (*path, first)
            first = first.named_children[0]
        if first.type not in ("expression_statement", "return_statement"):
            return NULL
        call = peel(first.named_children[0]) if first.named_children else None
        callee = call.child_by_field_name("function") if call is not None else None
        if call is None or callee is None or call.type != "call_expression":
            return NULL
        handed = [self._reading.text(part) for part in arguments(call)[:2]]
        if callee.type != "identifier" or handed != self._given or len(handed) < 2:
            return NULL
        return self._reading.value(callee, (*path, first))


def read_methods(reading: Reading, path: Path) -> None:
    """The arms of the function that `path` ends with."""
    function = path[-1]
    body = function.child_by_field_name("body")
    given = [name for name, _ in parameters(function, reading.data)]
    if body is None or body.type != "statement_block" or not given:
        return
    text = reading.data[body.start_byte : body.end_byte]
    names = {f"{given[0]}.method"}
    if re.search(_TAKEN_OUT % re.escape(given[0].encode()), text):
        names.add("method")
    if not any(name.encode() in text for name in names):
        return
    for arm in _Walk(reading, function, frozenset(names)).block((*path, body), ALL):
        reading.add(arm, path)
