"""Comments Python statements out, so that every block around them stays valid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dupelint.fixing import marker
from dupelint.fixing.fixers.comment_out.wording import commented, gist, is_marked
from dupelint.fixing.lines import end_of_line, indentation, newline, start_of_line, trimmed
from dupelint.fixing.parsed import Parsed, parsed, walk
from dupelint.fixing.patch import patched
from dupelint.fixing.python_names import (
    IMPORTS,
    check_unused,
    imports_only_for,
)
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.syntax.python_encoding import decode

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset({"module", "block"})
_FUNCTIONS = frozenset({"function_definition", "lambda"})
# Whatever else goes with these, the flow of control or the meaning of names does not.
_KEPT = {
    "return_statement": "a `return` ends the function, too",
    "raise_statement": "a `raise` ends the function, too",
    "break_statement": "a `break` ends the loop",
    "continue_statement": "a `continue` ends the turn of the loop",
    "global_statement": "a `global` decides what names mean",
    "nonlocal_statement": "a `nonlocal` decides what names mean",
    "future_import_statement": "an import from `__future__` decides what the file means",
}


def comment_out(task: Task) -> Change:
    """The statement at the task's place as comments, with a marker."""
    code = parsed(task)
    if is_marked(task, "#"):
        return Change("It is commented out already", ())
    path = code.path(*trimmed(task.source, task.start, task.end))
    decorator = next((node for node in path if node.type == "decorator"), None)
    if decorator is not None:
        edits = [_as_comments(task, code, decorator, fill=False)]
        return Change(f"Comment out `{gist(task, decorator)}`", tuple(edits))
    statement, _block = _statement(path)
    check_unused(statement, path, code)
    switched = [statement]
    if task.columns.get("imports"):
        found = imports_only_for(statement, path, code)
        if task.path.endswith("__init__.py"):  # what it imports, others import from it
            found = [node for node in found if node not in code.root.children]
        switched += found
    switched.sort(key=lambda node: node.start_byte)
    edits = []
    for node in switched:
        owner = next(outer for outer in reversed(path) if node in outer.children)
        rest = [child for child in owner.named_children if child.type != "comment"]
        empties = owner.type == "block" and all(child in switched for child in rest)
        edits.append(_switch_off(task, code, node, path, fill=empties and node == rest[-1]))
    _check_encoding(task, code, edits)
    return Change(f"Comment out `{gist(task, statement)}`", tuple(edits))


def _statement(path: list[Node]) -> tuple[Node, Node]:
    """The statement that the place means, with its block."""
    depth = max((index for index, node in enumerate(path) if node.type in _BLOCKS), default=-1)
    if depth < 0:  # the whole file is one syntax error
        raise RefusalError("the syntax around it cannot be read")
    if depth + 1 == len(path) or path[depth + 1].type == "comment":
        raise RefusalError("it is no statement")
    block, statement = path[depth], path[depth + 1]
    if statement.has_error:
        raise RefusalError("the syntax around it cannot be read")
    if statement.type in _KEPT:
        raise RefusalError(_KEPT[statement.type])
    for outer, inner in pairwise(path[depth + 1 :]):
        if not _does_only(outer, inner):
            raise RefusalError("its statement does something else as well")
    is_function = statement.type in _FUNCTIONS
    if not is_function and any(node.type == "yield" for node in walk(statement, _FUNCTIONS)):
        raise RefusalError("without its `yield` the function would be another kind of function")
    return statement, block


def _does_only(outer: Node, inner: Node) -> bool:
    """Whether a part is all that a node does."""
    match outer.type:
        case "await" | "parenthesized_expression":
            return True
        case "expression_statement":
            return outer.named_child_count == 1
        case "call":
            return outer.child_by_field_name("function") == inner
        case "attribute":
            return outer.child_by_field_name("object") == inner
        case "assignment":
            return outer.child_by_field_name("right") == inner
        case _ if outer.type in IMPORTS:
            return len(outer.children_by_field_name("name")) == 1
        case "aliased_import" | "dotted_name":
            return True
        case "decorated_definition":
            return outer.child_by_field_name("definition") == inner
    return False


def _switch_off(task: Task, code: Parsed, node: Node, path: list[Node], *, fill: bool) -> Edit:
    first = start_of_line(task.source, node.start_byte)
    last = end_of_line(task.source, node.end_byte)
    before, after = task.source[first : node.start_byte], task.source[node.end_byte : last]
    after = after.strip(b" \t\f;")
    if task.source[:first].rstrip(b"\r\n").endswith(b"\\"):
        raise RefusalError("a backslash joins it to the line above")
    if before.strip() or (after and not after.startswith(b"#")):
        from dupelint.fixing.fixers.comment_out.python_sharing import switch_off_sharing

        return switch_off_sharing(task, code, node, path)
    return _as_comments(task, code, node, fill=fill)


def _as_comments(task: Task, code: Parsed, node: Node, *, fill: bool) -> Edit:
    """A node with lines of its own; `fill` says that its block would be empty."""
    last = end_of_line(task.source, node.end_byte)
    indent = indentation(task.source, node.start_byte)
    note = marker.make(task.code, task.stays).encode(code.encoding, "backslashreplace")
    lines = commented(task.source[node.start_byte : last], indent, b"#", note)
    if fill:
        lines.append(b"pass")
    text = (newline(task.source, node.start_byte) + indent).join(lines)
    return task.edit(node.start_byte, last, text)


def _check_encoding(task: Task, code: Parsed, edits: list[Edit]) -> None:
    """A comment on the first two lines can read as a declaration of the encoding (PEP 263)."""
    after = decode(patched(task.source, edits))
    if after is None or (after.encoding != code.encoding and not {"ascii", "utf-8"} >= {
        after.encoding, code.encoding,
    }):  # fmt: skip
        raise RefusalError("the comment would declare another encoding")
