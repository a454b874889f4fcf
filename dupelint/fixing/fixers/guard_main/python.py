"""Puts a Python statement behind `if __name__ == "__main__":`, through LibCST."""

from __future__ import annotations

import libcst as cst

from dupelint.fixing.lines import (
    end_of_line,
    indent_unit,
    indentation,
    newline,
    start_of_line,
    trimmed,
)
from dupelint.fixing.parsed import parsed
from dupelint.fixing.python_names import check_unused
from dupelint.fixing.task import Change, RefusalError, Task

_TITLE = "Run it only when this file is run directly"
_FUNCTIONS = frozenset({"function_definition", "class_definition", "lambda"})
_BLOCKS = frozenset({"module", "block"})


def guard(task: Task) -> Change:
    """The statement in an `if` of its own."""
    code = parsed(task)
    path = code.path(*trimmed(task.source, task.start, task.end))
    for node in path:
        condition = node.child_by_field_name("condition") if node.type == "if_statement" else None
        if condition is not None and "__name__" in code.text(condition):
            return Change(_TITLE, ())
    if any(node.type in _FUNCTIONS for node in path):
        raise RefusalError("it runs when a function is called, not when the file is loaded")
    depth = max(index for index, node in enumerate(path) if node.type in _BLOCKS) + 1
    if depth >= len(path) or path[depth].type != "expression_statement" or path[depth].has_error:
        raise RefusalError("it is no statement of its own")
    statement = path[depth]
    check_unused(statement, path, code)
    source = task.source
    start = start_of_line(source, statement.start_byte)
    end = end_of_line(source, statement.end_byte)
    rest = source[statement.end_byte : end].strip()
    if source[start : statement.start_byte].strip() or (rest and not rest.startswith(b"#")):
        raise RefusalError("it shares its line with something else")
    if source[:start].rstrip(b"\r\n").endswith(b"\\"):
        raise RefusalError("a backslash joins it to the line above")
    line_end = newline(source, start).decode()
    indent = indentation(source, start)
    header = f"if 1:{line_end}" if indent else ""
    text = header + source[start:end].decode(code.encoding)
    try:
        module = cst.parse_module(text).with_changes(default_newline=line_end)
    except (cst.ParserSyntaxError, ValueError, RecursionError) as error:
        raise RefusalError("the syntax around it cannot be read") from error
    step = indent_unit(source, b"    ").decode()
    after = module.visit(_Wrap(step)).code.removeprefix(header)
    edit = task.edit(start, end, after.removesuffix(line_end).encode(code.encoding))
    return Change(_TITLE, (edit,))


class _Wrap(cst.CSTTransformer):
    """Puts the only simple statement of a module into an `if`."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step

    def leave_SimpleStatementLine(  # noqa: N802 (LibCST's name)
        self,
        original_node: cst.SimpleStatementLine,  # noqa: ARG002 (LibCST's parameter)
        updated_node: cst.SimpleStatementLine,
    ) -> cst.If:
        test = cst.parse_expression('__name__ == "__main__"')
        return cst.If(test, cst.IndentedBlock([updated_node], indent=self.step))
