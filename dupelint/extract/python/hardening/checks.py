"""Places that read a header of the request at hand, or have a library check its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import HeaderCheck, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_QUOTED = (b'"X-', b"'X-", b'"x-', b"'x-", b'"HTTP_X_', b"'HTTP_X_")
_MARKS = frozenset({b"header", b"RequestValidator", b"HTTP_X_"})
_VALIDATOR = lazy(rb"\bRequestValidator(?=[ \t]*\()")
_READS = lazy(
    rb"headers(?:\.get\(|\[)\s*[\"']\Z|header\(\s*[\"']\Z|environ(?:\.get\(|\[)\s*[\"']\Z"
)
_SETTING = lazy(r"environ|getenv|config\b|settings\b|\.debug\b|\b[A-Z][A-Z0-9_]{3,}\b")
_EMPTY = lazy(rb"(?:,|\bor)\s*[\"']{2}\s*\)?\Z")  # the default of a header
_ABOUT = lazy(r"(?i)signature|header|validator|is_valid|\.validate\(|compare_digest")
_LEAVES = lazy(rb"if\b(?P<asked>[^\n]{1,200}):[ \t]*(?:#[^\n]*)?\n[ \t]+return\b(?P<answer>[^\n]*)")
_REFUSES = lazy(rb"40[0-9]|50[0-9]|False|None\s*$|abort|rror")


def check_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where such a check may stand."""
    if words.isdisjoint(_MARKS):
        return
    for quoted in _QUOTED:
        place = data.find(quoted)
        while place >= 0:
            if _READS.search(data, max(0, place - 40), place + 1):
                yield place + 1
            place = data.find(quoted, place + 2)
    for match in _VALIDATOR.finditer(data) if b"RequestValidator" in words else ():
        yield match.start()


def read_check(reader: Reader, path: list[Node]) -> None:
    """The check at the place where `path` ends."""
    leaf = path[-1]
    if leaf.type == "identifier":
        place = reader.place(leaf, path[:-1])
        skips = int(_may_be_skipped(reader, place, path))
        reader.add(
            HeaderCheck("twilio", "", said(NULL), 0, skips, place.scope_path, span_of(leaf)), place
        )
        return
    if leaf.type not in ("string_content", "string"):
        return
    index = len(path) - 1
    while index and path[index].type in ("string_content", "string", "argument_list"):
        index -= 1
    read = path[index]
    if read.type not in ("call", "subscript"):
        return
    name = reader.source.text(leaf).strip("\"'").lower()
    if name.startswith("http_"):  # as a WSGI environment has it
        name = name.removeprefix("http_").replace("_", "-")
    place = reader.place(read, path[:index])
    compared, at, passes = _compared(reader, place, path[:index], read)
    skips = int(_may_be_skipped(reader, place, path))
    reader.add(
        HeaderCheck("header", name, said(compared), passes, skips, place.scope_path, at), place
    )


def _compared(
    reader: Reader, place: Place, above: list[Node], read: Node
) -> tuple[Value, Span, int]:
    """(what the header is compared with, where, whether nothing equals nothing there)."""
    data = reader.source.data
    if above and above[-1].type == "comparison_operator":
        comparison = above[-1]
        others = [part for part in comparison.named_children if part.id != read.id]
        sign = data[comparison.start_byte : comparison.end_byte]
        if len(others) == 1 and (b"==" in sign or b"!=" in sign):
            other = reader.values.of(others[0], place.overlay)
            asked = [others[0], read]
            return other, span_of(comparison), int(_may_be_unset(reader, place, asked))
    if len(above) > 1 and above[-1].type == "argument_list" and above[-2].type == "call":
        call = above[-2]
        callee = call.child_by_field_name("function")
        others = [part for part in above[-1].named_children if part.id != read.id]
        digest = callee is not None and reader.source.raw(callee).endswith(b"compare_digest")
        if digest and len(others) == 1:
            other = reader.values.of(others[0], place.overlay)
            asked = [others[0], read]
            return other, span_of(call), int(_may_be_unset(reader, place, asked))
    return NULL, span_of(read), 0


def _may_be_unset(reader: Reader, place: Place, asked: list[Node]) -> bool:
    """Whether a missing secret is let pass: its variable has no default, nothing asks for it."""
    other = reader.values.of(asked[0], place.overlay)
    node: Node | None = asked[0]
    source = reader.source.data
    if asked[0].type == "identifier" and other[0] != "global":  # a name of this function
        source = source[place.scope.body.start_byte : place.scope.body.end_byte]
    if other[0] == "global":
        node = reader.root_binding(other[1])
        other = reader.values.of(node)
    if other[0] == "or" and other[1][0] == "env" and other[1][2] == NULL:  # `getenv("X") or ""`
        other = (*other[1][:2], other[2])
    if other[0] != "env":
        return False
    missing = _EMPTY.search(reader.source.raw(asked[1])) is not None  # what a missing header is
    if other[2] != (("str", "") if missing else NULL):
        return False
    if node is not None and node.type == "subscript":
        return False  # raises where it is not set
    return not any(
        re.search(
            rb"\bnot\s+%s(?![\w.])|%s\s+(?:and\b|is\b)|\bif\s+%s\s*:" % ((re.escape(text),) * 3),
            data,
        )
        for node in asked
        for text, data in ((reader.source.raw(node), source),)
    )


def _may_be_skipped(reader: Reader, place: Place, path: list[Node]) -> bool:
    """Whether a setting decides if the check is done."""
    for index, node in enumerate(path[:-1]):
        if node.type not in ("if_statement", "elif_clause"):
            continue
        condition = node.child_by_field_name("condition")
        inside = node.child_by_field_name("consequence")
        if condition is None or inside is None or path[index + 1].id != inside.id:
            continue
        asked = reader.source.text(condition)
        if _SETTING.search(asked) and not _ABOUT.search(asked) and "request." not in asked:
            return True
    before = reader.source.data[place.scope.body.start_byte : path[-1].start_byte]
    for match in _LEAVES.finditer(before):
        asked = match["asked"].decode("utf-8", "replace")
        if _SETTING.search(asked) and "request." not in asked:
            if not _REFUSES.search(match["answer"]):
                return True
            if match["answer"].strip() == b"None":  # a hook that returns nothing lets pass
                return True
    return False
