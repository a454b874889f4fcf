"""Adds a line before or after a statement, as far in as it and with the file's line ends.

The query's columns: `line`, the text; `before`, 1 to put it above the statement. Or `call`, a
function of a JavaScript file: then the line that calls it goes to the file's end.
"""

from __future__ import annotations

import re

from dupelint.fixing.entry_call import call_entry
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.source import Language
from dupelint.syntax.position import BOM

# Where a line stands for itself; in the others it may become a part of what is around it.
_BY_LINE = frozenset(
    {
        Language.DOTENV, Language.PROCFILE, Language.REQUIREMENTS, Language.SHELL,
        Language.PYTHON, Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX,
    }
)  # fmt: skip


def fix(task: Task) -> Change:
    """The change; none where that line stands there already."""
    if call := str(task.columns.get("call") or ""):
        return call_entry(task, call)
    line = str(task.columns.get("line") or "")
    if not line or "\n" in line or "\r" in line:
        raise RefusalError("the line to add is not known")
    if task.language not in _BY_LINE:
        raise RefusalError(f"a line cannot be added to {task.language} by itself")
    source = task.source
    begin = source.rfind(b"\n", 0, task.start) + 1
    begin += len(BOM) if begin == 0 and source.startswith(BOM) else 0
    first = re.match(rb"[ \t]*", source[begin:])
    indent = first[0] if first else b""
    if source[begin : task.start].strip():
        raise RefusalError("something else stands on the same line")
    finish = source.find(b"\n", task.end)
    ends_file = finish < 0
    finish = len(source) if ends_file else finish + 1
    continued = source[:begin].rstrip(b"\r\n").endswith(b"\\")
    if source[task.end : finish].rstrip().endswith(b"\\") or continued:
        raise RefusalError("the statement goes on in another line")
    end_mark = b"\r\n" if b"\r\n" in source else b"\n"
    text = indent + line.encode()
    title = f"Add `{line}`"
    if task.columns.get("before"):
        above = source[:begin].removeprefix(BOM).splitlines()
        if above and above[-1].strip() == line.encode():
            return Change(title, ())
        return Change(title, (Edit(task.path, begin, begin, text + end_mark, b""),))
    below = source[finish:].splitlines()
    if below and below[0].strip() == line.encode():
        return Change(title, ())
    added = end_mark + text if ends_file else text + end_mark
    return Change(title, (Edit(task.path, finish, finish, added, b""),))
