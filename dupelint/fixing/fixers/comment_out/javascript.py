"""Comments JavaScript and TypeScript statements out, and keeps what stands beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dupelint.fixing import marker
from dupelint.fixing.fixers.comment_out.separation import keep_apart
from dupelint.fixing.fixers.comment_out.wording import commented, gist, is_marked
from dupelint.fixing.javascript import BODIES, DECLARATIONS, LISTS, TYPED, statement_depth
from dupelint.fixing.javascript_names import check_unused, imports_only_for
from dupelint.fixing.lines import (
    end_of_line,
    indent_unit,
    indentation,
    newline,
    start_of_line,
    trimmed,
)
from dupelint.fixing.parsed import parsed
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_SWITCHED = DECLARATIONS | {
    "expression_statement", "import_statement", "function_declaration", "if_statement",
    "try_statement",
}  # fmt: skip
_TRANSPARENT = TYPED | {"expression_statement", "await_expression"}
_PARTS = {
    "call_expression": "function", "member_expression": "object",
    "variable_declarator": "value", "assignment_expression": "right",
}  # fmt: skip
_SEPARATORS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")  # U+2028 and U+2029 end a line comment


def comment_out(task: Task) -> Change:
    """The statement at the task's place as line comments, with a marker."""
    code = parsed(task)
    if is_marked(task, "//"):
        return Change("It is commented out already", ())
    path = code.path(*trimmed(task.source, task.start, task.end))
    statement, parent = _statement(path)
    check_unused(statement, path, code)
    switched = [statement]
    if task.columns.get("imports"):
        switched += imports_only_for(statement, path, code)
    switched.sort(key=lambda node: node.start_byte)
    if any(mark in code.data[n.start_byte : n.end_byte] for n in switched for mark in _SEPARATORS):
        raise RefusalError("it holds a line separator that would end a comment")
    edits = []
    for node in switched:
        owner = next(outer for outer in reversed(path) if node in outer.children)
        if owner.type in BODIES:
            edits.append(_empty_body(task, node))
        else:
            edits.append(_in_list(task, node, owner))
    if any(later.start < sooner.end for sooner, later in pairwise(edits)):
        raise RefusalError("it shares a line with the import that goes with it")
    if parent.type in LISTS:
        edits = keep_apart(task, code, edits, statement, path)
    return Change(f"Comment out `{gist(task, statement)}`", tuple(edits))


def _statement(path: list[Node]) -> tuple[Node, Node]:
    """The statement that the place means, with what it stands in."""
    depth = statement_depth(path)
    if depth == 0 or path[depth].type not in _SWITCHED:
        raise RefusalError("it is no statement that can be switched off")
    parent, statement = path[depth - 1], path[depth]
    if statement.has_error:
        raise RefusalError("the syntax around it cannot be read")
    for outer, inner in pairwise(path[depth:]):
        if not _does_only(outer, inner):
            raise RefusalError("its statement does something else as well")
    return statement, parent


def _does_only(outer: Node, inner: Node) -> bool:
    """Whether a part is all that a node does."""
    if outer.type in _TRANSPARENT:
        return True
    if outer.type in _PARTS:
        return outer.child_by_field_name(_PARTS[outer.type]) == inner
    if outer.type in DECLARATIONS:
        return sum(child.type == "variable_declarator" for child in outer.children) == 1
    return False


def _comments(task: Task, text: bytes, own: bytes) -> list[bytes]:
    note = marker.make(task.code, task.stays).encode()
    for mark in _SEPARATORS:
        note = note.replace(mark, b" ")
    return commented(text, own, b"//", note)


def _empty_body(task: Task, node: Node) -> Edit:
    """`if (c) a();` → a block that holds only comments."""
    before = node.prev_sibling
    if before is None or before.type == "comment":
        raise RefusalError("something stands between it and its condition")
    own = indentation(task.source, node.start_byte)
    outer = indentation(task.source, before.start_byte)
    text = task.source[node.start_byte : node.end_byte]
    joint = newline(task.source, before.end_byte) + outer
    inner = joint + indent_unit(task.source, b"  ")
    block = b" {" + inner + inner.join(_comments(task, text, own)) + joint + b"}"
    return task.edit(before.end_byte, node.end_byte, block)


def _in_list(task: Task, node: Node, owner: Node) -> Edit:
    """A statement among others; what shares its line gets lines of its own."""
    source = task.source
    own = indentation(source, node.start_byte)
    line = start_of_line(source, node.start_byte)
    last = end_of_line(source, node.end_byte)
    before, after = source[line : node.start_byte], source[node.end_byte : last]
    start, end = node.start_byte, node.end_byte
    if not after.strip() or after.strip().startswith(b"//"):
        end, after = last, b""
    inner = own
    if owner.type != "program" and owner.start_point.row == node.start_point.row:
        inner += indent_unit(source, b"  ")
    joint = newline(source, node.start_byte)
    text = (joint + inner).join(_comments(task, source[start:end], own))
    if before.strip():
        start = line + len(before.rstrip())
        text = joint + inner + text
    if after:
        end += len(after) - len(after.lstrip())
        text += joint + (own if after.lstrip().startswith(b"}") else inner)
    return task.edit(start, end, text)
