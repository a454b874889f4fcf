"""Lets a statement run only in the file that is started, not where the file is imported.

A guard keeps nothing back in the entry itself (the query's column `is_entry`): there the statement
becomes a comment.
"""

from __future__ import annotations

from dupelint.fixing.fixers import comment_out
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import Language


def fix(task: Task) -> Change:
    """The change; refused where the statement runs later, or its names are needed elsewhere."""
    if task.columns.get("is_entry"):
        return comment_out.fix(task)
    match task.language:
        case Language.PYTHON:
            from dupelint.fixing.fixers.guard_main.python import guard

            return guard(task)
        case Language.JAVASCRIPT | Language.TYPESCRIPT | Language.TSX:
            from dupelint.fixing.fixers.guard_main.javascript import guard

            return guard(task)
        case _:
            raise RefusalError(f"a {task.language} file is not imported")
