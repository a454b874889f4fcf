"""Numbers of the configured ports, where the syntax around them says that they are ports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.ports import (
    PortInText,
    authority_ports,
    command_ports,
    is_port_name,
    leading_port,
)
from dupelint.extract.python.gate import Marks
from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes
from dupelint.model.facts import PortMention, span

if TYPE_CHECKING:
    from tree_sitter import Node

# Callee → whether the number is a port whatever its place among the arguments.
_SERVERS = frozenset(
    {"listen", "bind", "connect", "connect_ex", "create_connection", "open_connection", "run",
     "create_server", "start_server", "make_server", "run_simple", "serve", "TCPSite", "run_app",
     "HTTPServer", "ThreadingHTTPServer", "WSGIServer", "TCPServer", "HTTPConnection",
     "HTTPSConnection", "SMTP", "Redis", "StrictRedis", "MongoClient", "Telnet"}
)  # fmt: skip
_CARRIERS = frozenset(
    {"boolean_operator", "conditional_expression", "parenthesized_expression", "list", "tuple",
     "set", "expression_list"}
)  # fmt: skip
_CASTS = frozenset({b"int", b"str", b"float"})
_COMMAND = (b" -", b"=", b"lsof", b"kill-port")


def port_anchors(data: bytes, marks: Marks) -> list[tuple[int, int]]:
    """(offset, port) of every configured number that stands alone."""
    found = []
    for offset, digits in marks.places:
        if not digits.isdigit():
            continue
        end = offset + len(digits)
        before = data[offset - 1 : offset] if offset else b""
        if not before.isdigit() and not data[end : end + 1].isdigit():
            found.append((offset, int(digits)))
    return found


def read_port(reader: Reader, path: list[Node], offset: int, port: int) -> None:
    """The PortMention at an anchor, if what stands around it makes the number a port."""
    digits = len(str(port))
    index = len(path) - 1
    node = path[index]
    if node.type == "integer":
        if reader.source.text(node).replace("_", "") == str(port):
            _by_syntax(reader, path, index, offset, port, digits)
        return
    while index > 0 and path[index].type != "string":
        if path[index].type in ("interpolation", "comment"):
            return
        index -= 1
    if index < 1 or _is_docstring(path, index):
        return
    string = path[index]
    if plain_text(reader.source, string) == str(port):
        _by_syntax(reader, path, index, offset, port, digits)
        return
    for hit in _in_string(reader, path, index):
        if string.start_byte + hit.start == offset and hit.port == port:
            _add(reader, port, hit.context, hit.detail, hit.host, offset, digits)
            return


def _in_string(reader: Reader, path: list[Node], index: int) -> list[PortInText]:
    """The ports in the text of a literal, by offset in the whole literal."""
    raw = reader.source.unit.data[path[index].start_byte : path[index].end_byte]
    text = raw.decode("latin-1")
    opening = next((c for c in path[index].children if c.type == "string_start"), None)
    start = opening.end_byte - opening.start_byte if opening else 0
    # Quotes would cut a host from what stands before it; blanks keep every offset.
    inner = " " * start + text[start:].rstrip("\"'")
    hits = list(authority_ports(inner))
    if any(sign in raw for sign in _COMMAND):
        hits += command_ports(inner)
    if index > 0 and path[index - 1].type in ("binary_operator", "concatenated_string"):
        first = path[index - 1].named_children[0]
        hit = leading_port(inner[start:])
        if hit is not None and first.start_byte != path[index].start_byte:
            hits.append(hit._replace(start=hit.start + start, end=hit.end + start))
    return hits


def _by_syntax(
    reader: Reader, path: list[Node], index: int, offset: int, port: int, digits: int
) -> None:
    """A whole literal: what it is given to says what it is."""
    context, detail = _given_to(reader, path, index)
    if context:
        _add(reader, port, context, detail, "", offset, digits)


def _given_to(reader: Reader, path: list[Node], index: int) -> tuple[str, str]:
    source = reader.source
    tupled = False
    while index > 0:
        node, parent = path[index], path[index - 1]
        kind = parent.type
        if kind in _CARRIERS:
            if kind == "list" and (flag := _flag_before(reader, parent, node)):
                return "flag", flag
            tupled = tupled or kind == "tuple"
            index -= 1
        elif kind == "keyword_argument":
            return _keyword(reader, path, index - 1)
        elif kind in ("default_parameter", "typed_default_parameter"):
            return _named(source.text(_field(parent, "name")), "variable")
        elif kind in ("assignment", "named_expression"):
            return _assigned(reader, parent)
        elif kind == "pair":
            key = plain_text(source, parent.child_by_field_name("key"))
            return _named(key or "", "key")
        elif kind == "comparison_operator":
            other = [c for c in parent.named_children if c.start_byte != node.start_byte]
            return _named(source.text(other[0]).rpartition(".")[2] if other else "", "variable")
        elif kind == "argument_list" and index > 1:
            call = path[index - 2]
            callee = source.raw(_field(call, "function"))
            if callee in _CASTS:
                index -= 2
                continue
            return _argument(reader, call, node, callee, tupled)
        else:
            return "", ""
    return "", ""


def _argument(
    reader: Reader, call: Node, node: Node, callee: bytes, tupled: bool
) -> tuple[str, str]:
    positional, _, _ = argument_nodes(reader.source, call)
    name = callee.rpartition(b".")[2].decode("utf-8", "replace")
    first = plain_text(reader.source, positional[0]) if positional else None
    if first is not None and first.replace("_", "").isalnum() and positional[0].id != node.id:
        # getenv("X_PORT", 3001), config("X_PORT", 3001), data.get("port", 3001)
        getter = reader.environment.is_getter(callee) or name in ("setdefault", "get", "getenv")
        found = _named(first, "env-default" if first.isupper() else "key")
        if found[0] and (getter or len(positional) == 2):
            return found
    if name in _SERVERS and (tupled or len(positional) <= 3):
        if name == "run" and not callee.startswith((b"app.", b"socketio.", b"application.")):
            return "", ""
        return "listen", name
    return "", ""


def _keyword(reader: Reader, path: list[Node], index: int) -> tuple[str, str]:
    """`port=3001`; `default=3001` of an option called `--port`."""
    name = reader.source.text(_field(path[index], "name"))
    if is_port_name(name):
        return "key", name
    if name in ("default", "const", "value") and index > 1:
        positional, _, _ = argument_nodes(reader.source, path[index - 2])
        for argument in positional:
            text = plain_text(reader.source, argument) or ""
            if is_port_name(text.lstrip("-")):
                return "flag", text
        return _assigned_above(reader, path, index)
    return "", ""


def _assigned_above(reader: Reader, path: list[Node], index: int) -> tuple[str, str]:
    """`port: int = Field(default=3001)`"""
    if index > 2 and path[index - 3].type == "assignment":
        return _assigned(reader, path[index - 3])
    return "", ""


def _assigned(reader: Reader, node: Node) -> tuple[str, str]:
    target = _field(node, "left" if node.type == "assignment" else "name")
    if target.type == "subscript":
        key = plain_text(reader.source, target.child_by_field_name("subscript"))
        return _named(key or "", "key")
    return _named(reader.source.text(target).rpartition(".")[2], "variable")


def _flag_before(reader: Reader, sequence: Node, node: Node) -> str:
    """`["--port", "3001"]`"""
    before = ""
    for child in sequence.named_children:
        if child.start_byte == node.start_byte:
            break
        before = plain_text(reader.source, child) or ""
    return before if before.startswith("-") and is_port_name(before.lstrip("-")) else ""


def _named(name: str, context: str) -> tuple[str, str]:
    return (context, name) if name and len(name) < 80 and is_port_name(name) else ("", "")


def _field(node: Node, name: str) -> Node:
    return node.child_by_field_name(name) or node


def _is_docstring(path: list[Node], index: int) -> bool:
    while index > 0 and path[index - 1].type == "concatenated_string":
        index -= 1
    return index > 0 and path[index - 1].type == "expression_statement"


def _add(
    reader: Reader, port: int, context: str, detail: str, host: str, offset: int, digits: int
) -> None:
    reader.facts.append(PortMention(port, context, detail, host, span(offset, offset + digits)))
