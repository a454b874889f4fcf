"""What becomes of a parse that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.bodies.candidates import Candidate
from dupelint.extract.python.reader import Reader
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_NAMES = lazy(rb"[A-Za-z_][\w.]*")
_AS = lazy(rb"\s+as\s+\w+\s*\Z")
_ANEW = lazy(rb"(?m)^[ \t]*raise[ \t]*(?:#.*)?$")
_EXCEPTION = lazy(
    r"[A-Z]\w*(?:Error|Exception|Timeout|Refused|Failure|Fault|Abort|Warning|Exit|Interrupt|Redirects|Schema|URL|NotFound|BadRequest)"
)


def handling(reader: Reader, found: Candidate) -> str:
    """`handled`: a failed parse is provided for; `misreported`: a wide `except` shows it as
    another failure; `unhandled`."""
    for index in range(len(found.path) - 2, -1, -1):
        node, inside = found.path[index], found.path[index + 1]
        if node.type == "try_statement":
            body = node.child_by_field_name("body")
            if body is not None and body.id == inside.id:
                caught = _caught(reader, node, found, body)
                if caught:
                    return caught
        elif node.type == "with_statement":
            clause = next((c for c in node.named_children if c.type == "with_clause"), None)
            head = reader.source.raw(clause) if clause is not None else b""
            if b"suppress(" in head or b"catch" in head or b"handle" in head:
                return "handled"
    return "unhandled"


def _caught(reader: Reader, attempt: Node, found: Candidate, body: Node) -> str:
    for clause in attempt.named_children:
        if clause.type not in ("except_clause", "except_group_clause"):
            continue
        taken = _takes(reader, clause, found)
        if not taken:
            continue
        block = next((c for c in clause.named_children if c.type == "block"), None)
        if block is not None and _ANEW.search(reader.source.raw(block)):
            return ""  # the next `try` around it, if any
        if taken == "narrow":
            return "handled"
        asks = body.start_byte <= found.made.start_byte < body.end_byte
        return "misreported" if asks else "handled"
    return ""


def _takes(reader: Reader, clause: Node, found: Candidate) -> str:
    """Whether a clause catches the failure: `narrow` where it names it, or where what it names is
    not known; `wide`, or "" where it does not."""
    block = next((c for c in clause.named_children if c.type == "block"), None)
    end = block.start_byte if block is not None else clause.end_byte
    head = reader.source.data[clause.start_byte : end]
    head = head.partition(b"except")[2].rpartition(b":")[0]
    names = [one.decode() for one in _NAMES.findall(_AS.sub(b"", head.strip(b" *")))]
    if not names:
        return "wide"
    best = ""
    for name in names:
        bound = reader.imports.names.get(name)
        last = bound.symbol if bound is not None and bound.symbol else name.rpartition(".")[2]
        taken = found.parse.catches(last)
        if not taken and not _EXCEPTION.fullmatch(last) and "." not in name:
            taken = "narrow"  # a tuple of exceptions by a name of its own
        if taken == "narrow":
            return taken
        best = best or taken
    return best
