"""Statements on one concrete response: which of them let the code go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.bodies import builtin
from dupelint.extract.javascript.bodies.ending import Ending
from dupelint.extract.javascript.bodies.values import (
    FREE,
    UNDEFINED,
    UNKNOWN,
    Function,
    Path,
    Response,
    Result,
    ThrownError,
    join,
    truth,
)
from dupelint.extract.javascript.declarations import parameters

if TYPE_CHECKING:
    from tree_sitter import Node

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_MAX_CASES = 200
_MAX_NESTING = 200
_NESTED = LOOPS | {"if_statement", "switch_statement", "try_statement", "statement_block"}


class Flow(NamedTuple):
    """How a statement ends."""

    kind: str  # on, return, throw, break, continue
    about: bool = False  # because of the response
    result: Result = Result(UNDEFINED)


ON = Flow("on")


class Trial(Ending):
    """One response sent through the code.

    What has nothing to do with the response and cannot be known may go either way: the trial
    takes the way on which the code goes on. Where the response decides, but how cannot be worked
    out, the trial goes on and is `doubtful` from there.
    """

    doubtful = False
    returned: list[Result] | None = None  # what may have been returned on ways not taken

    def run(self, node: Node, path: Path) -> Flow:
        """Run one statement."""
        if node.type in _NESTED and not self.script.leaving.may_leave(node):
            return ON
        if len(path) > _MAX_NESTING:
            return ON
        try:
            return self._run(node, path)
        except ThrownError as error:
            return Flow("throw", error.about)

    def _run(self, node: Node, path: Path) -> Flow:
        match node.type:
            case "if_statement":
                return self._if(node, path)
            case "statement_block":
                return self.block(node.named_children, (*path, node))
            case "else_clause" | "labeled_statement":
                inner = node.named_children
                return self.run(inner[-1], (*path, node)) if inner else ON
            case "return_statement":
                value = next((part for part in node.named_children if part.type != "comment"), None)
                held = self.evaluate(value, path) if value is not None else Result(UNDEFINED)
                return Flow("return", False, held)
            case "throw_statement":
                return Flow("throw")
            case "break_statement" | "continue_statement":
                return Flow(node.type.partition("_")[0])
            case "switch_statement":
                return self._switch(node, path)
            case "try_statement":
                return self._try(node, path)
            case "expression_statement":
                return self._effects(node.named_children, path)
            case "lexical_declaration" | "variable_declaration":
                return self._effects(
                    [part.child_by_field_name("value") for part in node.named_children], path
                )
        if node.type in LOOPS:
            return self._loop(node, path)
        return ON

    def block(self, statements: Sequence[Node], path: Path) -> Flow:
        """Run statements one after the other."""
        for statement in statements:
            flow = self.run(statement, path)
            if flow.kind != "on":
                return flow
        return ON

    def _effects(self, expressions: Sequence[Node | None], path: Path) -> Flow:
        """An expression statement ends the code only where a call in it throws."""
        for expression in expressions if self.sources is not None else ():
            if expression is None:
                continue
            inner = self.script.peel(expression)
            awaited = b"await" in self.script.data[expression.start_byte : inner.start_byte]
            if inner.type == "assignment_expression":
                right = inner.child_by_field_name("right")
                if right is None:
                    continue
                inner = self.script.peel(right)
                awaited = b"await" in self.script.data[right.start_byte : inner.start_byte]
            if inner.type == "call_expression":
                self.called(inner, path, awaited)
            elif inner.type in ("binary_expression", "ternary_expression"):
                self.choice(inner, path)
        return ON

    def decide(self, condition: Node | None, path: Path, wanted: bool) -> bool:
        """Whether the code goes on where it needs a condition to be `wanted`."""
        try:
            return self.goes_on(self.evaluate(condition, path), wanted)
        except ThrownError:
            return False

    def goes_on(self, held: Result, wanted: bool) -> bool:
        """Whether the code goes on where it needs this value to be `wanted`."""
        known = truth(held.value)
        if known is not None:
            return known is wanted
        if held.about or (held.lean is not None and held.lean is not wanted):
            self.doubtful = True
        return True

    def _if(self, node: Node, path: Path) -> Flow:
        below = (*path, node)
        condition = self.evaluate(node.child_by_field_name("condition"), below)
        known = truth(condition.value)
        then, other = (node.child_by_field_name(name) for name in ("consequence", "alternative"))
        if known is not None:
            branch = then if known else other
            self.deciding += condition.about
            flow = self.run(branch, below) if branch is not None else ON
            self.deciding -= condition.about
            return flow._replace(about=True) if condition.about and flow.kind != "on" else flow
        before = self.doubtful
        first = self.run(then, below) if then is not None else ON
        second = self.run(other, below) if other is not None else ON
        if first.kind == second.kind:
            return first._replace(result=join(first.result, second.result))
        if first.kind != "on" and second.kind != "on":
            chosen = first if first.kind == "return" else second
            if condition.about:
                self.doubtful = True
            return chosen
        leaves = first if first.kind != "on" else second
        if leaves.kind == "return" and self.returned is not None:
            self.returned.append(leaves.result)
        if condition.about or leaves.about:
            self.doubtful = True
        elif condition.lean is not None:
            self.doubtful = self.doubtful or condition.lean is (leaves is first)
        else:
            self.doubtful = before or self.doubtful
        return ON

    def _loop(self, node: Node, path: Path) -> Flow:
        body = node.child_by_field_name("body")
        flow = self.run(body, (*path, node)) if body is not None else ON
        return flow if flow.kind in ("return", "throw") and flow.about else self._once(node, flow)

    def _once(self, node: Node, flow: Flow) -> Flow:
        if flow.kind == "return":
            endless = self.script.text(node.child_by_field_name("condition")) in ("(true)", "")
            if isinstance(flow.result.value, Response) or endless:
                return flow
        return ON

    def _try(self, node: Node, path: Path) -> Flow:
        below = (*path, node)
        body, handler = (node.child_by_field_name(name) for name in ("body", "handler"))
        flow = self.run(body, below) if body is not None else ON
        if flow.kind == "throw" and handler is not None:
            inside = handler.child_by_field_name("body")
            caught = self.run(inside, (*below, handler)) if inside is not None else ON
            return caught._replace(about=caught.about or flow.about)
        return flow

    def cases(self, switch: Node, path: Path) -> tuple[list[Node], int | None, bool]:
        """The cases of a `switch`, the one taken (None: not known), whether the response decides.

        The index is the number of cases where none is taken.
        """
        body = switch.child_by_field_name("body")
        cases = [
            case
            for case in (body.named_children if body is not None else [])
            if case.type in ("switch_case", "switch_default")
        ]
        subject = self.evaluate(switch.child_by_field_name("value"), path)
        about, sure = subject.about, subject.value is not UNKNOWN
        default: int | None = None
        for index, case in enumerate(cases[:_MAX_CASES]):
            if case.type == "switch_default":
                default = index
                continue
            label = self.evaluate(case.child_by_field_name("value"), path)
            about = about or label.about
            if label.value is UNKNOWN:
                sure = False
            elif sure and builtin.strictly_equal(subject.value, label.value):
                return cases, index, about
        if not sure:
            return cases, None, about
        return cases, len(cases) if default is None else default, about

    def _switch(self, node: Node, path: Path) -> Flow:
        below = (*path, node)
        cases, taken, about = self.cases(node, below)
        if taken is None:
            flows = [self.block(_statements(case), (*below, case)) for case in cases]
            if any(flow.kind not in ("on", "break") for flow in flows) and about:
                self.doubtful = True
            return ON
        for case in cases[taken:]:
            flow = self.block(_statements(case), (*below, case))
            if flow.kind == "break":
                return ON
            if flow.kind != "on":
                return flow._replace(about=flow.about or about)
        return ON

    def invoke(self, function: Function, given: Sequence[Result]) -> Result:
        """What a function of the file returns for these arguments; raises ThrownError."""
        node = function.node
        path = (*function.path, node)
        body = node.child_by_field_name("body")
        if body is None or self.depth > 50:
            return FREE
        added: list[tuple[int, str]] = []
        order: list[int] = []
        for name, declared in parameters(node, self.script.data):
            if declared.node.id not in order:
                order.append(declared.node.id)
            index = order.index(declared.node.id)
            if declared.node.type == "rest_pattern" or index >= len(given):
                continue
            key = (declared.node.id, name)
            if key not in self.locals:
                self.locals[key] = FREE
                added.append(key)
                self.locals[key] = self._destructured(given[index], declared.pattern)
        before, self.returned = self.returned, []
        self.depth += 1
        try:
            if body.type != "statement_block":
                return self.evaluate(body, path)
            flow = self.run(body, path)
            if flow.kind == "throw" and not any(
                isinstance(item.value, Response) for item in self.returned
            ):
                raise ThrownError(flow.about or any(item.about for item in given))
            result = flow.result
            for item in self.returned:
                if isinstance(item.value, Response) or flow.kind == "throw":
                    result = join(item, result)
            return result
        finally:
            self.depth -= 1
            self.returned = before
            for key in added:
                del self.locals[key]

    def _destructured(self, whole: Result, keys: Sequence[str]) -> Result:
        try:
            return self.follow(whole, keys)
        except ThrownError:
            return FREE


def _statements(case: Node) -> list[Node]:
    value = case.child_by_field_name("value")
    return [
        part
        for part in case.named_children
        if (value is None or part.id != value.id) and part.type != "comment"
    ]
