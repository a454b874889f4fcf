"""Calls on one concrete response: of clients, of the file's own functions, of known methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies import builtin, clients
from dupelint.extract.javascript.bodies.expressions import Expressions
from dupelint.extract.javascript.bodies.names import EACH
from dupelint.extract.javascript.bodies.values import (
    FREE,
    HEADERS,
    IN_DOUBT,
    PARSED,
    SHORT,
    UNDEFINED,
    UNKNOWN,
    Function,
    Key,
    Many,
    Method,
    Path,
    Response,
    Result,
    ThrownError,
    join,
    unknown,
)
from dupelint.extract.javascript.calls import arguments

if TYPE_CHECKING:
    from tree_sitter import Node

_HEADERS = {"content-type": "content_type", "content-length": "length"}
_CHAIN = frozenset({"then", "catch", "finally"})
_GATHER = frozenset({"Promise.all", "Promise.allSettled"})
_PICK = frozenset({"Promise.race", "Promise.any"})


class Calls(Expressions):
    """Expressions, with what calls give."""

    def invoke(self, function: Function, given: Sequence[Result]) -> Result:
        """What a function of the file returns for these arguments."""
        raise NotImplementedError

    def call(self, node: Node, path: Path) -> Result:
        """A call: of a client, of a function of the file, of a method that is known."""
        key = (node.start_byte, node.end_byte)
        if self.sources is not None and key in self.sources:
            return self.response(key)
        callee = node.child_by_field_name("function")
        waited = self.script.waited(node)
        if waited is not None:
            return self.evaluate(waited, path)
        if callee is None:
            return FREE
        below = (*path, node)
        given = arguments(node)
        plain = self.script.text(callee) if callee.end_byte - callee.start_byte < 40 else ""
        name = plain.rpartition(".")[2].lstrip("?")
        if plain.startswith("Promise."):
            return self._promise(plain, given, below)
        if callee.type == "member_expression":
            name = self.script.text(callee.child_by_field_name("property"))
            owner_node = callee.child_by_field_name("object")
            if name in _CHAIN:
                return self._chain(name, owner_node, given, below)
        if name == "reject" and callee.type == "identifier":
            return FREE
        function = self.script.function(callee, path)
        if function is not None and plain != "fetch":
            return self._own(function, node, given, below)
        kind = clients.client(node, path, self.script)
        if kind in (clients.FETCH, clients.KY):
            return self._handed_out(key, kind, node, path)
        if callee.type == "member_expression":
            found = self._method(callee, given, below)
            if found is not None:
                return found
        values = self._values(given, below)
        known = builtin.function(plain, [item.value for item in values])
        if known is not UNKNOWN:
            return Result(known, any(item.about for item in values))
        for item in values:
            if isinstance(item.value, Response) and kind == clients.HELPER:
                self.handed.setdefault(key, (node, path))
                return Result(item.value._replace(sure=False), item.about)
        if kind in (clients.HELPER, clients.UNKNOWN_CALL) and self.sources is None:
            return self._handed_out(key, kind, node, path)
        return unknown(*values)

    def _handed_out(self, key: Key, kind: str, node: Node, path: Path) -> Result:
        if self.sources is not None:
            return FREE if key not in self.sources else self.response(key)
        self.seen.setdefault(key, (kind, node, path))
        return self.response(key)

    def _own(self, function: Function, node: Node, given: list[Node], path: Path) -> Result:
        place = (function.node.id, 0)
        values = self._values(given, path)
        if place in self.active or len(self.active) > 12 or not self._concerns(function, values):
            return unknown(*values)
        self.active.add(place)
        try:
            result = self.invoke(function, values)
        finally:
            self.active.discard(place)
        if self.sources is None and isinstance(result.value, Response):
            inner = (*path, *filter(None, [node.child_by_field_name("arguments")]))
            for source in result.value.sources:
                hops = self.via.get(source, [])
                inside = function.node.start_byte <= source[0] < function.node.end_byte
                if (inside or hops) and all(hop[2][-1].id != inner[-1].id for hop in hops):
                    self.via[source] = [*hops, (function, given, inner)]
        return result

    def _concerns(self, function: Function, values: Sequence[Result]) -> bool:
        """Whether what a function does can have to do with the response."""
        if self.sources is None or any(value.about for value in values):
            return True
        if function.node.id in self.through:
            return True
        start, end = function.node.start_byte, function.node.end_byte
        return any(start <= key[0] < end for key in self.sources)

    def _values(self, given: Sequence[Node], path: Path) -> list[Result]:
        inner = (*path, path[-1].child_by_field_name("arguments") or path[-1])
        return [self.evaluate(item, inner) for item in given]

    def _promise(self, plain: str, given: list[Node], path: Path) -> Result:
        values = self._values(given, path)
        first = values[0] if values else Result(UNDEFINED)
        if plain == "Promise.reject":
            raise ThrownError(first.about)
        if plain in _PICK and isinstance(first.value, list) and first.value:
            held: Result = first.value[0]
            for other in first.value[1:]:
                held = join(held, other)
            return held
        return first if plain in _GATHER or plain == "Promise.resolve" else unknown(*values)

    def _chain(self, name: str, owner: Node | None, given: list[Node], path: Path) -> Result:
        """`p.then(f, g)`, `p.catch(g)`, `p.finally(h)`."""
        inner = (*path, path[-1].child_by_field_name("arguments") or path[-1])
        fails = given[1] if name == "then" and len(given) > 1 else None
        if name == "catch" and given:
            fails = given[0]
        try:
            held = self.evaluate(owner, path)
        except ThrownError as error:
            if fails is None:
                raise
            return self._back(fails, [Result(UNKNOWN, error.about)], inner)
        if name == "then" and given:
            return self._back(given[0], [held], inner)
        return held

    def _back(self, callback: Node, given: list[Result], path: Path) -> Result:
        """The result of calling a callback."""
        function = self.script.function(callback, path)
        if function is not None:
            place = (function.node.id, 1)
            if place in self.active:
                return unknown(*given)
            self.active.add(place)
            try:
                return self.invoke(function, given)
            finally:
                self.active.discard(place)
        if (
            given
            and isinstance(given[0].value, Response)
            and self.script.peel(callback).type != "null"
        ):
            self.handed.setdefault((callback.start_byte, callback.end_byte), (callback, path))
            return Result(given[0].value._replace(sure=False), given[0].about)
        return unknown(*given)

    def _method(self, callee: Node, given: list[Node], path: Path) -> Result | None:
        """A method of a known value; None if nothing is known about it."""
        owner = self.evaluate(callee.child_by_field_name("object"), path)
        name = self.script.text(callee.child_by_field_name("property"))
        if owner.value is UNKNOWN:
            if owner.about:
                return IN_DOUBT
            if name in EACH and given:  # an unknown list: what is true of one item
                return self._each(name, FREE, given[0], path)
            return None
        optional = callee.child_by_field_name("optional_chain") is not None
        found = self.member(owner, name, optional)
        if found.value is SHORT:
            return found
        if not isinstance(found.value, Method):
            return unknown(owner)
        subject = found.value.owner
        if isinstance(subject, Response):
            if name == "clone":
                return owner
            if name == "json":
                return Result(PARSED, owner.about)
            self.texts |= subject.sources
            return Result(self.look("text"), owner.about)
        if isinstance(subject, (Many, list)) and name in EACH and given:
            item = subject.item if isinstance(subject, Many) else subject[0] if subject else FREE
            as_result = item if isinstance(item, Result) else Result(item, owner.about)
            return self._each(name, as_result, given[0], path)
        values = self._values(given, path)
        about = owner.about or any(item.about for item in values)
        if subject is HEADERS:
            header = values[0].value if values else UNKNOWN
            if not isinstance(header, str):
                return IN_DOUBT
            field = _HEADERS.get(header.lower())
            if field is None:
                return IN_DOUBT
            text = self.look(field)
            return Result(text if name == "get" else text is not None, about)
        plain = (
            [item.value if isinstance(item, Result) else item for item in subject]
            if isinstance(subject, list)
            else subject
        )
        known = builtin.method(plain, name, [item.value for item in values])
        return Result(known, about) if known is not UNKNOWN else unknown(owner, *values)

    def _each(self, name: str, item: Result, callback: Node, path: Path) -> Result:
        inner = (*path, path[-1].child_by_field_name("arguments") or path[-1])
        made = self._back(callback, [item], inner)
        if name in ("map", "flatMap"):
            return Result(Many(made), made.about or item.about)
        if name in ("filter", "find"):
            return Result(Many(item), item.about) if name == "filter" else item
        return made if name in ("some", "every") else Result(UNDEFINED)
