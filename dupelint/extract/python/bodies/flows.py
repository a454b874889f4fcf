"""Statements on one concrete response: which of them let the code go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.bodies.expressions import UNKNOWN, Expressions, Result
from dupelint.extract.python.bodies.responses import Parse, Scenario, refuses
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.python.bodies.expressions import Subject
    from dupelint.extract.python.reader import Reader

_MAX_NESTING = 90
_LEAVES = {
    "return_statement": "return", "raise_statement": "raise", "break_statement": "break",
    "continue_statement": "continue",
}  # fmt: skip
_EXIT_CALL = lazy(rb"(?:sys\s*\.\s*exit|os\s*\.\s*_exit|exit|quit|(?:flask\s*\.\s*)?abort)\s*\(")
# Calls that are given a response and do nothing about it.
_HARMLESS = lazy(
    rb"(?:print|repr|str|len|int|bool|isinstance|pprint|type|id|set|list|dict)\Z"
    rb"|.*\.(?:debug|info|warning|warn|error|exception|critical|log|append|add|format|write|put"
    rb"|get|set|join|add_metadata|set_attribute)\Z"
)
_CHOICE = lazy(rb"\bif\b|\band\b|\bor\b|\blambda\b|\bfor\b")


class Flow(NamedTuple):
    """How a statement ends."""

    kind: str  # on, return, raise, break, continue
    about: bool = False  # because of the response


ON = Flow("on")


class Trial(Expressions):
    """One response sent through the code.

    What has nothing to do with the response may go either way: the trial takes the way on which
    the code goes on. Where the response decides, but how cannot be worked out, the trial goes on
    and is `doubtful` from there.
    """

    def __init__(self, reader: Reader, subject: Subject, parse: Parse, answer: Scenario) -> None:
        super().__init__(reader, subject, answer)
        self.parse = parse
        self.doubtful = False

    def decide(self, condition: Node | None, wanted: bool) -> bool:
        """Whether the code goes on where it needs a condition to be `wanted`."""
        if condition is None or condition.end_byte <= self.subject.since:
            return True
        held = self.evaluate(condition)
        known = self.truth(held.value)
        if known is not None:
            return known is wanted
        self.doubtful = self.doubtful or held.about
        return True

    def block(self, statements: Sequence[Node], depth: int = 0) -> Flow:
        """Run statements one after the other."""
        for statement in statements:
            flow = self.run(statement, depth)
            if flow.kind != "on":
                return flow
        return ON

    def run(self, node: Node, depth: int = 0) -> Flow:
        """Run one statement."""
        if node.end_byte <= self.subject.since or depth > _MAX_NESTING:
            return ON
        match node.type:
            case "expression_statement" | "assert_statement":
                return self._simple(node)
            case "if_statement":
                return self._if(node, depth + 1)
            case "try_statement":
                return self._try(node, depth + 1)
            case "for_statement" | "while_statement":
                return self._loop(node, depth + 1)
            case "with_statement":
                return self.block(_body(node), depth + 1)
            case "match_statement":
                return self._match(node, depth + 1)
        return Flow(_LEAVES[node.type]) if node.type in _LEAVES else ON

    # --- simple statements -----------------------------------------------------------------

    def _simple(self, node: Node) -> Flow:
        if node.start_byte < self.subject.since:
            return ON
        if node.type == "assert_statement":
            asked = node.named_children[0] if node.named_children else None
            return ON if self.decide(asked, True) else Flow("raise", True)
        if _EXIT_CALL.match(self.reader.source.raw(node)):
            return Flow("raise")
        if not self.mentions(node):
            return ON
        for call in _calls(node):
            flow = self._called(call, node)
            if flow.kind != "on":
                return flow
        return ON

    def _called(self, call: Node, statement: Node) -> Flow:
        """A call in a statement that does not end the code itself."""
        callee = call.child_by_field_name("function")
        if callee is None:
            return ON
        written = self.reader.source.raw(callee)
        name = written.rpartition(b".")[2]
        owner = callee.child_by_field_name("object")
        if owner is not None and self.is_response(owner):
            if name == b"raise_for_status":
                stops = refuses(self.subject.library, self.answer.status)
            elif name == b"json":  # an earlier parse: this one is not the first to fail
                stops = self.parse.fails(self.answer)
            else:
                return ON
            if not stops:
                return ON
            if _CHOICE.search(self.reader.source.raw(statement)):
                self.doubtful = True
                return ON
            return Flow("raise", True)
        arguments = call.child_by_field_name("arguments")
        handed = arguments is not None and self.mentions(arguments)
        if handed and not _HARMLESS.match(written):
            self.doubtful = True  # it may raise for what it does not like
        return ON

    def is_response(self, node: Node) -> bool:
        """Whether an expression is the response itself."""
        return bool(
            self.subject.name
            and node.type == "identifier"
            and node.start_byte >= self.subject.since
            and self.reader.source.text(node) == self.subject.name
        )

    # --- compound statements ---------------------------------------------------------------

    def _if(self, node: Node, depth: int) -> Flow:
        arms: list[tuple[Node | None, list[Node]]] = [
            (node.child_by_field_name("condition"), _block(node.child_by_field_name("consequence")))
        ]
        for child in node.named_children:
            if child.type == "elif_clause":
                inside = _block(child.child_by_field_name("consequence"))
                arms.append((child.child_by_field_name("condition"), inside))
            elif child.type == "else_clause":
                arms.append((None, _body(child)))
        if arms[-1][0] is not None:
            arms.append((None, []))
        return self._arms(arms, depth)

    def _arms(self, arms: Sequence[tuple[Node | None, list[Node]]], depth: int) -> Flow:
        about = False
        undecided: list[tuple[Flow, bool]] = []
        last = ON
        for condition, block in arms:
            held = Result(UNKNOWN)
            if condition is not None and condition.end_byte > self.subject.since:
                held = self.evaluate(condition)
            known = condition is None or self.truth(held.value)
            if known is False:
                about = about or held.about
                continue
            flow = self.block(block, depth)
            if known:
                last = _because(flow, about or held.about)
                break
            undecided.append((flow, held.about))
        for flow, decides in reversed(undecided):
            last = self._either(flow, last, decides)
        return last

    def _either(self, first: Flow, second: Flow, decides: bool) -> Flow:
        """Of two ways one is taken; `decides`: the response says which."""
        if first.kind == second.kind:
            return first
        if first.kind != "on" and second.kind != "on":
            self.doubtful = self.doubtful or decides
            return second if first.kind == "raise" else first
        leaves = first if first.kind != "on" else second
        self.doubtful = self.doubtful or decides or leaves.about
        return ON

    def _try(self, node: Node, depth: int) -> Flow:
        flow = self.block(_body(node), depth)
        if flow.kind == "raise":
            caught = [
                self.block(_body(child), depth)
                for child in node.named_children
                if child.type in ("except_clause", "except_group_clause")
            ]
            if not caught:
                return flow
            stays = [one for one in caught if one.kind == "on"]
            if stays:
                self.doubtful = self.doubtful or len(stays) < len(caught)
                return ON
            return caught[0]._replace(about=flow.about or caught[0].about)
        for child in node.named_children:
            if child.type == "else_clause" and flow.kind == "on":
                flow = self.block(_body(child), depth)
            elif child.type == "finally_clause":
                last = self.block(_body(child), depth)
                flow = flow if last.kind == "on" else last
        return flow

    def _loop(self, node: Node, depth: int) -> Flow:
        condition = node.child_by_field_name("condition")
        starts_here = node.start_byte >= self.subject.since
        if condition is not None and starts_here:
            held = self.evaluate(condition)
            if held.about and self.truth(held.value) is not False:
                self.doubtful = True
                return ON
            if self.truth(held.value) is False:
                return ON
        flow = self.block(_body(node), depth)
        if flow.kind in ("return", "raise"):
            return flow if flow.about else ON
        written = self.reader.source.raw(condition) if condition is not None else b""
        if flow.kind != "break":
            if written in (b"True", b"1"):  # nothing else ends it
                return Flow("return", True)
            for child in node.named_children:
                if child.type == "else_clause":
                    return self.block(_body(child), depth)
        return ON

    def _match(self, node: Node, depth: int) -> Flow:
        cases, taken, about = self.cases(node)
        if taken is None:
            flows = [
                self.block(_block(case.child_by_field_name("consequence")), depth) for case in cases
            ]
            self.doubtful = self.doubtful or (about and any(flow.kind != "on" for flow in flows))
            return ON
        if taken >= len(cases):
            return ON
        return _because(
            self.block(_block(cases[taken].child_by_field_name("consequence")), depth), about
        )

    def cases(self, node: Node) -> tuple[list[Node], int | None, bool]:
        """The cases of a `match`, the one taken (None: not known), whether the response decides."""
        subject = self.evaluate(node.child_by_field_name("subject"))
        body = node.child_by_field_name("body")
        cases = [one for one in (body.named_children if body else []) if one.type == "case_clause"]
        for index, case in enumerate(cases):
            patterns = [one for one in case.named_children if one.type == "case_pattern"]
            text = self.reader.source.text(patterns[0]) if len(patterns) == 1 else "?"
            guarded = case.child_by_field_name("guard") is not None
            if text == "_" and not guarded:
                return cases, index, subject.about
            numbers = [part.strip() for part in text.split("|")]
            if not isinstance(subject.value, int) or not all(n.isdecimal() for n in numbers):
                return cases, None, subject.about
            if subject.value in [int(number) for number in numbers]:
                return cases, None if guarded else index, subject.about
        return cases, len(cases), subject.about


def _because(flow: Flow, about: bool) -> Flow:
    return flow._replace(about=True) if about and flow.kind != "on" else flow


def _block(node: Node | None) -> list[Node]:
    return node.named_children if node is not None else []


def _body(node: Node) -> list[Node]:
    """The statements of the block that a clause or a statement holds."""
    found = node.child_by_field_name("body")
    if found is None:
        found = next((child for child in node.named_children if child.type == "block"), None)
    return _block(found)


def _calls(node: Node) -> list[Node]:
    """The calls of a statement, inner ones first; those in functions of their own left out."""
    found: list[Node] = []
    waiting = [(node, 0)]
    while waiting:
        here, depth = waiting.pop()
        if here.type == "call":
            found.append(here)
        if depth < 12 and here.type != "lambda":
            waiting += [(child, depth + 1) for child in here.named_children]
    return found[::-1]
