"""Paths of pages in a list of objects: `createBrowserRouter([{ path: "/a", element: <A /> }])`.

React Router takes the list itself, Vue Router the one under `routes`; of two entries with one path
both show the first (React Router's `matchRoutes`, Vue Router's `createRouterMatcher`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.objects import Path, items, members
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding
from dupelint.model.facts import ClientRoute, Span, ValueText
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_MADE = lazy(
    rb"\b(?:create(?:Browser|Hash|Memory)?Router|useRoutes|new (?:Vue)?Router)(?=\s{0,9}[(<])"
)
_SHOWN = ("element", "component", "Component")
_MOST, _NESTED = 500, 40
_PLAIN = frozenset({"identifier", "member_expression"})


def read_route_tables(reading: Reading) -> None:
    """Every entry of the lists that a router of the file is made from."""
    if b"Route" not in reading.data:
        return
    lists: dict[int, Path] = {}  # by the id of its node, as two routers may share one
    offsets = [match.end() - 1 for match in _MADE.finditer(reading.data)]
    for _, path in descend(reading.tree, offsets):
        if not 2 < len(path) < MAX_DEPTH or path[-2].type not in (
            "call_expression",
            "new_expression",
        ):
            continue
        listed = _list(reading, path[:-1])
        if listed is not None:
            lists.setdefault(listed[-1].id, listed)
    for listed in lists.values():
        _Table(reading, span_of(listed[-1])).read(listed, "/", 0)


def _list(reading: Reading, path: Sequence[Node]) -> Path | None:
    """The path to the list that a router is made from."""
    given = arguments(path[-1])
    held = _resolved(reading, (*path, given[0])) if given else None
    if held is not None and held[-1].type == "object":
        held = _under_routes(reading, held)
    return held if held is not None and held[-1].type == "array" else None


def _under_routes(reading: Reading, options: Path) -> Path | None:
    for part in options[-1].named_children:
        if part.type == "shorthand_property_identifier" and reading.text(part) == "routes":
            return _resolved(reading, (*options, part))
    for key, path in members(options, reading.data):
        if key == "routes":
            return _resolved(reading, path)
    return None


def _resolved(reading: Reading, path: Path) -> Path | None:
    """The path to an expression, or to what the constant holds that it names."""
    node = peel(path[-1])
    if node is None or node.type not in ("identifier", "shorthand_property_identifier"):
        return (*path[:-1], node) if node is not None else None
    found = binding(reading.text(node), path, reading.data)
    if found is None or found.kind != "const" or found.pattern:
        return None
    value = peel(found.value)
    return (*found.path, value) if value is not None else None


class _Table:
    """One list of routes while it is read."""

    def __init__(self, reading: Reading, group: Span) -> None:
        self._reading, self._group = reading, group
        self._left = _MOST

    def read(self, listed: Path, above: str, nested: int) -> None:
        """The entries of a list, under the path of the entry that holds it; spreads are left."""
        if peel(listed[-1]) is None or nested > _NESTED:
            return
        for path in items(listed):
            node = peel(path[-1])
            if node is None or node.type != "object" or not self._left:
                continue
            self._left -= 1
            self._entry((*path[:-1], node), above, nested)

    def _entry(self, path: Path, above: str, nested: int) -> None:
        held = dict(members(path, self._reading.data))
        own = self._text(held["path"]) if "path" in held else ""
        if own is None:
            return
        whole = own if own.startswith("/") else f"{above.rstrip('/')}/{own}"
        if "children" in held:  # a layout
            self.read(held["children"], whole, nested + 1)
        elif "path" in held:
            self._reading.add(
                ClientRoute(
                    f"/{whole.strip('/')}",
                    ValueText(dump(self._shown(held))),
                    0,
                    self._group,
                    span_of(path[-1]),
                ),
                path,
            )

    def _text(self, path: Path) -> str | None:
        value = self._reading.value(path[-1], path[:-1])
        return str(value[1]) if value[0] == "str" else None

    def _shown(self, held: dict[str, Path]) -> Value:
        path = next((held[name] for name in _SHOWN if name in held), None)
        node = peel(path[-1]) if path is not None else None
        if path is None or node is None:
            return NULL
        if node.type == "jsx_self_closing_element":
            node = node.child_by_field_name("name")
        if node is None or node.type not in _PLAIN:
            return NULL
        return self._reading.value(node, path[:-1])
