"""Takes a Python statement off a line that it shares, through LibCST."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from dupelint.fixing import marker
from dupelint.fixing.fixers.comment_out.wording import commented
from dupelint.fixing.lines import (
    end_of_line,
    indent_unit,
    indentation,
    newline,
    start_of_line,
)
from dupelint.fixing.parsed import Parsed
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.edit import Edit

if TYPE_CHECKING:
    from tree_sitter import Node

_BLOCKS = frozenset({"module", "block"})


def switch_off_sharing(task: Task, code: Parsed, node: Node, path: list[Node]) -> Edit:
    """The edit for `a(); b()` or `if c: a()`: the rest of the line goes on below the comments."""
    start, end = _lines(task, node, path)
    # What is indented is only Python inside of something; the smallest that allows everything.
    indent = indentation(task.source, start)
    line_end = newline(task.source, start).decode()
    header = f"async def _():{line_end}" if indent else ""
    text = task.source[start:end].decode(code.encoding)
    before = header + task.source[start : node.start_byte].decode(code.encoding)
    lines = before.splitlines() or [""]
    note = marker.make(task.code, task.stays).encode(code.encoding, "backslashreplace")
    own = indentation(task.source, node.start_byte)
    comments = commented(task.source[node.start_byte : node.end_byte], own, b"#", note)
    step = indent_unit(task.source, b"    ").decode()
    try:
        module = cst.parse_module(header + text).with_changes(default_newline=line_end)
        target = _statement(module, len(lines), len(lines[-1]))
        switch = _Switch(target, [line.decode(code.encoding) for line in comments], step)
        after = module.visit(switch).code.removeprefix(header)
    except (cst.ParserSyntaxError, ValueError, RecursionError) as error:
        raise RefusalError("the syntax around it cannot be read") from error
    return _smallest(task, start, end, after.encode(code.encoding))


def _statement(module: cst.Module, line: int, column: int) -> cst.BaseSmallStatement:
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    found = [
        node
        for node, position in wrapper.resolve(PositionProvider).items()
        if isinstance(node, cst.BaseSmallStatement)
        and (position.start.line, position.start.column) == (line, column)
    ]
    if len(found) != 1:
        raise RefusalError("the syntax around it cannot be read")
    return found[0]


def _lines(task: Task, node: Node, path: list[Node]) -> tuple[int, int]:
    """The whole lines of the statement with all that shares them."""
    holders = [outer for outer in path if outer.type in _BLOCKS]
    block = next(outer for outer in reversed(holders) if node in outer.children)
    while block.type == "block" and _is_inline(task, block):  # the body of `if c: a()`
        block = holders[holders.index(block) - 1]
        node = path[path.index(block) + 1]
    first = last = node
    siblings = block.children
    for sibling in reversed(siblings[: siblings.index(node)]):
        if sibling.end_point.row != first.start_point.row:
            break
        first = sibling
    for sibling in siblings[siblings.index(node) + 1 :]:
        if sibling.start_point.row != last.end_point.row:
            break
        last = sibling
    start = start_of_line(task.source, first.start_byte)
    if task.source[start : first.start_byte].strip():
        raise RefusalError("the statements around it cannot be told apart")
    return start, end_of_line(task.source, last.end_byte)


def _is_inline(task: Task, block: Node) -> bool:
    start = start_of_line(task.source, block.start_byte)
    return task.source[start : block.start_byte].strip() != b""


def _smallest(task: Task, start: int, end: int, after: bytes) -> Edit:
    """The edit without the lines that are equal at both ends."""
    before = task.source[start:end].splitlines(keepends=True)
    lines = after.splitlines(keepends=True)
    head = 0
    while head < min(len(before), len(lines)) and before[head] == lines[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(lines)) - head and before[-1 - tail] == lines[-1 - tail]:
        tail += 1
    start += sum(map(len, before[:head]))
    end -= sum(map(len, before[len(before) - tail :]))
    return task.edit(start, end, b"".join(lines[head : len(lines) - tail]))


class _Switch(cst.CSTTransformer):
    """Puts comments in the place of one small statement."""

    def __init__(self, target: cst.BaseSmallStatement, comments: list[str], step: str) -> None:
        super().__init__()
        self.target = target
        self.notes = [cst.EmptyLine(comment=cst.Comment(text)) for text in comments]
        self.step = step

    def leave_SimpleStatementLine(  # noqa: N802 (LibCST's name)
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine:
        rest = self._rest(original_node)
        if rest is None:
            return updated_node
        return updated_node.with_changes(
            body=rest, leading_lines=[*updated_node.leading_lines, *self.notes]
        )

    def leave_SimpleStatementSuite(  # noqa: N802 (LibCST's name)
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.BaseSuite:
        rest = self._rest(original_node)
        if rest is None:
            return updated_node
        line = cst.SimpleStatementLine(
            rest, self.notes, trailing_whitespace=updated_node.trailing_whitespace
        )
        return cst.IndentedBlock([line], indent=self.step)

    def _rest(
        self, line: cst.SimpleStatementLine | cst.SimpleStatementSuite
    ) -> list[cst.BaseSmallStatement] | None:
        """What stays on the line of the target, None of another line."""
        rest = [each for each in line.body if each is not self.target]
        if len(rest) == len(line.body):
            return None
        if not rest:
            return [cst.Pass()]
        if line.body[-1] is self.target:
            rest[-1] = rest[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
        return rest
