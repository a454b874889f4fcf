"""Conditions of one scope that are asked again, or whose opposite is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_EARLIER = 20  # statements with one condition
MAX_BETWEEN = 20_000  # bytes looked through for an assignment
# A name, an item or variable looked up by a literal name.
_NAME = (
    rb"""[A-Za-z_][\w.]*(?:\[["'][\w.-]+["']\]|(?:(?<=\.get)|(?<=getenv))\(["'][\w.-]+["']\))?"""
)
_FLAG = lazy(rb"(?P<name>[A-Za-z_][\w.]*)\s*=\s*(?P<value>True|False)")
_OPPOSITE = {"if": "else", "main": "else", "else": "if"}
_PLAIN = lazy(rb"\(?(?P<no>not\s+)?\(?(?P<name>" + _NAME + rb")\)?\)?")
_COMPARED = lazy(
    rb"""\(?(?P<name>"""
    + _NAME
    + rb""")\s*(?P<sign>==|!=|\bis\s+not\b|\bis\b)\s*"""
    + rb"""(?P<value>["'][^"'\\{]*["']|\d+|None|True|False)\)?"""
)


# What stands before and behind a name that is given another value.
_TARGETS = lazy(rb"[ \t]*(?:[\w., *()\[\]]*,[ \t]*)?")
_ASSIGNS = lazy(rb"[ \t]*(?:[-+|&*/,]?=(?!=)|:[^=\n]*=|,)")
_WALRUS = lazy(rb"\s*:=")
_INNER = lazy(rb"[\w.]")
_WORD = lazy(rb"\w")
_FOR = lazy(rb"\bfor\s+\Z")
_FAR = 40  # bytes from `for` to the name


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

    __slots__ = ("_compared", "_data", "_flags", "_seen")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._flags: dict[bytes, list[tuple[bool, Branch]]] = {}  # set under a condition
        self._compared: dict[bytes, tuple[Node, int]] = {}  # by name: the first, where looked to
        # By name and value: the statements, each with whether it asks for them to be equal.
        self._seen: dict[tuple[bytes, bytes | None], list[tuple[Node, bool]]] = {}

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
        seen = self._seen.setdefault((condition.name, condition.value), [])
        for earlier, held in seen[-MAX_EARLIER:]:
            if not self._is_assigned(condition.name, earlier.start_byte, node.start_byte):
                same = condition.holds == held
                body.append(Branch(earlier, "if" if same else "else", True))
                otherwise.append(Branch(earlier, "else" if same else "if", True))
        if condition.value is None:
            for value, branch in self._flags.get(condition.name, ()):
                if value != condition.holds and branch.arm in _OPPOSITE:
                    body.append(Branch(branch.node, _OPPOSITE[branch.arm], True))
        if not any(child.type == "elif_clause" for child in node.named_children):
            seen.append((node, condition.holds))
        return tuple(body), tuple(otherwise)

    def note(self, node: Node, branches: tuple[Branch, ...]) -> None:
        """A statement that may set a flag: `done = True` under a condition says on which way."""
        if self._data[node.end_byte - 4 : node.end_byte] not in (b"True", b"alse"):
            return
        match = _FLAG.fullmatch(self._data[node.start_byte : node.end_byte])
        if match is None:
            return
        flags = self._flags.setdefault(match["name"], [])
        if not branches:
            flags.clear()
        elif len(flags) < MAX_EARLIER:
            flags.append((match["value"] == b"True", branches[-1]))

    def _equals(self, node: Node, condition: Condition) -> Iterator[Branch]:
        """`name == value` as one arm of a branch that all comparisons of that name share."""
        asked = node.child_by_field_name("condition")
        if condition.value is None or not condition.holds or asked is None:
            return
        first, seen_to = self._compared.get(condition.name, (asked, node.start_byte))
        if self._is_assigned(condition.name, seen_to, node.start_byte):
            first = asked
        self._compared[condition.name] = (first, node.start_byte)
        yield Branch(first, f"= {condition.value.decode('utf-8', 'replace')}", True)

    def _is_assigned(self, name: bytes, start: int, end: int) -> bool:
        if end - start > MAX_BETWEEN:
            return True
        text = self._data[start:end]
        at = text.find(name)
        while at >= 0:
            behind = at + len(name)
            if _ASSIGNS.match(text, behind) and _TARGETS.fullmatch(
                text, text.rfind(b"\n", 0, at) + 1, at
            ):
                return True
            if _WALRUS.match(text, behind) and not (at and _INNER.match(text, at - 1)):
                return True
            if _FOR.search(text, max(0, at - _FAR), at) and not _WORD.match(text, behind):
                return True
            at = text.find(name, at + 1)
        return False


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
