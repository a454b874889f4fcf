"""Names and properties on one concrete response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dupelint.extract.javascript.bodies import builtin
from dupelint.extract.javascript.bodies.scenarios import Scenario
from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.values import (
    FREE,
    HEADERS,
    IN_DOUBT,
    OBJECT,
    SHORT,
    UNDEFINED,
    UNKNOWN,
    Function,
    Key,
    Many,
    Method,
    Path,
    Pattern,
    Response,
    Result,
    ThrownError,
    join,
    unknown,
)
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.scope import Binding

if TYPE_CHECKING:
    from tree_sitter import Node

EACH = frozenset({"map", "forEach", "filter", "find", "some", "every", "flatMap"})


class Names:
    """Works out what names and properties stand for when the response under trial is `scenario`.

    `sources` are the calls (or parameters) that hand out that response. Without them every call
    that may hand out a response does, and `seen` tells afterwards which calls these were.
    A promise is taken for what it settles to; what rejects, throws.
    """

    def __init__(
        self,
        script: Script,
        scenario: Scenario,
        sources: frozenset[Key] | None,
        through: frozenset[int] = frozenset(),
    ) -> None:
        self.script = script
        self.scenario = scenario
        self.sources = sources
        self.through = through  # ids of the functions of the file that hand the response on
        self.seen: dict[Key, tuple[str, Node, Path]] = {}
        self.handed: dict[Key, tuple[Node, Path]] = {}  # calls out of the file that got it
        self.left: dict[Key, tuple[Node, Path, bool]] = {}  # callee, its ancestors, awaited
        self.via: dict[Key, list[tuple[Function, Sequence[Node], Path]]] = {}  # calls, inner first
        self.looked: set[str] = set()  # the properties of the scenario that the code looked at
        self.texts: set[Key] = set()  # sources whose body was read as text
        self.locals: dict[tuple[int, str], Result] = {}
        self.depth = 0
        self.steps = 0
        self.active: set[tuple[int, int]] = set()

    def evaluate(self, node: Node | None, path: Path) -> Result:
        """The value of an expression whose ancestors are `path`; raises ThrownError."""
        raise NotImplementedError

    def is_about(self, response: Response) -> bool:
        """Whether this is the response under trial."""
        return self.sources is None or not self.sources.isdisjoint(response.sources)

    def look(self, name: str) -> Any:
        """A property of the scenario; that it was looked at is noted."""
        self.looked.add(name)
        return getattr(self.scenario, name)

    def response(self, *keys: Key) -> Result:
        """The response that the calls at `keys` hand out."""
        found = Response(frozenset(keys))
        return Result(found, self.is_about(found))

    # --- names ---

    def identifier(self, node: Node, path: Path) -> Result:
        """A variable, followed to what it was bound to."""
        name = self.script.text(node)
        found = self.script.binding(name, path)
        if found is None:
            return Result(UNDEFINED) if name == "undefined" else FREE
        return self.bound(name, found)

    def bound(self, name: str, found: Binding) -> Result:
        """What a binding holds."""
        for index in range(len(found.path) - 1, -1, -1):
            local = self.locals.get((found.path[index].id, name))
            if local is not None:
                return local
        place = (found.node.id, hash(name))
        if place in self.active:
            return FREE
        self.active.add(place)
        try:
            return self._bound(name, found)
        finally:
            self.active.discard(place)

    def _bound(self, name: str, found: Binding) -> Result:
        if found.kind == "param":
            key = (found.node.start_byte, found.node.end_byte)
            if not found.pattern and self.sources is not None and key in self.sources:
                held = self.response(key)
            else:
                held = self.follow(self._argument(found), found.pattern)
        elif found.kind in ("function", "class"):
            return Result(OBJECT)
        elif found.kind == "for":
            held = self.follow(item_of(self.evaluate(found.value, found.path)), found.pattern)
        elif found.kind in ("const", "let", "var") and found.value is not None:
            held = self.follow(self.evaluate(found.value, found.path), found.pattern)
        else:
            held = Result(UNDEFINED) if found.kind in ("let", "var") else FREE
        if not found.pattern:
            writes = self.script.writes(name, found)
            if writes:
                held = self._written(held, found, writes)
        return held

    def _written(
        self, first: Result, found: Binding, writes: Sequence[tuple[Node, Path]]
    ) -> Result:
        held = [] if first.value in (UNDEFINED, None) and found.kind != "param" else [first]
        for right, path in writes:
            try:
                held.append(self.evaluate(right, path))
            except ThrownError:
                continue
        result = held[0] if held else first
        for other in held[1:]:
            result = join(result, other)
        return result

    def _argument(self, found: Binding) -> Result:
        """What a parameter of a callback is given by the call it is an argument of."""
        path, depth = found.path, found.depth
        if depth < 3 or path[depth - 2].type != "arguments":
            return FREE
        call, function = path[depth - 3], path[depth - 1]
        callee = call.child_by_field_name("function")
        if callee is None or callee.type != "member_expression":
            return FREE
        name = self.script.text(callee.child_by_field_name("property"))
        given = arguments(call)
        first = _parameter_index(function, found) == 0
        if not given or given[0].id != function.id or not first:
            return FREE
        above = path[: depth - 3]
        if name == "then":
            return self.evaluate(callee.child_by_field_name("object"), above)
        if name in EACH:
            return item_of(self.evaluate(callee.child_by_field_name("object"), above))
        return FREE

    def follow(self, whole: Result, keys: Sequence[str]) -> Result:
        """What a destructuring takes out of a value."""
        for key in keys:
            whole = FREE if key == "..." else self.member(whole, key)
        return whole

    # --- properties ---

    def member(self, owner: Result, name: str, optional: bool = False) -> Result:
        """`owner.name`."""
        value = owner.value
        if value is SHORT:
            return owner
        if value is UNDEFINED or value is None:
            if optional:
                return Result(SHORT, owner.about)
            raise ThrownError(owner.about)
        if isinstance(value, Response):
            return self._of_response(value, owner, name)
        if value is HEADERS and name in ("get", "has"):
            return Result(Method(HEADERS, name), owner.about)
        if value is HEADERS:
            return Result(UNDEFINED, owner.about)
        known = builtin.member(value, name)
        if known is not UNKNOWN:
            return known if isinstance(known, Result) else Result(known, owner.about)
        if isinstance(value, (str, list, int, float, Pattern, Many)):
            return Result(Method(value, name), owner.about)
        return unknown(owner)

    def _of_response(self, response: Response, owner: Result, name: str) -> Result:
        if not self.is_about(response):
            return FREE
        known: Any
        match name:
            case "ok":
                known = self.look("ok")
            case "status":
                known = self.look("status")
            case "headers":
                known = HEADERS
            case "body":
                known = OBJECT if self.look("has_body") else None
            case "bodyUsed":
                known = False
            case "text" | "clone" | "json":
                known = Method(response, name)
            case _:
                return IN_DOUBT
        return Result(known, owner.about)


def item_of(held: Result) -> Result:
    """An item of an array."""
    value = held.value
    if isinstance(value, Many):
        return value.item if isinstance(value.item, Result) else Result(value.item, held.about)
    if isinstance(value, list) and value:
        items = [part if isinstance(part, Result) else Result(part) for part in value]
        first = items[0]
        for other in items[1:]:
            first = join(first, other)
        return first
    return unknown(held)


def _parameter_index(function: Node, found: Binding) -> int:
    if function.child_by_field_name("parameter") is not None:
        return 0
    listed = function.child_by_field_name("parameters")
    for index, part in enumerate(listed.named_children if listed is not None else ()):
        if part.start_byte <= found.node.start_byte < part.end_byte:
            return index
    return -1
