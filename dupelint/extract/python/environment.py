"""Reads of environment variables, definitions of them in code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.imports import Imports
from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.source import Source, argument_nodes, said, span_of
from dupelint.model.facts import NO_SPAN, EnvChoice, EnvDefinition, EnvRead, Gap, Span
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.python.reader import Place, Reader

ENVIRONMENT_WORDS = (b"environ", b"getenv")
# Where the whole environment goes on, something else may read any variable of it.
_WHOLE = frozenset({"argument_list", "keyword_argument", "dictionary_splat", "for_statement"})
_WHOLE_METHODS = frozenset({b"copy", b"items", b"keys", b"values"})
UNKNOWN = "${_}"  # the text of a value that is set and cannot be said


class Environment:
    """What this file calls `os.environ` and `os.getenv`."""

    def __init__(self, source: Source, imports: Imports) -> None:
        self.mapping = {b"os.environ", b"_os.environ"}
        self.getters = {b"os.getenv", b"_os.getenv"}
        if source.marks.words.isdisjoint(ENVIRONMENT_WORDS):
            return
        for bound in imports.names.values():
            if bound.module == "os" and bound.name.isascii():
                name = bound.name.encode()
                if bound.form == "import":
                    self.mapping.add(name + b".environ")
                    self.getters.add(name + b".getenv")
                elif bound.symbol == "environ":
                    self.mapping.add(name)
                elif bound.symbol == "getenv":
                    self.getters.add(name)
        self.getters |= {mapping + b".get" for mapping in self.mapping}

    def own_words(self) -> list[bytes]:
        """Text that uses of the environment hold where this file gives it another name."""
        found: list[bytes] = []
        for name in self.mapping | self.getters:
            if b"environ" not in name and b"getenv" not in name and not name.endswith(b".get"):
                found += [name + b"(", name + b"[", name + b"."]
        return found

    def is_mapping(self, text: bytes) -> bool:
        """Whether an expression is the environment itself."""
        return text in self.mapping

    def is_getter(self, text: bytes) -> bool:
        """Whether calling an expression reads a variable."""
        return text in self.getters


def read_variable(reader: Reader, path: list[Node]) -> None:
    """The fact at an anchor: `environ`, `getenv` or another name for one of them."""
    source, environment = reader.source, reader.environment
    index = len(path) - 1
    if path[index].type != "identifier" or index < 1:
        return
    if path[index - 1].type == "attribute" and path[index - 1].end_byte == path[index].end_byte:
        index -= 1  # `os.environ`
    node, parent = path[index], path[index - 1]
    text = source.raw(node)
    if environment.is_getter(text) and parent.type == "call":
        _read_call(reader, parent, path[: index - 1])
    elif not environment.is_mapping(text):
        return
    elif parent.type == "subscript" and parent.start_byte == node.start_byte:
        _subscript(reader, parent, path[: index - 1])
    elif parent.type == "attribute" and index > 1 and path[index - 2].type == "call":
        method = source.raw(parent).rpartition(b".")[2]
        read = _METHODS.get(method)
        if read is not None:
            read(reader, path[index - 2], path[: index - 2])
        elif method in _WHOLE_METHODS:
            reader.facts.append(Gap("dynamic", "env_read", span_of(path[index - 2])))
    elif parent.type in _WHOLE:
        reader.facts.append(Gap("dynamic", "env_read", span_of(node)))
    elif parent.type == "comparison_operator" and b"in" in source.raw(parent):
        name = plain_text(source, parent.named_children[0])
        if name is not None and parent.named_children[-1].start_byte == node.start_byte:
            _read(reader, parent, path[: index - 1], name, None, 0)


def _read_call(reader: Reader, call: Node, path: list[Node]) -> None:
    positional, keywords, _ = argument_nodes(reader.source, call)
    key = positional[0] if positional else keywords.get("key")
    default = positional[1] if len(positional) > 1 else keywords.get("default")
    if default is None:
        default = _instead(call, path)
    name = _name(reader, key)
    if name is not None:
        _read(reader, call, path, name, default, 0)
    elif key is not None:
        reader.facts.append(Gap("dynamic", "env_read", span_of(call)))


def _instead(call: Node, path: list[Node]) -> Node | None:
    """`x` of `os.getenv("A") or x`."""
    parent = path[-1] if path else None
    if parent is None or parent.type != "boolean_operator":
        return None
    operator, left = (parent.child_by_field_name(name) for name in ("operator", "left"))
    if operator is None or operator.type != "or" or left is None or left.id != call.id:
        return None
    return parent.child_by_field_name("right")


def _subscript(reader: Reader, node: Node, path: list[Node]) -> None:
    key = _name(reader, node.child_by_field_name("subscript"))
    parent = path[-1] if path else None
    kind = parent.type if parent is not None else ""
    if parent is not None and kind == "assignment":
        left = parent.child_by_field_name("left")
        if left is not None and left.start_byte == node.start_byte:
            value = parent.child_by_field_name("right")
            if key is not None:
                _define(reader, path[:-1], parent, key, value)
            else:
                reader.facts.append(Gap("dynamic", "env_definition", span_of(node)))
            return
    if kind in ("delete_statement", "augmented_assignment"):
        return
    if key is None:
        reader.facts.append(Gap("dynamic", "env_read", span_of(node)))
        return
    provided = any(
        outer.type == "try_statement" and b"KeyError" in reader.source.raw(outer) for outer in path
    )
    _read(reader, node, path, key, None, int(not provided))


def _read(
    reader: Reader, node: Node, path: list[Node], name: str, default: Node | None, hard: int
) -> None:
    place = reader.place(node, path)
    value = said(reader.values.of(default, place.overlay))
    at = span_of(node)
    fact = EnvRead(name, value, hard, place.scope_path, _literal(reader, default), at)
    reader.add(fact, place)
    variant = _variant(reader, path) if default is not None else ""
    if variant:
        reader.add(EnvChoice("", variant, at), place)


def _variant(reader: Reader, path: list[Node]) -> str:
    """`class:name` of what is assigned in the body of a class."""
    name = ""
    for node in reversed(path):
        if node.type == "assignment" and not name:
            left = node.child_by_field_name("left")
            name = reader.source.text(left) if left is not None else ""
        elif node.type == "class_definition":
            whole = node.child_by_field_name("name")
            return f"{reader.source.text(whole)}:{name}" if whole is not None and name else ""
        elif node.type in ("function_definition", "lambda"):
            break
    return ""


def _literal(reader: Reader, node: Node | None) -> Span:
    """The bytes of a literal, those between the quotes of a string."""
    if node is None:
        return NO_SPAN
    if node.type == "integer":
        return span_of(node)
    if plain_text(reader.source, node) is None:
        return NO_SPAN
    contents = [child for child in node.named_children if child.type == "string_content"]
    return span_of(contents[0]) if len(contents) == 1 else NO_SPAN


def _define_call(reader: Reader, call: Node, path: list[Node]) -> None:
    positional, _, _ = argument_nodes(reader.source, call)
    name = _name(reader, positional[0]) if positional else None
    if name is not None and len(positional) > 1:
        _define(reader, path, call, name, positional[1])


def _update(reader: Reader, call: Node, path: list[Node]) -> None:
    positional, keywords, _ = argument_nodes(reader.source, call)
    for name, value in keywords.items():
        _define(reader, path, call, name, value)
    for argument in positional:
        if argument.type != "dictionary":
            reader.facts.append(Gap("dynamic", "env_definition", span_of(argument)))
        for key, value in _pairs(argument):
            name_text = plain_text(reader.source, key)
            if name_text is not None:
                _define(reader, path, call, name_text, value)


_METHODS = {b"get": _read_call, b"setdefault": _define_call, b"update": _update}


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    if node.type == "dictionary":
        for child in node.named_children:
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                yield key, value


def _define(reader: Reader, path: list[Node], node: Node, name: str, value: Node | None) -> None:
    place = reader.place(node, path)
    text, at = _written(reader, place, value)
    fact = EnvDefinition(name, text, "code", "", at, place.span)
    if fact not in reader.facts[-3:]:
        reader.add(fact, place)


def _written(reader: Reader, place: Place, node: Node | None) -> tuple[str, Span]:
    """The text that is set, with the place of its literal."""
    if node is None:
        return UNKNOWN, NO_SPAN
    text = plain_text(reader.source, node)
    if text is None:
        return _as_text(reader.values.of(node, place.overlay)) or UNKNOWN, NO_SPAN
    return text, _literal(reader, node)


def _as_text(value: Value) -> str:
    match value:
        case ("str", str(text)):
            return text
        case ("num", int(number)):
            return str(number)
        case ("env", str(name), _):
            return "${" + name + "}"
        case ("concat", *parts):
            pieces = [_as_text(part) for part in parts]
            return "".join(pieces) if all(pieces) else ""
    return ""


def _name(reader: Reader, node: Node | None) -> str | None:
    if node is None:
        return None
    text = plain_text(reader.source, node)
    if text is not None:
        return text
    value = reader.values.of(node)
    if value[0] == "global" and (bound := reader.root_binding(value[1])) is not None:
        text = plain_text(reader.source, bound)
    elif value[0] == "str":
        text = str(value[1])
    return text
