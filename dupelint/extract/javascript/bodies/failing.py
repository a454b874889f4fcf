"""What becomes of a parse that fails: whether the code provides for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.bodies.script import Script, is_async
from dupelint.extract.javascript.bodies.values import Key, Path
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

HANDLED, MISREPORTED, UNHANDLED, UNFOLLOWED = "handled", "misreported", "unhandled", "unknown"
_NETWORK = lazy(rb"\bfetch\s*\(|\baxios\b|\bky\b")
_PASS_ON = frozenset(
    {
        "parenthesized_expression", "as_expression", "non_null_expression", "satisfies_expression",
        "type_assertion", "ternary_expression", "binary_expression", "sequence_expression",
        "array", "spread_element",
    }
)  # fmt: skip
_GATHER = frozenset({"all", "allSettled", "race", "any", "resolve"})
_CALLERS = 6
_MAX_NESTING = 100


class Failure(NamedTuple):
    """Where the failure of a parse ends up."""

    handling: str
    awaited: bool
    in_try: bool


class Follower:
    """Follows a failure from where it arises to where something is done about it."""

    def __init__(self, script: Script, sources: frozenset[Key]) -> None:
        self.script = script
        self.sources = sources
        self.awaited = False
        self.steps = 0

    def follow(self, path: Path, form: str, cloned: bool) -> Failure:
        """What becomes of the failure of the parse `path[-1]`."""
        start = len(path) - 1
        thrown = form == "parse-text"
        if path[-1].type == "member_expression":  # .then(JSON.parse)
            return Failure(self._promised(path, start - 2), self.awaited, in_try=False)
        handling = self._thrown(path, start) if thrown else self._promised(path, start)
        in_try = not cloned and self._in_try(path, start, thrown)
        return Failure(handling, self.awaited or thrown, in_try)

    def promised(self, path: Path) -> str:
        """What becomes of the failure of the promise that the call `path[-1]` gives."""
        return self._promised(path, len(path) - 1)

    def _promised(self, path: Path, index: int) -> str:
        """`path[index]` is a promise that rejects."""
        while index > 0:
            self.steps += 1
            above, node = path[index - 1], path[index]
            kind = above.type
            if kind != "member_expression" and self._is_waited(node):
                self.awaited = True
                return self._thrown(path, index)
            if kind in ("await_expression", "yield_expression"):
                self.awaited = True
                return self._thrown(path, index - 1)
            if kind in _PASS_ON:
                if kind == "ternary_expression" and _is_field(above, "condition", node):
                    return UNHANDLED
                index -= 1
            elif (
                kind == "member_expression"
                and index >= 2
                and path[index - 2].type == "call_expression"
            ):
                found = self._chained(path, index)
                if found:
                    self._promised(path, index - 2)  # to see whether it is awaited
                    return found
                index -= 2
            elif kind == "arguments" and index >= 2:
                callee = path[index - 2].child_by_field_name("function")
                name = self.script.text(callee)
                if name.startswith("Promise.") and name.partition(".")[2] in _GATHER:
                    if name == "Promise.allSettled":
                        return HANDLED
                    index -= 2
                elif self._is_executor_parameter(name, path, 0):
                    return self._executor(path, name)
                else:
                    return UNFOLLOWED
            elif kind == "return_statement":
                return self._left(path, self._function(path, index), promised=True)
            elif kind in FUNCTIONS:
                return self._left(path, index - 1, promised=True)
            elif kind == "variable_declarator":
                return self._kept(path, index)
            else:
                return (
                    UNHANDLED
                    if kind in ("expression_statement", "unary_expression")
                    else UNFOLLOWED
                )
        return UNHANDLED

    def _is_waited(self, node: Node) -> bool:
        """Whether a chain starts with `await (…)`: see `Script.waited`."""
        while node.type in ("call_expression", "member_expression"):
            if node.type == "call_expression" and self.script.waited(node) is not None:
                return True
            inner = node.child_by_field_name("function") or node.child_by_field_name("object")
            if inner is None:
                return False
            node = inner
        return False

    def _chained(self, path: Path, index: int) -> str:
        """`p.then(…)`, `p.catch(…)` on the promise `path[index]`; "" to go on with the chain."""
        call = path[index - 2]
        name = self.script.text(path[index - 1].child_by_field_name("property"))
        given = arguments(call)
        handler: Node | None = None
        if name == "catch" and given:
            handler = given[0]
        elif name == "then" and len(given) > 1:
            handler = given[1]
        elif name not in ("then", "catch", "finally"):
            return UNFOLLOWED
        if handler is None or not _is_field(path[index - 1], "object", path[index]):
            return ""
        if self._throws_on(handler, path[: index - 1]):
            return ""
        return self._width(path[index])

    def _width(self, covered: Node) -> str:
        """A handler that covers a request too cannot tell a bad body from a failed request."""
        start, end = covered.start_byte, covered.end_byte
        wide = any(start <= key[0] and key[1] <= end for key in self.sources)
        wide = wide or _NETWORK.search(self.script.data, start, end) is not None
        return MISREPORTED if wide else HANDLED

    def _thrown(self, path: Path, index: int) -> str:
        """The code at `path[index]` throws."""
        while index > 0:
            above, node = path[index - 1], path[index]
            if above.type == "try_statement" and _is_field(above, "body", node):
                handler = above.child_by_field_name("handler")
                if handler is not None:
                    body = handler.child_by_field_name("body")
                    text = self.script.text(body)
                    if "SyntaxError" in text:
                        return HANDLED
                    if body is None or not self.always_throws(body, path[:index]):
                        return self._width(node)
            elif above.type in FUNCTIONS:
                promised = is_async(above)
                return self._left(path, index - 1, promised=promised)
            index -= 1
        return UNHANDLED

    def _left(self, path: Path, index: int, *, promised: bool) -> str:
        """The failure leaves the function `path[index]`."""
        while index >= 2 and path[index - 1].type == "parenthesized_expression":
            index -= 1
        if index < 2:
            return UNHANDLED
        above, call = path[index - 1], path[index - 2]
        if above.type == "call_expression" and _is_field(above, "function", path[index]):
            place = (path, index - 1)  # called on the spot
            return self._promised(*place) if promised else self._thrown(*place)
        if above.type == "arguments" and call.type == "call_expression":
            callee = call.child_by_field_name("function")
            name = ""
            if callee is not None and callee.type == "member_expression":
                name = self.script.text(callee.child_by_field_name("property"))
            if name in ("then", "catch", "finally"):
                return self._promised(path, index - 2)
            if name in ("map", "flatMap"):
                return (
                    self._promised(path, index - 2) if promised else self._thrown(path, index - 2)
                )
            return UNHANDLED
        if above.type == "arguments" and call.type == "new_expression" and not promised:
            return self._promised(path, index - 2)
        return self._at_callers(path, index, promised=promised)

    def _at_callers(self, path: Path, index: int, *, promised: bool) -> str:
        """A named function that nobody outside this file can call: as all its callers do."""
        if self.steps > 40 or any(
            node.type == "export_statement" for node in path[index - 2 : index]
        ):
            return UNHANDLED
        name_node = path[index].child_by_field_name("name")
        if name_node is None and path[index - 1].type == "variable_declarator":
            name_node = path[index - 1].child_by_field_name("name")
        if name_node is None or path[index].type == "method_definition":
            return UNHANDLED
        name = self.script.text(name_node)
        uses = [use for use in self.script.mentions(name) if use[-1].id != name_node.id]
        calls = [
            use
            for use in uses
            if use[-2].type == "call_expression" and _is_field(use[-2], "function", use[-1])
        ]
        if not calls or len(calls) != len(uses) or len(calls) > _CALLERS:
            return UNHANDLED
        if any(node.id == path[index].id for use in calls for node in use):
            return UNHANDLED  # it calls itself
        kept, self.awaited = self.awaited, False
        found: set[str] = set()
        for use in calls:
            self.steps += 10
            call = use[:-1]
            if any(path[index].start_byte <= key[0] < path[index].end_byte for key in self.sources):
                self.sources |= {(call[-1].start_byte, call[-1].end_byte)}
            last = len(call) - 1
            found.add(self._promised(call, last) if promised else self._thrown(call, last))
        self.awaited = kept
        return found.pop() if len(found) == 1 else UNHANDLED

    def _kept(self, path: Path, index: int) -> str:
        """The promise is kept in a variable: awaited later, most likely, or returned."""
        name = self.script.text(path[index - 1].child_by_field_name("name"))
        end = path[index].end_byte
        mentions = self.script.mentions(name) if name.isidentifier() else ()
        uses = [
            use
            for use in mentions
            if use[-1].start_byte > end
            and (found := self.script.binding(name, use)) is not None
            and found.node.id == path[index - 1].id
        ]
        for use in uses:
            if use[-2].type == "await_expression":
                self.awaited = True
                return self._thrown(use, len(use) - 2)
        if len(uses) == 1 and uses[0][-2].type == "return_statement":
            return self._promised(uses[0], len(uses[0]) - 1)
        return UNFOLLOWED

    def _function(self, path: Path, index: int) -> int:
        while index > 0 and path[index].type not in FUNCTIONS:
            index -= 1
        return index

    def _throws_on(self, handler: Node, path: Path) -> bool:
        """Whether a rejection handler only passes the failure on."""
        handler = self.script.peel(handler)
        if handler.type == "identifier":
            name = self.script.text(handler)
            if name == "undefined" or self._is_executor_parameter(name, path, 1):
                return True
        elif handler.type in ("null", "undefined"):
            return True
        function = self.script.function(handler, path)
        if function is None:
            return False
        body = function.node.child_by_field_name("body")
        return body is not None and self.always_throws(body, (*function.path, function.node))

    def always_throws(self, node: Node, path: Path, depth: int = 0) -> bool:
        """Whether a statement throws whatever happens."""
        if depth > _MAX_NESTING:
            return False
        depth += 1
        match node.type:
            case "throw_statement":
                return True
            case "statement_block":
                return any(self.always_throws(part, path, depth) for part in node.named_children)
            case "if_statement":
                branches = [
                    node.child_by_field_name(name) for name in ("consequence", "alternative")
                ]
                return all(
                    part is not None and self.always_throws(part, path, depth) for part in branches
                )
            case "else_clause" | "expression_statement" | "return_statement":
                return any(self.always_throws(part, path, depth) for part in node.named_children)
            case "call_expression":
                name = self.script.text(node.child_by_field_name("function"))
                return name.endswith(".reject") or self._is_executor_parameter(name, path, 1)
        return False

    def _is_executor_parameter(self, name: str, path: Path, position: int) -> bool:
        """Whether a name is `resolve` (0) or `reject` (1) of a `new Promise(…)`."""
        if not name.isidentifier():
            return False
        found = self.script.binding(name, path)
        if found is None or found.kind != "param" or found.depth < 3:
            return False
        above, made = found.path[found.depth - 2], found.path[found.depth - 3]
        if above.type != "arguments" or made.type != "new_expression":
            return False
        if self.script.text(made.child_by_field_name("constructor")) != "Promise":
            return False
        listed = found.path[found.depth - 1].child_by_field_name("parameters")
        parts = listed.named_children if listed is not None else []
        return position < len(parts) and parts[position].id == found.node.id

    def _executor(self, path: Path, name: str) -> str:
        found = self.script.binding(name, path)
        if found is None:
            return UNHANDLED
        return self._promised(found.path, found.depth - 3)

    def _in_try(self, path: Path, index: int, thrown: bool) -> bool:
        """Whether an `await` before the parse would let a catch of the same function catch it."""
        for position in range(index, 0, -1):
            above = path[position - 1]
            if above.type in FUNCTIONS:
                return False
            handler = above.child_by_field_name("handler")
            if (
                above.type == "try_statement"
                and handler is not None
                and _is_field(above, "body", path[position])
                and not self._is_idle(handler)
            ):
                function = path[self._function(path, position)]
                return thrown or function.type == "program" or is_async(function)
        return False

    def _is_idle(self, handler: Node) -> bool:
        """Whether a `catch` does nothing but throw what it caught."""
        body, caught = (handler.child_by_field_name(name) for name in ("body", "parameter"))
        parts = [part for part in body.named_children if part.type != "comment"] if body else []
        if len(parts) != 1 or parts[0].type != "throw_statement" or caught is None:
            return False
        return self.script.text(parts[0].named_children[0]) == self.script.text(caught)


def _is_field(parent: Node, field: str, child: Node) -> bool:
    found = parent.child_by_field_name(field)
    return found is not None and found.id == child.id
