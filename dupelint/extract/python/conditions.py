"""Conditions of one scope that are asked again, or whose opposite is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

_NAME = rb"[A-Za-z_][\w.]*"
_PLAIN = re.compile(rb"\(?(?P<no>not\s+)?(?P<name>" + _NAME + rb")\)?")
_COMPARED = re.compile(
    rb"""\(?(?P<name>"""
    + _NAME
    + rb""")\s*(?P<sign>==|!=|\bis\s+not\b|\bis\b)\s*"""
    + rb"""(?P<value>["'][^"'\\{]*["']|\d+|None|True|False)\)?"""
)


class Branch(NamedTuple):
    """One arm of one branching statement."""

    node: Node
    arm: str
    exclusive: bool  # a fact in another arm of this statement never happens together with this


class Condition(NamedTuple):
    """`name` or `name == value`, or the opposite."""

    name: bytes
    value: bytes | None  # None: its truth
    holds: bool


class Asked:
    """The plain conditions of `if` statements that have no `elif`, in order."""

    __slots__ = ("_compared", "_data", "_seen")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._compared: dict[bytes, Node] = {}
        self._seen: dict[bytes, list[tuple[Node, Condition]]] = {}  # by name

    def before(self, node: Node, text: bytes) -> tuple[tuple[Branch, ...], tuple[Branch, ...]]:
        """What the body of an `if` and its `else` say about earlier `if` statements.

        A name that is assigned in between says nothing; neither does a call in between that
        changes it: two places are then held to exclude each other although they may not.
        """
        condition = _condition(text)
        if condition is None:
            return (), ()
        body: list[Branch] = list(self._equals(node, condition))
        otherwise: list[Branch] = []
        seen = self._seen.setdefault(condition.name, [])
        for earlier, known in seen[-20:]:
            if self._is_assigned(condition.name, earlier.end_byte, node.start_byte):
                continue
            if condition.value == known.value:
                same = condition.holds == known.holds
                body.append(Branch(earlier, "if" if same else "else", True))
                otherwise.append(Branch(earlier, "else" if same else "if", True))
        if not any(child.type == "elif_clause" for child in node.named_children):
            seen.append((node, condition))
        return tuple(body), tuple(otherwise)

    def _equals(self, node: Node, condition: Condition) -> Iterator[Branch]:
        """`name == value` as one arm of a branch that all comparisons of that name share."""
        asked = node.child_by_field_name("condition")
        if condition.value is None or not condition.holds or asked is None:
            return
        first = self._compared.setdefault(condition.name, asked)
        if self._is_assigned(condition.name, first.end_byte, node.start_byte):
            first = self._compared[condition.name] = asked
        yield Branch(first, f"= {condition.value.decode('utf-8', 'replace')}", True)

    def _is_assigned(self, name: bytes, start: int, end: int) -> bool:
        pattern = (
            rb"(?<![\w.])"
            + re.escape(name)
            + rb"\s*(?:[-+|&*/,]?=(?!=)|:=|:[^=\n]*=)|\bfor\s+"
            + re.escape(name)
            + rb"\b"
        )
        return re.search(pattern, self._data[start:end]) is not None


def _condition(text: bytes) -> Condition | None:
    if text.startswith(b"__name__"):  # an arm of its own, see `Statements`
        return None
    match = _PLAIN.fullmatch(text)
    if match:
        return Condition(match["name"], None, match["no"] is None)
    match = _COMPARED.fullmatch(text)
    if match:
        value = match["value"].replace(b'"', b"'")
        return Condition(
            match["name"], value, b"not" not in match["sign"] and match["sign"] != b"!="
        )
    return None
