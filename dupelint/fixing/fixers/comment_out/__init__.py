"""Switches a statement or a setting off: it stays as a comment that says why."""

from __future__ import annotations

from dupelint.fixing.task import Change, Task
from dupelint.model.source import Language


def fix(task: Task) -> Change:
    """The change; with the column `imports` also the imports that only this statement needed."""
    match task.language:
        case Language.PYTHON:
            from dupelint.fixing.fixers.comment_out.python import comment_out

            return comment_out(task)
        case Language.JAVASCRIPT | Language.TYPESCRIPT | Language.TSX:
            from dupelint.fixing.fixers.comment_out.javascript import comment_out

            return comment_out(task)
        case _:
            from dupelint.fixing.fixers.comment_out.settings import comment_out

            return comment_out(task)
