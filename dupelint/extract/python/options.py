"""Options of Flask extensions whose lists are closed: where they are set, where they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.model.facts import ExtensionOption, span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_PREFIXES = (b"SEASURF_", b"WTF_CSRF_")
_MARKS = frozenset({b"SEASURF_", b"CSRF"})
_NAME = lazy(rb"(?<![A-Za-z0-9_])(?:SEASURF_|WTF_CSRF_)[A-Za-z0-9_]*")
_ENVIRONMENT = lazy(r"environ|getenv|\benv\b")
_LEAVES = frozenset({"identifier", "string_content"})


def option_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where such a name starts."""
    if not words.isdisjoint(_MARKS):
        for match in _NAME.finditer(data):
            yield match.start()


def read_option(reader: Reader, path: list[Node], offset: int) -> None:
    """The name at a place: an identifier or a text that is nothing else, never part of prose."""
    leaf = path[-1]
    found = _NAME.match(reader.source.data, offset)
    if found is None or leaf.type not in _LEAVES or leaf.start_byte != offset:
        return
    name = found[0].decode()
    if name.encode() in _PREFIXES:
        form = "part"
    elif leaf.end_byte != found.end():
        return
    else:
        form = _form(reader, path)
    reader.add(ExtensionOption(name, form, span(*found.span())))


def _form(reader: Reader, path: list[Node]) -> str:
    """What is done with the name that `path` ends with."""
    index = len(path) - 1
    if path[index].type == "string_content":
        index -= 1  # the string
    node, above = path[index], path[index - 1]
    if above.type == "keyword_argument" and above.child_by_field_name("name") == node:
        return "set"
    if above.type == "pair" and above.child_by_field_name("key") == node:
        return "set"
    if above.type == "assignment" and above.child_by_field_name("left") == node:
        return "set"
    if above.type in ("subscript", "attribute"):
        owner = above.child_by_field_name("value") or above.child_by_field_name("object")
        whole = path[index - 2]
        left = whole.child_by_field_name("left") if whole.type == "assignment" else None
        if left == above:
            return "set"
        asked = owner is not None and _ENVIRONMENT.search(reader.source.text(owner))
        return "environment" if asked else "read"
    if above.type == "argument_list" and above.named_children[0] == node:
        callee = path[index - 2].child_by_field_name("function")
        called = reader.source.text(callee) if callee is not None else ""
        if called.endswith("config.setdefault"):
            return "set"
        if _ENVIRONMENT.search(called):
            return "environment"
    return "read"
