"""The statements of a scope, each with the branches it lies in."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.conditions import Asked, Branch
from dupelint.model.facts import NO_ARMS, Arms
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_NESTING = 90  # blocks in blocks; Python itself stops at 100 levels of indentation

_DEFINITIONS = frozenset({"function_definition", "class_definition", "decorated_definition"})
_EXITS = frozenset({"return_statement", "raise_statement", "continue_statement", "break_statement"})
_EXIT_CALL = lazy(rb"(?:sys\s*\.\s*exit|os\s*\.\s*_exit|exit|quit|abort)\s*\(")
_IMPORT_FAILURE = lazy(rb"\b(ImportError|ModuleNotFoundError)\b")
_SWALLOWS = lazy(rb"\b(?:ValueError|Exception|BaseException)\b")
_WIDE = lazy(rb"\b(?:Exception|BaseException)\b")
_IMPORTS = frozenset({"import_statement", "import_from_statement"})
_RAISES = lazy(rb"\braise\b|\bsys\s*\.\s*exit\s*\(|\bos\s*\.\s*_exit\s*\(")
_MAIN = lazy(rb"""__name__\s*==\s*["']__main__["']|["']__main__["']\s*==\s*__name__""")
_TEST = lazy(rb"(?i)\bnot\b.*(?:\b|_)(?:testing|pytest)|(?:\b|_)(?:testing|pytest).*!=")
_TYPE_CHECKING = lazy(rb"(?:[\w.]+\.)?TYPE_CHECKING")


def _is_wide(head: bytes) -> bool:
    """Whether a handler catches a failed import among all the rest."""
    return not head or _WIDE.search(head) is not None


class Context:
    """What is true of every statement in one stretch of a block."""

    __slots__ = ("_arms", "attempt", "branches", "main", "test", "type_only")

    def __init__(
        self,
        branches: tuple[Branch, ...] = (),
        *,
        attempt: Node | None = None,
        main: bool = False,
        test: bool = False,
        type_only: bool = False,
    ) -> None:
        self.branches = branches
        self.attempt = attempt  # the statement that catches a failed registration here and goes on
        self.main = main  # only when the file is run directly
        self.test = test  # not while testing
        self.type_only = type_only
        self._arms: Arms | None = None

    def inside(
        self,
        *branches: Branch,
        attempt: Node | None = None,
        main: bool = False,
        test: bool = False,
        type_only: bool = False,
    ) -> Context:
        """This context with more said about it."""
        return Context(
            self.branches + branches,
            attempt=attempt or self.attempt,
            main=self.main or main,
            test=self.test or test,
            type_only=self.type_only or type_only,
        )

    @property
    def arms(self) -> Arms:
        """The branches as facts hold them."""
        if self._arms is None:
            pairs = [[b.node.start_byte, b.arm] for b in self.branches if b.exclusive]
            self._arms = Arms(json.dumps(pairs, separators=(",", ":"))) if pairs else NO_ARMS
        return self._arms

    def excludes(self, other: Context) -> bool:
        """Whether what stands in one never happens together with what stands in the other."""
        arms = {b.node.start_byte: b.arm for b in self.branches if b.exclusive}
        return any(
            b.exclusive and arms.get(b.node.start_byte, b.arm) != b.arm for b in other.branches
        )

    def dominates(self, other: Context) -> bool:
        """Whether what stands in `other` lies in all the arms that this lies in."""
        theirs = {(b.node.start_byte, b.arm) for b in other.branches}
        return all((b.node.start_byte, b.arm) in theirs for b in self.branches)


class Statement(NamedTuple):
    """One statement; a compound one comes before the statements in it."""

    start: int
    end: int
    kind: str  # the node's type
    node: Node
    context: Context
    parent: int  # index of the statement it stands in, -1 at the top of the scope


class Statements:
    """All statements of one scope, nested functions and classes closed, in order."""

    __slots__ = ("_asked", "_data", "_starts", "cut", "items")

    def __init__(self, block: Node, data: bytes) -> None:
        self._data = data
        self._asked = Asked(data)
        self.items: list[Statement] = []
        self.cut: Node | None = None  # a block too deep to be read
        self._walk(block, Context(), -1, 0)
        self._starts = [item.start for item in self.items]

    def at(self, offset: int) -> Statement | None:
        """The innermost statement that holds the byte at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            item = self.items[index]
            if offset < item.end:
                return item
            index = item.parent
        return None

    def _walk(self, block: Node, context: Context, parent: int, depth: int) -> None:
        if depth > MAX_NESTING:
            self.cut = self.cut or block
            return
        for node in block.named_children:
            kind = node.type
            if kind == "comment":
                continue
            index = len(self.items)
            self.items.append(
                Statement(node.start_byte, node.end_byte, kind, node, context, parent)
            )
            if kind == "expression_statement":
                self._asked.note(node, context.branches)
            elif kind == "if_statement":
                context = self._if(node, context, index, depth + 1)
            elif kind == "try_statement":
                self._try(node, context, index, depth + 1)
            elif kind == "match_statement":
                self._match(node, context, index, depth + 1)
            elif kind == "with_statement":
                inner = context
                if self._suppresses(node):
                    inner = context.inside(attempt=node)
                self._blocks(node, inner, index, depth + 1)
            elif kind in ("for_statement", "while_statement"):
                self._blocks(node, context, index, depth + 1)

    def _blocks(self, node: Node, context: Context, index: int, depth: int) -> None:
        for child in node.named_children:
            if child.type == "block":
                self._walk(child, context, index, depth)
            elif child.type in ("else_clause", "finally_clause"):
                self._blocks(child, context, index, depth)

    def _if(self, node: Node, context: Context, index: int, depth: int) -> Context:
        """Read all arms; the result is the context of what follows the statement."""
        condition = self._text(node.child_by_field_name("condition"))
        main = _MAIN.search(condition) is not None
        test = _TEST.search(condition) is not None
        typing = _TYPE_CHECKING.fullmatch(condition) is not None
        told, told_else = self._asked.before(node, condition)
        through: list[str] = []
        exits = has_else = False
        elifs = 0
        for child in node.named_children:
            if child.type == "block":
                arm, block = "main" if main else "if", child
                inner = context.inside(
                    *told, Branch(node, arm, True), main=main, test=test, type_only=typing
                )
            elif child.type in ("elif_clause", "else_clause"):
                if child.type == "elif_clause":
                    elifs += 1
                    arm = f"elif{elifs}"
                else:
                    arm, has_else = "else", True
                inner = context.inside(*(told_else if elifs == 0 else ()), Branch(node, arm, True))
                found = next((c for c in child.named_children if c.type == "block"), None)
                if found is None:
                    continue
                block = found
            else:
                continue
            self._walk(block, inner, index, depth)
            if self._leaves(block):
                exits = True
            else:
                through.append(arm)
        if not exits:
            return context
        if not has_else:
            through.append("else")
        arm = through[0] if len(through) == 1 else "else"
        return context.inside(Branch(node, arm, True))

    def _try(self, node: Node, context: Context, index: int, depth: int) -> None:
        handlers = [c for c in node.named_children if c.type == "except_clause"]
        heads = [self._head(handler) for handler in handlers]
        imports = any(_IMPORT_FAILURE.search(head) for head in heads)
        fallback = imports or (any(_is_wide(head) for head in heads) and self._imports(node))
        swallows = any(
            (not head or _SWALLOWS.search(head) is not None)
            and not _RAISES.search(self._text(handler))
            for handler, head in zip(handlers, heads, strict=True)
        )
        body = context.inside(Branch(node, "try", fallback), attempt=node if swallows else None)
        after = context.inside(Branch(node, "try", True)) if fallback else context
        for child in node.named_children:
            if child.type == "block":
                self._walk(child, body, index, depth)
            elif child.type == "except_clause":
                failure = _IMPORT_FAILURE.search(self._head(child))
                arm = f"except {failure[1].decode()}" if failure else f"except@{child.start_byte}"
                wide = fallback and _is_wide(self._head(child))
                branch = Branch(node, arm, failure is not None or wide)
                self._blocks(child, context.inside(branch), index, depth)
            elif child.type in ("else_clause", "finally_clause"):
                self._blocks(child, after, index, depth)

    def _imports(self, node: Node) -> bool:
        """Whether the body of a `try` imports something: its wide handlers provide for that."""
        body = node.child_by_field_name("body")
        return body is not None and any(child.type in _IMPORTS for child in body.named_children)

    def _match(self, node: Node, context: Context, index: int, depth: int) -> None:
        body = node.child_by_field_name("body")
        cases = [c for c in body.named_children if c.type == "case_clause"] if body else []
        for number, case in enumerate(cases):
            branch = Branch(node, f"case{number}", True)
            self._blocks(case, context.inside(branch), index, depth)

    def _leaves(self, block: Node) -> bool:
        last = next((c for c in reversed(block.named_children) if c.type != "comment"), None)
        if last is None:
            return False
        if last.type in _EXITS:
            return True
        return last.type == "expression_statement" and bool(_EXIT_CALL.match(self._text(last)))

    def _suppresses(self, node: Node) -> bool:
        clause = next((c for c in node.named_children if c.type == "with_clause"), None)
        text = self._text(clause)
        return b"suppress" in text and _SWALLOWS.search(text) is not None

    def _head(self, handler: Node) -> bytes:
        """What stands between `except` and the colon."""
        value = handler.child_by_field_name("value")
        return self._text(value)

    def _text(self, node: Node | None) -> bytes:
        return self._data[node.start_byte : node.end_byte] if node else b""


class Scope:
    """The module, or one function or class, with what is defined in it found when asked for."""

    __slots__ = (
        "_children", "_data", "_names", "_statements", "body", "form", "name", "node", "parent",
        "path", "statement",
    )  # fmt: skip

    def __init__(
        self,
        body: Node,
        data: bytes,
        node: Node | None = None,
        parent: Scope | None = None,
        statement: Statement | None = None,
    ) -> None:
        self.body = body
        self.node = node  # the function_definition or class_definition, None for the module
        self.parent = parent
        self.statement = statement  # where it is defined, decorators included
        self._data = data
        self._statements: Statements | None = None
        self._children: dict[int, Scope | None] = {}
        self._names: dict[str, int] | None = None
        self.form = "module"
        self.name = self.path = ""
        if node is not None and parent is not None:
            self.name = definition_name(node, data)
            self.path = f"{parent.path}.{self.name}" if parent.path else self.name
            if parent.first_definition(self.name) != node.start_byte:
                self.path += f"@{node.start_byte}"
            if node.type == "class_definition":
                self.form = "class"
            else:
                self.form = "method" if parent.form == "class" else "function"

    @property
    def is_test(self) -> bool:
        """Whether it is a test function or stands in one: it wires an app of its own."""
        return self.path.startswith("test_") or ".test_" in self.path

    @property
    def statements(self) -> Statements:
        """The statements of this scope, read once."""
        if self._statements is None:
            self._statements = Statements(self.body, self._data)
        return self._statements

    def child(self, statement: Statement) -> Scope | None:
        """The scope that a statement defines, if it is a definition."""
        if statement.kind not in _DEFINITIONS:
            return None
        if statement.start not in self._children:
            node = definition(statement.node)
            body = node.child_by_field_name("body") if node else None
            made = Scope(body, self._data, node, self, statement) if body else None
            self._children[statement.start] = made
        return self._children[statement.start]

    def locate(self, offset: int) -> tuple[Scope, Statement | None]:
        """The innermost scope and statement that hold the byte at `offset`.

        Decorators, defaults and base classes belong to the scope around the definition.
        """
        scope = self
        while True:
            statement = scope.statements.at(offset)
            if statement is None:
                return scope, None
            child = scope.child(statement)
            if child is None or not child.body.start_byte <= offset < child.body.end_byte:
                return scope, statement
            scope = child

    def release(self) -> None:
        """Forget the scopes in this one, and those the scopes in them."""
        scopes = [self]
        while scopes:
            children = scopes.pop()._children
            scopes += [child for child in children.values() if child is not None]
            children.clear()

    def first_definition(self, name: str) -> int:
        """Where `def name` or `class name` stands first in this scope; -1 if nowhere."""
        if self._names is None:
            self._names = {}
            for statement in self.statements.items:
                if statement.kind in _DEFINITIONS and (node := definition(statement.node)):
                    found = definition_name(node, self._data)
                    self._names.setdefault(found, node.start_byte)
        return self._names.get(name, -1)

    def defined(self, name: str) -> Scope | None:
        """The function or class `name` that this scope defines last."""
        found = None
        for statement in self.statements.items:
            if statement.kind in _DEFINITIONS:
                node = definition(statement.node)
                if node is not None and definition_name(node, self._data) == name:
                    found = statement
        return self.child(found) if found else None


def definition(node: Node) -> Node | None:
    """The `def` or `class` of a statement, decorators left off."""
    if node.type == "decorated_definition":
        return node.child_by_field_name("definition")
    return node


def definition_name(node: Node, data: bytes) -> str:
    """The name of a function or class."""
    name = node.child_by_field_name("name")
    return data[name.start_byte : name.end_byte].decode("utf-8", "replace") if name else ""
