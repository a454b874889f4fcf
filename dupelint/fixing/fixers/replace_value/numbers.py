"""Numbers of ports, replaced digit for digit."""

from __future__ import annotations

import re

from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy
from dupelint.model.source import Language

_NUMBER = lazy(rb"[1-9][0-9_]*\Z")
_PORT = lazy(r"[1-9][0-9]{0,4}\Z")
# YAML 1.1 reads 22:22 as a number to base 60.
_BASE_60 = re.compile(rb"(?<![\w.:'\"/])[-+]?[1-9][0-9]*(?::[0-5]?[0-9])+(?![\w.:/'\"-])")


def is_number(text: bytes) -> bool:
    """Whether nothing but a number stands there."""
    return _NUMBER.match(text) is not None


def replace_number(task: Task, new: str) -> Change:
    """Another number in the place of one, alone or in a URL, a flag, a pair of ports."""
    if not _PORT.match(new):
        raise RefusalError(f"'{new}' is no number of a port")
    source, start, end = task.source, task.start, task.end
    before, after = source[max(0, start - 2) : start], source[end : end + 2]
    if before[-1:].isdigit() or after[:1].isdigit():
        raise RefusalError("the digits are part of a longer number")
    if re.search(rb"\d-\Z", before) or re.match(rb"-\d", after):
        raise RefusalError("it is one end of a range of ports")
    old = source[start:end]
    edit = Edit(task.path, start, end, new.encode(), old)
    title = f"Replace {old.decode()} by {new}"
    if old.replace(b"_", b"") == edit.replacement:
        return Change(title, ())
    if task.language is Language.YAML:
        _check_yaml(source, edit)
    return Change(title, (edit,))


def _check_yaml(source: bytes, edit: Edit) -> None:
    begin = source.rfind(b"\n", 0, edit.start) + 1
    finish = source.find(b"\n", edit.end)
    finish = len(source) if finish < 0 else finish
    head, tail = source[begin : edit.start], source[edit.end : finish]
    was = _BASE_60.findall(head + edit.expected + tail)
    would_be = _BASE_60.findall(head + edit.replacement + tail)
    if len(would_be) > len(was):
        raise RefusalError("YAML would read the pair of ports as one number; quote it first")
