"""Properties: of the environment, the page's location, `this`, literals and all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.javascript.assignments import choice, places
from dupelint.extract.javascript.declarations import (
    CLASSES,
    FUNCTIONS,
    Members,
    members,
    parameters,
)
from dupelint.extract.javascript.literals import string_text
from dupelint.extract.javascript.scope import Binding, memory_of, scope_path, text, walk_to
from dupelint.extract.javascript.text_values import otherwise
from dupelint.model.numbers import small_number
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.javascript.value import Reader

THIS: Value = ("param", "this")
_NOTHING = unresolved("not of the class")
_SET = lazy(rb"this\.#?([\w$]+)\s*=(?![=>])")
_MOST_FIELDS = 60
IMPORT_META: Value = ("global", "import.meta")
_ENVIRONMENTS: frozenset[Value] = frozenset(
    ("member", ("global", name), "env") for name in ("process", "import.meta", "Bun")
)
_LOCATION: Value = ("window", "")
_PLATFORM: dict[str, Value] = {
    "process": ("global", "process"), "Bun": ("global", "Bun"), "Deno": ("global", "Deno"),
    "window": ("window", "window"), "self": ("window", "window"),
    "globalThis": ("window", "window"), "document": ("window", "window"),
    "location": _LOCATION, "undefined": NULL,
}  # fmt: skip
VITE_OWN = frozenset({"MODE", "DEV", "PROD", "SSR", "BASE_URL"})  # set by vite, not by a person
_ALIASES = ("process.env", "process?.env", "import.meta.env", "window.location", "location",
            "document.location", "globalThis.location", "self.location")  # fmt: skip


def platform(name: str) -> Value:
    """A name that the file does not declare."""
    return _PLATFORM.get(name) or unresolved("not declared here")


def is_environment(value: Value) -> bool:
    """Whether a value is the whole environment: `process.env`, `import.meta.env`, `Bun.env`."""
    return value in _ENVIRONMENTS


def alias(reader: Reader, found: Binding) -> Value | None:
    """`process.env` or `location` under a module-level name of the file's own."""
    node = found.value
    if found.pattern or node is None or node.end_byte - node.start_byte > 20:
        return None
    return reader.read(node, found.path) if text(node, reader.data) in _ALIASES else None


def literal_key(node: Node | None, data: bytes) -> str | None:
    """A property name or literal subscript; None if it is computed."""
    if node is None:
        return None
    if node.type == "string":
        return string_text(node, data)
    if node.type in ("property_identifier", "number", "private_property_identifier"):
        return text(node, data)
    if node.type == "template_string" and not any(
        part.type == "template_substitution" for part in node.named_children
    ):
        return string_text(node, data)
    if node.type == "computed_property_name" and node.named_children:
        inner = node.named_children[0]
        return literal_key(inner, data) if inner.type == "string" else None
    return None


def read_member(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    """`a.b`, `a?.b`, `a["b"]`."""
    key_node = node.child_by_field_name("property") or node.child_by_field_name("index")
    key = literal_key(key_node, reader.data)
    if key is None and key_node is not None:
        read = reader.read(key_node, path)
        key = read[1] if read[0] == "str" else None
    if key is None:
        return unresolved("computed property")
    holder = node.child_by_field_name("object")
    if holder is not None and holder.type == "this":
        return own(reader, key, path)
    return member(reader.read(holder, path), key)


def member(whole: Value, key: str) -> Value:
    """The property `key` of a value."""
    if whole in _ENVIRONMENTS:
        if whole[1] == IMPORT_META and key in VITE_OWN:
            return unresolved("set by vite")
        return ("env", key, NULL)
    match whole:
        case ("window", "window"):
            return _PLATFORM.get(key) or unresolved("browser global")
        case ("window", ""):
            return ("window", key)
        case ("object", *pairs):
            return dict(pairs).get(key) or unresolved("no such key")
        case ("list", *items):
            return items[at] if 0 <= (at := small_number(key)) < len(items) else unresolved("list")
        case ("unresolved", _):
            return whole
        case ("str" | "concat", *_) if key == "href":
            return whole  # of a URL object: `new URL(…)` reads as its text
        case ("str" | "num" | "bool" | "null" | "concat", *_):
            return unresolved("property of text")
    return ("member", whole, key)


def own(reader: Reader, name: str, path: Sequence[Node]) -> Value:
    """`this.name`: a method, a field's initialiser, or the one thing a method assigns to it."""
    index = next((i for i in range(len(path) - 1, -1, -1) if path[i].type in CLASSES), None)
    body = path[index].child_by_field_name("body") if index is not None else None
    if body is None or index is None:
        return unresolved("this")
    if reader.opened and is_open(path[index]):
        return ("member", THIS, name)
    memory = memory_of(path[0], reader.data)
    key = (body.id, name)
    known = memory.owned.get(key)
    if known == _NOTHING and reader.opened:
        return ("member", THIS, name)  # a class below may have it
    if known is None:
        memory.owned[key] = unresolved("this")  # what it is made of may lead back to it
        parts = memory.members.get(body.id)
        if parts is None:
            parts = memory.members[body.id] = members(body, reader.data)
        known = memory.owned[key] = _owned(reader, name, (*path[: index + 1], body), parts)
        if known == _NOTHING and reader.opened:
            return ("member", THIS, name)
    return known


def is_open(holder: Node) -> bool:
    """Whether an object of a class may hold what the class itself does not give it."""
    return holder.type == "abstract_class_declaration" or any(
        part.type == "class_heritage" and part.named_children[0].type != "implements_clause"
        for part in holder.children
        if part.named_children
    )


def fields(reader: Reader, path: Sequence[Node]) -> Iterator[tuple[str, Value]]:
    """What the objects of the class that `path` ends with hold, by name, as far as it is known."""
    body = path[-1].child_by_field_name("body")
    if body is None:
        return
    parts = members(body, reader.data)
    given = {
        name: None
        for part in parts.get("constructor", ())
        for name, declared in parameters(part, reader.data)
        if declared.node.children[:1]
        and declared.node.children[0].type in ("accessibility_modifier", "readonly")
    }
    found = _SET.finditer(reader.data, body.start_byte, body.end_byte)
    written = {match[1].decode("utf-8", "replace"): None for match in islice(found, _MOST_FIELDS)}
    for name in islice({**parts, **given, **written}, _MOST_FIELDS):
        if all(part.type != "method_definition" for part in parts.get(name, ())):
            held = _owned(reader, name, (*path, body), parts)
            if held[0] != "unresolved":
                yield name, held


def _owned(reader: Reader, name: str, above: Sequence[Node], parts: Members) -> Value:
    held: list[Value] = []
    for part in parts.get(name.lstrip("#"), ()):
        if part.type == "method_definition":
            if part.children and part.children[0].type == "get":
                return unresolved("getter")
            return ("global", scope_path((*above, part), reader.data))
        value = part.child_by_field_name("value")
        if value is not None and value.type in FUNCTIONS:
            return ("global", scope_path((*above, part, value), reader.data))
        if value is not None:
            held.append(reader.read(value, (*above, part)))
    for part in parts.get("constructor", ()):
        held += _parameter_property(reader, name, part, above)
    held += _assigned(reader, name, above)
    return choice(held) if held else _NOTHING


def _parameter_property(
    reader: Reader, name: str, constructor: Node, above: Sequence[Node]
) -> list[Value]:
    """TypeScript's `constructor(private name = x)`."""
    for bound, declared in parameters(constructor, reader.data):
        first = declared.node.children[:1]
        if bound == name and first and first[0].type in ("accessibility_modifier", "readonly"):
            passed: Value = ("param", f"new {name}")
            if declared.default is None:
                return [passed]
            return [otherwise(passed, reader.read(declared.default, (*above, constructor)))]
    return []


def _assigned(reader: Reader, name: str, above: Sequence[Node]) -> list[Value]:
    body = above[-1]
    held: list[Value] = []
    for offset, operator in places(f"this.{name}", body.start_byte, body.end_byte, reader.data):
        path = walk_to(above, offset)
        whole = next((i for i in range(len(path) - 1, 0, -1) if "assign" in path[i].type), None)
        if whole is None or path[-1].type not in ("this", "member_expression"):
            continue
        if operator != b"=" or len(held) > 2:
            return [unresolved("reassigned")]
        right = path[whole].child_by_field_name("right")
        made = any(
            node.type == "method_definition" and _is_constructor(node, reader.data) for node in path
        )
        held.append(of_object(reader.read(right, path[: whole + 1]), made))
    return held


def _is_constructor(node: Node, data: bytes) -> bool:
    name = node.child_by_field_name("name")
    return name is not None and text(name, data) == "constructor"


def of_object(value: Value, made: bool = True) -> Value:
    """A value that an object holds; `made`: since its constructor ran, whose parameters it may
    hold. Those of another function mean something only inside of it."""
    if value and value[0] == "param" and value != THIS and not value[1].startswith("new "):
        return ("param", f"new {value[1]}") if made else unresolved("parameter of a method")
    return tuple(of_object(v, made) if isinstance(v, tuple) else v for v in value)


def held_by(name: str, path: Sequence[Node], data: bytes) -> tuple[Node, Sequence[Node]] | None:
    """The one expression that the constructor or an initialiser of a field puts into `this.name`,
    with its ancestors."""
    index = next((i for i in range(len(path) - 1, -1, -1) if path[i].type in CLASSES), None)
    body = path[index].child_by_field_name("body") if index is not None else None
    if body is None or index is None:
        return None
    above = (*path[: index + 1], body)
    found: list[tuple[Node, Sequence[Node]]] = []
    for part in members(body, data).get(name.lstrip("#"), ()):
        value = part.child_by_field_name("value")
        if value is not None:
            found.append((value, (*above, part)))
    for offset, operator in places(f"this.{name}", body.start_byte, body.end_byte, data):
        inner = walk_to(above, offset)
        whole = next((i for i in range(len(inner) - 1, 0, -1) if "assign" in inner[i].type), None)
        right = inner[whole].child_by_field_name("right") if whole is not None else None
        made = any(n.type == "method_definition" and _is_constructor(n, data) for n in inner)
        if whole is None or right is None or operator != b"=" or not made:
            return None
        found.append((right, inner[: whole + 1]))
    return found[0] if len(found) == 1 else None
