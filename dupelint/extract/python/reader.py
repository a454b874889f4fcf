"""The facts of one parsed file, gathered while its anchors are met in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.app_names import is_app_name, is_factory_name
from dupelint.extract.python.bindings import parameters
from dupelint.extract.python.constructors import Constructor, Constructors
from dupelint.extract.python.environment import Environment
from dupelint.extract.python.imports import Imports
from dupelint.extract.python.names import Overlay
from dupelint.extract.python.scope import Context, Scope
from dupelint.extract.python.sessions import Sessions
from dupelint.extract.python.source import Source, span_of
from dupelint.extract.python.value import Values
from dupelint.extract.unit import Fact
from dupelint.model.facts import NO_SPAN, Arms, Gap, Span
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

_TOP = Context()


class Place:
    """Where a node stands: its scope, statement, branches, and what comprehensions bind there."""

    __slots__ = ("context", "node", "overlay", "path", "scope", "scope_path", "statement")

    def __init__(self, source: Source, values: Values, node: Node, path: list[Node]) -> None:
        self.node = node
        self.path = path  # reused by the walk: valid until the next anchor
        self.scope, self.statement = source.locate(node.start_byte)
        self.context = self.statement.context if self.statement else _TOP
        self.overlay: Overlay = values.names.overlay(path)
        inside = self.scope.body.start_byte
        lambdas = [
            f"<{n.start_byte}>" for n in path if n.type == "lambda" and n.start_byte >= inside
        ]
        self.scope_path = ".".join(filter(None, [self.scope.path, *lambdas]))

    @property
    def arms(self) -> Arms:
        """The branches as facts hold them."""
        return self.context.arms

    @property
    def attempt(self) -> Span:
        """The statement that catches a failure here and goes on."""
        node = self.context.attempt
        return span_of(node) if node is not None else NO_SPAN

    @property
    def span(self) -> Span:
        """The statement where it is a simple one, else the node itself."""
        if self.statement is not None and self.statement.kind in _SIMPLE:
            return span_of(self.statement.node)
        return span_of(self.node)


_SIMPLE = frozenset({"expression_statement", "return_statement", "assert_statement"})


class Reader:
    """What the readers of the single kinds of facts share."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.imports = Imports(source)
        self.constructors = Constructors(source, self.imports)
        self.environment = Environment(source, self.imports)
        self.values = Values(source, self.constructors, self.environment)
        self.names = self.values.names
        self.facts: list[Fact] = []
        self.scopes: dict[str, Scope] = {}  # scopes that facts hang on
        self.app_scopes: dict[str, Scope] = {}  # scopes that make or are handed an app
        self.made: dict[str, Constructor] = {}  # variable → what it was made by
        self.sessions = Sessions(source, self.imports)
        self.waiting: list[Node] = []  # calls with an argument named like an app

    def release(self) -> None:
        """Let go of the tree at once: circles of scopes would keep it until they are collected."""
        self.values.release()
        self.source.root.release()

    def place(self, node: Node, path: list[Node]) -> Place:
        """Where a node stands."""
        return Place(self.source, self.values, node, path)

    def add(self, fact: Fact, place: Place | None = None) -> None:
        """Keep a fact; its scope will be described by a Function fact."""
        self.facts.append(fact)
        if place is not None:
            self.scopes.setdefault(place.scope.path, place.scope)

    def gap(self, reason: str, subject: str, at: Span) -> None:
        """Keep that something could not be read."""
        self.facts.append(Gap(reason, subject, at))

    def note_module_app(self) -> None:
        """The module has an app if it imports one by its usual name or calls a factory."""
        root = self.source.root
        if root.path in self.app_scopes:
            return
        for bound in self.imports.names.values():
            if bound.symbol and is_app_name(bound.name):
                self.app_scopes[root.path] = root
                return
        if b"app(" not in self.source.data and b"application(" not in self.source.data:
            return
        for bindings in self.names.bindings(root).values():
            for binding in bindings:
                node = binding.node
                if binding.form == "value" and node is not None and node.type == "call":
                    callee = node.child_by_field_name("function")
                    text = self.source.text(callee) if callee else ""
                    if is_factory_name(text.rpartition(".")[2]):
                        self.app_scopes[root.path] = root
                        return

    def is_defined(self, name: str) -> bool:
        """Whether the module imports or defines a name as a function or class."""
        return name in self.imports.names or self.source.root.first_definition(name) >= 0

    def root_binding(self, name: str) -> Node | None:
        """The last value that a module-level name is given in this file."""
        found = None
        for binding in self.names.bindings(self.source.root).get(name, ()):
            if binding.form == "value" and not binding.items:
                found = binding.node
        return found

    def parameter_names(self, scope: Scope) -> list[str]:
        """Parameters of a scope with their stars, `self` and `cls` left out."""
        if scope.node is None or scope.form == "class":
            return []
        names = [parameter.name for parameter in parameters(self.source, scope.node)]
        if scope.form == "method" and names and names[0] in ("self", "cls"):
            return names[1:]
        return names


def resolved(reader: Reader, value: Value) -> Value:
    """A module-level name of this file followed to what it was bound to, once."""
    if value[0] == "global":
        node = reader.root_binding(value[1])
        if node is not None:
            return reader.values.of(node)
    return value
