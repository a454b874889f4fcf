"""Looks at a response before its body is parsed, in the way the code around it does.

The query's column `guard` says what is looked at: `status` (the default: parse after a 200 only, or
after one of the comma-separated statuses in the column `success`) or `type` (parse what says that
it is JSON: for branches that only errors reach).
"""

from __future__ import annotations

from dupelint.fixing.fixers.guard_response.checks import check_for
from dupelint.fixing.fixers.guard_response.conditions import around
from dupelint.fixing.fixers.guard_response.placing import place
from dupelint.fixing.fixers.guard_response.subject import subject_of
from dupelint.fixing.lines import trimmed
from dupelint.fixing.parsed import parsed
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import Language

_TITLES = {
    "status": "Check the status before the parse",
    "type": "Check the content type before the parse",
}


def fix(task: Task) -> Change:
    """The change; refused where a check would decide about more than the parse."""
    if task.language is Language.PYTHON:
        raise RefusalError("which error the project raises for a status is not known")
    code = parsed(task)
    path = code.path(*trimmed(task.source, task.start, task.end))
    if any(node.has_error for node in path[-3:]):
        raise RefusalError("the syntax around it cannot be read")
    subject = subject_of(path, code)
    check = check_for(task, subject.name)
    title = _TITLES[check.kind]
    if subject.held is None:
        edits = around(task, code, path, check)
        if edits is not None:
            return Change(title, tuple(edits))
    return Change(title, tuple(place(task, code, path, subject, check)))
