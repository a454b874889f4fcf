"""Puts a value in the place of another, of which quotes and type are kept.

The query's column `replacement` is the new one: the number of a port, a text, or the path that
takes the place of an address in code (it starts with `/`; each `{}` in it is a hole of the old
path, in order).
"""

from __future__ import annotations

from dupelint.fixing.fixers.replace_value.addresses import replace_address
from dupelint.fixing.fixers.replace_value.numbers import is_number, replace_number
from dupelint.fixing.fixers.replace_value.texts import replace_text
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import MARKUP, SCRIPTS

_MORE = frozenset(b"?#{}<>&")  # of an address in markup: a query, what a template fills in


def fix(task: Task) -> Change:
    """The change; refused where more than the value would change."""
    value = task.columns.get("replacement")
    new = "" if value is None else str(value)
    if not new or new == "0":
        raise RefusalError("what takes its place is not known")
    if is_number(task.source[task.start : task.end]):
        return replace_number(task, new)
    if task.language in MARKUP and not _MORE.isdisjoint(task.source[task.start : task.end]):
        raise RefusalError("more than an address stands there")
    if task.language in SCRIPTS and new.startswith("/"):
        return replace_address(task, new)
    return replace_text(task, new)
