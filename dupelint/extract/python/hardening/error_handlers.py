"""Functions that answer in place of a view that failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import ErrorHandler
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_PLACE = lazy(
    rb"\b(?:app_)?errorhandler(?=\()|\bregister_error_handler(?=\()"
    rb"|\b(?:add_)?exception_handler(?=\()"
)
_MARKS = frozenset({b"errorhandler(", b"error_handler(", b"exception_handler("})
_PAGE = lazy(rb"render_template|<html|<h1")


def error_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where such a function may be put in place."""
    if not words.isdisjoint(_MARKS):
        for match in _PLACE.finditer(data):
            yield match.start()


def _either(keywords: dict[str, Node]) -> Node | None:
    return keywords.get("code_or_exception") or keywords.get("exc_class_or_status_code")


def read_error_handler(reader: Reader, path: list[Node]) -> None:
    """`@app.errorhandler(Exception)`, `app.register_error_handler(500, f)`, FastAPI's kin."""
    if len(path) < 4 or path[-2].type != "attribute" or path[-3].type != "call":
        return
    call = path[-3]
    positional, keywords, _ = argument_nodes(reader.source, call)
    error = positional[0] if positional else _either(keywords)
    if error is None:
        return
    place = reader.place(call, path[:-3])
    function: Node | None = None
    if path[-4].type == "decorator":
        function = path[-5].child_by_field_name("definition") if len(path) > 4 else None
    elif len(positional) > 1 and positional[1].type == "identifier":
        found = reader.source.root.defined(reader.source.text(positional[1]))
        function = found.node if found is not None else None
    body = reader.source.raw(function) if function is not None else b""
    owner = reader.values.of(path[-2].child_by_field_name("object"), place.overlay)
    reader.add(
        ErrorHandler(
            reader.source.text(path[-1]), said(owner),
            reader.source.text(error).rpartition(".")[2],
            int(_PAGE.search(body) is not None and b"json" not in body), span_of(call),
        ),
        place,
    )  # fmt: skip
