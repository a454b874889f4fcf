"""Fixes of scripts that stand in a page or a component."""

from __future__ import annotations

from dataclasses import replace

from dupelint.fixing.task import Change, FixerFunction, RefusalError, Task
from dupelint.syntax.scripts import scripts

_MADE_UP = b"$_"  # how names begin that stand for what a template fills in
_MARKS = (b"{{", b"{%", b"{#", b"<%", b"</")  # of a template engine; of the end of the script


def change_in_markup(function: FixerFunction, task: Task) -> Change:
    """The change of a place in a script, made as if the scripts were the file; of a place in the
    markup around them, what the fixer can do with it.

    RefusalError where it takes along what is no script, or what a template fills in.
    """
    found = scripts(task.source, task.language)
    if found is None or not found.holds(task.start, task.end):
        return function(task)
    change = function(replace(task, language=found.language, source=found.data))
    for edit in change.edits:
        if not found.holds(edit.start, edit.end):
            raise RefusalError("more than the script would change")
        filled = task.source[edit.start : edit.end] != edit.expected
        if filled or (_MADE_UP in edit.replacement and _MADE_UP not in task.source):
            raise RefusalError("a template fills in a part of it")
        if any(mark in edit.replacement and mark not in edit.expected for mark in _MARKS):
            raise RefusalError("the page would take the new code for something else")
    return change
