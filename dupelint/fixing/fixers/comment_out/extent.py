"""How far a statement of a settings file goes, and whether it can go at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from dupelint.fixing.parsed import root_of
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.grammar import UnparsedError
from dupelint.syntax.position import BOM

if TYPE_CHECKING:
    from tree_sitter import Node

Extent = tuple[int, int]


def extent(task: Task) -> Extent:
    """Bytes [start, end) of the statement; a RefusalError where the rest needs it."""
    read = _READERS.get(task.language)
    if read is None:
        raise RefusalError(f"{task.language} has no comments")
    return read(task)


def _node(task: Task, types: frozenset[str]) -> Node:
    """The innermost node of these types around the place."""
    try:
        root = root_of(task.source, task.language)
    except UnparsedError as error:
        raise RefusalError("the file takes too long to parse") from error
    node = root.descendant_for_byte_range(task.start, max(task.start, task.end - 1))
    while node is not None and node.type not in types:
        node = node.parent
    if node is None:
        raise RefusalError("no statement stands here")
    if node.has_error:
        raise RefusalError("the place cannot be parsed")
    return node


def _trimmed(source: bytes, start: int, end: int) -> Extent:
    """Without blank lines and blanks behind the statement."""
    return start, start + len(source[start:end].rstrip())


# --- line by line --------------------------------------------------------------------------------


def _lines(task: Task) -> Extent:
    """The place as it is, with the lines that continue it."""
    source, start, end = task.source, task.start, task.end
    before = re.search(rb"\\\r?\n[^\n]*\Z", source[:start])
    if before:
        raise RefusalError("it is one line of a longer statement")
    while found := re.match(rb"[^\n]*\\\r?\n", source[end:]):
        end += found.end()
        end += len((re.match(rb"[^\r\n]*", source[end:]) or [b""])[0])
    return _trimmed(source, start, end)


_REFERENCE = rb"\$(?:\{%b\b|%b\b)"


def _dotenv(task: Task) -> Extent:
    """A definition, which no other value of the file may be made of."""
    source, start, end = task.source, task.start, task.end
    name = re.match(rb"(?:export[ \t]+)?([\w.-]+)", source[start:end])
    if name and re.search(_REFERENCE.replace(b"%b", re.escape(name[1])), source):
        raise RefusalError("other values of the file are made of this one")
    head = re.match(rb"[^\r\n]*", source[end:])
    rest = head[0].strip() if head else b""
    if rest and not rest.startswith(b"#"):
        raise RefusalError("something else stands on the same line")
    return start, end


def _whole_line(task: Task) -> Extent:
    line = task.source.rfind(b"\n", 0, task.start) + 1
    text = task.source[line:].partition(b"\n")[0]
    start = line + len(text) - len(text.removeprefix(BOM).lstrip())
    return start, line + len(text.rstrip())


def _make(task: Task) -> Extent:
    line = task.source.rfind(b"\n", 0, task.start) + 1
    if task.source[line : line + 1] == b"\t":
        raise RefusalError("it is a line of a recipe")
    return _lines(task)


# --- by the tree ---------------------------------------------------------------------------------

_COMMANDS = frozenset(
    {
        "command", "declaration_command", "variable_assignment", "variable_assignments",
        "redirected_statement", "unset_command", "if_statement", "for_statement",
        "while_statement", "case_statement", "function_definition", "compound_statement",
        "subshell", "negated_command", "pipeline", "list", "test_command", "command_substitution",
        "process_substitution",
    }
)  # fmt: skip
_LONE = frozenset({"program", "compound_statement", "do_group", "if_statement", "else_clause",
                   "elif_clause", "case_item", "subshell"})  # fmt: skip


def _shell(task: Task) -> Extent:
    """A whole command, not one of a chain and not all that a block holds."""
    node = _node(task, _COMMANDS)
    if node.type.endswith("_substitution"):
        raise RefusalError("it is part of a longer command")
    while node.parent is not None and node.parent.type in (
        "redirected_statement", "declaration_command", "variable_assignments",
    ):  # fmt: skip
        node = node.parent
    parent = node.parent
    if parent is None or parent.type in ("list", "pipeline", "negated_command", "command"):
        raise RefusalError("it is part of a longer command")
    if parent.type not in _LONE:
        raise RefusalError("it is part of a longer command")
    if b"<<" in (node.text or b""):
        raise RefusalError("it holds text of its own (`<<`)")
    if parent.type != "program":
        body = [one for one in parent.named_children if one.type in _COMMANDS]
        condition = parent.child_by_field_name("condition") or parent.child_by_field_name("value")
        if node == condition or len([one for one in body if one != condition]) < 2:
            raise RefusalError("nothing would be left of the block it stands in")
        if parent.type in ("if_statement", "elif_clause"):
            raise RefusalError("it may be all that a branch holds")
    end = node.end_byte
    if task.source[end : end + 1] == b";" and task.source[end : end + 2] != b";;":
        end += 1
    return _trimmed(task.source, node.start_byte, end)


def _yaml(task: Task) -> Extent:
    """A key with all below it, or an item of a list, beside which others stay."""
    node = _node(
        task,
        frozenset({"block_mapping_pair", "block_sequence_item", "flow_pair", "flow_sequence"}),
    )
    if node.type.startswith("flow") or node.parent is None:
        raise RefusalError("it stands between braces with others")
    if len([one for one in node.parent.named_children if one.type == node.type]) < 2:
        raise RefusalError("nothing would be left of the mapping it stands in")
    text = node.text or b""
    for anchor in re.findall(rb"(?<![\w\"'])&([^\s\[\]{},]+)", text):
        if re.search(rb"\*" + re.escape(anchor) + rb"(?![^\s\[\]{},])", task.source):
            raise RefusalError(f"*{anchor.decode('utf-8', 'replace')} refers to it")
    return _trimmed(task.source, node.start_byte, node.end_byte)


def _toml(task: Task) -> Extent:
    node = _node(task, frozenset({"pair"}))
    if node.parent is None or node.parent.type == "inline_table":
        raise RefusalError("it stands between braces with others")
    return _trimmed(task.source, node.start_byte, node.end_byte)


_NGINX = lazy(
    rb"""\#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$\{[^}]*\}|\\.|(?P<mark>[;{}])""",
    re.VERBOSE | re.DOTALL,
)


def _nginx(task: Task) -> Extent:
    """A directive with its `;`, or with its block."""
    begin, depth, opened = 0, 0, 0
    for found in _NGINX.finditer(task.source):
        mark = found["mark"]
        if mark is None:
            continue
        if found.start() < task.start:
            begin = found.end()
            continue
        depth += {b"{": 1, b"}": -1, b";": 0}[mark]
        if depth < 0:
            break
        opened = opened or depth
        if depth == 0 and (mark == b"}" or not opened):
            between = re.sub(rb"#[^\n]*", b"", task.source[begin : task.start])
            if between.strip():
                raise RefusalError("it is a part of a directive")
            return task.start, found.end()
    raise RefusalError("no directive ends here")


_READERS: dict[Language, Callable[[Task], Extent]] = {
    Language.DOTENV: _dotenv,
    Language.PROCFILE: _whole_line,
    Language.REQUIREMENTS: _lines,
    Language.DOCKERFILE: _lines,
    Language.UNIT: _lines,
    Language.MAKEFILE: _make,
    Language.SHELL: _shell,
    Language.YAML: _yaml,
    Language.TOML: _toml,
    Language.NGINX: _nginx,
}
