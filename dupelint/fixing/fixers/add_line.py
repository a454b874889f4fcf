"""Adds a line to a file: the call that an entry file lacks.

The query's column `call` names the function of the file.
"""

from __future__ import annotations

from dupelint.fixing.entry_call import call_entry
from dupelint.fixing.task import Change, RefusalError, Task


def fix(task: Task) -> Change:
    """The change; refused where it is not known what to add."""
    if not (call := str(task.columns.get("call") or "")):
        raise RefusalError("the line to add is not known")
    return call_entry(task, call)
