"""Import aliases that a bundler's configuration states literally."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.members import literal_key
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import Resolver

if TYPE_CHECKING:
    from tree_sitter import Node

_TO_PATH = ("fileURLToPath", "url.fileURLToPath", "path.normalize", "normalizePath")
_JOINS = ("path.resolve", "path.join", "resolve", "join", "path.posix.join", "path.posix.resolve")
_HERE = frozenset(
    {"__dirname", "import.meta.dirname", "process.cwd()", "import.meta.url", "ROOT", "root"}
)


def may_state_aliases(path: str) -> bool:
    """Whether the file is a configuration by its name."""
    return "config" in path.rpartition("/")[2]


def read_aliases(reading: Reading, path: Sequence[Node]) -> None:
    """The object or array under `alias` of a configuration file; `path` ends with the key."""
    if len(path) < 2:
        return
    pair = path[-2]
    node = pair.child_by_field_name("value") if pair.type == "pair" else None
    if node is None or pair.child_by_field_name("key") != path[-1]:
        return
    for pattern, target, place in _entries(reading, peel(node), path[:-1]):
        known = _target(reading, target, path[:-1])
        if known is not None:
            reading.add(Resolver("alias", pattern, known, span_of(place)), path)


def _entries(
    reading: Reading, node: Node | None, path: Sequence[Node]
) -> Iterator[tuple[str, Node, Node]]:
    """(pattern, target, place) of `{'@': x}` and `[{find: '@', replacement: x}]`."""
    if node is None:
        return
    for part in node.named_children:
        if node.type == "object" and part.type == "pair":
            key = literal_key(part.child_by_field_name("key"), reading.data)
            value = part.child_by_field_name("value")
            if key is not None and value is not None:
                yield key.removesuffix("$"), value, part
        elif node.type == "array" and part.type == "object":
            held = {
                reading.text(pair.child_by_field_name("key")): pair.child_by_field_name("value")
                for pair in part.named_children
                if pair.type == "pair"
            }
            find, target = held.get("find"), held.get("replacement")
            if find is not None and target is not None:
                name = reading.value(find, path)
                if name[0] == "str":
                    yield name[1], target, part


def _target(reading: Reading, node: Node, path: Sequence[Node], depth: int = 0) -> str | None:
    """A path relative to the configuration file's folder; None if it is not literal."""
    peeled = peel(node)
    if peeled is None or depth > 5:
        return None
    if peeled.type in ("call_expression", "new_expression"):
        callee = peeled.child_by_field_name("function") or peeled.child_by_field_name("constructor")
        given = arguments(peeled)
        name = reading.text(callee)
        if name in _TO_PATH and given:
            return _target(reading, given[0], path, depth + 1)
        if name == "URL" and len(given) == 2 and reading.text(given[1]) == "import.meta.url":
            return _target(reading, given[0], path, depth + 1)
        if name in _JOINS and given:
            parts = [_target(reading, part, path, depth + 1) for part in given]
            known = [part for part in parts if part is not None]
            return "/".join(known).removeprefix("./") if len(known) == len(parts) else None
        return None
    if peeled.type == "member_expression":  # new URL(…).pathname
        name = reading.text(peeled.child_by_field_name("property"))
        holder = peeled.child_by_field_name("object")
        if name in ("pathname", "href") and holder is not None:
            return _target(reading, holder, path, depth + 1)
    if reading.text(peeled) in _HERE:
        return "."
    value = reading.value(peeled, path)
    if value[0] != "str":
        return None
    text: str = value[1]
    return text.removeprefix("./").rstrip("/") or "."
