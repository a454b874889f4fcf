"""Addresses in browser code, of which the host goes and the path changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.fixing.fixers.replace_value.leftovers import Leftovers
from dupelint.fixing.parsed import root_of
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy
from dupelint.syntax.grammar import UnparsedError

if TYPE_CHECKING:
    from tree_sitter import Node

_SCHEME = lazy(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_WRAPPED = frozenset(
    {
        "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
        "jsx_expression",
    }
)  # fmt: skip
_HOLE = "{}"


class Piece(NamedTuple):
    """A part of an address: text as it is, or the source of an expression."""

    text: str
    is_text: bool
    node: Node


def replace_address(task: Task, path: str) -> Change:
    """The path in the place of the whole address; what follows it (a query) is kept."""
    try:
        root = root_of(task.source, task.language)
    except UnparsedError as error:
        raise RefusalError("the file takes too long to parse") from error
    node = _expression(root, task.start, task.end)
    if node.type == "identifier":
        node = _bound(root, node)
    pieces = list(_pieces(node))
    kept = _with_path(pieces, path)
    if _needs_whole_address(node):
        raise RefusalError("a whole address is needed here")
    written = _written(node, kept, _preferred_quote(task.source))
    start, end = node.start_byte, node.end_byte
    title = f"Call {path}"
    if written.encode() == task.source[start:end]:
        return Change(title, ())
    edits = [Edit(task.path, start, end, written.encode(), task.source[start:end])]
    gone = {
        name
        for piece in pieces
        if not piece.is_text and piece not in kept
        for name in _names(piece.node)
    }
    edits += Leftovers(task, root).of(gone, (start, end))
    return Change(title, tuple(sorted(edits, key=lambda edit: edit.start)))


def _expression(root: Node, start: int, end: int) -> Node:
    node = root.descendant_for_byte_range(start, end)
    while node is not None and node.type in _WRAPPED and node.named_child_count:
        node = node.named_children[0]
    if node is None or node.start_byte < start or node.end_byte > end:
        raise RefusalError("the address is no expression of its own")
    return node


def _bound(root: Node, name: Node) -> Node:
    """What the constant is bound to, where nothing else uses it."""
    uses = [node for node in _identifiers(root) if node.text == name.text]
    homes = [
        parent
        for node in uses
        if (parent := node.parent) is not None
        and parent.type == "variable_declarator"
        and parent.child_by_field_name("name") == node
    ]
    if len(homes) != 1 or len(uses) != 2:
        raise RefusalError("the address has a name that is used elsewhere")
    declaration, value = homes[0].parent, homes[0].child_by_field_name("value")
    constant = declaration is not None and declaration.text and declaration.text[:5] == b"const"
    outer = declaration.parent if declaration is not None else None
    if not constant or value is None or outer is None or outer.type == "export_statement":
        raise RefusalError("the address has a name that may change")
    return value


def _identifiers(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in ("identifier", "shorthand_property_identifier"):
            yield node
        waiting += node.named_children


def _pieces(node: Node) -> Iterator[Piece]:
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type == "string":
        yield Piece(_plain(text[1:-1]), True, node)
    elif node.type == "template_string":
        for child in node.named_children:
            inner = (child.text or b"").decode("utf-8", "replace")
            if child.type == "template_substitution":
                yield Piece(inner[2:-1].strip(), False, child)
            else:
                yield Piece(_plain(inner), True, child)
    elif node.type == "binary_expression" and _is_concatenation(node):
        for side in (node.child_by_field_name("left"), node.child_by_field_name("right")):
            if side is not None:
                yield from _pieces(side)
    elif node.type == "parenthesized_expression" and node.named_child_count == 1:
        inner_node = node.named_children[0]
        if inner_node.type in ("string", "template_string"):
            yield from _pieces(inner_node)
        else:
            yield Piece(text, False, node)
    else:
        yield Piece(text, False, node)


def _plain(text: str) -> str:
    if "\\" in text:
        raise RefusalError("the address holds escaped characters")
    return text


def _is_concatenation(node: Node) -> bool:
    """Whether its parts are joined from the left as texts: `a + b + '/x'` adds numbers first."""
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "+":
        return False
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is not None and left.type == "binary_expression" and _is_concatenation(left):
        return True
    texts = ("string", "template_string")
    return any(side is not None and side.type in texts for side in (left, right))


def _with_path(pieces: list[Piece], path: str) -> list[Piece]:
    """The pieces without the origin, with another path."""
    first = pieces[0]
    if first.is_text and not _SCHEME.match(first.text):
        raise RefusalError("the address does not start with its host")
    position, offset = _path_start(pieces)
    holes: list[Piece] = []
    rest: list[Piece] = []
    for number in range(position, len(pieces)):
        piece = pieces[number]
        if not piece.is_text:
            holes.append(piece)
            continue
        text = piece.text[offset if number == position else 0 :]
        if found := re.search(r"[?#]", text):
            rest = [piece._replace(text=text[found.start() :]), *pieces[number + 1 :]]
            break
    texts = path.split(_HOLE)
    if len(texts) - 1 != len(holes):
        raise RefusalError("the new path does not hold what the old one holds")
    made = [first._replace(text=texts[0], is_text=True)]
    for hole, text in zip(holes, texts[1:], strict=True):
        made += [hole, first._replace(text=text, is_text=True)]
    return _joined([*made, *rest])


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Texts beside each other as one, empty ones left out."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.is_text and joined and joined[-1].is_text:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + piece.text)
        elif piece.text or not piece.is_text:
            joined.append(piece)
    return joined


def _path_start(pieces: list[Piece]) -> tuple[int, int]:
    """Number of the piece in which the path starts, and the offset of its slash."""
    for number, piece in enumerate(pieces):
        if not piece.is_text:
            continue
        scheme = _SCHEME.match(piece.text) if number == 0 else re.match(r":?//", piece.text)
        offset = piece.text.find("/", scheme.end() if scheme else 0)
        if offset >= 0:
            return number, offset
        if re.search(r"[?#]", piece.text):
            break
    raise RefusalError("the address has no path of its own")


def _needs_whole_address(node: Node) -> bool:
    """`new WebSocket(…)` and `new URL(…)` take no path alone."""
    parent = node.parent
    while parent is not None and parent.type in ("arguments", *_WRAPPED):
        parent = parent.parent
    if parent is None or parent.type != "new_expression":
        return False
    maker = parent.child_by_field_name("constructor")
    return maker is not None and maker.text in (b"WebSocket", b"URL", b"Request", b"window.URL")


def _written(node: Node, pieces: list[Piece], quote: str) -> str:
    """The pieces as the place writes its texts."""
    texts = "".join(piece.text if piece.is_text else _HOLE for piece in pieces)
    own = (node.text or b"").decode("utf-8", "replace")[:1]
    if all(piece.is_text for piece in pieces):
        mark = own if node.type == "string" else quote
        if mark in texts or "\n" in texts:
            raise RefusalError("the path would have to be written another way here")
        return f"{mark}{texts}{mark}"
    if node.type == "template_string":
        return f"`{''.join(p.text if p.is_text else '${' + p.text + '}' for p in pieces)}`"
    return " + ".join(
        f"{quote}{piece.text}{quote}" if piece.is_text else _operand(piece) for piece in pieces
    )


def _operand(piece: Piece) -> str:
    """A hole as part of a sum."""
    simple = ("identifier", "member_expression", "call_expression", "parenthesized_expression")
    return piece.text if piece.node.type in simple else f"({piece.text})"


def _preferred_quote(source: bytes) -> str:
    return "'" if source.count(b"'") >= source.count(b'"') else '"'


def _names(node: Node) -> set[bytes]:
    return {found.text for found in _identifiers(node) if found.text}
