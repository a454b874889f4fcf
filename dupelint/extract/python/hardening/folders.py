"""Calls that make a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import MadeFolder

if TYPE_CHECKING:
    from tree_sitter import Node

NAMES = frozenset({"mkdir", "makedirs"})


def read_folder(reader: Reader, call: Node, path: list[Node], name: str) -> None:
    """`os.mkdir(path)`, `os.makedirs(path)`, also under imported names."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return
    if callee.type == "attribute":
        owner = callee.child_by_field_name("object")
        if owner is None or reader.source.text(owner) != "os":
            return
    elif reader.imports.origin(name) != "os":
        return
    positional, keywords, _ = argument_nodes(reader.source, call)
    folder = positional[0] if positional else keywords.get("name") or keywords.get("path")
    if folder is None:
        return
    place = reader.place(call, path)
    reader.add(
        MadeFolder(
            f"os.{name}", said(reader.values.of(folder, place.overlay)), int(name == "makedirs"),
            int(any(node.type == "try_statement" for node in path)),
            place.scope_path, span_of(folder), span_of(call), place.span,
        ),
        place,
    )  # fmt: skip
